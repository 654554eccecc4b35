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
package io.github.dsql.hibernate.batch;

import io.github.dsql.hibernate.conflict.DsqlLimitException;

/** How many entities go into the next transaction: half as many after each that met a limit of the service. */
final class ChunkSize {
    private int rows;

    ChunkSize(int rows) {
        this.rows = rows;
    }

    int rows() {
        return rows;
    }

    /**
     * Makes the chunks smaller if that may help.
     *
     * @param failure why a chunk failed
     * @param tried how many entities it had
     * @return whether there is a smaller one to try
     */
    boolean shrinkAfter(Throwable failure, int tried) {
        if (tried <= 1 || !isLimit(failure)) {
            return false;
        }
        rows = Math.max(1, tried / 2);
        return true;
    }

    private static boolean isLimit(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < 20; t = t.getCause(), depth++) {
            if (t instanceof DsqlLimitException) {
                return true;
            }
        }
        return false;
    }
}
