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

/** Internal: what a statement does, as far as a session must know before it passes it on. */
public enum StatementKind {
    /** Nothing but blanks and comments. */
    EMPTY,
    /** Opens an explicit transaction: {@code BEGIN}, {@code START TRANSACTION}. */
    BEGIN,
    /** Ends the transaction and keeps its changes: {@code COMMIT}, {@code END}. */
    COMMIT,
    /** Ends the transaction and drops its changes: {@code ROLLBACK}, {@code ABORT}. */
    ROLLBACK,
    /** Reads only: {@code SELECT}, {@code VALUES}, {@code TABLE}, {@code EXPLAIN}, {@code SHOW}. */
    QUERY,
    /** A query with {@code FOR UPDATE} or {@code FOR KEY SHARE} at any level. */
    LOCKING_QUERY,
    /** Changes rows, also inside a CTE. */
    DML,
    /** Changes the catalogue; {@code GRANT} and {@code REVOKE} count (AWS docs, 2026-10). */
    DDL,
    /** Changes session state only: {@code SET}, {@code RESET}, {@code DEALLOCATE ALL}, {@code SET CONSTRAINTS}. */
    SESSION,
    /** {@code COPY … FROM STDIN}. */
    COPY_IN,
    /** {@code COPY … TO STDOUT}. */
    COPY_OUT,
    /** May run only outside an explicit transaction: {@code ANALYZE}, {@code CALL sys.wait_for_job}. */
    STANDALONE
}
