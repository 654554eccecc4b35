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
package io.github.dsql.hibernate.it.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.schema.DsqlSchemaManagementTool;
import io.github.dsql.hibernate.schema.PlanRecorder;
import io.github.dsql.hibernate.schema.plan.PlanNote;
import io.github.dsql.hibernate.schema.plan.PlanNote.Severity;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import io.github.dsql.local.DsqlLocal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.tool.schema.TargetType;
import org.hibernate.tool.schema.internal.ExceptionHandlerLoggedImpl;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExceptionHandler;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;
import org.hibernate.tool.schema.spi.ScriptTargetOutput;
import org.hibernate.tool.schema.spi.TargetDescriptor;

/**
 * Two versions of a model with rows in between, and what must hold however the update from one to the other is interrupted.
 *
 * <p>The update crashes after each number of statements in turn, and each of its jobs fails once. Every time the next update
 * brings the schema to its end, validation finds nothing, and a further update sends nothing.
 */
final class Evolution {
    private static final class Cluster {
        static final DsqlLocal INSTANCE = DsqlLocal.builder()
                .allowPlainText()
                .jobDelay(Duration.ofMillis(15))
                .start();
    }

    private final Class<?>[] before;
    private final Class<?>[] after;
    private final Map<String, Object> settingsBefore = new LinkedHashMap<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<String> rows = new ArrayList<>();
    private final List<String> byHand = new ArrayList<>();
    private boolean validates = true;

    private Evolution(Class<?>[] before, Class<?>[] after) {
        this.before = before;
        this.after = after;
    }

    static Evolution of(Class<?> before, Class<?> after) {
        return new Evolution(new Class<?>[] {before}, new Class<?>[] {after});
    }

    static Evolution of(Class<?>[] before, Class<?>[] after) {
        return new Evolution(before, after);
    }

    /** Statements that run before the update: rows of the old model, or whatever else the schema has by then. */
    Evolution rows(String... statements) {
        rows.addAll(Arrays.asList(statements));
        return this;
    }

    /** Statements of a person, after the update. */
    Evolution byHand(String... statements) {
        byHand.addAll(Arrays.asList(statements));
        return this;
    }

    Evolution with(String key, Object value) {
        settings.put(key, value);
        settingsBefore.putIfAbsent(key, value);
        return this;
    }

    Evolution withBefore(String key, Object value) {
        settingsBefore.put(key, value);
        return this;
    }

    /** The schema keeps what validation rejects, which is to be in the notes. */
    Evolution withoutValidation() {
        validates = false;
        return this;
    }

    /** What an update did.
     *
     * @param statements what it sent
     * @param notes what is left when all is done
     */
    record Result(List<String> statements, List<PlanNote> notes) {
        List<String> manual() {
            return notes.stream()
                    .filter(note -> note.severity() == Severity.MANUAL)
                    .map(note -> note.subject() + ": " + note.message())
                    .toList();
        }

        List<String> steps() {
            return notes.stream()
                    .filter(note -> note.severity() == Severity.MANUAL)
                    .flatMap(note -> note.manualSteps().stream())
                    .toList();
        }
    }

    /** Runs through all interruptions; the work is done with the new model at the end. */
    Result run(Consumer<Session> work) {
        return run(work, true);
    }

    /** Runs without interruptions. */
    Result once(Consumer<Session> work) {
        return run(work, false);
    }

    private Result run(Consumer<Session> work, boolean interrupted) {
        try (Model old = new Model(before, settingsBefore);
                Model current = new Model(after, settings)) {
            start(old);
            List<String> statements = current.apply("update");
            List<PlanNote> notes = current.plan().notes();
            check(current);
            if (validates) {
                current.apply("validate");
            }
            assertThat(current.plan().statements()).as("a further plan").isEmpty();
            work(current, work);
            for (int crash = 1; interrupted && crash < statements.size(); crash++) {
                start(old);
                current.crash(crash);
                current.apply("update");
                check(current);
            }
            if (interrupted && validates) {
                // The others are like it, as no further update finds anything to do.
                current.apply("validate");
            }
            if (interrupted) {
                failedJobs(old, current, statements);
            }
            return new Result(statements, notes);
        } finally {
            dropAll();
        }
    }

    /** Each job in turn fails. */
    private void failedJobs(Model old, Model current, List<String> statements) {
        long jobs = statements.stream().filter(Evolution::startsJob).count();
        for (int job = 0; job < jobs; job++) {
            start(old);
            current.failJob(job);
            current.apply("update");
            check(current);
        }
    }

    static boolean startsJob(String sql) {
        return sql.startsWith("alter table async")
                || sql.startsWith("create index async")
                || sql.startsWith("create unique index async");
    }

    /** Plans without running anything. */
    Result plan() {
        try (Model old = new Model(before, settingsBefore);
                Model current = new Model(after, settings)) {
            start(old);
            SchemaPlan plan = current.plan();
            assertThat(current.source.sent()).isEmpty();
            return new Result(
                    plan.statements().stream().map(statement -> statement.sql()).toList(), plan.notes());
        } finally {
            dropAll();
        }
    }

    /** The update is refused, and sends nothing. */
    void refused(String... messages) {
        try (Model old = new Model(before, settingsBefore);
                Model current = new Model(after, settings)) {
            start(old);
            assertThatThrownBy(() -> current.apply("update")).message().contains(messages);
            assertThat(current.source.sent()).isEmpty();
        } finally {
            dropAll();
        }
    }

    private void start(Model old) {
        dropAll();
        if (before.length > 0) {
            old.apply("create-only");
        }
        execute(rows);
    }

    private void check(Model current) {
        if (!byHand.isEmpty()) {
            execute(byHand);
            current.apply("update");
        }
        assertThat(current.apply("update")).as("a further update").isEmpty();
    }

    private void work(Model current, Consumer<Session> work) {
        try (SessionFactory factory = current.metadata.buildSessionFactory()) {
            factory.inTransaction(work);
        }
    }

    static void execute(List<String> statements) {
        try (Connection connection = DriverManager.getConnection(Cluster.INSTANCE.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                untilNoConflict(statement, sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void untilNoConflict(Statement statement, String sql) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                statement.execute(sql);
                return;
            } catch (SQLException e) {
                if (!"40001".equals(e.getSQLState()) || attempt == 5) {
                    throw e;
                }
            }
        }
    }

    static List<String> query(String sql) {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(Cluster.INSTANCE.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                values.add(result.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    private static void dropAll() {
        List<String> drops = query("""
                select 'drop ' || case c.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end || ' if exists '
                 || quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' cascade'
                 from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relkind in ('r', 'v', 'S') and n.nspname !~ '^pg_|^sys|information_schema|dsql'
                 and (c.relkind <> 'S' or not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'i'))
                union all
                select 'drop function if exists ' || p.proname
                 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
                union all
                select 'drop schema if exists ' || quote_ident(nspname) || ' cascade' from pg_namespace
                 where nspname in ('other', 'Other', 'third')""");
        execute(drops);
    }

    /** One version of the model, whose schema actions go through a data source that notes and interrupts. */
    private static final class Model implements AutoCloseable {
        private final CrashingDataSource source = new CrashingDataSource(Cluster.INSTANCE.jdbcUrl());
        private final Map<String, Object> settings = new LinkedHashMap<>();
        private final StandardServiceRegistry registry;
        private final Metadata metadata;

        Model(Class<?>[] classes, Map<String, Object> settings) {
            this.settings.put("hibernate.dialect", "dsql");
            this.settings.put("hibernate.connection.datasource", source.dataSource());
            this.settings.put("hibernate.hbm2ddl.create_namespaces", "true");
            this.settings.putAll(settings);
            registry = new StandardServiceRegistryBuilder()
                    .disableAutoClose()
                    .applySettings(this.settings)
                    .build();
            MetadataSources sources = new MetadataSources(registry);
            Arrays.stream(classes).forEach(sources::addAnnotatedClass);
            metadata = sources.buildMetadata();
        }

        /** Runs an action and returns what it sent. */
        List<String> apply(String action) {
            source.clear();
            process(action);
            return source.sent();
        }

        private void process(String action) {
            Map<String, Object> withAction = new LinkedHashMap<>(settings);
            withAction.put("hibernate.hbm2ddl.auto", action);
            SchemaManagementToolCoordinator.process(metadata, registry, withAction, drop -> {});
        }

        void crash(int statements) {
            source.crashAfter(statements);
            Throwable crash = catchThrowable(() -> process("update"));
            assertThat(crash).isInstanceOf(CrashingDataSource.Crash.class);
        }

        /** Lets a number of jobs pass and the next fail. */
        void failJob(int passing) {
            source.clear();
            assertThat(passing).isNotNegative();
            source.beforeJob(passing, () -> Cluster.INSTANCE.failNextJobs(1, "failed on purpose"));
            assertThatThrownBy(() -> process("update")).hasStackTraceContaining("failed on purpose");
            Cluster.INSTANCE.failNextJobs(0, "none");
        }

        SchemaPlan plan() {
            source.clear();
            PlanRecorder recorder = new PlanRecorder();
            DsqlSchemaManagementTool tool =
                    (DsqlSchemaManagementTool) registry.requireService(SchemaManagementTool.class);
            tool.setCustomDatabaseGenerationTarget(recorder);
            try {
                tool.getSchemaMigrator(settings)
                        .doMigration(metadata, new Options(settings), ContributableMatcher.ALL, new DatabaseOnly());
            } finally {
                tool.setCustomDatabaseGenerationTarget(null);
            }
            return recorder.plan();
        }

        @Override
        public void close() {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    private record DatabaseOnly() implements TargetDescriptor {
        @Override
        public EnumSet<TargetType> getTargetTypes() {
            return EnumSet.of(TargetType.DATABASE);
        }

        @Override
        public ScriptTargetOutput getScriptTargetOutput() {
            return null;
        }
    }

    private record Options(Map<String, Object> settings) implements ExecutionOptions {
        @Override
        public Map<String, Object> getConfigurationValues() {
            return settings;
        }

        @Override
        public boolean shouldManageNamespaces() {
            return true;
        }

        @Override
        public ExceptionHandler getExceptionHandler() {
            return ExceptionHandlerLoggedImpl.INSTANCE;
        }
    }
}
