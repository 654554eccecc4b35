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
}
