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

import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogSequence;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.model.relational.Sequence;

/**
 * Internal: how a sequence follows the mapping.
 *
 * <p>Another increment is set, since Hibernate does not start with one that differs. When it gets smaller, the sequence goes on behind
 * all that was given out with the larger one, whatever the optimizer made of it.
 */
final class Sequences {
    private static final Pattern START = Pattern.compile("start with (-?\\d+)");

    private final Scope scope;
    private final PlanBuilder plan;
    private final Names names;
    private final GeneratorOwners owners;

    Sequences(Scope scope, PlanBuilder plan, Names names, GeneratorOwners owners) {
        this.scope = scope;
        this.plan = plan;
        this.names = names;
        this.owners = owners;
    }

    void plan(Sequence sequence) {
        CatalogName name = scope.name(sequence.getName());
        CatalogSequence known = scope.catalog().sequence(name);
        if (known == null) {
            if (!names.take("sequence " + name.name(), "", name)) {
                return;
            }
            for (String sql : scope.dialect()
                    .getSequenceExporter()
                    .getSqlCreateStrings(sequence, scope.metadata(), scope.context())) {
                plan.send(
                        Phase.SEQUENCE,
                        NewTables.ifNotExists(behindRows(sequence, sql), "create sequence "),
                        "sequence " + name.name() + " is missing");
            }
        } else if (known.increment() != sequence.getIncrementSize()) {
            increment(sequence, known);
        }
    }

    /**
     * The keys that rows have are not to come again, whoever generated them. One increment more, since an optimizer may count
     * down from what the sequence gives.
     */
    private String behindRows(Sequence sequence, String sql) {
        Matcher start = START.matcher(sql);
        String greatest = start.find() && sequence.getIncrementSize() > 0
                ? owners.greatestKey(scope.context().format(sequence.getName()))
                : null;
        if (greatest == null) {
            return sql;
        }
        BigInteger first = new BigInteger(greatest).add(BigInteger.valueOf(sequence.getIncrementSize()));
        return first.compareTo(new BigInteger(start.group(1))) <= 0 ? sql : start.replaceFirst("start with " + first);
    }

    private void increment(Sequence sequence, CatalogSequence known) {
        String sql = scope.context().format(sequence.getName());
        int wanted = sequence.getIncrementSize();
        String subject = "sequence " + known.name().name();
        String alter = "alter sequence " + sql + " increment by " + wanted;
        if (wanted <= 0 || known.increment() < 0) {
            plan.manual(
                    subject,
                    "The increment is " + known.increment() + " and mapped as " + wanted
                            + ": where the sequence is to go on after a change of direction is for you to say.",
                    alter);
        } else if (wanted > known.increment()) {
            plan.send(Phase.SEQUENCE, alter, subject + " has the increment " + known.increment());
        } else {
            String next = scope.probe()
                    .value("select case when is_called then last_value + " + known.increment()
                            + " else last_value end from " + sql);
            plan.send(
                    Phase.SEQUENCE,
                    alter + " restart with " + next,
                    subject + " has the increment " + known.increment());
        }
    }
}
