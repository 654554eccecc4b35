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
package io.github.dsql.hibernate.it.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.schema.command.SchemaPlanner;
import io.github.dsql.hibernate.schema.plan.PlannedStatement;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.hibernate.tool.schema.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of docs/schema.md: the plan as change sets of Liquibase. */
class LiquibaseIT {
    private static final String UNIT = "clinic";

    @TempDir
    Path folder;

    private DsqlLocal dsql;

    @BeforeEach
    void start() {
        dsql = DsqlLocal.builder().allowPlainText().start();
    }

    @AfterEach
    void stop() {
        dsql.close();
    }

    private SchemaPlan plan() {
        return SchemaPlanner.plan(UNIT, Map.of("jakarta.persistence.jdbc.url", dsql.jdbcUrl()), Action.UPDATE);
    }

    private void write(String changeSets) throws IOException {
        Files.writeString(folder.resolve("changes.sql"), "--liquibase formatted sql\n" + changeSets);
    }

    private static String changeSetForEach(List<PlannedStatement> statements) {
        StringBuilder changes = new StringBuilder();
        for (int i = 0; i < statements.size(); i++) {
            changes.append("--changeset clinic:" + (i + 1) + " runInTransaction:false\n")
                    .append(statements.get(i).sql())
                    .append(";\n");
        }
        return changes.toString();
    }

    private void update() throws Exception {
        Database database = DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(DriverManager.getConnection(dsql.jdbcUrl())));
        try (Liquibase liquibase = new Liquibase("changes.sql", new DirectoryResourceAccessor(folder), database)) {
            liquibase.update();
        }
    }

    @Test
    void planAsOneChangeSetForEachStatementMakesTheSchemaOnce() throws Exception {
        write(changeSetForEach(plan().statements()));
        update();
        assertThat(plan().statements()).isEmpty();
        Persistence.createEntityManagerFactory(
                        UNIT,
                        Map.of("jakarta.persistence.jdbc.url", dsql.jdbcUrl(), "hibernate.hbm2ddl.auto", "validate"))
                .close();

        dsql.statements().clear();
        update();
        assertThat(dsql.statements().sql()).noneMatch(sql -> sql.startsWith("create "));
    }

    @Test
    void changeSetOfTwoStatementsInATransactionIsRefused() throws Exception {
        write("--changeset clinic:1\ncreate table a (id uuid primary key);\ncreate table b (id uuid primary key);\n");
        assertThatThrownBy(this::update)
                .hasStackTraceContaining("multiple ddl statements not supported in a transaction");
    }
}
