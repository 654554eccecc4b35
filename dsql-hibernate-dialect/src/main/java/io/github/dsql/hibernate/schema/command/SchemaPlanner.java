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
package io.github.dsql.hibernate.schema.command;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.boot.BootModels;
import io.github.dsql.hibernate.schema.DsqlSchemaManagementTool;
import io.github.dsql.hibernate.schema.PlanRecorder;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.jpa.boot.spi.EntityManagerFactoryBuilder;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.Action;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;

/**
 * Tells what a schema action would do on Aurora DSQL, without doing it.
 *
 * <p>The plan of {@link Action#UPDATE} is the difference between the mapping and the database, so that it needs a connection;
 * nothing is written over it. Those of {@link Action#CREATE_ONLY}, {@link Action#CREATE}, {@link Action#DROP} and
 * {@link Action#TRUNCATE} are known from the mapping alone. A truncation is told as one delete for each table; it runs in chunks.
 */
public final class SchemaPlanner {
    private SchemaPlanner() {}

    /**
     * Plans for a running application.
     *
     * @param factory the entity manager factory or session factory of a unit on Aurora DSQL
     * @param action one of {@code UPDATE}, {@code CREATE_ONLY}, {@code CREATE}, {@code DROP}, {@code TRUNCATE}
     * @return the statements and notes
     * @throws IllegalArgumentException if the unit is on another database, or the action has no plan
     */
    public static SchemaPlan plan(EntityManagerFactory factory, Action action) {
        SessionFactoryImplementor sessionFactory = factory.unwrap(SessionFactoryImplementor.class);
        return plan(
                sessionFactory.getServiceRegistry(),
                BootModels.of(sessionFactory),
                new HashMap<>(sessionFactory.getProperties()),
                action);
    }

    /**
     * Plans for a persistence unit of {@code META-INF/persistence.xml}, without starting the application.
     *
     * @param persistenceUnit the name of the unit
     * @param properties settings that override those of the file, such as the URL and the password
     * @param action one of {@code UPDATE}, {@code CREATE_ONLY}, {@code CREATE}, {@code DROP}, {@code TRUNCATE}
     * @return the statements and notes
     * @throws jakarta.persistence.PersistenceException if there is no such unit, or its mapping or settings are wrong
     * @throws IllegalArgumentException if the unit is on another database, or the action has no plan
     */
    public static SchemaPlan plan(String persistenceUnit, Map<String, ?> properties, Action action) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put(SchemaToolingSettings.HBM2DDL_AUTO, Action.NONE.getExternalHbm2ddlName());
        EntityManagerFactoryBuilder builder = new PersistenceUnit().builder(persistenceUnit, settings);
        try {
            MetadataImplementor mapping = builder.metadata();
            // A session factory with a schema action does so before its tables are created.
            mapping.orderColumns(true);
            ServiceRegistryImplementor services = (ServiceRegistryImplementor)
                    mapping.getMetadataBuildingOptions().getServiceRegistry();
            return plan(
                    services,
                    mapping,
                    new HashMap<>(
                            services.requireService(ConfigurationService.class).getSettings()),
                    action);
        } finally {
            builder.cancel();
        }
    }

    private static SchemaPlan plan(
            ServiceRegistryImplementor services,
            MetadataImplementor mapping,
            Map<String, Object> settings,
            Action action) {
        if (!PlannedActions.has(action)) {
            throw new IllegalArgumentException(
                    "There is no plan of " + action.name() + ", only of " + PlannedActions.names() + ".");
        }
        PlanRecorder recorder = new PlanRecorder();
        DsqlSchemaManagementTool tool = new DsqlSchemaManagementTool(services, dialect(services)::options);
        tool.setCustomDatabaseGenerationTarget(recorder);
        settings.keySet().removeIf(PlannedActions::setsAction);
        settings.put(SchemaToolingSettings.JAKARTA_HBM2DDL_DATABASE_ACTION, action);
        SchemaManagementToolCoordinator.process(mapping, new ToolRegistry(services, tool), settings, drop -> {});
        return recorder.plan();
    }

    private static DsqlDialect dialect(ServiceRegistry services) {
        Dialect dialect = services.requireService(JdbcServices.class).getDialect();
        if (dialect instanceof DsqlDialect dsql) {
            return dsql;
        }
        throw new IllegalArgumentException("The unit is not on Aurora DSQL: its dialect is "
                + dialect.getClass().getName() + ". Set hibernate.dialect=dsql if that is wrong.");
    }
}
