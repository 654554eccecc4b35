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
package io.github.dsql.hibernate.it.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.mapping.MappingReview;
import io.github.dsql.local.junit.DsqlLocalTest;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.MappingException;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Index;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts the same piece of SQL into a mapping and into a statement: what the review says is what the database does. */
@DsqlLocalTest
class SqlInMappingsIT {
    @Entity
    @Table(name = "subject")
    static class Subject {
        @Id
        @GeneratedValue
        UUID id;

        String a;
        String b;
        int n;

        @Column(columnDefinition = "jsonb")
        String doc;

        Instant at;
        LocalDateTime local;
        LocalDate born;

        @Column(name = "c")
        String subject;
    }

    private static final String COLUMNS = "id uuid primary key, a varchar(255), b varchar(255), n integer, doc jsonb,"
            + " at timestamptz, local timestamp, born date";

    private final Connection connection;

    SqlInMappingsIT(Connection connection) {
        this.connection = connection;
    }

    @BeforeEach
    @AfterEach
    void dropTable() throws SQLException {
        execute("drop table if exists subject");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the SQLSTATE with which the database refuses a statement, null if it takes it. */
    private String refusal(String sql) {
        try {
            execute(sql);
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    /** Returns the codes of errors of a model after a change, in order and once. */
    private static List<String> errors(Consumer<org.hibernate.mapping.Table> change) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.dialect", "dsql")
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                .build();
        try {
            MetadataImplementor metadata = (MetadataImplementor) new MetadataSources(registry)
                    .addAnnotatedClass(Subject.class)
                    .buildMetadata();
            change.accept(metadata.getEntityBinding(Subject.class.getName()).getTable());
            new MappingReview().review(metadata, registry);
            return List.of();
        } catch (MappingException e) {
            return String.valueOf(e.getMessage())
                    .lines()
                    .filter(line -> line.startsWith("  - ["))
                    .map(line -> line.substring(5, line.indexOf(']')))
                    .distinct()
                    .sorted()
                    .toList();
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    private static String sql(String example) {
        return example.split(" => ", 2)[0];
    }

    private static List<String> codes(String example) {
        String[] halves = example.split(" => ", 2);
        return halves.length < 2
                ? List.of()
                : Arrays.stream(halves[1].split(" ")).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar(20) default 'collate it'",
                "varchar(60) default 'x as identity'",
                "varchar(60) /* unique, collate x */ default 'it''s unique primary key'",
                "varchar(60) default $$a unique 'collate$$",
                "varchar(60) collate \"C\" => collation",
                "pg_catalog.text",
                "\"pg_catalog\".\"varchar\"(20)",
                "pg_catalog.inet => unsupported-type",
                "\"char\" => unsupported-type",
                "varchar(20) unique",
                "bytea unique => key-type",
                "jsonb unique => key-type",
                "time with time zone unique => key-type",
                "pg_catalog.interval constraint one unique => key-type",
                "varchar(3000) unique => key-size",
                "text unique",
                "text unique deferrable => key-may-overflow table-options",
                "text unique not deferrable",
                "text compression lz4 => table-options",
                "varchar(20) primary key => second-primary-key",
                "varchar(20) check (a <> 'primary key' and n > 0)",
                "text generated always as (random()::text) stored => expression-not-immutable",
                "text generated always as (upper(a)) stored",
                "numeric(1001,2) => type-out-of-range",
                "numeric(10,1001) => type-out-of-range",
                "numeric(10,-1000)",
                "numeric(0) => type-out-of-range",
                "varchar(0) => type-out-of-range",
                "char(0) => type-out-of-range",
                "float(60) => type-out-of-range",
                "float(53)",
                "int(11) => unsupported-type",
                "int unsigned => unsupported-type",
                "bigint auto_increment => unsupported-type",
                "varchar(20 char) => unsupported-type",
                "varchar(max) => unsupported-type",
                "varchar(20) character set utf8 => unsupported-type",
                "varchar(20) comment 'what it is' => unsupported-type",
                "timestamp default current_timestamp on update current_timestamp => unsupported-type",
                "timestamp with timezone => unsupported-type",
                "int identity(1,1) => unsupported-type",
                "string => unsupported-type",
                "long => unsupported-type",
                "bytes => unsupported-type",
                "varchar(20) check (b <> 'comment ''')",
                "bigint generated by default as identity (cache 65536)",
            })
    void saysOfAColumnWhatTheDatabaseDoes(String example) {
        String definition = sql(example);
        String state = refusal("create table subject (" + COLUMNS + ", c " + definition + ")");
        assertThat(errors(table -> column(table, definition))).isEqualTo(codes(example));
        assertThat(state)
                .as("SQLSTATE")
                .matches(found -> (found == null) == codes(example).isEmpty());
    }

    private static void column(org.hibernate.mapping.Table table, String definition) {
        table.getColumns().stream()
                .filter(column -> column.getName().equals("c"))
                .forEach(column -> column.setSqlType(definition));
    }

    /** The result becomes a boolean, so that the same expressions do for generated columns and for conditions of indexes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "to_char(at, 'YYYY') => expression-not-immutable",
                "to_char(n, '999') => expression-not-immutable",
                "cast(at as date) => expression-not-immutable",
                "cast(local as date)",
                "at::text => expression-not-immutable",
                "(at)::date => expression-not-immutable",
                "at::timestamp => expression-not-immutable",
                "local::date",
                "local::timestamptz => expression-not-immutable",
                "born::text => expression-not-immutable",
                "a::date => expression-not-immutable",
                "a::int",
                "cast(n as varchar(20))",
                "date_trunc('day', at) => expression-not-immutable",
                "date_trunc('day', local)",
                "date_trunc('day', at at time zone 'UTC')",
                "extract(year from at) => expression-not-immutable",
                "extract(epoch from at) => expression-not-immutable",
                "extract(year from local)",
                "extract(year from born)",
                "concat(a, b) => expression-not-immutable",
                "concat_ws(' ', a, b) => expression-not-immutable",
                "format('%s', a) => expression-not-immutable",
                "a || b",
                "age(local) => expression-not-immutable",
                "age(local, local)",
                "age(at, at)",
                "age(born, born) => expression-not-immutable",
                "to_timestamp(a, 'YYYY') => expression-not-immutable",
                "to_timestamp(n)",
                "to_date(a, 'YYYY') => expression-not-immutable",
                "now() => expression-not-immutable",
                "current_date => expression-not-immutable",
                "to_tsvector(a) = to_tsvector('simple', b) => expression-not-immutable",
                "lower(a || 'now()')",
                "'2020-01-01'::date",
                "coalesce(a, b)",
                "doc ->> 'x'",
            })
    void saysOfAnExpressionWhatTheDatabaseDoes(String example) {
        String generated = "boolean generated always as ((" + sql(example) + ") is null) stored";
        assertThat(errors(table -> column(table, generated))).as("generated").isEqualTo(codes(example));
        assertThat(errors(table -> index(table, "(" + sql(example) + ") is null")))
                .as("index")
                .isEqualTo(codes(example));
        String state = refusal("create table subject (" + COLUMNS + ", c " + generated + ")");
        assertThat(state).as("SQLSTATE").isEqualTo(codes(example).isEmpty() ? null : "42P17");
    }

    private static void index(org.hibernate.mapping.Table table, String condition) {
        Index index = table.getOrCreateIndex("part");
        index.addColumn(table.getPrimaryKey().getColumns().get(0));
        index.setOptions("where " + condition);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n > 0", "exists (select 1) => table-options", "a <> '(select 1)'"})
    void saysOfAConditionWhatTheDatabaseDoes(String example) throws SQLException {
        assertThat(errors(table -> index(table, sql(example)))).isEqualTo(codes(example));
        execute("create table subject (" + COLUMNS + ")");
        String state = refusal("create index async part on subject (id) where " + sql(example));
        assertThat(state == null)
                .as("SQLSTATE " + state)
                .isEqualTo(codes(example).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "varchar(20) check (a in (select 'x')) => check-subquery",
                "varchar(20) check (a in ('select', 'x'))",
            })
    void saysOfACheckWhatTheDatabaseDoes(String example) {
        saysOfAColumnWhatTheDatabaseDoes(example);
    }
}
