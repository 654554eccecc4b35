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
package io.github.dsql.hibernate.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaToolIT {
    private static final String AUTO = "hibernate.hbm2ddl.auto";

    private static DsqlLocal local;
    private RecordingDataSource database;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void connect() {
        database = new RecordingDataSource(local.jdbcUrl());
    }

    @AfterEach
    void drop() {
        try (SessionFactory factory = library().build()) {
            factory.getSchemaManager().dropMappedObjects(true);
        }
    }

    private Factory library() {
        return library(database);
    }

    private static Factory library(DataSource database) {
        return Factory.on(database, Library.CLASSES).with("hibernate.hbm2ddl.create_namespaces", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "not_valid"})
    void createAndDropSendNothingThatIsRefused(String foreignKeys) {
        Factory settings = library().with(DsqlSettings.FOREIGN_KEYS, foreignKeys);
        settings.with(AUTO, "create").build().close();
        settings.with(AUTO, "create-drop").build().close();
        settings.with(AUTO, "create").build().close();
        settings.with(AUTO, "drop").build().close();

        assertThat(database.failures()).isEmpty();
        assertThat(database.sql()).noneMatch(sql -> sql.contains("client_min_messages"));
    }

    @Test
    void foreignKeysReachTheDatabaseOnlyWhenAskedFor() {
        library().with(AUTO, "create").build().close();
        assertThat(database.sql())
                .noneMatch(sql -> sql.toLowerCase(Locale.ROOT).contains("foreign key"))
                .noneMatch(sql -> sql.toLowerCase(Locale.ROOT).contains("drop constraint"));

        library()
                .with(AUTO, "create")
                .with(DsqlSettings.FOREIGN_KEYS, "not_valid")
                .build()
                .close();
        List<String> added = sentStartingWith("alter table if exists");
        assertThat(added)
                .filteredOn(sql -> sql.contains(" add constraint "))
                .isNotEmpty()
                .allMatch(sql -> sql.endsWith(" not valid"));
        assertThat(sentStartingWith("alter table async"))
                .hasSameSizeAs(added.stream()
                        .filter(sql -> sql.contains(" add constraint "))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"grouped, not_valid", "grouped, none", "individually, none"})
    void updateCreatesWhatIsMissingAndThenNothing(String strategy, String foreignKeys) {
        Factory update = library()
                .with(AUTO, "update")
                .with(DsqlSettings.FOREIGN_KEYS, foreignKeys)
                .with("hibernate.hbm2ddl.jdbc_metadata_extraction_strategy", strategy);
        update.build().close();
        assertThat(database.failures()).isEmpty();
        assertThat(sentStartingWith("create table")).hasSizeGreaterThan(10);

        database.clear();
        update.build().close();
        assertThat(database.failures()).isEmpty();
        assertThat(database.sql()).noneMatch(SchemaToolIT::changesSchema);
        library().with(AUTO, "validate").build().close();
    }

    @Test
    void schemaStatementIsRetriedAfterConflict() {
        int[] conflicts = {3};
        DataSource faulty = FaultyDataSource.over(
                database,
                sql -> sql.startsWith("create table") && conflicts[0]-- > 0
                        ? Optional.of(
                                new SQLException("schema has been updated by another transaction (OC001)", "40001"))
                        : Optional.empty());
        library(faulty).with(AUTO, "create").build().close();
        assertThat(conflicts[0]).isNegative();
        library().with(AUTO, "validate").build().close();
    }

    @Test
    void refusedStatementFailsTheBootWithStatementReasonAndAdvice() {
        DataSource faulty = FaultyDataSource.over(
                database,
                sql -> sql.startsWith("create table author ")
                        ? Optional.of(new SQLException("datatype money not supported", "0A000"))
                        : Optional.empty());
        assertThatThrownBy(() -> library(faulty).with(AUTO, "create").build())
                .hasStackTraceContaining("create table author ")
                .hasStackTraceContaining("datatype money not supported")
                .hasStackTraceContaining("Change the mapping or the script");
    }

    @Test
    void userWhoAskedForItGoesOnAfterFailure() {
        DataSource faulty = FaultyDataSource.over(
                database,
                sql -> sql.startsWith("create table author ")
                        ? Optional.of(new SQLException("datatype money not supported", "0A000"))
                        : Optional.empty());
        library(faulty)
                .with(AUTO, "create")
                .with("hibernate.hbm2ddl.halt_on_error", "false")
                .build()
                .close();
        assertThat(sentStartingWith("create table")).hasSizeGreaterThan(10);
    }

    private List<String> sentStartingWith(String start) {
        return database.sql().stream()
                .map(sql -> sql.strip().replaceAll("\\s+", " "))
                .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
    }

    private static boolean changesSchema(String sql) {
        String start = sql.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("create ")
                || start.startsWith("alter ")
                || start.startsWith("drop ")
                || start.startsWith("comment ");
    }
}
