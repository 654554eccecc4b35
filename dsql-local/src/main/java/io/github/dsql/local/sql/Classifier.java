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

/** Internal: decides one statement by its first words, then by the rules for its kind. */
final class Classifier {
    private Classifier() {}

    /** Where the stand-in keeps what the service does not have; a client is told the truth about the service. */
    private static final String OWN_SCHEMA = "dsql_internal";

    static Statement classify(Source source) {
        Statement statement = classify(source, source.cursor());
        boolean refused = statement.refusal() != null || !namesOwnSchema(source.cursor());
        return refused ? statement : source.refuse(statement.kind(), Rule.OWN_SCHEMA.refuse(OWN_SCHEMA));
    }

    private static boolean namesOwnSchema(Cursor cursor) {
        boolean set = cursor.at("set");
        while (!cursor.done()) {
            Token token = cursor.next();
            boolean names = token.isName() || (set && token.type() == Token.Type.STRING);
            if (names && token.value().equals(OWN_SCHEMA)) {
                return true;
            }
        }
        return false;
    }

    /** The statement at the cursor; it is the whole source, or the one that EXPLAIN explains. */
    static Statement classify(Source source, Cursor cursor) {
        Refusal refusal = cursor.at("alter") ? null : RefusedStatements.find(cursor);
        if (refusal != null) {
            return source.refuse(cursor.atAny("create", "drop") ? StatementKind.DDL : StatementKind.SESSION, refusal);
        }
        String verb = cursor.peek().type() == Token.Type.WORD ? cursor.peek().value() : "";
        return switch (verb) {
            case "begin", "start", "commit", "end", "rollback", "abort" -> TransactionRules.judge(source, cursor);
            case "set", "reset", "show", "deallocate" -> SessionRules.judge(source, cursor);
            case "create" -> async(source, cursor, CreateRules.refusal(source, cursor));
            case "alter" -> async(source, cursor, AlterRules.refusal(source, cursor));
            case "drop" -> ddl(source, DropRules.refusal(cursor), cursor);
            case "grant", "revoke" -> ddl(source, GrantRules.refusal(cursor), cursor);
            case "comment" -> ddl(source, CommentRules.refusal(cursor), cursor);
            case "aws" -> IamRules.judge(source, cursor);
            case "copy" -> CopyRules.judge(source, cursor);
            case "explain" -> ExplainRules.judge(source, cursor);
            case "analyze", "analyse" -> source.accept(StatementKind.STANDALONE);
            case "call" -> call(source, cursor);
            case "", "select", "values", "table", "with", "insert", "update", "delete", "merge" ->
                QueryRules.judge(source, cursor);
            default -> source.refuse(StatementKind.SESSION, unknown("", cursor.peek()));
        };
    }

    /** What no rule knows is not accepted; that PostgreSQL does not know it either is said first. */
    static Refusal unknown(String verb, Token word) {
        String name = word.value();
        String capitalised = name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return Rule.UNKNOWN_STATEMENT.refuse(verb + capitalised);
    }

    /** There are no procedures but one, so PostgreSQL has the answer to any other call. */
    private static Statement call(Source source, Cursor cursor) {
        boolean waits =
                cursor.peek(1).value().equals("sys") && cursor.peek(3).value().equals("wait_for_job");
        return source.accept(waits ? StatementKind.STANDALONE : StatementKind.QUERY);
    }

    private static Statement async(Source source, Cursor cursor, @Nullable Refusal refusal) {
        AsyncRules.blank(source, cursor);
        return ddl(source, refusal, cursor);
    }

    private static Statement ddl(Source source, @Nullable Refusal refusal, Cursor cursor) {
        return refusal == null ? AsyncRules.accept(source, cursor) : source.refuse(StatementKind.DDL, refusal);
    }
}
