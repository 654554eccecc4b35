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

/**
 * Internal: the refusals that code decides on, one constant per fact; {@code rules.txt} has their words, under the constant's name in
 * lower case with hyphens.
 */
public enum Rule {
    // CREATE TABLE
    TEMP_TABLE,
    UNLOGGED_TABLE,
    CREATE_TABLE_AS,
    SELECT_INTO,
    PARTITION_BY,
    PARTITION_OF,
    TABLE_CLAUSE,
    EXCLUDE_CONSTRAINT,
    DEFERRABLE_KEY,
    DEFERRABLE_CHECK,
    KEY_OPTION,
    COLLATE,
    COMPRESSION,
    SERIAL,

    // sequences and identity columns
    IDENTITY_CACHE,
    IDENTITY_TYPE,
    SEQUENCE_CACHE,
    SEQUENCE_TYPE,
    SEQUENCE_PERSISTENCE,
    VIEW_PERSISTENCE,

    // ALTER TABLE
    ADD_COLUMN_CONSTRAINT,
    ALTER_TABLE,
    NOT_VALID_KEY,
    UNIQUE_USING_INDEX_DEFERRABLE,
    ALTER_INDEX,

    // indexes
    SYNTAX_ERROR,
    INDEX_CONCURRENTLY,
    INDEX_USING,
    INDEX_SYNC,
    INDEX_ORDER,
    INDEX_OPCLASS,
    INDEX_COLLATE,
    INDEX_INCLUDE,
    INDEX_OPTION,
    DROP_INDEX_CONCURRENTLY,

    // other objects, and statements that no rule names
    COMPOSITE_TYPE,
    RANGE_TYPE,
    ENUM_TYPE,
    BASE_TYPE,
    ALTER_TYPE,
    RENAME_OBJECT,
    DROP_OBJECT,
    ALTER_OWNER,
    ALTER_OBJECT_SCHEMA,
    ALTER_OBJECT_DEPENDS,
    ALTER_ALL,
    ALTER_DATABASE_SET,
    ALTER_DATABASE_REFRESH,
    ALTER_EXTENSION_CONTENTS,
    UNKNOWN_STATEMENT,
    DROP_DOMAIN_CASCADE,
    ALTER_DOMAIN,
    FUNCTION_LANGUAGE,
    COMMENT_OBJECT,
    STATISTICS_TARGET,
    GRANT_SYSTEM,
    GRANT_OBJECT,
    PROCEDURE,
    CREATE_LANGUAGE,
    LANGUAGE_EXTENSION,
    ALTER_ROLE_SET,

    // queries
    MERGE,
    WEAK_LOCK,
    TABLESAMPLE,
    ADVISORY_LOCK,
    FUNCTION,
    RUNTIME_TYPE,
    XML,
    CTID,
    OWN_SCHEMA,
    TEXT_SEARCH,
    WAIT_FOR_JOB,
    COPY_FILE,

    // transactions and session state
    ISOLATION_LEVEL,
    TRANSACTION_STATEMENT,
    TRANSACTION_CHAIN,
    DEALLOCATE,
    PARAMETER,
    RESERVED_PARAMETER,

    // limits and keys, which only the catalogue can tell
    COLUMN_TYPES,
    KEY_COLUMNS,
    KEY_TYPES,
    KEY_SIZE,

    // what a transaction may do
    TRANSACTION_ABORTED,
    TRANSACTION_ROWS,
    TRANSACTION_AGE,
    TRANSACTION_SIZE,
    TEMP_SPACE,
    TRANSACTION_ONE_DDL,
    TRANSACTION_DDL_AND_DML,
    TRANSACTION_STANDALONE,
    CONFLICT_DATA,
    CONFLICT_SCHEMA,

    // connections
    ACCESS_DENIED,
    TOO_MANY_CONNECTIONS,
    CONNECTION_RATE;

    static {
        for (Rule rule : values()) {
            RuleFile.row(rule.id());
        }
    }

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The error to answer.
     *
     * @param arguments what the message says about this statement, one for each of its gaps
     * @return the refusal in the service's words
     */
    public Refusal refuse(Object... arguments) {
        return RuleFile.row(id()).refuse(arguments);
    }
}
