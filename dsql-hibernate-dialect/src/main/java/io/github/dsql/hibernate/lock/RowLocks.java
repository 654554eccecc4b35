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
package io.github.dsql.hibernate.lock;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.hibernate.engine.jdbc.spi.JdbcCoordinator;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.EntityVersionMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.TableDetails;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.descriptor.ValueBinder;
import org.jspecify.annotations.Nullable;

/** Locks the rows of one entity, one statement by key for each of its tables. */
final class RowLocks {
    private record Restriction(
            SelectableMapping column, @Nullable Object value) {}

    private RowLocks() {}

    /** Locks whatever rows the entity has. */
    static void lock(SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        lock(session, persister, id, null);
    }

    /**
     * Locks the rows of an entity as long as it has the expected version.
     *
     * @return whether the entity is there, in that version if one is given
     */
    static boolean lock(
            SharedSessionContractImplementor session, EntityPersister persister, Object id, @Nullable Object version) {
        boolean found = true;
        for (TableDetails table : tables(persister)) {
            List<Restriction> restrictions = key(session, table, id);
            EntityVersionMapping versionMapping = persister.getVersionMapping();
            if (table.isIdentifierTable() && version != null && versionMapping != null) {
                versionMapping.breakDownJdbcValues(
                        version, (index, value, column) -> restrictions.add(new Restriction(column, value)), session);
            }
            boolean locked = lockRow(session, table.getTableName(), restrictions);
            if (table.isIdentifierTable() && !locked) {
                found = false;
            }
        }
        return found;
    }

    /** Locks rows of a table that is not an entity's own, such as that of a collection, by equality on some columns. */
    static void lockCollection(
            SharedSessionContractImplementor session, PluralAttributeMapping collection, Object key) {
        List<Restriction> restrictions = new ArrayList<>();
        collection
                .getKeyDescriptor()
                .breakDownJdbcValues(
                        key, (index, value, column) -> restrictions.add(new Restriction(column, value)), session);
        lockRow(session, collection.getKeyDescriptor().getKeyTable(), restrictions);
    }

    /** The identifier table comes first, so that a stale version is found before anything else is locked. */
    private static List<TableDetails> tables(EntityPersister persister) {
        List<TableDetails> tables = new ArrayList<>();
        persister.forEachTableDetails(table -> tables.add(table.isIdentifierTable() ? 0 : tables.size(), table));
        return tables;
    }

    private static List<Restriction> key(SharedSessionContractImplementor session, TableDetails table, Object id) {
        List<Restriction> key = new ArrayList<>();
        table.getKeyDetails()
                .breakDownKeyJdbcValues(id, (value, column) -> key.add(new Restriction(column, value)), session);
        return key;
    }

    private static boolean lockRow(
            SharedSessionContractImplementor session, String table, List<Restriction> restrictions) {
        StringJoiner sql = new StringJoiner(" and ", "select 1 from " + table + " where ", " for update");
        for (Restriction restriction : restrictions) {
            String write = restriction.column().getWriteExpression();
            sql.add(restriction.column().getSelectionExpression() + "=" + (write == null ? "?" : write));
        }
        try {
            return isThere(session, sql.toString(), restrictions);
        } catch (SQLException e) {
            throw session.getJdbcServices()
                    .getSqlExceptionHelper()
                    .convert(e, "Could not lock a row of " + table, sql.toString());
        }
    }

    private static boolean isThere(SharedSessionContractImplementor session, String sql, List<Restriction> restrictions)
            throws SQLException {
        JdbcCoordinator coordinator = session.getJdbcCoordinator();
        PreparedStatement statement = coordinator.getStatementPreparer().prepareStatement(sql);
        try {
            int position = 1;
            for (Restriction restriction : restrictions) {
                bind(statement, restriction, position++, session);
            }
            ResultSet rows = coordinator.getResultSetReturn().extract(statement, sql);
            boolean there = rows.next();
            coordinator.getLogicalConnection().getResourceRegistry().release(rows, statement);
            return there;
        } finally {
            coordinator.getLogicalConnection().getResourceRegistry().release(statement);
            coordinator.afterStatementExecution();
        }
    }

    @SuppressWarnings("unchecked") // The value was broken down by the same mapping.
    private static void bind(
            PreparedStatement statement,
            Restriction restriction,
            int position,
            SharedSessionContractImplementor session)
            throws SQLException {
        ValueBinder<Object> binder = restriction.column().getJdbcMapping().getJdbcValueBinder();
        binder.bind(statement, restriction.value(), position, session);
    }
}
