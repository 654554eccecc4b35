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

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Internal: which ALTER TABLE actions there are. The messages name an action as PostgreSQL's own list of them does
 * ({@code alter_table_type_to_string}), so the ones nobody recorded can be told from it.
 */
final class AlterTableRules {
    private AlterTableRules() {}

    /** At what follows the word TABLE. */
    static @Nullable Refusal refusal(Source source, Cursor cursor) {
        if (cursor.at("all", "in", "tablespace")) {
            return Rule.ALTER_ALL.refuse();
        }
        cursor.take("if", "exists");
        cursor.take("only");
        if (cursor.peek().isSymbol("(")) {
            return null;
        }
        cursor.takeName();
        cursor.takeSymbol("*");
        if (cursor.done() || cursor.at("rename") || cursor.at("set", "schema")) {
            return null;
        }
        for (Cursor action : cursor.split()) {
            Refusal refusal = action(source, action);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static @Nullable Refusal action(Source source, Cursor action) {
        return switch (action.next().value()) {
            case "add" -> add(action);
            case "alter" -> alter(action);
            case "validate" -> Rule.ALTER_TABLE.refuse("VALIDATE CONSTRAINT");
            case "enable", "disable" -> enableOrDisable(source, action);
            case "set" -> set(action);
            case "reset" -> Rule.ALTER_TABLE.refuse("RESET");
            case "force" -> Rule.ALTER_TABLE.refuse("FORCE ROW SECURITY");
            case "no" -> Rule.ALTER_TABLE.refuse(action.at("inherit") ? "NO INHERIT" : "NO FORCE ROW SECURITY");
            case "inherit" -> Rule.ALTER_TABLE.refuse("INHERIT");
            case "of" -> Rule.ALTER_TABLE.refuse("OF");
            case "not" -> Rule.ALTER_TABLE.refuse("NOT OF");
            case "cluster" -> Rule.ALTER_TABLE.refuse("CLUSTER ON");
            case "replica" -> Rule.ALTER_TABLE.refuse("REPLICA IDENTITY");
            case "attach" -> Rule.ALTER_TABLE.refuse("ATTACH PARTITION");
            case "detach" ->
                Rule.ALTER_TABLE.refuse(
                        action.contains("finalize") ? "DETACH PARTITION ... FINALIZE" : "DETACH PARTITION");
            case "options" -> Rule.ALTER_TABLE.refuse("OPTIONS");
            default -> null;
        };
    }

    private static @Nullable Refusal add(Cursor action) {
        boolean constraint = action.atAny("constraint", "check", "unique", "primary", "foreign")
                || (action.at("exclude")
                        && (action.peek(1).is("using") || action.peek(1).isSymbol("(")));
        if (!constraint) {
            action.take("column");
            action.take("if", "not", "exists");
            return AddColumnRules.refusal(action);
        }
        if (action.take("constraint")) {
            action.next();
        }
        return constraint(action);
    }

    /** An existing table takes only what can be checked later, or has been checked by an index build. */
    private static @Nullable Refusal constraint(Cursor constraint) {
        String kind = constraint.peek().value();
        boolean notValid = constraint.contains("not", "valid");
        if (kind.equals("unique") || kind.equals("primary")) {
            return key(constraint, kind.equals("unique"), notValid);
        }
        if (kind.equals("check")) {
            Refusal deferrable = KeyConstraints.tableConstraint(constraint);
            if (deferrable != null) {
                return deferrable;
            }
        }
        boolean checkable = kind.equals("check") || kind.equals("foreign");
        return checkable && notValid ? null : Rule.ALTER_TABLE.refuse("ADD CONSTRAINT");
    }

    private static @Nullable Refusal key(Cursor constraint, boolean unique, boolean notValid) {
        if (notValid) {
            return Rule.NOT_VALID_KEY.refuse(unique ? "UNIQUE" : "PRIMARY KEY");
        }
        if (!unique || !constraint.at("unique", "using", "index")) {
            return Rule.ALTER_TABLE.refuse("ADD CONSTRAINT");
        }
        return KeyConstraints.tableConstraint(constraint) == null ? null : Rule.UNIQUE_USING_INDEX_DEFERRABLE.refuse();
    }

    private static @Nullable Refusal alter(Cursor action) {
        if (action.at("constraint")) {
            return null;
        }
        if (action.at("column") && action.peek(1).isName()) {
            action.next();
        }
        action.next();
        if (action.at("type") || action.at("set", "data", "type")) {
            return column("SET DATA TYPE");
        }
        if (action.at("add")) {
            return addIdentity(action);
        }
        if (action.at("reset")) {
            return column("RESET");
        }
        if (action.at("options")) {
            return column("OPTIONS");
        }
        return action.at("set") ? setColumn(action) : null;
    }

    private static @Nullable Refusal addIdentity(Cursor action) {
        return action.seek("identity") && action.take("identity") ? ColumnRules.identityOptions(action) : null;
    }

    private static @Nullable Refusal setColumn(Cursor action) {
        Cursor cursor = action.copy();
        cursor.next();
        if (cursor.at("not", "null")) {
            return column("SET NOT NULL");
        }
        if (cursor.atAny("statistics", "compression")) {
            return column("SET " + cursor.peek().value().toUpperCase(Locale.ROOT));
        }
        if (cursor.peek().isSymbol("(")) {
            return column("SET");
        }
        // What is left are a default, a storage mode and the options of an identity column.
        return cursor.atAny("default", "storage") ? null : SequenceOptions.refusal(cursor, Rule.IDENTITY_CACHE, false);
    }

    private static Refusal column(String action) {
        return Rule.ALTER_TABLE.refuse("ALTER COLUMN ... " + action);
    }

    private static @Nullable Refusal set(Cursor action) {
        if (action.at("schema")) {
            return null;
        }
        if (action.atAny("logged", "unlogged", "tablespace")) {
            return Rule.ALTER_TABLE.refuse("SET " + action.peek().value().toUpperCase(Locale.ROOT));
        }
        if (action.at("without")) {
            return Rule.ALTER_TABLE.refuse(
                    "SET WITHOUT " + action.peek(1).value().toUpperCase(Locale.ROOT));
        }
        return Rule.ALTER_TABLE.refuse(action.at("access") ? "SET ACCESS METHOD" : "SET");
    }

    /**
     * All triggers, or all of the user's, may be switched, and nothing happens: there are none. PostgreSQL counts those that enforce
     * foreign keys among all.
     */
    private static @Nullable Refusal enableOrDisable(Source source, Cursor action) {
        String does = action.peek(-1).value().toUpperCase(Locale.ROOT);
        if (action.at("row")) {
            return Rule.ALTER_TABLE.refuse(does + " ROW SECURITY");
        }
        if (action.atAny("always", "replica")) {
            does += " " + action.next().value().toUpperCase(Locale.ROOT);
        }
        if (action.at("rule")) {
            return Rule.ALTER_TABLE.refuse(does + " RULE");
        }
        if (action.at("trigger", "all")) {
            source.replace(action.peek(1).start(), action.peek(1).end(), "USER");
            return null;
        }
        return action.at("trigger", "user") ? null : Rule.ALTER_TABLE.refuse(does + " TRIGGER");
    }
}
