/*
 * Copyright 2026 the dsql-hibernate authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.dsql.hibernate.boot;

import io.github.dsql.hibernate.mapping.MappingReview;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.HibernateException;

/**
 * Internal: the values of {@link io.github.dsql.hibernate.DsqlSettings}, checked.
 *
 * @param foreignKeys whether foreign keys are exported
 * @param nonKeyLocks what happens to a pessimistic lock without the key
 * @param implicitEnums how an enum without {@code @Enumerated} is stored
 * @param sequenceCache the CACHE of a sequence
 * @param identityCache the CACHE of an identity column
 * @param ddlMaxRetries retries of a schema statement after a conflict
 * @param ddlAwaitJobs whether asynchronous jobs are awaited
 * @param ddlJobTimeoutSeconds how long a job is awaited
 * @param truncateChunkRows rows deleted in one transaction by a truncation
 * @param mappingReview what happens when something does not fit
 * @param ignoredFindings the codes that the review leaves out
 */
public record DsqlOptions(
        ForeignKeys foreignKeys,
        NonKeyLocks nonKeyLocks,
        ImplicitEnums implicitEnums,
        int sequenceCache,
        int identityCache,
        int ddlMaxRetries,
        boolean ddlAwaitJobs,
        int ddlJobTimeoutSeconds,
        int truncateChunkRows,
        MappingReviewMode mappingReview,
        Set<String> ignoredFindings) {

    /** Whether and how foreign keys are exported. */
    public enum ForeignKeys {
        /** No foreign key reaches the database. */
        NONE,
        /** Added as NOT VALID, then validated. */
        NOT_VALID
    }

    /** What happens to a pessimistic lock whose query does not pin the whole primary key. */
    public enum NonKeyLocks {
        /** Refused before any SQL is sent. */
        REJECT,
        /** The query is sent without the lock, and then each row that it returned is locked by its key. */
        FOLLOW_ON,
        /** Sent as it is. */
        ALLOW
    }

    /** How an enum without {@code @Enumerated} is stored. */
    public enum ImplicitEnums {
        /** As its name. */
        VARCHAR,
        /** As its ordinal. */
        ORDINAL
    }

    /** What happens when a mapping or a setting of Hibernate does not fit. */
    public enum MappingReviewMode {
        /** The boot stops. */
        FAIL,
        /** It is logged. */
        WARN,
        /** It is not looked for. */
        OFF
    }

    /** Every option at its default. */
    public static final DsqlOptions DEFAULTS = read(new SettingsReader(Map.of()));

    /**
     * Reads the options from Hibernate's configuration, and tells them at DEBUG.
     *
     * @param settings Hibernate's settings
     * @return the options
     * @throws HibernateException if anything is wrong with them, see {@link #check}
     */
    public static DsqlOptions from(Map<String, Object> settings) {
        HibernateVersion.warnIfUntested();
        check(settings);
        SettingsLog.write(settings);
        return read(new SettingsReader(settings));
    }

    /**
     * Looks for everything that is wrong with the settings of this library; those of Hibernate are up to the mapping review, which a boot
     * that fails here does not reach, so that its findings on them are added.
     *
     * @param settings Hibernate's settings
     * @throws HibernateException if a value lies outside its range or a key is unknown; all such problems in one message, each with
     *     key, value and what to write instead
     */
    static void check(Map<String, Object> settings) {
        SettingsReader reader = new SettingsReader(settings);
        read(reader);
        List<String> problems = reader.problems();
        if (!problems.isEmpty()) {
            problems.addAll(MappingReview.ofSettings(settings));
            throw new HibernateException(
                    "The configuration does not fit Aurora DSQL:\n  - " + String.join("\n  - ", problems));
        }
    }

    private static DsqlOptions read(SettingsReader reader) {
        return new DsqlOptions(
                reader.read(KnownSettings.FOREIGN_KEYS),
                reader.read(KnownSettings.NON_KEY_LOCKS),
                reader.read(KnownSettings.IMPLICIT_ENUMS),
                reader.read(KnownSettings.SEQUENCE_CACHE),
                reader.read(KnownSettings.IDENTITY_CACHE),
                reader.read(KnownSettings.DDL_MAX_RETRIES),
                reader.read(KnownSettings.DDL_AWAIT_JOBS),
                reader.read(KnownSettings.DDL_JOB_TIMEOUT_SECONDS),
                reader.read(KnownSettings.TRUNCATE_CHUNK_ROWS),
                reader.read(KnownSettings.MAPPING_REVIEW),
                reader.read(KnownSettings.MAPPING_REVIEW_IGNORE));
    }
}
