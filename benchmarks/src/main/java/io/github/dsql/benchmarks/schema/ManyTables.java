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
package io.github.dsql.benchmarks.schema;

import java.util.HashMap;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.PrimaryKey;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;

/** A mapping of any number of tables, each of six columns with a primary key and two indexes, and what the schema tool does with it. */
final class ManyTables implements AutoCloseable {
    private static final String CONTRIBUTOR = "orm";
    private static final int TEXTS = 5;

    private final StandardServiceRegistry registry;
    private final Metadata metadata;

    ManyTables(int tables, CountingConnections connections, String dialect) {
        registry = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.dialect", dialect)
                .applySetting("hibernate.connection.provider_class", connections)
                .build();
        metadata = new MetadataSources(registry).addAnnotatedClass(Anchor.class).buildMetadata();
        Namespace namespace = metadata.getDatabase().getDefaultNamespace();
        for (int i = 1; i < tables; i++) {
            add(namespace, "table_" + i);
        }
    }

    private void add(Namespace namespace, String name) {
        Table table = namespace.createTable(
                Identifier.toIdentifier(name), identifier -> new Table(CONTRIBUTOR, namespace, identifier, false));
        Column id = column(table, column("id"), "id");
        id.setNullable(false);
        PrimaryKey key = new PrimaryKey(table);
        key.addColumn(id);
        table.setPrimaryKey(key);
        for (int i = 1; i <= TEXTS; i++) {
            Column text = column(table, column("text"), "text_" + i);
            if (i <= 2) {
                Index index = table.getOrCreateIndex(name + "_" + i);
                index.addColumn(text);
            }
        }
    }

    private Column column(String name) {
        return metadata.getEntityBindings().iterator().next().getTable().getColumns().stream()
                .filter(column -> column.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A column like one of the entity. */
    private static Column column(Table table, Column model, String name) {
        Column column = model.clone();
        column.setName(name);
        table.addColumn(column);
        return column;
    }

    /** Runs an action of {@code jakarta.persistence.schema-generation.database.action}. */
    void run(String action) {
        Map<String, Object> settings = new HashMap<>(
                registry.requireService(ConfigurationService.class).getSettings());
        settings.put("jakarta.persistence.schema-generation.database.action", action);
        SchemaManagementToolCoordinator.process(metadata, registry, settings, delayed -> {});
    }

    @Override
    public void close() {
        StandardServiceRegistryBuilder.destroy(registry);
    }
}
