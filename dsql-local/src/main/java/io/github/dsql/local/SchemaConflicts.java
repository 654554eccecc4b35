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
package io.github.dsql.local;

/**
 * When a change of the schema makes other sessions fail with 40001 {@code schema has been updated by another transaction (OC001)}.
 *
 * <p>CREATE, ALTER, DROP, GRANT, REVOKE and the completion of an asynchronous index build change the schema once they are committed,
 * for every table at once. The session that made the change does not fail for it.
 */
public enum SchemaConflicts {
    /**
     * As the service documents it: a session fails at the first statement, reads included, of its first transaction after a change that
     * another one committed, no matter how long ago; and at COMMIT if the change was committed during the transaction. The failure
     * refreshes what the session knows, so a retry succeeds. New sessions know all changes.
     */
    DOCUMENTED,

    /**
     * Only for transactions that were open when the change was committed: they fail at COMMIT. In autocommit mode that is a statement or
     * a batch that writes, locks or changes the schema while another session's change is committed; one that only reads never fails.
     */
    CONCURRENT_ONLY,

    /**
     * Never for a change as such. A transaction that wrote to a table which another session changed still fails if its rows no longer fit,
     * and so does one of two changes of one object at the same time.
     */
    OFF
}
