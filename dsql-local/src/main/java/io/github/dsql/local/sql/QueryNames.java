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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Internal: which functions, types and columns that PostgreSQL has may not be named in a query. */
final class QueryNames {
    private static final Set<String> ADVISORY_LOCKS = Set.of(
            "pg_advisory_lock",
            "pg_advisory_lock_shared",
            "pg_advisory_unlock",
            "pg_advisory_unlock_all",
            "pg_advisory_unlock_shared",
            "pg_advisory_xact_lock",
            "pg_advisory_xact_lock_shared",
            "pg_try_advisory_lock",
            "pg_try_advisory_lock_shared",
            "pg_try_advisory_xact_lock",
            "pg_try_advisory_xact_lock_shared");

    /** Documented as unavailable (AWS, 2026-08); nobody recorded the words. */
    private static final Set<String> UNAVAILABLE = Set.of(
            "lo_close",
            "lo_creat",
            "lo_create",
            "lo_export",
            "lo_from_bytea",
            "lo_get",
            "lo_import",
            "lo_lseek",
            "lo_lseek64",
            "lo_open",
            "lo_put",
            "lo_tell",
            "lo_tell64",
            "lo_truncate",
            "lo_truncate64",
            "lo_unlink",
            "loread",
            "lowrite",
            "pg_notify",
            "pg_cancel_backend",
            "pg_table_size");

    private static final Set<String> XML_FUNCTIONS = Set.of(
            "xmlagg",
            "xmlconcat",
            "xmlelement",
            "xmlforest",
            "xmlparse",
            "xmlpi",
            "xmlroot",
            "xmlserialize",
            "xmltable",
            "xmlexists",
            "xmlcomment",
            "xpath",
            "xpath_exists",
            "query_to_xml",
            "table_to_xml");

    /** The first argument of two is a configuration; only {@code simple} exists. */
    private static final Set<String> TEXT_SEARCH =
            Set.of("to_tsvector", "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery");

    private QueryNames() {}

    /**
     * Judges the name at the cursor.
     *
     * @param names whether the statement gives this name to something itself, so that it calls nothing
     */
    static @Nullable Refusal refusal(Cursor cursor, boolean names) {
        Token name = cursor.peek();
        if (cursor.peek(1).isSymbol("(")) {
            return names ? null : function(cursor, name.value());
        }
        if (name.value().equals("ctid") && !cursor.peek(-1).is("as")) {
            return ctid(cursor);
        }
        boolean typedLiteral = cursor.peek(1).type() == Token.Type.STRING;
        boolean castTarget = cursor.peek(-1).is("as") && cursor.peek(1).isSymbol(")");
        return typedLiteral || castTarget ? typeRefusal(name) : null;
    }

    /** Whole types that cannot even be computed with. */
    static @Nullable Refusal typeRefusal(Token type) {
        if (!type.isName()) {
            return null;
        }
        return switch (type.value()) {
            case "line", "circle" -> Rule.RUNTIME_TYPE.refuse(type.value());
            case "xml" -> Rule.XML.refuse();
            default -> null;
        };
    }

    private static Refusal ctid(Cursor cursor) {
        boolean qualified = cursor.peek(-1).isSymbol(".") && cursor.peek(-2).isName();
        return Rule.CTID.refuse(qualified ? cursor.peek(-2).value() + ".ctid" : "\"ctid\"");
    }

    private static @Nullable Refusal function(Cursor cursor, String name) {
        boolean qualified = cursor.peek(-1).isSymbol(".");
        if (qualified && !cursor.peek(-2).value().equals("pg_catalog")) {
            boolean wait =
                    name.equals("wait_for_job") && cursor.peek(-2).value().equals("sys");
            return wait ? waitForJob(cursor) : null;
        }
        if (ADVISORY_LOCKS.contains(name)) {
            return Rule.ADVISORY_LOCK.refuse(name);
        }
        if (UNAVAILABLE.contains(name)) {
            return Rule.FUNCTION.refuse(name);
        }
        if (XML_FUNCTIONS.contains(name)) {
            return Rule.XML.refuse();
        }
        if (name.equals("line") || name.equals("circle")) {
            return Rule.RUNTIME_TYPE.refuse(name);
        }
        return firstArgument(cursor, name);
    }

    private static @Nullable Refusal firstArgument(Cursor cursor, String name) {
        Token argument = cursor.peek(2);
        if (argument.type() != Token.Type.STRING) {
            return null;
        }
        if (name.equals("set_config")) {
            return SessionParameters.refusalOf(argument.value());
        }
        boolean more = cursor.peek(3).isSymbol(",") || cursor.peek(3).isSymbol("::");
        String configuration = argument.value().toLowerCase(Locale.ROOT);
        boolean simple = configuration.equals("simple") || configuration.equals("pg_catalog.simple");
        return TEXT_SEARCH.contains(name) && more && !simple ? Rule.TEXT_SEARCH.refuse(configuration) : null;
    }

    private static Refusal waitForJob(Cursor cursor) {
        boolean untyped =
                cursor.peek(2).type() == Token.Type.PARAMETER && cursor.peek(3).isSymbol(")");
        return Rule.WAIT_FOR_JOB.refuse(untyped ? "unknown" : "text");
    }
}
