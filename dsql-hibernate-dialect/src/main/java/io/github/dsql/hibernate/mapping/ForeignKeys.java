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
package io.github.dsql.hibernate.mapping;

import io.github.dsql.hibernate.boot.DsqlOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.SimpleValue;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Whether a mapping relies on foreign keys while none are exported. */
final class ForeignKeys implements Rule {
    private static final String SWITCH_ON =
            "set hibernate.dialect.dsql.foreign_keys=not_valid (clusters since 2026-08-26)";

    static final Code NOT_DONE = Code.warn(
            "on-delete-not-enforced",
            "While foreign keys are not exported, nothing in the database acts on a deleted parent: @OnDelete of an association to one, of"
                    + " children that are not removed by cascade, and every action but CASCADE are not carried out. The service has"
                    + " foreign keys with all actions (2026-08).",
            "@ManyToOne @OnDelete(action = OnDeleteAction.SET_NULL) Owner owner;",
            SWITCH_ON + ", or remove the children by cascade or by a query of their own");

    static final Code DONE_BY_HIBERNATE = Code.info(
            "on-delete-by-hibernate",
            "While foreign keys are not exported, Hibernate itself carries out @OnDelete(CASCADE), with a statement for each table or"
                    + " child (2026-08). Rows deleted by other programs or by bulk statements leave theirs behind.",
            "@ElementCollection @OnDelete(action = OnDeleteAction.CASCADE) Set<String> names;",
            SWITCH_ON + " to have the database do it");

    static final Code DEFINITION = Code.warn(
            "foreign-key-definition",
            "Foreign keys are not exported unless asked for, and so is nothing of what @ForeignKey says of them (2026-08).",
            "@JoinColumn(foreignKey = @ForeignKey(foreignKeyDefinition = \"foreign key (owner_id) references owner on update cascade\"))",
            SWITCH_ON + ", or leave the definition out");

    @Override
    public List<Code> codes() {
        return List.of(NOT_DONE, DEFINITION, DONE_BY_HIBERNATE);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        if (model.options().foreignKeys() == DsqlOptions.ForeignKeys.NONE) {
            Search search = new Search(model, findings, cascades(model), new HashSet<>());
            model.metadata.getCollectionBindings().forEach(search::collection);
            model.attributes.forEach(search::attribute);
            model.tables().forEach(search::definitions);
        }
    }

    /** Returns what the owner of each collection passes on to its elements. */
    private static Map<Value, String> cascades(BootModel model) {
        Map<Value, String> cascades = new HashMap<>();
        for (Attribute attribute : model.attributes) {
            Property property = attribute.property();
            if (property != null && attribute.value() instanceof Collection && property.getCascade() != null) {
                cascades.put(attribute.value(), property.getCascade().toLowerCase(Locale.ROOT));
            }
        }
        return cascades;
    }

    private record Search(BootModel model, Findings findings, Map<Value, String> cascades, Set<List<Object>> done) {
        void collection(Collection collection) {
            OnDeleteAction action = action(collection.getKey());
            if (action != null) {
                done.add(columns(collection.getKey()));
                String cascade = cascades.getOrDefault(collection, "");
                boolean removed = !collection.isOneToMany()
                        || cascade.contains("delete")
                        || cascade.contains("remove")
                        || cascade.contains("all");
                report(collection.getRole(), action, removed);
            }
        }

        void attribute(Attribute attribute) {
            OnDeleteAction action = action(attribute.value());
            if (action != null && done.add(columns(attribute.value()))) {
                report(attribute.place(), action, !(attribute.value() instanceof ToOne));
            }
        }

        private void report(String place, OnDeleteAction action, boolean removed) {
            if (action == OnDeleteAction.CASCADE && removed) {
                findings.add(
                        DONE_BY_HIBERNATE,
                        place,
                        "foreign keys are not exported, so that Hibernate itself carries out @OnDelete(CASCADE)");
            } else {
                findings.add(
                        NOT_DONE,
                        place,
                        "foreign keys are not exported, so that nobody carries out @OnDelete(" + action + ")");
            }
        }

        void definitions(Table table) {
            for (ForeignKey key : table.getForeignKeyCollection()) {
                String text = key.getKeyDefinition() == null ? key.getOptions() : key.getKeyDefinition();
                if (text != null && !text.isBlank()) {
                    String place = key.getColumns().size() == 1
                            ? model.place(table, key.getColumns().get(0))
                            : model.owner(table);
                    findings.add(
                            DEFINITION,
                            place,
                            "the definition '" + text + "' has no effect, since foreign keys are not exported");
                }
            }
        }

        private static List<Object> columns(Value value) {
            return List.of(value.getTable(), new HashSet<>(value.getSelectables()));
        }

        private static @Nullable OnDeleteAction action(Value value) {
            OnDeleteAction action = value instanceof SimpleValue simple ? simple.getOnDeleteAction() : null;
            return action == OnDeleteAction.NO_ACTION ? null : action;
        }
    }
}
