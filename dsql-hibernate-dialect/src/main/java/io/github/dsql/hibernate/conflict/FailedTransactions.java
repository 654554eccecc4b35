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

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/** Asks pgjdbc, where it is the driver, whether the server has given up a transaction after a failed statement. */
final class FailedTransactions {
    private FailedTransactions() {}

    /** Returns null where another driver, or a pool that does not unwrap, leaves it open. */
    static @Nullable Boolean isFailed(Connection connection) {
        if (!Pgjdbc.IS_PRESENT) {
            return null;
        }
        try {
            return Driver.isFailed(connection);
        } catch (SQLException e) {
            // A connection that is gone cannot be asked.
            return null;
        }
    }

    /** Keeps the optional driver out of the enclosing class. */
    private static final class Driver {
        private Driver() {}

        static @Nullable Boolean isFailed(Connection connection) throws SQLException {
            return connection.isWrapperFor(BaseConnection.class)
                    ? connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.FAILED
                    : null;
        }
    }
}
