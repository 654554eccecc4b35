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
import jakarta.persistence.Persistence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.tool.schema.SourceType;
import org.hibernate.tool.schema.TargetType;
import org.hibernate.tool.schema.internal.ExceptionHandlerCollectingImpl;
import org.hibernate.tool.schema.spi.ExceptionHandler;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;
import org.hibernate.tool.schema.spi.ScriptSourceInput;
import org.hibernate.tool.schema.spi.ScriptTargetOutput;
import org.hibernate.tool.schema.spi.SourceDescriptor;
import org.hibernate.tool.schema.spi.TargetDescriptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that a schema action writes, and scripts that it runs. */
class SchemaScriptIT {
    private static final String AUTO = "hibernate.hbm2ddl.auto";
    private static final String LOAD = "jakarta.persistence.sql-load-script-source";
    private static final String SCRIPTS = "jakarta.persistence.schema-generation.scripts.";

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
        shop().with(AUTO, "drop").build().close();
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private Factory shop() {
        return Factory.on(database, Shop.CLASSES)
                .with("hibernate.hbm2ddl.create_namespaces", "true")
                .with(DsqlSettings.FOREIGN_KEYS, "not_valid");
    }

    @Test
    void createScriptMakesTheSameSchemaAndDropScriptLeavesNothing() {
        StringWriter create = new StringWriter();
        StringWriter drop = new StringWriter();
        shop().with(SCRIPTS + "action", "drop-and-create")
                .with(SCRIPTS + "create-target", create)
                .with(SCRIPTS + "drop-target", drop)
                .build()
                .close();
        assertThat(Catalogue.objects(database)).isEmpty();

        run(create.toString());
        shop().with(AUTO, "validate").build().close();
        List<String> objects = Catalogue.objects(database);
        List<String> constraints = Catalogue.constraints(database);
        assertThat(Catalogue.unfinished(database)).isEmpty();

        run(drop.toString());
        assertThat(Catalogue.objects(database)).isEmpty();

        shop().with(AUTO, "create").build().close();
        assertThat(Catalogue.objects(database)).isEqualTo(objects);
        assertThat(Catalogue.constraints(database)).isEqualTo(constraints);
    }

    @Test
    void scriptTellsWhereToWait() {
        StringWriter create = new StringWriter();
        shop().with(SCRIPTS + "action", "create")
                .with(SCRIPTS + "create-target", create)
                .build()
                .close();
        List<String> lines = create.toString().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(" index async ") || lines.get(i).startsWith("alter table async ")) {
                assertThat(lines.get(i - 1)).startsWith("-- starts a job").contains("sys.jobs");
            } else if (!lines.get(i).startsWith("--")) {
                assertThat(lines.get(i)).endsWith(";");
            }
        }
        assertThat(lines).anyMatch(line -> line.startsWith("-- starts a job"));
    }

    @Test
    void formattedScriptRunsToo() {
        StringWriter create = new StringWriter();
        shop().with(SCRIPTS + "action", "create")
                .with(SCRIPTS + "create-target", create)
                .with("hibernate.format_sql", "true")
                .build()
                .close();
        run(create.toString());
        shop().with(AUTO, "validate").build().close();
    }

    @Test
    void updateScriptIsWhatUpdateWouldRun(@TempDir Path directory) throws IOException {
        shop().with(AUTO, "create").build().close();
        Catalogue.run(database, "drop table \"Purchase\" cascade", "drop index customer_name");
        Path update = directory.resolve("update.sql");
        shop().with(SCRIPTS + "action", "update")
                .with(SCRIPTS + "create-target", update.toString())
                .build()
                .close();
        assertThat(Files.readString(update)).contains("\"Purchase\"", "customer_name", "-- starts a job");
        run(Files.readString(update));
        shop().with(AUTO, "validate").build().close();
    }

    @Test
    void schemaIsGeneratedWithoutASessionFactory() {
        StringWriter script = new StringWriter();
        Persistence.generateSchema(
                "shop",
                Map.of(
                        "hibernate.connection.datasource",
                        database,
                        "hibernate.dialect",
                        "dsql",
                        "hibernate.hbm2ddl.create_namespaces",
                        "true",
                        "jakarta.persistence.schema-generation.database.action",
                        "create",
                        SCRIPTS + "action",
                        "create",
                        SCRIPTS + "create-target",
                        script));
        Factory.on(database, Shop.CLASSES).with(AUTO, "validate").build().close();
        assertThat(script.toString()).contains("create table customer", "-- starts a job");
    }

    /** As the tools for the command line do. */
    @Test
    void handlerOfTheUserCollectsWhatFails() {
        StandardServiceRegistry registry = registry();
        try {
            local.failNextJobs(1, "out of luck");
            ExceptionHandlerCollectingImpl collected = new ExceptionHandlerCollectingImpl();
            create(registry, EnumSet.of(TargetType.DATABASE), collected);
            assertThat(collected.getExceptions()).singleElement().satisfies(failure -> assertThat((Throwable) failure)
                    .hasMessageContaining("out of luck"));
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    @Test
    void standardOutputGetsTheStatements() {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        StandardServiceRegistry registry = registry();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            create(registry, EnumSet.of(TargetType.STDOUT), new ExceptionHandlerCollectingImpl());
        } finally {
            System.setOut(console);
            StandardServiceRegistryBuilder.destroy(registry);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("create table customer", "-- starts a job");
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private static void create(
            StandardServiceRegistry registry, EnumSet<TargetType> targets, ExceptionHandler handler) {
        Map<String, Object> settings =
                registry.requireService(ConfigurationService.class).getSettings();
        registry.requireService(SchemaManagementTool.class)
                .getSchemaCreator(settings)
                .doCreation(
                        metadata(registry),
                        SchemaManagementToolCoordinator.buildExecutionOptions(settings, handler),
                        contributed -> true,
                        new SourceDescriptor() {
                            @Override
                            public SourceType getSourceType() {
                                return SourceType.METADATA;
                            }

                            @Override
                            public ScriptSourceInput getScriptSourceInput() {
                                return null;
                            }
                        },
                        new TargetDescriptor() {
                            @Override
                            public EnumSet<TargetType> getTargetTypes() {
                                return targets;
                            }

                            @Override
                            public ScriptTargetOutput getScriptTargetOutput() {
                                return null;
                            }
                        });
    }

    @Test
    void loadScriptRunsStatementByStatement() {
        shop().with(AUTO, "create")
                .with("hibernate.hbm2ddl.import_files_sql_extractor", "multi-line")
                .with(LOAD, new StringReader("""
                                -- the first customers
                                insert into customer (id, name)
                                values (gen_random_uuid(), 'semi;colon'),
                                       (gen_random_uuid(), 'two''s');
                                create index async customer_pair on customer (name, email);
                                insert into depot.shelf (id, place) values (1, 'left');
                                """))
                .build()
                .close();
        assertThat(Catalogue.strings(database, "select name from customer order by 1"))
                .containsExactly("semi;colon", "two's");
        assertThat(Catalogue.rows(database, "depot.shelf")).isEqualTo(1);
        assertThat(Catalogue.unfinished(database)).isEmpty();
    }

    @Test
    void loadScriptWithTooManyRowsIsToldTheLimit(@TempDir Path directory) throws IOException {
        String rows = IntStream.range(0, 3001)
                .mapToObj(i -> "(gen_random_uuid(), 'c" + i + "')")
                .collect(Collectors.joining(", "));
        Path script = directory.resolve("many.sql");
        Files.writeString(script, "insert into customer (id, name) values " + rows + ";\n");
        assertThatThrownBy(() -> shop().with(AUTO, "create")
                        .with(LOAD, script.toString())
                        .build())
                .hasStackTraceContaining("many.sql")
                .hasStackTraceContaining("transaction row limit exceeded")
                .hasStackTraceContaining("at most 3,000 rows")
                .satisfies(failure ->
                        assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(5000));
    }

    @Test
    void refusedStatementOfAScriptIsNamedWithItsScript(@TempDir Path directory) throws IOException {
        Path script = directory.resolve("import-temp.sql");
        Files.writeString(script, "create temporary table x (id int);\n");
        assertThatThrownBy(() -> shop().with(AUTO, "create")
                        .with(LOAD, script.toString())
                        .build())
                .hasStackTraceContaining("create temporary table x (id int)")
                .hasStackTraceContaining("import-temp.sql")
                .hasStackTraceContaining("TEMPORARY or TEMP table not supported");
    }

    @Test
    void refusedStatementOfTheModelIsNotTakenForOneOfTheScriptBeforeIt(@TempDir Path directory) throws IOException {
        Path script = directory.resolve("first.sql");
        Files.writeString(script, "create table \"Purchase\" (id int);\n");
        assertThatThrownBy(() -> shop().with("jakarta.persistence.schema-generation.database.action", "create")
                        .with("jakarta.persistence.schema-generation.create-source", "script-then-metadata")
                        .with("jakarta.persistence.schema-generation.create-script-source", script.toString())
                        .with("hibernate.hbm2ddl.halt_on_error", "true")
                        .build())
                .hasStackTraceContaining("already exists")
                .satisfies(failure ->
                        assertThat(String.valueOf(failure.getMessage())).doesNotContain("first.sql"));
    }

    @Test
    void lostAnswerToARowOfAScriptIsNotSentTwice() {
        local.faults()
                .onStatements(sql -> sql.startsWith("insert into customer"))
                .dropConnectionAtNextCommit(io.github.dsql.local.fault.CommitOutcome.COMMITTED);
        assertThatThrownBy(() -> shop().with(AUTO, "create")
                        .with(LOAD, new StringReader("insert into customer (id) values (gen_random_uuid());"))
                        .build())
                .hasStackTraceContaining("insert into customer")
                .hasStackTraceContaining("It may have taken effect or not");
        assertThat(Catalogue.rows(database, "customer")).isEqualTo(1);
    }

    private StandardServiceRegistry registry() {
        return new StandardServiceRegistryBuilder()
                .applySetting("hibernate.connection.datasource", database)
                .applySetting("hibernate.dialect", "dsql")
                .applySetting("hibernate.hbm2ddl.create_namespaces", "true")
                .applySetting(DsqlSettings.FOREIGN_KEYS, "not_valid")
                .build();
    }

    private static Metadata metadata(StandardServiceRegistry registry) {
        MetadataSources sources = new MetadataSources(registry);
        Arrays.stream(Shop.CLASSES).forEach(sources::addAnnotatedClass);
        return sources.buildMetadata();
    }

    /** Runs a script as psql does in autocommit mode. */
    private void run(String script) {
        String statements =
                script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        Catalogue.run(
                database,
                Arrays.stream(statements.split(";"))
                        .map(String::strip)
                        .filter(sql -> !sql.isEmpty())
                        .toArray(String[]::new));
    }
}
