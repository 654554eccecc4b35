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
import io.github.dsql.hibernate.boot.DsqlOptions.ForeignKeys;
import io.github.dsql.hibernate.boot.DsqlOptions.NonKeyLocks;
import io.github.dsql.hibernate.conflict.ConstraintNames;
import io.github.dsql.hibernate.conflict.DsqlErrors;
import io.github.dsql.hibernate.conflict.OpenTransactions;
import io.github.dsql.hibernate.function.ArrayFunctions;
import io.github.dsql.hibernate.function.DurationAddFunction;
import io.github.dsql.hibernate.function.RefusedFunctions;
import io.github.dsql.hibernate.id.DsqlIdentityColumnSupport;
import io.github.dsql.hibernate.id.DsqlSequenceSupport;
import io.github.dsql.hibernate.lock.DsqlLockingSupport;
import io.github.dsql.hibernate.lock.DsqlLocks;
import io.github.dsql.hibernate.schema.DsqlForeignKeyExporter;
import io.github.dsql.hibernate.schema.DsqlIndexExporter;
import io.github.dsql.hibernate.schema.DsqlInformationExtractor;
import io.github.dsql.hibernate.schema.DsqlSchemaManagementTool;
import io.github.dsql.hibernate.schema.DsqlTableCleaner;
import io.github.dsql.hibernate.schema.DsqlTableExporter;
import io.github.dsql.hibernate.schema.DsqlTableMigrator;
import io.github.dsql.hibernate.schema.DsqlUniqueDelegate;
import io.github.dsql.hibernate.schema.ServiceNames;
import io.github.dsql.hibernate.schema.SortOrders;
import io.github.dsql.hibernate.sql.DsqlSqlAstTranslator;
import io.github.dsql.hibernate.sql.DsqlSqmTranslatorFactory;
import io.github.dsql.hibernate.sql.FunctionCalls;
import io.github.dsql.hibernate.type.CheckConditions;
import io.github.dsql.hibernate.type.DsqlAggregateSupport;
import io.github.dsql.hibernate.type.DsqlSizes;
import io.github.dsql.hibernate.type.DsqlTypes;
import io.github.dsql.hibernate.type.LobFreeFunctions;
import jakarta.persistence.PessimisticLockScope;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.Locking;
import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.PostgreSQLDriverKind;
import org.hibernate.dialect.aggregate.AggregateSupport;
import org.hibernate.dialect.identity.IdentityColumnSupport;
import org.hibernate.dialect.lock.LockingStrategy;
import org.hibernate.dialect.lock.spi.LockingSupport;
import org.hibernate.dialect.sequence.SequenceSupport;
import org.hibernate.dialect.temptable.TemporaryTableStrategy;
import org.hibernate.dialect.unique.UniqueDelegate;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelperBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.exception.spi.SQLExceptionConversionDelegate;
import org.hibernate.exception.spi.ViolatedConstraintNameExtractor;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.persister.entity.mutation.EntityMutationTarget;
import org.hibernate.procedure.spi.CallableStatementSupport;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.sqm.sql.SqmTranslatorFactory;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.ast.spi.StandardSqlAstTranslatorFactory;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.exec.spi.JdbcOperation;
import org.hibernate.sql.model.MutationOperation;
import org.hibernate.sql.model.internal.OptionalTableUpdate;
import org.hibernate.sql.model.jdbc.OptionalTableUpdateWithUpsertOperation;
import org.hibernate.tool.schema.extract.spi.ExtractionContext;
import org.hibernate.tool.schema.extract.spi.InformationExtractor;
import org.hibernate.tool.schema.spi.Cleaner;
import org.hibernate.tool.schema.spi.Exporter;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.hibernate.tool.schema.spi.TableMigrator;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/** SQL dialect of Amazon Aurora DSQL: PostgreSQL 16 as far as the service speaks it, and the service's own ways beyond. */
public class DsqlDialect extends ForUpdateDialect {
    /** The PostgreSQL version that Aurora DSQL presents ({@code server_version} 16.15, 2026-10). */
    private static final DatabaseVersion POSTGRESQL_16 = DatabaseVersion.make(16);

    private static final int ONE_MIB = 1024 * 1024;

    private static final String[] NO_COMMANDS = {};

    private final DsqlLocks locks = new DsqlLocks(() -> options().nonKeyLocks());
    private final DsqlTableExporter tableExporter = new DsqlTableExporter(this);
    private final SortOrders sortOrders = new SortOrders();
    private final DsqlIndexExporter indexExporter = new DsqlIndexExporter(this, sortOrders);
    private final DsqlUniqueDelegate uniqueDelegate = new DsqlUniqueDelegate(this, sortOrders);
    private final DsqlForeignKeyExporter foreignKeyExporter = new DsqlForeignKeyExporter(this, this::options);
    private final AggregateSupport aggregateSupport = new DsqlAggregateSupport();
    private final SizeStrategy sizes = new DsqlSizes(super.getSizeStrategy());
    private final OpenTransactions openTransactions = new OpenTransactions();
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
        // Words that are never columns of a formula or restriction, and that auto_quote_keyword quotes.
        registerKeywords(info);
    }

    @Override
    public SequenceSupport getSequenceSupport() {
        return new DsqlSequenceSupport(() -> options.sequenceCache());
    }

    @Override
    public IdentityColumnSupport getIdentityColumnSupport() {
        return new DsqlIdentityColumnSupport(() -> options.identityCache());
    }

    @Override
    public Exporter<Table> getTableExporter() {
        return tableExporter;
    }

    @Override
    public Exporter<Index> getIndexExporter() {
        return indexExporter;
    }

    @Override
    public String getCreateIndexString(boolean unique) {
        return unique ? "create unique index async" : "create index async";
    }

    @Override
    public UniqueDelegate getUniqueDelegate() {
        return uniqueDelegate;
    }

    @Override
    public Exporter<ForeignKey> getForeignKeyExporter() {
        return foreignKeyExporter;
    }

    @Override
    public boolean supportsCascadeDelete() {
        // Without foreign keys, Hibernate itself has to delete what @OnDelete leaves to the database.
        return options.foreignKeys() == ForeignKeys.NOT_VALID;
    }

    @Override
    public boolean dropConstraints() {
        return options.foreignKeys() == ForeignKeys.NOT_VALID;
    }

    @Override
    public TableMigrator getTableMigrator() {
        return new DsqlTableMigrator(this);
    }

    @Override
    public boolean supportsAlterColumnType() {
        return false;
    }

    @Override
    public Cleaner getTableCleaner() {
        return new DsqlTableCleaner(this);
    }

    @Override
    public String[] getTruncateTableStatements(String[] tableNames) {
        return Arrays.stream(tableNames).map(this::getTruncateTableStatement).toArray(String[]::new);
    }

    @Override
    public String getTruncateTableStatement(String tableName) {
        return "delete from " + tableName;
    }

    @Override
    public SchemaManagementTool getFallbackSchemaManagementTool(
            Map<String, Object> configurationValues, ServiceRegistryImplementor registry) {
        return new DsqlSchemaManagementTool(registry, this::options);
    }

    @Override
    public InformationExtractor getInformationExtractor(ExtractionContext extractionContext) {
        return new DsqlInformationExtractor(extractionContext);
    }

    @Override
    protected void registerDefaultKeywords() {
        super.registerDefaultKeywords();
        ServiceNames.KEYWORDS.forEach(this::registerKeyword);
    }

    @Override
    public IdentifierHelper buildIdentifierHelper(IdentifierHelperBuilder builder, @Nullable DatabaseMetaData metadata)
            throws SQLException {
        return ServiceNames.in(super.buildIdentifierHelper(builder, metadata));
    }

    /** {@inheritDoc} The parent leaves the name as it is, whatever it contains. */
    @Override
    public String getCheckConstraintString(CheckConstraint constraint) {
        return super.getCheckConstraintString(new CheckConstraint(
                ServiceNames.quoted(constraint.getName(), this), constraint.getConstraint(), constraint.getOptions()));
    }

    @Override
    public @Nullable String getBeforeDropStatement() {
        // The parent sets client_min_messages, which is no settable parameter here.
        return null;
    }

    @Override
    public String[] getCreateSchemaCommand(String schemaName) {
        return isPublic(schemaName) ? NO_COMMANDS : new String[] {"create schema if not exists " + schemaName};
    }

    @Override
    public String[] getDropSchemaCommand(String schemaName) {
        return isPublic(schemaName) ? NO_COMMANDS : new String[] {"drop schema if exists " + schemaName};
    }

    @Override
    public @Nullable String rowId(String rowId) {
        // The parent's ctid does not exist here: rows are matched by primary key.
        return null;
    }

    @Override
    public boolean supportsPartitionBy() {
        return false;
    }

    @Override
    public boolean addPartitionKeyToPrimaryKey() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.hibernate.HibernateException if a setting of {@link DsqlSettings} is not valid
     */
    @Override
    public void contributeTypes(TypeContributions typeContributions, ServiceRegistry serviceRegistry) {
        // Called on every boot, with or without a connection, before anything is asked that depends on a setting.
        // A constructor could not tell of a bad one: Hibernate logs what fails during detection and goes on with the
        // PostgreSQL dialect.
        options = DsqlOptions.from(
                serviceRegistry.requireService(ConfigurationService.class).getSettings());
        super.contributeTypes(typeContributions, serviceRegistry);
        DsqlTypes.registerJdbcTypes(typeContributions, serviceRegistry);
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
        ArrayFunctions.register(functionContributions);
        DurationAddFunction.register(functionContributions, this);
        RefusedFunctions.register(functionContributions);
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

    @Override
    public AggregateSupport getAggregateSupport() {
        return aggregateSupport;
    }

    @Override
    public SizeStrategy getSizeStrategy() {
        return sizes;
    }

    /** {@inheritDoc} Arrays are values of a query, but never columns: those become {@code jsonb}. */
    @Override
    public boolean supportsStandardArrays() {
        return false;
    }

    /** {@inheritDoc} The name in a cast, which the parent leaves out along with array columns. */
    @Override
    public String getArrayTypeName(String javaElementTypeName, String elementTypeName, @Nullable Integer maxLength) {
        return elementTypeName + " array";
    }

    @Override
    public int getPreferredSqlTypeCodeForArray() {
        return SqlTypes.JSON_ARRAY;
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

    @Override
    public LockingSupport getLockingSupport() {
        return DsqlLockingSupport.INSTANCE;
    }

    @Override
    protected LockingStrategy buildPessimisticWriteStrategy(
            EntityPersister lockable, LockMode lockMode, Locking.Scope scope) {
        return locks.strategy(lockable, lockMode, scope == Locking.Scope.INCLUDE_COLLECTIONS);
    }

    @Override
    protected LockingStrategy buildPessimisticReadStrategy(
            EntityPersister lockable, LockMode lockMode, Locking.Scope scope) {
        return locks.strategy(lockable, lockMode, scope == Locking.Scope.INCLUDE_COLLECTIONS);
    }

    /**
     * Overrides the method of Hibernate 8, which 7 does not have.
     *
     * @param lockable what is locked
     * @param lockMode the lock mode
     * @param scope whether collections are locked too
     * @return the strategy
     */
    protected LockingStrategy buildPessimisticWriteStrategy(
            EntityPersister lockable, LockMode lockMode, PessimisticLockScope scope) {
        return locks.strategy(lockable, lockMode, scope == PessimisticLockScope.EXTENDED);
    }

    /**
     * Overrides the method of Hibernate 8, which 7 does not have.
     *
     * @param lockable what is locked
     * @param lockMode the lock mode
     * @param scope whether collections are locked too
     * @return the strategy
     */
    protected LockingStrategy buildPessimisticReadStrategy(
            EntityPersister lockable, LockMode lockMode, PessimisticLockScope scope) {
        return locks.strategy(lockable, lockMode, scope == PessimisticLockScope.EXTENDED);
    }

    @Override
    public SqmTranslatorFactory getSqmTranslatorFactory() {
        return new DsqlSqmTranslatorFactory(locks.planner());
    }

    @Override
    public SqlAstTranslatorFactory getSqlAstTranslatorFactory() {
        return new StandardSqlAstTranslatorFactory() {
            @Override
            protected <T extends JdbcOperation> SqlAstTranslator<T> buildTranslator(
                    SessionFactoryImplementor factory, Statement statement) {
                return new DsqlSqlAstTranslator<>(factory, statement, locks);
            }
        };
    }

    @Override
    public CallableStatementSupport getCallableStatementSupport() {
        return FunctionCalls.INSTANCE;
    }

    /** {@inheritDoc} One {@code insert … on conflict}: Aurora DSQL has no MERGE. */
    @Override
    public MutationOperation createOptionalTableUpdateOperation(
            EntityMutationTarget mutationTarget,
            OptionalTableUpdate optionalTableUpdate,
            SessionFactoryImplementor factory) {
        // A row of an optional table may have to go when all its values are null, which no upsert does.
        return optionalTableUpdate.getMutatingTable().isOptional()
                ? new OptionalTableUpdateWithUpsertOperation(mutationTarget, optionalTableUpdate, factory)
                : new DsqlSqlAstTranslator<>(factory, optionalTableUpdate, locks)
                        .createMergeOperation(optionalTableUpdate);
    }

    /**
     * {@inheritDoc} With {@code update … returning}, Hibernate makes the upsert of an entity whose values are generated on update
     * a plain update. Without it, the values are read by a select after the update.
     */
    @Override
    public boolean supportsUpdateReturning() {
        return false;
    }

    @Override
    @SuppressWarnings("removal")
    public boolean supportsTemporaryTables() {
        return false;
    }

    @Override
    public @Nullable TemporaryTableStrategy getLocalTemporaryTableStrategy() {
        return null;
    }

    @Override
    public SQLExceptionConversionDelegate buildSQLExceptionConversionDelegate() {
        return new DsqlErrors(super.buildSQLExceptionConversionDelegate(), openTransactions);
    }

    @Override
    public ViolatedConstraintNameExtractor getViolatedConstraintNameExtractor() {
        return new ConstraintNames(super.getViolatedConstraintNameExtractor());
    }

    /**
     * Tells that no error marks a transaction of Hibernate as one to roll back, which overrides a method since Hibernate 7.3.
     *
     * <p>With the mark set, {@code find()} answers some errors with {@code null}. The database aborts the transaction anyway.
     *
     * @param exception the error
     * @return false
     */
    public boolean causesRollback(SQLException exception) {
        return false;
    }

    /** {@inheritDoc} The SQL of a native query, and that of the table generator. */
    @Override
    @SuppressWarnings("removal")
    public String applyLocksToSql(String sql, LockOptions lockOptions, Map<String, String[]> keyColumnNames) {
        return locks.applyTo(sql, lockOptions);
    }

    @Override
    @SuppressWarnings("removal")
    public boolean useFollowOnLocking(String sql, QueryOptions queryOptions) {
        return options.nonKeyLocks() == NonKeyLocks.FOLLOW_ON;
    }

    @Override
    @SuppressWarnings("deprecation")
    public String transformSelectString(String select) {
        return DsqlLocks.lockVersion(select);
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

    /**
     * Returns what is known of locks; for its own packages.
     *
     * @return the locks
     * @hidden
     */
    @SuppressWarnings("InvalidBlockTag") // Javadoc 17 fails on a type of a package that it leaves out.
    public DsqlLocks locks() {
        return locks;
    }

    /**
     * Returns which sessions have a transaction open on the present thread; for the packages of this library.
     *
     * @return the memory of this dialect
     * @hidden
     */
    @SuppressWarnings("InvalidBlockTag") // As for options().
    public OpenTransactions openTransactions() {
        return openTransactions;
    }

    /** The schema {@code public} belongs to the service: it can be neither created nor dropped. */
    private static boolean isPublic(String schemaName) {
        return schemaName.equals("public") || schemaName.equals("\"public\"");
    }
}
