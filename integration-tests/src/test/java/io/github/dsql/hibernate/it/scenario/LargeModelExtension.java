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
package io.github.dsql.hibernate.it.scenario;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.it.scenario.model.LargeModel;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.hibernate.it.support.SentStatement;
import io.github.dsql.local.DsqlLocal;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.Configuration;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.cfg.SchemaToolingSettings;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Boots the large model once for all scenario classes, empties it for each class, and judges every scenario's statements. */
final class LargeModelExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(LargeModelExtension.class);

    /** The stand-in, its recorder and the factory, closed when the last test class has run. */
    record Booted(DsqlLocal server, RecordingDataSource dataSource, SessionFactory factory) implements AutoCloseable {
        static Booted boot() {
            DsqlLocal server = DsqlLocal.builder().allowPlainText().start();
            RecordingDataSource dataSource = new RecordingDataSource(server.jdbcUrl());
            SessionFactory factory = configuration(dataSource)
                    .setProperty(SchemaToolingSettings.HBM2DDL_AUTO, "create-only")
                    .buildSessionFactory();
            return new Booted(server, dataSource, factory);
        }

        @Override
        public void close() {
            factory.close();
            server.close();
        }
    }

    static Configuration configuration(RecordingDataSource dataSource) {
        Configuration configuration = new Configuration().addAnnotatedClasses(LargeModel.classes());
        configuration.getProperties().put(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource);
        configuration.getProperties().put(JdbcSettings.DIALECT, DsqlDialect.class);
        configuration.getProperties().put(SchemaToolingSettings.HBM2DDL_HALT_ON_ERROR, true);
        configuration.getProperties().put(SchemaToolingSettings.JAKARTA_HBM2DDL_CREATE_SCHEMAS, true);
        configuration.getProperties().put(BatchSettings.STATEMENT_BATCH_SIZE, 10);
        configuration.getProperties().put(QuerySettings.JSON_FUNCTIONS_ENABLED, true);
        return configuration;
    }

    static Booted booted(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Booted.class, key -> Booted.boot(), Booted.class);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        booted(context).factory().getSchemaManager().truncate();
        prepare(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        prepare(context);
    }

    private static void prepare(ExtensionContext context) {
        Scenario scenario = (Scenario) context.getRequiredTestInstance();
        Booted booted = booted(context);
        scenario.use(booted.dataSource(), booted.factory());
        booted.dataSource().clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Scenario scenario = (Scenario) context.getRequiredTestInstance();
        List<SentStatement> unexpected = booted(context).dataSource().failures().stream()
                .filter(sent -> !scenario.expects(sent.sqlState()))
                .toList();
        Assertions.assertThat(unexpected)
                .as("statements that failed, swallowed or not")
                .isEmpty();
    }
}
