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
package io.github.dsql.hibernate.lock;

import jakarta.persistence.PessimisticLockScope;
import org.hibernate.LockOptions;
import org.jspecify.annotations.Nullable;

/** How far a lock reaches beyond the rows of the entities asked for. */
enum LockReach {
    /** No further. */
    ROWS,
    /** To the rows of their collection tables. */
    COLLECTIONS,
    /** To what the query fetches along with them. */
    FETCHES;

    /** Reads the scope by the one accessor that has the same type in every version of Hibernate. */
    @SuppressWarnings({"removal", "deprecation"}) // LockOptions and its scopes move in a later version of Hibernate.
    static LockReach of(LockOptions options) {
        return of(options.getLockScope());
    }

    /** Hibernate 7 has no constant of Jakarta Persistence for fetches and answers null; Hibernate 8 has one. */
    private static LockReach of(@Nullable PessimisticLockScope scope) {
        if (scope == PessimisticLockScope.NORMAL) {
            return ROWS;
        }
        return scope == PessimisticLockScope.EXTENDED ? COLLECTIONS : FETCHES;
    }
}
