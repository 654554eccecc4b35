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
package io.github.dsql.hibernate.schema.migrate;

import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/**
 * Internal: how a key that was assigned becomes an identity column, which Aurora DSQL makes of a {@code bigint} that is NOT NULL
 * (2026-07-06).
 */
final class Identities {
    private final Scope scope;
    private final PlanBuilder plan;

    Identities(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    void plan(Table table, Column column, CatalogColumn existing) {
        if (existing.identity()) {
            return;
        }
        String subject = scope.subject(table, existing.name());
        if (!existing.typeName().equals("int8") || !existing.notNull() || existing.defaultExpression() != null) {
            plan.manual(
                    subject,
                    "The column is mapped as an identity column and is none: Aurora DSQL makes one of a bigint column only that is"
                            + " NOT NULL and has no default. Create the table anew and copy the rows.");
            return;
        }
        String name = scope.sql(column);
        String next = scope.probe().value("select greatest(max(" + name + "), 0) + 1 from " + scope.sql(table));
        String identity = scope.dialect()
                .getIdentityColumnSupport()
                .getIdentityColumnString(column.getSqlTypeCode(scope.metadata()));
        String generated = identity.substring(identity.indexOf("generated"));
        int end = generated.lastIndexOf(')');
        plan.send(
                Phase.ALTER,
                scope.alter(table) + "alter column " + name + " add " + generated.substring(0, end) + " start with "
                        + next + generated.substring(end),
                subject + " is mapped as an identity column");
    }
}
