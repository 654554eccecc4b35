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
package io.github.dsql.local.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the refusals that take more than a statement's first words to see, one constant per fact.
 *
 * <p>The source says who saw the message on a cluster and when; {@code scheme} means that the refusal is known but its text is not,
 * and follows how the service words its neighbours.
 */
enum Rule {
    // CREATE TABLE
    TEMP_TABLE("TEMPORARY or TEMP table not supported for CREATE TABLE", "recorded", "2026-09"),
    UNLOGGED_TABLE("UNLOGGED table not supported for CREATE TABLE", "recorded", "2026-09"),
    CREATE_TABLE_AS("unsupported statement: CreateTableAs", "recorded", "2026-09"),
    SELECT_INTO("unsupported statement: CreateTableAs", "scheme", "2026-11"),
    PARTITION_BY("PARTITION BY clause not supported for CREATE TABLE", "pistachio", "2026-07"),
    PARTITION_OF("PARTITION OF clause not supported for CREATE TABLE", "pistachio", "2026-07"),
    TABLE_CLAUSE("%s clause not supported for CREATE TABLE", "scheme", "2026-11"),
    EXCLUDE_CONSTRAINT("EXCLUDE constraint not supported", "scheme", "2026-11"),
    DEFERRABLE_KEY("DEFERRABLE constraint not supported", "ministack", "2026-08"),
    DEFERRABLE_CHECK("CHECK constraints cannot be marked DEFERRABLE", "ministack", "2026-08"),
    KEY_OPTION("%s not supported for constraints", "scheme", "2026-11"),
    COLLATE("COLLATE clause not supported", "pistachio", "2026-10"),
    COMPRESSION("COMPRESSION clause not supported", "scheme", "2026-11"),
    SERIAL("42704", "type \"%s\" does not exist", "recorded", "2026-09"),

    // sequences and identity columns
    IDENTITY_CACHE(
            "identity column is not supported without an explicit cache size. "
                    + "please define CACHE greater than or equal to 65536 or equal to 1",
            "recorded",
            "2026-09"),
    IDENTITY_TYPE("datatype %s not supported, identity column type must be bigint", "recorded", "2026-09"),
    SEQUENCE_CACHE(
            "CREATE SEQUENCE is not supported without an explicit cache size. "
                    + "please define CACHE greater than or equal to 65536 or equal to 1",
            "recorded",
            "2026-09"),
    SEQUENCE_TYPE("datatype %s not supported, sequence type must be bigint", "scheme", "2026-11"),
    SEQUENCE_PERSISTENCE("%s sequence not supported for CREATE SEQUENCE", "scheme", "2026-11"),
    VIEW_PERSISTENCE("%s view not supported for CREATE VIEW", "scheme", "2026-11"),

    // ALTER TABLE
    ADD_COLUMN_CONSTRAINT("ALTER TABLE ADD COLUMN with constraint not supported", "recorded", "2026-09"),
    ALTER_TABLE("unsupported ALTER TABLE %s statement", "recorded", "2026-09"),
    NOT_VALID_KEY("%s constraints cannot be marked NOT VALID", "matrix", "2026-08"),
    UNIQUE_USING_INDEX_DEFERRABLE(
            "ALTER TABLE / ADD CONSTRAINT UNIQUE / DEFERRED / INITIALLY DEFERRED not supported",
            "ministack",
            "2026-08"),
    ALTER_INDEX("unsupported ALTER INDEX statement", "scheme", "2026-11"),

    // indexes
    INDEX_NAME("42601", "syntax error at or near \"%s\"", "recorded", "2026-09"),
    INDEX_CONCURRENTLY("CONCURRENTLY not supported for CREATE INDEX", "aws", "2026-10"),
    INDEX_USING("USING not supported for CREATE INDEX", "matrix", "2026-08"),
    INDEX_KEYS("54011", "more than 8 column keys in an index are not supported", "ministack", "2026-10"),
    INDEX_SYNC("unsupported mode. please use CREATE INDEX ASYNC.", "recorded", "2026-09"),
    INDEX_ORDER("specifying sort order not supported for index keys", "aws", "2026-10"),
    INDEX_OPCLASS("opclass not supported for index keys", "aws", "2026-10"),
    INDEX_COLLATE("collation not supported for index keys", "scheme", "2026-11"),
    INDEX_INCLUDE("expressions are not supported in included columns", "ministack", "2026-08"),
    INDEX_OPTION("%s not supported for CREATE INDEX", "scheme", "2026-11"),
    DROP_INDEX_CONCURRENTLY("DROP INDEX CONCURRENTLY must be first action in transaction", "pistachio", "2026-10"),

    // other objects
    COMPOSITE_TYPE("unsupported statement: CompositeType", "recorded", "2026-09"),
    RANGE_TYPE("unsupported statement: CreateRange", "recorded", "2026-09"),
    ENUM_TYPE("CREATE TYPE not supported", "recorded", "2026-09"),
    BASE_TYPE("unsupported statement: Define", "scheme", "2026-11"),
    ALTER_TYPE("ALTER TYPE not supported", "recorded", "2026-09"),
    RENAME_OBJECT("unsupported object in RENAME statement", "recorded", "2026-09"),
    DROP_DOMAIN_CASCADE("DROP DOMAIN with CASCADE unsupported", "dsqlbase", "2026-10"),
    ALTER_DOMAIN("unsupported ALTER DOMAIN %s statement", "scheme", "2026-11"),
    FUNCTION_LANGUAGE("CREATE FUNCTION with language %s not supported", "recorded", "2026-09"),
    COMMENT_OBJECT("unsupported object in COMMENT statement", "scheme", "2026-11"),
    STATISTICS_TARGET("22023", "statistics target %s exceeds maximum allowed value of 100", "ministack", "2026-10"),
    GRANT_SYSTEM("feature not supported on system entity", "spike", "2026-09"),
    GRANT_OBJECT("unsupported object type in GRANT", "third-party", "2026-08"),
    PROCEDURE("PROCEDURE is not supported", "aws", "2026-10"),
    ALTER_ROLE_SET("unsupported statement: AlterRoleSet", "scheme", "2026-11"),

    // queries
    MERGE("unsupported statement type: MERGE", "recorded", "2026-09"),
    WEAK_LOCK("locking clauses other than FOR UPDATE/FOR KEY SHARE are not supported", "recorded", "2026-09"),
    TABLESAMPLE("TABLESAMPLE clause not supported", "recorded", "2026-09"),
    ADVISORY_LOCK("function %s not supported", "pistachio", "2026-10"),
    FUNCTION("function %s not supported", "scheme", "2026-11"),
    RUNTIME_TYPE("datatype %s not supported", "recorded", "2026-09"),
    XML("datatype xml not supported", "scheme", "2026-11"),
    CTID("42703", "column %s does not exist", "pgrest", "2026-08"),
    TEXT_SEARCH("42704", "text search configuration \"%s\" does not exist", "recorded", "2026-09"),
    WAIT_FOR_JOB("42809", "sys.wait_for_job(%s) is a procedure", "recorded", "2026-09"),
    COPY_FILE("unsupported COPY statement", "scheme", "2026-11"),

    // transactions and session state
    ISOLATION_LEVEL("Unsupported isolation level: %s", "recorded", "2026-09"),
    TRANSACTION_STATEMENT("unsupported transaction statement: %s", "recorded", "2026-09"),
    TRANSACTION_CHAIN("unsupported transaction statement: %s AND CHAIN", "scheme", "2026-11"),
    DEALLOCATE("unsupported statement: Deallocate", "scheme", "2026-11"),
    PARAMETER("setting configuration parameter \"%s\" not supported", "recorded", "2026-09"),
    RESERVED_PARAMETER("42602", "invalid configuration parameter name \"%s\"", "ministack", "2026-10");

    private final String sqlState;
    private final String message;
    private final String source;
    private final String date;

    Rule(String message, String source, String date) {
        this("0A000", message, source, date);
    }

    Rule(String sqlState, String message, String source, String date) {
        this.sqlState = sqlState;
        this.message = message;
        this.source = source;
        this.date = date;
    }

    /** The id under which tests, dialect and compatibility page name the same fact. */
    String capability() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String source() {
        return source;
    }

    String date() {
        return date;
    }

    /** Did anybody see this text on a cluster? */
    boolean certain() {
        return !source.equals("scheme");
    }

    Refusal refuse(Object... arguments) {
        return refuseWithDetail(null, arguments);
    }

    Refusal refuseWithDetail(@Nullable String detail, Object... arguments) {
        return new Refusal(capability(), sqlState, String.format(Locale.ROOT, message, arguments), detail);
    }
}
