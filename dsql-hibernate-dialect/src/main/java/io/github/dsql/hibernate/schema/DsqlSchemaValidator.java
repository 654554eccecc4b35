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
package io.github.dsql.hibernate.schema;

import io.github.dsql.hibernate.boot.DsqlOptions.ForeignKeys;
import io.github.dsql.hibernate.schema.catalog.CatalogReader;
import io.github.dsql.hibernate.schema.migrate.MappedObjects;
import io.github.dsql.hibernate.schema.validate.Findings;
import io.github.dsql.hibernate.schema.validate.KeyValidation;
import io.github.dsql.hibernate.schema.validate.SchemaComparison;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.SchemaValidator;
import org.jboss.logging.Logger;

/**
 * Internal: the validation of a schema: reads the catalogue, and reports all that is wrong in one exception.
 *
 * <p>Hibernate's own stops at the first problem, takes the INCLUDE columns of an index for its keys, knows neither failed builds nor
 * constraints that are NOT VALID, and asserts that names of indexes have no quotes.
 */
final class DsqlSchemaValidator implements SchemaValidator {
    private static final Logger LOG = Logger.getLogger(DsqlSchemaValidator.class);

    // Constants of Hibernate from 7.3 on.
    private static final String INDEX_VALIDATION = "hibernate.tooling.schema.index_validation";
    private static final String UNIQUE_KEY_VALIDATION = "hibernate.tooling.schema.unique_key_validation";

    private final SchemaAction action;
    private final Map<String, Object> settings;

    DsqlSchemaValidator(SchemaAction action, Map<String, Object> settings) {
        this.action = action;
        this.settings = settings;
    }

    @Override
    public void doValidation(Metadata metadata, ExecutionOptions execution, ContributableMatcher filter) {
        Map<String, Object> configuration = execution.getConfigurationValues();
        JdbcContext jdbcContext = action.resolveJdbcContext(configuration);
        // That of a migration, in which a unique key is an index of its own.
        SqlStringGenerationContext context = SqlStringGenerationContextImpl.fromConfigurationMapForMigration(
                action.getServiceRegistry().requireService(JdbcEnvironment.class),
                metadata.getDatabase(),
                configuration);
        SchemaComparison comparison = new SchemaComparison(
                metadata,
                jdbcContext.getDialect(),
                context,
                MappedObjects.of(metadata, schemaFilter(), filter),
                new SchemaComparison.Options(
                        KeyValidation.of(configuration.get(INDEX_VALIDATION)),
                        KeyValidation.of(configuration.get(UNIQUE_KEY_VALIDATION)),
                        action.options().foreignKeys() == ForeignKeys.NOT_VALID));
        Findings findings = compare(comparison, jdbcContext);
        findings.warnings().forEach(LOG::warn);
        if (!findings.unvalidated().isEmpty()) {
            LOG.warn(
                    "Constraints that hold for new rows only, since nobody has validated those that were there before:\n  "
                            + String.join(";\n  ", findings.unvalidated()) + ";");
        }
        if (!findings.errors().isEmpty()) {
            throw new SchemaManagementException(String.join("\n", findings.errors()));
        }
    }

    private Findings compare(SchemaComparison comparison, JdbcContext jdbcContext) {
        try {
            return action.databaseTarget(jdbcContext).sender().read(connection -> {
                List<String> searchPath = searchPath(connection);
                Set<String> schemas = new LinkedHashSet<>(comparison.schemas());
                schemas.addAll(searchPath);
                return comparison.compare(CatalogReader.read(connection, schemas), searchPath);
            });
        } catch (SQLException e) {
            throw new SchemaManagementException(
                    "The schema could not be read for its validation: " + e.getMessage(), e);
        }
    }

    private static List<String> searchPath(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select unnest(current_schemas(false))")) {
            List<String> searchPath = new ArrayList<>();
            while (rows.next()) {
                searchPath.add(rows.getString(1));
            }
            return searchPath;
        }
    }

    private SchemaFilter schemaFilter() {
        return action.schemaFilters(settings).getValidateFilter();
    }
}
