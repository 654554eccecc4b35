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
package io.github.dsql.hibernate.it.evolve.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.it.evolve.random.CrashingDataSource.Moment;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A random model with rows becomes another one, with a crash after each single statement. {@code -Ddsql.evolution.seed} and
 * {@code -Ddsql.evolution.count} choose the models.
 */
class RandomEvolutionIT {
    private static final long SEED = Long.getLong("dsql.evolution.seed", 1);
    private static final int COUNT = Integer.getInteger("dsql.evolution.count", 3);
    private static final int MOST_CRASHES = 100;

    private static DsqlLocal local;
    private static RecordingDataSource database;

    @TempDir
    static Path folder;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().start();
        database = new RecordingDataSource(local.jdbcUrl());
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void randomModelsEvolveThroughCrashesToWhatTheMappingSays() throws Exception {
        List<RandomModel> models = new ArrayList<>();
        for (long seed : LongStream.range(SEED, SEED + COUNT).toArray()) {
            Random random = new Random(seed);
            RandomModel first = RandomModel.any("m" + seed + "a", random);
            models.add(first);
            models.add(first.next("m" + seed + "b", random));
        }
        try (CompiledModels compiled = CompiledModels.of(models, folder)) {
            for (int i = 0; i < models.size(); i += 2) {
                evolve(compiled, models.get(i), models.get(i + 1), SEED + i / 2);
            }
        }
    }

    private static void evolve(CompiledModels compiled, RandomModel from, RandomModel to, long seed) throws Exception {
        String what = "seed " + seed + "\nfrom " + from + "\nto   " + to;
        try {
            factory(compiled, from, database, "create").close();
            insertRows(from);
            int crashes = 0;
            while (crashesDuringUpdate(compiled, to, crashes % 3 == 2 ? Moment.BEFORE : Moment.AFTER, crashes)) {
                crashes++;
                assertThat(crashes).as("crashes").isLessThan(MOST_CRASHES);
            }
            database.clear();
            factory(compiled, to, database, "update").close();
            assertThat(database.sql()).noneMatch(CrashingDataSource::changes);
            assertThat(database.failures()).isEmpty();
            factory(compiled, to, database, "validate").close();
            for (RandomTable table : to.tables) {
                checkTable(table);
            }
        } catch (Exception | AssertionError e) {
            throw new AssertionError(what + "\n" + e, e);
        } finally {
            dropAll();
        }
    }

    /** Every third crash comes before the statement, which then has to be sent by a later run. */
    private static boolean crashesDuringUpdate(CompiledModels compiled, RandomModel model, Moment moment, int crashes)
            throws Exception {
        try {
            DataSource crashing = CrashingDataSource.over(database, moment);
            factory(compiled, model, crashing, "update").close();
            return false;
        } catch (Throwable e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CrashingDataSource.Crash) {
                    return true;
                }
            }
            throw new AssertionError("after " + crashes + " crashes: " + e, e);
        }
    }

    private static SessionFactory factory(CompiledModels compiled, RandomModel model, DataSource source, String auto)
            throws ClassNotFoundException {
        Configuration configuration = new Configuration();
        compiled.entities(model).forEach(configuration::addAnnotatedClass);
        configuration.getProperties().put("hibernate.dialect", DsqlDialect.class.getName());
        configuration.getProperties().put("hibernate.connection.datasource", source);
        configuration.getProperties().put("hibernate.hbm2ddl.auto", auto);
        configuration.getProperties().put(DsqlSettings.FOREIGN_KEYS, model.foreignKeys ? "not_valid" : "none");
        return configuration.buildSessionFactory();
    }

    private static void insertRows(RandomModel model) throws SQLException {
        for (RandomTable table : model.tables) {
            for (int row = 1; row <= 3; row++) {
                execute(insert(table, row, List.of()));
            }
        }
    }

    /** An insert of a row with a value in every column of the mapping, and in those that it lost but the table requires. */
    private static String insert(RandomTable table, int row, List<String> required) {
        List<String> names = new ArrayList<>(List.of("id"));
        List<String> values = new ArrayList<>(List.of(String.valueOf(row)));
        for (RandomColumn column : table.columns) {
            names.add(column.name);
            values.add(column.value(row));
        }
        required.forEach(name -> {
            names.add(name);
            values.add("default");
        });
        return "insert into " + table.name + " (" + String.join(", ", names) + ") values (" + String.join(", ", values)
                + ")";
    }

    private static void checkTable(RandomTable table) throws SQLException {
        dropRequirementsOfColumnsThatAreNotMapped(table);
        execute(insert(table, 1000, List.of()));
        for (RandomColumn column : table.columns) {
            if (column.notNull) {
                assertRefused(
                        "update " + table.name + " set " + column.name + " = null where id = 1000", "23502", "23514");
            }
            if (column.kind == RandomColumn.Kind.STATE) {
                assertRefused(
                        "update " + table.name + " set " + column.name + " = 'Z' where id = 1000", "23514", "22001");
                for (String constant : column.constants) {
                    execute("update " + table.name + " set " + column.name + " = '" + constant + "' where id = 1000");
                }
            }
            if (column.unique) {
                assertRefused(insert(table, 1001, List.of()).replace(column.value(1001), column.value(1000)), "23505");
            }
        }
        if (table.check) {
            assertRefused("update " + table.name + " set id = -100 where id = 1000", "23514");
        }
        execute("delete from " + table.name + " where id = 1000");
    }

    /** The application cannot fill them any more, which the plan of the update tells. */
    private static void dropRequirementsOfColumnsThatAreNotMapped(RandomTable table) throws SQLException {
        List<String> mapped = table.columns.stream().map(column -> column.name).toList();
        String required = "select column_name from information_schema.columns where table_name = '"
                + table.name.toLowerCase(Locale.ROOT)
                + "' and is_nullable = 'NO' and column_default is null and column_name <> 'id'";
        for (String name : query(required)) {
            if (!mapped.contains(name)) {
                execute("alter table " + table.name + " alter column " + name + " drop not null");
            }
        }
        for (String name : query(
                "select conname from pg_constraint where contype = 'c' and conname ~ '_not_null$' and conrelid = '"
                        + table.name.toLowerCase(Locale.ROOT) + "'::regclass")) {
            if (mapped.stream().noneMatch(column -> name.contains("_" + column + "_"))) {
                execute("alter table " + table.name + " drop constraint " + name);
            }
        }
    }

    private static void assertRefused(String sql, String... states) {
        SQLException refusal = catchThrowableOfType(SQLException.class, () -> execute(sql));
        assertThat((Throwable) refusal).as(sql).isNotNull();
        assertThat(refusal.getSQLState()).as(sql + ": " + refusal.getMessage()).isIn((Object[]) states);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void dropAll() throws SQLException {
        for (String table : query("select table_name from information_schema.tables where table_schema = 'public'")) {
            execute("drop table " + table + " cascade");
        }
    }

    @AfterEach
    void printSeeds() {
        System.out.println("Random evolutions: -Ddsql.evolution.seed=" + SEED + " -Ddsql.evolution.count=" + COUNT);
    }
}
