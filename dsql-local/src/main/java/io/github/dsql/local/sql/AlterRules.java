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
package io.github.dsql.local.sql;

import org.jspecify.annotations.Nullable;

/** Internal: what ALTER may change; objects that never exist on Aurora DSQL are in {@link RefusedStatements}. */
final class AlterRules {
    private static final int HIGHEST_STATISTICS_TARGET = 100;

    private AlterRules() {}

    static @Nullable Refusal refusal(Source source, Cursor statement) {
        Cursor cursor = statement.copy();
        cursor.next();
        String object = cursor.at("user", "mapping") ? "" : cursor.next().value();
        Refusal refusal =
                switch (object) {
                    case "table" ->
                        AsyncRules.isAsyncAlterTable(statement) ? null : AlterTableRules.refusal(source, cursor);
                    case "index" -> index(cursor);
                    case "sequence" -> sequence(cursor);
                    case "domain" -> domain(cursor);
                    case "type" -> type(cursor);
                    case "statistics" -> statistics(cursor);
                    case "role", "user" -> role(cursor);
                    case "group", "view", "schema", "function", "routine", "default" -> null;
                    default -> AlterObjectRules.refusal(statement);
                };
        boolean depends = refusal == null && AlterObjectRules.dependsOnExtension(statement);
        return depends ? Rule.ALTER_OBJECT_DEPENDS.refuse() : refusal;
    }

    private static @Nullable Refusal index(Cursor cursor) {
        if (cursor.at("all", "in", "tablespace")) {
            return Rule.ALTER_ALL.refuse();
        }
        cursor.take("if", "exists");
        cursor.takeName();
        boolean judgedElsewhere = cursor.at("rename") || AlterObjectRules.dependsOnExtension(cursor);
        return judgedElsewhere || cursor.done() ? null : Rule.ALTER_INDEX.refuse();
    }

    private static @Nullable Refusal sequence(Cursor cursor) {
        cursor.take("if", "exists");
        cursor.takeName();
        if (cursor.at("set", "logged") || cursor.at("set", "unlogged")) {
            return Rule.SEQUENCE_PERSISTENCE.refuse("UNLOGGED");
        }
        boolean options = !cursor.atAny("rename", "owner", "set");
        return options ? SequenceOptions.refusal(cursor, Rule.SEQUENCE_CACHE, false) : null;
    }

    private static @Nullable Refusal domain(Cursor cursor) {
        cursor.takeName();
        if (cursor.at("set", "not", "null")) {
            return Rule.ALTER_DOMAIN.refuse("SET NOT NULL");
        }
        if (cursor.at("add")) {
            return Rule.ALTER_DOMAIN.refuse("ADD CONSTRAINT");
        }
        return cursor.at("validate") ? Rule.ALTER_DOMAIN.refuse("VALIDATE CONSTRAINT") : null;
    }

    private static Refusal type(Cursor cursor) {
        cursor.takeName();
        boolean renamesObject = cursor.at("rename", "to") || cursor.at("rename", "attribute");
        return renamesObject ? Rule.RENAME_OBJECT.refuse() : Rule.ALTER_TYPE.refuse();
    }

    private static @Nullable Refusal statistics(Cursor cursor) {
        cursor.take("if", "exists");
        cursor.takeName();
        if (!cursor.take("set", "statistics")) {
            return null;
        }
        String target = cursor.peek().value();
        boolean tooHigh = target.matches("[0-9]{1,9}") && Integer.parseInt(target) > HIGHEST_STATISTICS_TARGET;
        return tooHigh ? Rule.STATISTICS_TARGET.refuse(target) : null;
    }

    private static @Nullable Refusal role(Cursor cursor) {
        cursor.takeName();
        cursor.take("in", "database");
        boolean setting = cursor.contains("set") || cursor.contains("reset");
        return setting && !cursor.at("rename") ? Rule.ALTER_ROLE_SET.refuse() : null;
    }
}
