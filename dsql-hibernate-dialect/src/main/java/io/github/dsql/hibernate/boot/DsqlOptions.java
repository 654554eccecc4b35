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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        int truncateChunkRows) {

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

    /** Every option at its default. */
    public static final DsqlOptions DEFAULTS = read(new SettingsReader(Map.of()));

    /**
     * Reads the options from Hibernate's configuration, and tells them at DEBUG.
     *
     * @param settings Hibernate's settings
     * @return the options
     * @throws HibernateException if anything in the configuration does not fit Aurora DSQL, see {@link #check}
     */
    public static DsqlOptions from(Map<String, Object> settings) {
        HibernateVersion.warnIfUntested();
        check(settings);
        SettingsLog.write(settings);
        return read(new SettingsReader(settings));
    }

    /**
     * Looks for everything in the configuration that does not fit Aurora DSQL.
     *
     * @param settings Hibernate's settings
     * @throws HibernateException if a value of this library's settings lies outside its range or a key of them is unknown, or if
     *     one of Hibernate's asks for what the service does not have; all such problems in one message, each with key, value
     *     and what to write instead
     */
    static void check(Map<String, Object> settings) {
        SettingsReader reader = new SettingsReader(settings);
        read(reader);
        List<String> problems = new ArrayList<>(reader.problems());
        problems.addAll(IsolationSetting.problems(settings));
        problems.addAll(TemporaryTableSetting.problems(settings));
        if (!problems.isEmpty()) {
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
                reader.read(KnownSettings.TRUNCATE_CHUNK_ROWS));
    }
}
