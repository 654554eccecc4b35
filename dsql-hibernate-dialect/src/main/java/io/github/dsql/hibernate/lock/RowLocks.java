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
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.TableDetails;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.type.descriptor.ValueBinder;
import org.jspecify.annotations.Nullable;

/** Locks the rows of one entity, one statement by key for each of its tables. */
final class RowLocks {
    /** What a column is compared with: a value of its mapping, or, without one, a value as the driver read it. */
    record Restriction(
            String column,
            String placeholder,
            @Nullable SelectableMapping mapping,
            @Nullable Object value) {
        static Restriction of(SelectableMapping mapping, @Nullable Object value) {
            String write = mapping.getWriteExpression();
            return new Restriction(mapping.getSelectionExpression(), write == null ? "?" : write, mapping, value);
        }

        static Restriction raw(String column, @Nullable Object value) {
            return new Restriction(column, "?", null, value);
        }

        String sql() {
            return value == null ? column + " is null" : column + "=" + placeholder;
        }
    }

    /** Reads a result. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet rows) throws SQLException;
    }

    private RowLocks() {}

    /**
     * Locks whatever rows the entity has.
     *
     * @return whether the entity is there
     */
    static boolean lock(SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        return lock(session, persister, id, null);
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
                        version, (index, value, column) -> restrictions.add(Restriction.of(column, value)), session);
            }
            boolean locked = lockRow(session, table.getTableName(), restrictions);
            if (table.isIdentifierTable() && !locked) {
                found = false;
            }
        }
        return found;
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
                .breakDownKeyJdbcValues(id, (value, column) -> key.add(Restriction.of(column, value)), session);
        return key;
    }

    /**
     * Locks the rows that have some values.
     *
     * @return whether there is one
     */
    static boolean lockRow(SharedSessionContractImplementor session, String table, List<Restriction> restrictions) {
        String sql = "select 1 from " + table + where(restrictions) + " for update";
        return query(session, table, sql, restrictions, ResultSet::next);
    }

    static String where(List<Restriction> restrictions) {
        StringJoiner where = new StringJoiner(" and ", " where ", "");
        restrictions.forEach(restriction -> where.add(restriction.sql()));
        return where.toString();
    }

    static <T> T query(
            SharedSessionContractImplementor session,
            String table,
            String sql,
            List<Restriction> restrictions,
            Reader<T> reader) {
        try {
            return execute(session, sql, restrictions, reader);
        } catch (SQLException e) {
            throw session.getJdbcServices().getSqlExceptionHelper().convert(e, "Could not lock a row of " + table, sql);
        }
    }

    private static <T> T execute(
            SharedSessionContractImplementor session, String sql, List<Restriction> restrictions, Reader<T> reader)
            throws SQLException {
        JdbcCoordinator coordinator = session.getJdbcCoordinator();
        PreparedStatement statement = coordinator.getStatementPreparer().prepareStatement(sql);
        try {
            int position = 1;
            for (Restriction restriction : restrictions) {
                if (restriction.value() != null) {
                    bind(statement, restriction, position++, session);
                }
            }
            ResultSet rows = coordinator.getResultSetReturn().extract(statement, sql);
            T result = reader.read(rows);
            coordinator.getLogicalConnection().getResourceRegistry().release(rows, statement);
            return result;
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
        SelectableMapping mapping = restriction.mapping();
        if (mapping == null) {
            statement.setObject(position, restriction.value());
        } else {
            ValueBinder<Object> binder = mapping.getJdbcMapping().getJdbcValueBinder();
            binder.bind(statement, restriction.value(), position, session);
        }
    }
}
