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
package io.github.dsql.hibernate;

import io.github.dsql.hibernate.boot.DsqlOptions;
import io.github.dsql.hibernate.boot.IsolationSetting;
import io.github.dsql.hibernate.type.CheckConditions;
import io.github.dsql.hibernate.type.DsqlTypes;
import io.github.dsql.hibernate.type.LobFreeFunctions;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.PostgreSQLDriverKind;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/** SQL dialect of Amazon Aurora DSQL: PostgreSQL 16 as far as the service speaks it, and the service's own ways beyond. */
public class DsqlDialect extends PostgreSQLDialect {
    /** The PostgreSQL version that Aurora DSQL presents ({@code server_version} 16.15, 2026-10). */
    private static final DatabaseVersion POSTGRESQL_16 = DatabaseVersion.make(16);

    private static final int ONE_MIB = 1024 * 1024;

    private DsqlOptions options = DsqlOptions.DEFAULTS;

    /** Creates the dialect without a connection, with every setting at its default until the types are contributed. */
    public DsqlDialect() {
        super(POSTGRESQL_16);
    }

    /**
     * Creates the dialect for a database that Hibernate has connected to.
     *
     * @param info what the connection and the configuration say
     */
    public DsqlDialect(DialectResolutionInfo info) {
        super(POSTGRESQL_16, PostgreSQLDriverKind.PG_JDBC);
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.hibernate.HibernateException if a setting of {@link DsqlSettings} is not valid
     */
    @Override
    public void contributeTypes(TypeContributions typeContributions, ServiceRegistry serviceRegistry) {
        // Called on every boot, with or without a connection, before anything is asked that depends on a setting. A
        // constructor
        // could not tell of a bad setting: Hibernate logs what fails during detection and goes on with the PostgreSQL
        // dialect.
        Map<String, Object> settings =
                serviceRegistry.requireService(ConfigurationService.class).getSettings();
        options = DsqlOptions.from(settings);
        IsolationSetting.refuse(settings);
        super.contributeTypes(typeContributions, serviceRegistry);
        DsqlTypes.registerJdbcTypes(typeContributions);
    }

    @Override
    protected void registerColumnTypes(TypeContributions typeContributions, ServiceRegistry serviceRegistry) {
        super.registerColumnTypes(typeContributions, serviceRegistry);
        DsqlTypes.registerColumnTypes(typeContributions, this);
    }

    @Override
    protected String columnType(int sqlTypeCode) {
        String columnType = DsqlTypes.columnType(sqlTypeCode);
        return columnType == null ? super.columnType(sqlTypeCode) : columnType;
    }

    @Override
    public void initializeFunctionRegistry(FunctionContributions functionContributions) {
        super.initializeFunctionRegistry(functionContributions);
        LobFreeFunctions.register(functionContributions);
    }

    @Override
    public String getCheckCondition(String columnName, String[] values) {
        return CheckConditions.in(columnName, Arrays.asList(values));
    }

    @Override
    public String getCheckCondition(String columnName, Collection<?> valueSet, JdbcType jdbcType) {
        return jdbcType.isString()
                ? CheckConditions.in(columnName, valueSet)
                : super.getCheckCondition(columnName, valueSet, jdbcType);
    }

    /** {@inheritDoc} Arrays are values of a query, but never columns: those become {@code jsonb}. */
    @Override
    public boolean supportsStandardArrays() {
        return false;
    }

    @Override
    public int getPreferredSqlTypeCodeForArray() {
        return SqlTypes.JSON_ARRAY;
    }

    @Override
    public boolean supportsUserDefinedTypes() {
        return false;
    }

    /** {@inheritDoc} The longest declared length; a longer column becomes {@code text}. */
    @Override
    public int getMaxVarcharLength() {
        return 65_535;
    }

    /** {@inheritDoc} One value holds at most 1 MiB. */
    @Override
    public int getMaxVarcharCapacity() {
        return ONE_MIB;
    }

    /** {@inheritDoc} One value holds at most 1 MiB. */
    @Override
    public int getMaxVarbinaryLength() {
        return ONE_MIB;
    }

    /**
     * Returns the settings of this library as read at boot; for its own packages.
     *
     * @return the options
     * @hidden
     */
    @SuppressWarnings("InvalidBlockTag") // Javadoc 17 fails on a type of a package that it leaves out.
    public DsqlOptions options() {
        return options;
    }
}
