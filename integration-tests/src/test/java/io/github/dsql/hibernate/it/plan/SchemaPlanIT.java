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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.schema.command.SchemaCommand;
import io.github.dsql.hibernate.schema.command.SchemaPlanner;
import io.github.dsql.hibernate.schema.plan.PlanFormat;
import io.github.dsql.hibernate.schema.plan.PlannedStatement;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.tool.schema.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaPlanIT {
    private static final String UNIT = "clinic";

    private DsqlLocal dsql;

    @BeforeEach
    void start() {
        dsql = DsqlLocal.builder().allowPlainText().start();
    }

    @AfterEach
    void stop() {
        dsql.close();
    }

    private Map<String, String> url() {
        return Map.of("jakarta.persistence.jdbc.url", dsql.jdbcUrl(), "jakarta.persistence.jdbc.user", "admin");
    }

    private SchemaPlan plan(Action action) {
        return SchemaPlanner.plan(UNIT, url(), action);
    }

    private List<String> schemaStatementsSent() {
        return dsql.statements().sql().stream()
                .filter(sql -> sql.toLowerCase(Locale.ROOT).matches("(?s)(create|alter|drop|comment|insert|delete).*"))
                .toList();
    }

    private void run(SchemaPlan plan) throws SQLException {
        try (Connection connection = DriverManager.getConnection(dsql.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (PlannedStatement planned : plan.statements()) {
                statement.execute(planned.sql());
            }
        }
    }

    private EntityManagerFactory start(String auto) {
        return Persistence.createEntityManagerFactory(
                UNIT, Map.of("jakarta.persistence.jdbc.url", dsql.jdbcUrl(), "hibernate.hbm2ddl.auto", auto));
    }

    @Test
    void planOfAnUpdateIsNotRunAndLeavesNothingToDoOnceItIs() throws SQLException {
        SchemaPlan plan = plan(Action.UPDATE);
        assertThat(plan.statements())
                .extracting(PlannedStatement::sql)
                .anyMatch(sql -> sql.startsWith("create table") && sql.contains("visit"))
                .anyMatch(sql -> sql.startsWith("create sequence"))
                .anyMatch(sql -> sql.startsWith("create index async") && sql.contains("visit_vet"));
        assertThat(plan.statements())
                .filteredOn(PlannedStatement::startsJob)
                .allMatch(statement -> statement.sql().contains(" async "))
                .isNotEmpty();
        assertThat(schemaStatementsSent()).isEmpty();

        run(plan);
        assertThat(plan(Action.UPDATE).statements()).isEmpty();
        start("validate").close();
    }

    @Test
    void planOfAnUpdateSaysWhyEachStatementIsSent() throws SQLException {
        run(plan(Action.CREATE_ONLY));
        try (Connection connection = DriverManager.getConnection(dsql.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("alter table visit drop column reason");
        }
        SchemaPlan plan = plan(Action.UPDATE);
        assertThat(plan.statements()).isNotEmpty().allSatisfy(statement -> assertThat(statement.reason())
                .isNotBlank());
        assertThat(plan.statements())
                .extracting(PlannedStatement::sql)
                .first()
                .asString()
                .contains("add column")
                .contains("reason");
    }

    @Test
    void planOfACreationIsWhatACreationSends() {
        SchemaPlan plan = plan(Action.CREATE_ONLY);
        assertThat(schemaStatementsSent()).isEmpty();
        start("create-only").close();
        assertThat(plan.statements())
                .extracting(PlannedStatement::sql)
                .containsExactlyElementsOf(
                        schemaStatementsSent().stream().map(String::strip).toList());
    }

    @Test
    void planOfADropAndATruncationNamesEachTable() {
        assertThat(plan(Action.DROP).statements())
                .extracting(PlannedStatement::sql)
                .anyMatch(sql -> sql.startsWith("drop table") && sql.contains("vet"))
                .anyMatch(sql -> sql.startsWith("drop table") && sql.contains("visit"))
                .anyMatch(sql -> sql.startsWith("drop sequence"));
        assertThat(plan(Action.TRUNCATE).statements())
                .extracting(PlannedStatement::sql)
                .contains("delete from vet", "delete from visit");
        assertThat(schemaStatementsSent()).isEmpty();
    }

    @Test
    void runningFactoryIsPlannedFor() throws SQLException {
        try (EntityManagerFactory factory = start("none")) {
            SchemaPlan plan = SchemaPlanner.plan(factory, Action.UPDATE);
            assertThat(plan.statements()).isNotEmpty();
            assertThat(schemaStatementsSent()).isEmpty();
            run(plan);
            assertThat(SchemaPlanner.plan(factory, Action.UPDATE).isEmpty()).isTrue();
        }
    }

    @Test
    void rejectsAnActionWithoutAPlanAndAUnitThatIsNotThere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(Action.VALIDATE))
                .withMessageContaining("VALIDATE")
                .withMessageContaining("update");
        assertThatThrownBy(() -> SchemaPlanner.plan("clinics", url(), Action.UPDATE))
                .isInstanceOf(PersistenceException.class)
                .hasMessageContaining("'clinics'");
    }

    @Test
    void rejectsAUnitOnAnotherDatabase() {
        Map<String, String> other = Map.of(
                "jakarta.persistence.jdbc.url",
                dsql.jdbcUrl(),
                "hibernate.dialect",
                "org.hibernate.dialect.PostgreSQLDialect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaPlanner.plan(UNIT, other, Action.UPDATE))
                .withMessageContaining("PostgreSQLDialect")
                .withMessageContaining("hibernate.dialect=dsql");
    }

    private record Printed(int status, String out, String err) {}

    private Printed command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--property");
        all.add("jakarta.persistence.jdbc.url=" + dsql.jdbcUrl());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = SchemaCommand.run(all, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Printed(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    @Test
    void commandPrintsThePlanInEachForm() {
        SchemaPlan plan = plan(Action.UPDATE);
        for (PlanFormat format : PlanFormat.values()) {
            Printed printed = command("--unit", UNIT, "--format", format.name().toLowerCase(Locale.ROOT));
            assertThat(printed.status()).isZero();
            assertThat(printed.err()).isEmpty();
            assertThat(printed.out()).isEqualTo(format.write(plan));
        }
        assertThat(schemaStatementsSent()).isEmpty();
    }

    @Test
    void scriptOfThePlanMakesTheSchema() throws SQLException {
        String script = command("--unit=" + UNIT, "--format=sql").out();
        try (Connection connection = DriverManager.getConnection(dsql.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : script.strip().split(";\n", -1)) {
                statement.execute(sql);
            }
        }
        start("validate").close();
    }

    @Test
    void checkTellsByTheExitCodeWhetherThereIsSomethingToDo() throws SQLException {
        assertThat(command("--unit", UNIT, "--check").status()).isEqualTo(3);
        run(plan(Action.UPDATE));
        Printed printed = command("--unit", UNIT, "--check");
        assertThat(printed.status()).isZero();
        assertThat(printed.out()).startsWith("Nothing to send.");
    }

    @Test
    void wrongCommandLineNamesTheOptionAndShowsTheUsage() {
        assertThat(command().err()).contains("--unit is missing").contains("--action ACTION");
        assertThat(command("--unit", UNIT, "--action", "updat").err()).contains("'updat'");
        assertThat(command("--unit", UNIT, "--format", "xml").err()).contains("'xml'");
        assertThat(command("--unit", UNIT, "--verbose").err()).contains("'--verbose'");
        assertThat(command("--unit", UNIT, "--verbose").status()).isEqualTo(2);
        assertThat(command("--help").out()).contains("--unit NAME");
    }

    @Test
    void failureOfThePlanGoesToTheErrorsAndNotToTheOutput() {
        Printed printed = command("--unit", "clinics");
        assertThat(printed.status()).isEqualTo(1);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err()).contains("'clinics'");
    }
}
