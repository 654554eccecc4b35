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
package io.github.dsql.hibernate;

/** The names of this library's settings; each is read once, when the session factory is built. */
public final class DsqlSettings {
    /** Prefix of every setting of this library; a key under it that is not listed here fails the boot. */
    public static final String PREFIX = "hibernate.dialect.dsql.";

    /**
     * Whether foreign keys are exported: {@code none} (default) or {@code not_valid}.
     *
     * <p>{@code not_valid} adds each one as {@code NOT VALID} after its table and then validates it, since Aurora DSQL adds a
     * foreign key to a table in no other way (foreign keys exist since 2026-08-26). While {@code none}, Hibernate itself
     * carries out {@code @OnDelete}.
     */
    public static final String FOREIGN_KEYS = PREFIX + "foreign_keys";

    /**
     * What to do with a pessimistic lock whose query does not pin the whole primary key by equality: {@code reject}
     * (default), {@code follow_on} or {@code allow}.
     *
     * <p>{@code reject} refuses it before any SQL is sent. {@code follow_on} sends the query without the lock and then locks each
     * row that it returned by its key, in the same snapshot, which every cluster takes. {@code allow} sends it: clusters take it
     * since 2026-08-24.
     */
    public static final String NON_KEY_LOCKS = PREFIX + "non_key_locks";

    /**
     * How an enum without {@code @Enumerated} is stored: {@code varchar} (default) or {@code ordinal}, the default of Jakarta
     * Persistence.
     */
    public static final String IMPLICIT_ENUMS = PREFIX + "implicit_enums";

    /**
     * Values that a session of the database takes from a sequence at once: {@code 1} (default) or 65536 and more.
     *
     * <p>Hibernate's own allocation size multiplies with it: 65536 with an allocation size of 50 uses up 3.2 million values a
     * session.
     */
    public static final String SEQUENCE_CACHE = PREFIX + "sequence_cache";

    /** Values that a session of the database takes from an identity column at once: {@code 1}, or 65536 (default) and more. */
    public static final String IDENTITY_CACHE = PREFIX + "identity_cache";

    /** Retries of a schema statement that was refused by a conflict (SQLSTATE 40001): 0 to 100, default 10. */
    public static final String DDL_MAX_RETRIES = PREFIX + "ddl_max_retries";

    /**
     * Whether the schema tool awaits index builds and constraint validations, which Aurora DSQL runs as asynchronous jobs:
     * {@code true} (default) or {@code false}.
     */
    public static final String DDL_AWAIT_JOBS = PREFIX + "ddl_await_jobs";

    /** Seconds that the schema tool awaits an asynchronous job before it fails: 1 to 3600, default 600. */
    public static final String DDL_JOB_TIMEOUT_SECONDS = PREFIX + "ddl_job_timeout_seconds";

    /**
     * Rows that a truncation deletes in one transaction: 1 to 3000, default 1000.
     *
     * <p>Aurora DSQL takes at most 3,000 changed rows and 10 MiB a transaction.
     */
    public static final String TRUNCATE_CHUNK_ROWS = PREFIX + "truncate_chunk_rows";

    /**
     * What happens when a mapping or a setting does not fit Aurora DSQL: {@code fail} (default), {@code warn} or {@code off}.
     *
     * <p>{@code fail} stops the boot before any statement of a schema is sent, with one report of everything that does not fit.
     * {@code warn} logs that report and goes on. {@code off} does not look, but for names that the service takes for the same.
     */
    public static final String MAPPING_REVIEW = PREFIX + "mapping_review";

    /** Codes of findings that the mapping review leaves out, separated by commas; see {@code docs/mapping-review.md}. */
    public static final String MAPPING_REVIEW_IGNORE = PREFIX + "mapping_review.ignore";

    private DsqlSettings() {}
}
