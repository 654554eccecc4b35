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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.DsqlLocal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** The statements of tools and frameworks, run as one script: each sees what those before it made. */
class ToolStatementsIT {
    @Test
    void toolsHearWhatTheServiceTellsThem() throws SQLException {
        List<String> differences = new ArrayList<>();
        try (DsqlLocal local = DsqlLocal.start();
                Connection connection = DriverManager.getConnection(local.jdbcUrl() + "&preferQueryMode=simple");
                java.sql.Statement statement = connection.createStatement()) {
            for (KnownOutcome known : KnownOutcome.ofTools()) {
                String outcome = outcome(statement, known.sql());
                if (!outcome.equals(known.outcome())) {
                    differences.add(outcome + " for " + known);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static String outcome(java.sql.Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
            return "ok";
        } catch (PSQLException e) {
            var error = e.getServerErrorMessage();
            return error == null ? String.valueOf(e.getMessage()) : error.getSQLState() + " " + error.getMessage();
        }
    }
}
