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

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.tool.schema.extract.internal.InformationExtractorPostgreSQLImpl;
import org.hibernate.tool.schema.extract.spi.ExtractionContext;
import org.hibernate.tool.schema.extract.spi.NameSpaceIndexesInformation;
import org.jspecify.annotations.Nullable;

/**
 * Internal: which indexes and key columns a database has.
 *
 * <p>The index of a primary key holds every other column as INCLUDE on Aurora DSQL (2026-10). Both pgjdbc and Hibernate's own
 * query report those as key columns; this one stops at {@code indnkeyatts}.
 */
public final class DsqlInformationExtractor extends InformationExtractorPostgreSQLImpl {
    private static final String INDEXES = """
            select current_database() as "TABLE_CAT", n.nspname as "TABLE_SCHEM", t.relname as "TABLE_NAME",
             not i.indisunique as "NON_UNIQUE", null as "INDEX_QUALIFIER", x.relname as "INDEX_NAME", 3 as "TYPE",
             k.n as "ORDINAL_POSITION", -1 as "CARDINALITY", 0 as "PAGES",
             pg_catalog.pg_get_expr(i.indpred, i.indrelid) as "FILTER_CONDITION",
             trim(both '"' from pg_catalog.pg_get_indexdef(x.oid, k.n, false)) as "COLUMN_NAME", null as "ASC_OR_DESC"
             from pg_catalog.pg_class t
             join pg_catalog.pg_namespace n on t.relnamespace = n.oid
             join pg_catalog.pg_index i on t.oid = i.indrelid
             join pg_catalog.pg_class x on x.oid = i.indexrelid
             cross join lateral generate_series(1, i.indnkeyatts::integer) as k(n)
             where true""";

    /**
     * Creates the extractor.
     *
     * @param extractionContext where to read
     */
    public DsqlInformationExtractor(ExtractionContext extractionContext) {
        super(extractionContext);
    }

    @Override
    public NameSpaceIndexesInformation getIndexes(@Nullable Identifier catalog, @Nullable Identifier schema) {
        try {
            return processIndexInfoResultSet(
                    "",
                    schema == null ? "" : schema.getText(),
                    null,
                    false,
                    true,
                    this::extractNameSpaceIndexesInformation);
        } catch (SQLException e) {
            throw convertSQLException(e, "Error while reading the indexes of schema " + schema);
        }
    }

    @Override
    protected <T> T processIndexInfoResultSet(
            @Nullable String catalog,
            @Nullable String schema,
            @Nullable String table,
            boolean unique,
            boolean approximate,
            ExtractionContext.ResultSetProcessor<T> processor)
            throws SQLException {
        StringBuilder sql = new StringBuilder(INDEXES);
        List<String> parameters = new ArrayList<>();
        restrict(sql, parameters, "n.nspname", schema);
        restrict(sql, parameters, "t.relname", table);
        if (unique) {
            sql.append(" and i.indisunique");
        }
        sql.append(" order by 2, 3, 6, 8");
        try (PreparedStatement statement =
                getExtractionContext().getJdbcConnection().prepareStatement(sql.toString())) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet resultSet = statement.executeQuery()) {
                return processor.process(resultSet);
            }
        }
    }

    private static void restrict(StringBuilder sql, List<String> parameters, String column, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            sql.append(" and ").append(column).append(" = ?");
            parameters.add(value);
        }
    }
}
