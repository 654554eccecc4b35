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
package io.github.dsql.local.fault;

/** What a statement does, as far as a fault can be limited to it. */
public enum StatementType {
    /** Only reads: {@code SELECT}, {@code VALUES}, {@code EXPLAIN}, {@code COPY … TO STDOUT}, {@code CALL sys.wait_for_job(…)}. */
    READ,
    /** Reads with {@code FOR UPDATE} or {@code FOR KEY SHARE}. */
    LOCK,
    /** Changes rows: {@code INSERT}, {@code UPDATE}, {@code DELETE}, also inside a CTE, and {@code COPY … FROM STDIN}. */
    WRITE,
    /** Changes the catalogue: {@code CREATE}, {@code ALTER}, {@code DROP}, {@code GRANT}, {@code REVOKE}. */
    DDL,
    /** Opens or ends a transaction: {@code BEGIN}, {@code COMMIT}, {@code ROLLBACK}. */
    TRANSACTION,
    /** Changes the state of the session: {@code SET}, {@code RESET}. */
    SETTING
}
