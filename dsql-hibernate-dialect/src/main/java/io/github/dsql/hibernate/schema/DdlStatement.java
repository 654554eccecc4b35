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

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what the schema tool needs to know of a statement to place it among the asynchronous jobs and to judge its failure.
 *
 * @param sql the statement as it is sent
 * @param kind what the statement does
 * @param table the table that is altered, dropped, validated or indexed; the schema that is dropped; else null
 * @param object the index that is created, used or dropped, the constraint that is validated or dropped; else null
 * @param target the table that a foreign key references; else null
 */
record DdlStatement(
        String sql,
        Kind kind,
        @Nullable ObjectName table,
        @Nullable ObjectName object,
        @Nullable ObjectName target) {
    /** What a statement does. */
    enum Kind {
        /** Drops a table. */
        DROP_TABLE,
        /** Drops a schema. */
        DROP_SCHEMA,
        /** Drops an index. */
        DROP_INDEX,
        /** Drops a constraint of a table. */
        DROP_CONSTRAINT,
        /** Drops anything else. */
        DROP,
        /** Adds a foreign key to a table, whose target may be the key of an index still being built. */
        ADD_FOREIGN_KEY,
        /** Makes an index the key of a table. */
        USE_INDEX,
        /** Renames a table or a part of it. */
        RENAME,
        /** Changes a table otherwise. */
        ALTER_TABLE,
        /** Starts a job that builds an index. */
        CREATE_INDEX,
        /** Starts a job that builds a unique index. */
        CREATE_UNIQUE_INDEX,
        /** Starts a job that validates a constraint. */
        VALIDATE,
        /** Changes the schema otherwise. */
        DDL,
        /** Reads or changes rows in a way that is the same done once or twice. */
        HARMLESS,
        /** Reads or changes rows. */
        OTHER
    }

    private static final String START = "^(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*";
    private static final String PART = "(" + ObjectName.PART + ")";
    private static final String NAME = "(" + ObjectName.NAME + ")";
    private static final Pattern DROP = pattern("drop\\s+(schema|table|index)\\s+(?:if\\s+exists\\s+)?" + NAME);
    private static final Pattern CREATE_INDEX =
            pattern("create\\s+(unique\\s+)?index\\s+(?:async\\s+)?(?:if\\s+not\\s+exists\\s+)?(?:" + PART
                    + "\\s+)?on\\s+(?:only\\s+)?" + NAME);
    private static final Pattern ALTER_TABLE =
            pattern("alter\\s+table\\s+(async\\s+)?(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s*(.*)");
    private static final Pattern ADD_FOREIGN_KEY =
            action("add\\s+(?:constraint\\s+" + PART + "\\s+)?foreign\\s+key\\b.*?\\breferences\\s+" + NAME);
    private static final Pattern USE_INDEX = action("add\\b.*?\\busing\\s+index\\s+" + PART);
    private static final Pattern DROP_CONSTRAINT = action("drop\\s+constraint\\s+(?:if\\s+exists\\s+)?" + PART);
    private static final Pattern VALIDATE = action("validate\\s+constraint\\s+" + PART);
    private static final Pattern DROP_OR_RENAME = action("(drop|rename)\\b");
    private static final Pattern OTHER_DROP = pattern("drop\\s");
    private static final Pattern OTHER_DDL = pattern("(?:create|alter|comment|grant|revoke|analyze)\\b");
    /** A delete, an insert that says itself what becomes of a second one, and the value that Hibernate gives a generator. */
    private static final Pattern HARMLESS =
            pattern("(?:delete\\s.*|insert\\s.*\\son\\s+conflict\\b.*\\bdo\\s+nothing\\s*;?\\s*"
                    + "|insert\\s.*\\swhere\\s+not\\s+exists\\s*\\(.*|update\\s+" + ObjectName.NAME + "\\s+set\\s+"
                    + ObjectName.PART
                    + "\\s*=\\s*-?\\d+\\s*(?:where\\s.*)?)$");

    static DdlStatement of(String sql) {
        Matcher drop = DROP.matcher(sql);
        if (drop.find()) {
            return ofDrop(sql, drop.group(1), ObjectName.of(drop.group(2)));
        }
        Matcher index = CREATE_INDEX.matcher(sql);
        if (index.find()) {
            ObjectName table = ObjectName.of(index.group(3));
            ObjectName name = index.group(2) == null ? null : table.sibling(ObjectName.of(index.group(2)));
            Kind kind = index.group(1) == null ? Kind.CREATE_INDEX : Kind.CREATE_UNIQUE_INDEX;
            return new DdlStatement(sql, kind, table, name, null);
        }
        Matcher alter = ALTER_TABLE.matcher(sql);
        if (alter.find()) {
            return ofAlter(sql, ObjectName.of(alter.group(2)), alter.group(3));
        }
        return new DdlStatement(sql, otherKind(sql), null, null, null);
    }

    private static DdlStatement ofDrop(String sql, String what, ObjectName name) {
        if ("index".equalsIgnoreCase(what)) {
            return new DdlStatement(sql, Kind.DROP_INDEX, null, name, null);
        }
        boolean schema = "schema".equalsIgnoreCase(what);
        return new DdlStatement(sql, schema ? Kind.DROP_SCHEMA : Kind.DROP_TABLE, name, null, null);
    }

    private static DdlStatement ofAlter(String sql, ObjectName table, String action) {
        Matcher foreignKey = ADD_FOREIGN_KEY.matcher(action);
        if (foreignKey.find()) {
            return new DdlStatement(sql, Kind.ADD_FOREIGN_KEY, table, null, ObjectName.of(foreignKey.group(2)));
        }
        Matcher object = USE_INDEX.matcher(action);
        if (object.find()) {
            return new DdlStatement(sql, Kind.USE_INDEX, table, table.sibling(ObjectName.of(object.group(1))), null);
        }
        object = DROP_CONSTRAINT.matcher(action);
        if (object.find()) {
            return new DdlStatement(sql, Kind.DROP_CONSTRAINT, table, ObjectName.of(object.group(1)), null);
        }
        object = VALIDATE.matcher(action);
        if (object.find()) {
            return new DdlStatement(sql, Kind.VALIDATE, table, ObjectName.of(object.group(1)), null);
        }
        Matcher other = DROP_OR_RENAME.matcher(action);
        if (!other.find()) {
            return new DdlStatement(sql, Kind.ALTER_TABLE, table, null, null);
        }
        return new DdlStatement(
                sql, "drop".equalsIgnoreCase(other.group(1)) ? Kind.DROP : Kind.RENAME, table, null, null);
    }

    private static Kind otherKind(String sql) {
        if (OTHER_DROP.matcher(sql).find()) {
            return Kind.DROP;
        }
        if (OTHER_DDL.matcher(sql).find()) {
            return Kind.DDL;
        }
        return HARMLESS.matcher(sql).find() ? Kind.HARMLESS : Kind.OTHER;
    }

    /** Whether it starts a job. */
    boolean startsJob() {
        return createsIndex() || kind == Kind.VALIDATE;
    }

    /** Whether it starts a job that builds an index. */
    boolean createsIndex() {
        return kind == Kind.CREATE_INDEX || kind == Kind.CREATE_UNIQUE_INDEX;
    }

    /** Whether a failure because the object is not there leaves the schema as the statement wants it. */
    boolean drops() {
        return switch (kind) {
            case DROP_TABLE, DROP_SCHEMA, DROP_INDEX, DROP_CONSTRAINT, DROP -> true;
            default -> false;
        };
    }

    /**
     * Whether it may be sent again when nobody knows whether it took effect: a change of the schema, which then says that its object
     * exists or is gone, but for an index without a name, of which there would be two.
     */
    boolean isRepeatable() {
        return kind != Kind.OTHER && !(createsIndex() && object == null);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(START + regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static Pattern action(String regex) {
        return Pattern.compile("^" + regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
