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

import io.github.dsql.local.SharedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** PostgreSQL can read a refused statement however it is written, so the client hears the refusal and no syntax error. */
class MutatedStatementsIT {
    @Test
    void refusalsDoNotDependOnTheWriting() throws SQLException {
        long seed = Long.getLong("dsql.mutation.seed", 20261125);
        Mutation mutation = Mutation.with(new Random(seed));
        List<String> differences = new ArrayList<>();
        try (Connection connection = SharedServer.connect("preferQueryMode=simple");
                java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (KnownOutcome known : Mutation.subjects()) {
                if (!known.accepted()) {
                    String variant = mutation.of(known.sql());
                    String outcome = error(statement, variant);
                    if (!outcome.equals(known.outcome())) {
                        differences.add(known + " became " + outcome + " as " + variant);
                    }
                }
            }
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
    }

    private static String error(java.sql.Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
            return "ok";
        } catch (PSQLException e) {
            var error = e.getServerErrorMessage();
            return error == null ? String.valueOf(e.getMessage()) : error.getSQLState() + " " + error.getMessage();
        }
    }
}
