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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what the schema tool needs to know of a statement to place it among the asynchronous jobs and to judge its failure.
 *
 * @param sql the statement as it is sent
 * @param table the table that is altered, dropped or indexed, as written but in lower case, or null
 * @param kind what the statement does
 */
record DdlStatement(String sql, @Nullable String table, Kind kind) {
    /** What a statement does. */
    enum Kind {
        /** Drops something. */
        DROP,
        /** Drops a schema. */
        DROP_SCHEMA,
        /** Adds a foreign key to a table, whose target may be the key of an index still being built. */
        ADD_FOREIGN_KEY,
        /** Alters a table otherwise. */
        ALTER_TABLE,
        /** Starts a job that builds an index. */
        CREATE_INDEX,
        /** Starts a job that validates a constraint. */
        VALIDATE,
        /** Anything else. */
        OTHER
    }

    private static final String START = "^(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)*";
    private static final String NAME = "((?:\"[^\"]+\"|[^\\s(.;])+(?:\\.(?:\"[^\"]+\"|[^\\s(.;])+)*)";
    private static final Pattern DROP = pattern("drop\\s+(schema|table|view)?\\s*(?:if\\s+exists\\s+)?" + NAME);
    private static final Pattern CREATE_INDEX = pattern("create\\s+(?:unique\\s+)?index\\b.*?\\bon\\s+" + NAME);
    private static final Pattern ALTER_TABLE =
            pattern("alter\\s+table\\s+(async\\s+)?(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s*(.*)");
    private static final Pattern ADD_FOREIGN_KEY = Pattern.compile(
            "^add\\s+(?:constraint\\s+(?:\"(?:[^\"]|\"\")+\"|\\S+)\\s+)?foreign\\s",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DROP_ACTION = Pattern.compile("^drop\\s", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static DdlStatement of(String sql) {
        Matcher drop = DROP.matcher(sql);
        if (drop.find()) {
            boolean schema = "schema".equalsIgnoreCase(drop.group(1));
            return new DdlStatement(sql, lower(drop.group(2)), schema ? Kind.DROP_SCHEMA : Kind.DROP);
        }
        Matcher index = CREATE_INDEX.matcher(sql);
        if (index.find()) {
            return new DdlStatement(sql, lower(index.group(1)), Kind.CREATE_INDEX);
        }
        Matcher alter = ALTER_TABLE.matcher(sql);
        if (alter.find()) {
            return new DdlStatement(sql, lower(alter.group(2)), kindOfAlter(alter.group(1) != null, alter.group(3)));
        }
        return new DdlStatement(sql, null, Kind.OTHER);
    }

    /** Whether a failure because the object is not there leaves the schema as the statement wants it. */
    boolean drops() {
        return kind == Kind.DROP || kind == Kind.DROP_SCHEMA;
    }

    private static Kind kindOfAlter(boolean async, String action) {
        if (async) {
            return Kind.VALIDATE;
        }
        if (DROP_ACTION.matcher(action).find()) {
            return Kind.DROP;
        }
        return ADD_FOREIGN_KEY.matcher(action).find() ? Kind.ADD_FOREIGN_KEY : Kind.ALTER_TABLE;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(START + regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
