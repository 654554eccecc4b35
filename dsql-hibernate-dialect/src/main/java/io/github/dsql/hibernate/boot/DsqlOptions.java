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

import static io.github.dsql.hibernate.DsqlSettings.DDL_AWAIT_JOBS;
import static io.github.dsql.hibernate.DsqlSettings.DDL_JOB_TIMEOUT_SECONDS;
import static io.github.dsql.hibernate.DsqlSettings.DDL_MAX_RETRIES;
import static io.github.dsql.hibernate.DsqlSettings.FOREIGN_KEYS;
import static io.github.dsql.hibernate.DsqlSettings.IDENTITY_CACHE;
import static io.github.dsql.hibernate.DsqlSettings.IMPLICIT_ENUMS;
import static io.github.dsql.hibernate.DsqlSettings.NON_KEY_LOCKS;
import static io.github.dsql.hibernate.DsqlSettings.SEQUENCE_CACHE;
import static io.github.dsql.hibernate.DsqlSettings.TRUNCATE_CHUNK_ROWS;

import java.util.Map;

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
    public static final DsqlOptions DEFAULTS = from(Map.of());

    /**
     * Reads the options from Hibernate's configuration.
     *
     * @param settings Hibernate's settings, of which only those under {@code hibernate.dialect.dsql.} are looked at
     * @return the options
     * @throws org.hibernate.HibernateException if a value lies outside its range or a key is unknown; all such problems in one
     *     message, each with key, value, range and the nearest valid value
     */
    public static DsqlOptions from(Map<String, Object> settings) {
        SettingsReader reader = new SettingsReader(settings);
        DsqlOptions options = new DsqlOptions(
                reader.choice(FOREIGN_KEYS, ForeignKeys.NONE),
                reader.choice(NON_KEY_LOCKS, NonKeyLocks.REJECT),
                reader.choice(IMPLICIT_ENUMS, ImplicitEnums.VARCHAR),
                reader.cache(SEQUENCE_CACHE, 1),
                reader.cache(IDENTITY_CACHE, SettingsReader.SMALLEST_LARGE_CACHE),
                reader.number(DDL_MAX_RETRIES, 10, 0, 100),
                reader.flag(DDL_AWAIT_JOBS, true),
                reader.number(DDL_JOB_TIMEOUT_SECONDS, 600, 1, 3600),
                reader.number(TRUNCATE_CHUNK_ROWS, 1000, 1, 3000));
        reader.finish();
        return options;
    }
}
