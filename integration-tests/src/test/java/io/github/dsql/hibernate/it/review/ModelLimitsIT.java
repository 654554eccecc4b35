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
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.mapping.MappingReview;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.junit.jupiter.api.Test;

/** Lets one model grow to the limits of the service, and by one more. */
class ModelLimitsIT {
    @Entity
    static class Thing {
        @Id
        @GeneratedValue
        UUID id;
    }

    /** Reviews the model once more, with what is added to it. */
    private static void review(BiConsumer<MetadataImplementor, Table> growth) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.dialect", "dsql")
                .applySetting("hibernate.boot.allow_jdbc_metadata_access", "false")
                .build();
        try {
            MetadataImplementor metadata = (MetadataImplementor)
                    new MetadataSources(registry).addAnnotatedClass(Thing.class).buildMetadata();
            growth.accept(
                    metadata, metadata.getEntityBinding(Thing.class.getName()).getTable());
            new MappingReview().review(metadata, registry);
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    private static void assertLimit(BiConsumer<MetadataImplementor, Table> most, String code, String what) {
        assertThatCode(() -> review(most)).doesNotThrowAnyException();
        Throwable one = catchThrowable(() -> review((metadata, table) -> {
            most.accept(metadata, table);
            switch (code) {
                case "too-many-columns" -> column(table, 999);
                case "too-many-indexes" -> index(table, 1);
                case "too-many-tables" -> table(metadata, 9999);
                default -> schema(metadata, 99);
            }
        }));
        assertThat(one).hasMessageContaining("[" + code + "] ").hasMessageContaining(what);
    }

    private static Column column(Table table, int number) {
        Column column = new Column("c" + number);
        column.setSqlType("integer");
        table.addColumn(column);
        return column;
    }

    private static void index(Table table, int number) {
        Index index = new Index();
        index.setTable(table);
        index.setName("i" + number);
        index.addColumn(column(table, number));
        table.addIndex(index);
    }

    private static void table(MetadataImplementor metadata, int number) {
        Namespace namespace = metadata.getDatabase().getDefaultNamespace();
        namespace.createTable(Identifier.toIdentifier("t" + number), name -> new Table("orm", namespace, name, false));
    }

    private static void schema(MetadataImplementor metadata, int number) {
        metadata.getDatabase().locateNamespace(null, Identifier.toIdentifier("s" + number));
    }

    @Test
    void takes255ColumnsAndNoMore() {
        assertLimit(
                (metadata, table) -> {
                    for (int i = 100; i < 100 + 254; i++) {
                        column(table, i);
                    }
                },
                "too-many-columns",
                Thing.class.getName() + ": the table 'ModelLimitsIT$Thing' has 256 columns");
    }

    @Test
    void takes24IndexesWithThePrimaryKeyAndNoMore() {
        assertLimit(
                (metadata, table) -> {
                    for (int i = 100; i < 100 + 23; i++) {
                        index(table, i);
                    }
                },
                "too-many-indexes",
                Thing.class.getName() + ": the table 'ModelLimitsIT$Thing' has 25 keys and indexes");
    }

    @Test
    void takes1000TablesAndNoMore() {
        assertLimit(
                (metadata, table) -> {
                    for (int i = 0; i < 999; i++) {
                        table(metadata, i);
                    }
                },
                "too-many-tables",
                "it has 1001 tables");
    }

    @Test
    void takes10SchemasBesidePublicAndNoMore() {
        assertLimit(
                (metadata, table) -> {
                    for (int i = 0; i < 10; i++) {
                        schema(metadata, i);
                    }
                    metadata.getDatabase().locateNamespace(null, Identifier.toIdentifier("public"));
                },
                "too-many-schemas",
                "it has 11 schemas");
    }
}
