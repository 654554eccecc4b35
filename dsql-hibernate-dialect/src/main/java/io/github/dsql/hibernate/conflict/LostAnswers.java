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
package io.github.dsql.hibernate.conflict;

import java.io.IOException;
import java.sql.SQLException;

/** Internal: tells whether an error of COMMIT leaves open what became of the transaction. */
public final class LostAnswers {
    private LostAnswers() {}

    /**
     * Tells whether COMMIT may have taken effect all the same.
     *
     * <p>So it is when the connection breaks (class 08) or is ended by the server (57P) while COMMIT is on its way, and when the service says {@code server
     * unavailable} (XX000): "a failed COMMIT may have committed"; 40003 says so of itself. Not so where the driver finds the connection closed and sends nothing (08003).
     *
     * @param error the error of COMMIT, or of a statement that is its own transaction
     * @return whether its outcome is not known
     */
    public static boolean isLost(SQLException error) {
        String state = error.getSQLState();
        if (state == null) {
            return error.getCause() instanceof IOException;
        }
        return (state.startsWith("08") && !state.equals("08003"))
                || state.startsWith("57P")
                || state.startsWith("XX")
                || state.equals("40003");
    }
}
