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

/**
 * Internal: how an ALTER of an object that does not exist on Aurora DSQL is refused. The parse node depends on the action: renaming, giving
 * away and moving have one for all kinds of object each.
 */
final class AlterObjectRules {
    private static final String BY_NODE = "unsupported statement: Alter";

    private AlterObjectRules() {}

    static Refusal refusal(Cursor statement) {
        Refusal byWords = RefusedStatements.find(statement);
        if (byWords != null && !byWords.message().startsWith(BY_NODE)) {
            return byWords;
        }
        boolean ownNode = statement.at("alter", "system") || statement.at("alter", "user", "mapping");
        Refusal byAction = ownNode ? null : byAction(statement);
        if (byAction != null) {
            return byAction;
        }
        return byWords == null ? Classifier.unknown("Alter", statement.peek(1)) : byWords;
    }

    private static @Nullable Refusal byAction(Cursor statement) {
        boolean relation = statement.at("alter", "foreign", "table") || statement.at("alter", "materialized", "view");
        if (statement.contains("rename", "to") || (relation && renamesColumn(statement))) {
            return Rule.RENAME_OBJECT.refuse();
        }
        if (statement.contains("owner", "to") && !relation) {
            return Rule.ALTER_OWNER.refuse();
        }
        if (statement.contains("set", "schema")) {
            return Rule.ALTER_OBJECT_SCHEMA.refuse();
        }
        if (dependsOnExtension(statement)) {
            return Rule.ALTER_OBJECT_DEPENDS.refuse();
        }
        if (relation) {
            return statement.contains("all", "in", "tablespace") ? Rule.ALTER_ALL.refuse() : null;
        }
        return statement.at("alter", "database") ? database(statement) : extension(statement);
    }

    /** At a foreign table or a materialized view, whose kind takes two words. */
    private static boolean renamesColumn(Cursor statement) {
        Cursor cursor = statement.copy();
        cursor.next();
        cursor.next();
        cursor.next();
        cursor.take("if", "exists");
        cursor.take("only");
        cursor.takeName();
        return cursor.at("rename");
    }

    /** Extensions do not exist, so nothing can depend on one. */
    static boolean dependsOnExtension(Cursor statement) {
        return statement.contains("depends", "on", "extension");
    }

    private static @Nullable Refusal database(Cursor statement) {
        if (statement.contains("refresh", "collation")) {
            return Rule.ALTER_DATABASE_REFRESH.refuse();
        }
        boolean setting =
                statement.contains("reset") || (statement.contains("set") && !statement.contains("set", "tablespace"));
        return setting ? Rule.ALTER_DATABASE_SET.refuse() : null;
    }

    private static @Nullable Refusal extension(Cursor statement) {
        if (!statement.at("alter", "extension")) {
            return null;
        }
        return statement.peek(3).is("add") || statement.peek(3).is("drop")
                ? Rule.ALTER_EXTENSION_CONTENTS.refuse()
                : null;
    }
}
