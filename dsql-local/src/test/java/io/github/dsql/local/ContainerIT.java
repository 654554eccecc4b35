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

import static io.github.dsql.local.SharedServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class ContainerIT {
    private static final boolean DOCKER = DockerClientFactory.instance().isDockerAvailable();

    @Test
    void standInRunsOnPostgresInAContainer() throws SQLException {
        skipUnless(DOCKER, "there is no Docker on this machine, so the container with PostgreSQL was not tested");
        try (DsqlLocal local = DsqlLocal.builder().container().start();
                Connection connection = DriverManager.getConnection(local.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE pet (id int PRIMARY KEY)");
            assertThat(query(connection, "SELECT current_database()")).containsExactly("postgres");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE bad (amount money)"))
                    .hasMessageContaining("datatype money not supported");
        }
    }

    @Test
    void missingDockerIsNamedWithTheWayOut() {
        skipUnless(!DOCKER, "there is Docker on this machine, so its absence was not tested");
        assertThatThrownBy(() -> DsqlLocal.builder().container().start())
                .isInstanceOf(DsqlLocalException.class)
                .hasMessageContaining("The container with postgres:16 did not start")
                .hasMessageContaining("Check that Docker runs");
    }

    private static void skipUnless(boolean condition, String reason) {
        if (!condition) {
            System.out.println("Skipped: " + reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }
}
