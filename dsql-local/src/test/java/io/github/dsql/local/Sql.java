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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.postgresql.util.PSQLException;

/** What tests do with a connection of their own. */
public final class Sql {
    private Sql() {}

    public static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Expects an error of the server, given as {@code SQLSTATE message}, that shows nothing of what is behind the stand-in. */
    public static void assertRefused(String stateAndMessage, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getServerErrorMessage()).isNotNull();
            assertThat(e.getSQLState() + " " + e.getServerErrorMessage().getMessage())
                    .isEqualTo(stateAndMessage);
            assertThat(e.getServerErrorMessage().getSeverity()).isEqualTo("ERROR");
            assertThat(e.getServerErrorMessage().getWhere()).isNull();
        });
    }
}
