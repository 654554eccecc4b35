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
package io.github.dsql.hibernate.sql;

import io.github.dsql.hibernate.sql.UpsertColumn.Source;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.model.ast.ColumnWriteFragment;

/** Writes an upsert as {@code insert … on conflict}. */
final class UpsertRenderer {
    private final SqlAppender sql;
    private final Consumer<ColumnWriteFragment> values;

    UpsertRenderer(SqlAppender sql, Consumer<ColumnWriteFragment> values) {
        this.sql = sql;
        this.values = values;
    }

    void render(String table, Upsert upsert) {
        sql.appendSql("insert into ");
        sql.appendSql(table);
        sql.appendSql(" as t (");
        renderAll(upsert.inserted(), ",", column -> sql.appendSql(column.name()));
        sql.appendSql(") values (");
        renderAll(upsert.inserted(), ",", column -> renderValue(column, column.inserted()));
        sql.appendSql(") on conflict (");
        renderAll(upsert.keys(), ",", column -> sql.appendSql(column.name()));
        sql.appendSql(") do ");
        renderConflictAction(upsert);
    }

    private void renderConflictAction(Upsert upsert) {
        if (upsert.updated().isEmpty()) {
            sql.appendSql("nothing");
            return;
        }
        sql.appendSql("update set ");
        renderAll(upsert.updated(), ",", column -> {
            sql.appendSql(column.name());
            sql.appendSql('=');
            if (column.isInserted()) {
                sql.appendSql("excluded.");
                sql.appendSql(column.name());
            } else {
                renderValue(column, column.updated());
            }
        });
        renderRestrictions(upsert);
    }

    private void renderRestrictions(Upsert upsert) {
        String before = " where ";
        for (var version : upsert.versions()) {
            sql.appendSql(before + "t." + UpsertColumn.nameOf(version) + "<=");
            values.accept(version.getValueExpression());
            before = " and ";
        }
        for (UpsertColumn tenant : upsert.tenants()) {
            sql.appendSql(before + "t." + tenant.name() + "=excluded." + tenant.name());
            before = " and ";
        }
    }

    private void renderValue(UpsertColumn column, Source source) {
        if (source == Source.BOUND && column.binding() != null) {
            values.accept(column.binding().getValueExpression());
        } else if (column.sql() != null) {
            sql.appendSql(column.sql());
        } else {
            throw new IllegalStateException("No value for column " + column.name());
        }
    }

    private <E> void renderAll(List<E> elements, String separator, Consumer<E> each) {
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                sql.appendSql(separator);
            }
            each.accept(elements.get(i));
        }
    }
}
