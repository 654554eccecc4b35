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

import io.github.dsql.local.sql.PgQuery.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What {@link StatementKind} a parse tree says a statement is. */
final class TreeKind {
    private static final Set<String> CHANGES = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");
    private static final Set<String> STRONG_LOCKS = Set.of("LCS_FORUPDATE", "LCS_FORKEYSHARE");

    private TreeKind() {}

    static StatementKind of(Node node) {
        return switch (node.tag()) {
            case "SelectStmt" -> query(node.fields());
            case "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt" -> StatementKind.DML;
            case "TransactionStmt" -> transaction(String.valueOf(node.fields().get("kind")));
            case "CopyStmt" -> copy(node.fields());
            case "VariableSetStmt", "ConstraintsSetStmt", "DeallocateStmt" -> StatementKind.SESSION;
            case "VariableShowStmt" -> StatementKind.QUERY;
            case "VacuumStmt" -> StatementKind.STANDALONE;
            case "CallStmt" ->
                strings(node.fields()).contains("wait_for_job") ? StatementKind.STANDALONE : StatementKind.QUERY;
            case "ExplainStmt" -> explain(node.fields());
            default -> StatementKind.DDL;
        };
    }

    /** The statement that counts: EXPLAIN stands and falls with the one it explains. */
    static Node decisive(Node node) {
        return node.tag().equals("ExplainStmt") ? inner(node.fields()) : node;
    }

    private static StatementKind query(Map<String, Object> fields) {
        if (fields.containsKey("intoClause")) {
            return StatementKind.DDL;
        }
        List<String> strings = strings(fields);
        if (strings.stream().anyMatch(CHANGES::contains)) {
            return StatementKind.DML;
        }
        return strings.stream().anyMatch(STRONG_LOCKS::contains) ? StatementKind.LOCKING_QUERY : StatementKind.QUERY;
    }

    private static StatementKind copy(Map<String, Object> fields) {
        if (strings(fields).stream().anyMatch(CHANGES::contains)) {
            return StatementKind.DML;
        }
        return fields.containsKey("is_from") ? StatementKind.COPY_IN : StatementKind.COPY_OUT;
    }

    private static StatementKind transaction(String kind) {
        return switch (kind) {
            case "TRANS_STMT_BEGIN", "TRANS_STMT_START" -> StatementKind.BEGIN;
            case "TRANS_STMT_COMMIT" -> StatementKind.COMMIT;
            case "TRANS_STMT_ROLLBACK" -> StatementKind.ROLLBACK;
            default -> StatementKind.SESSION;
        };
    }

    private static StatementKind explain(Map<String, Object> fields) {
        StatementKind inner = of(inner(fields));
        boolean changes = inner == StatementKind.DML || inner == StatementKind.LOCKING_QUERY;
        return changes && analyzes(fields) ? inner : StatementKind.QUERY;
    }

    @SuppressWarnings("unchecked")
    private static boolean analyzes(Map<String, Object> fields) {
        boolean analyzes = false;
        for (Map<String, Object> option : (List<Map<String, Object>>) fields.getOrDefault("options", List.of())) {
            Map<String, Object> element = (Map<String, Object>) Objects.requireNonNull(option.get("DefElem"));
            if ("analyze".equals(element.get("defname"))) {
                String value = String.valueOf(element.get("arg"));
                analyzes = !value.contains("sval=false")
                        && !value.contains("sval=off")
                        && !value.contains("ival={}")
                        && !value.contains("Integer={}");
            }
        }
        return analyzes;
    }

    @SuppressWarnings("unchecked")
    private static Node inner(Map<String, Object> fields) {
        Map<String, Object> nodes = (Map<String, Object>) Objects.requireNonNull(fields.get("query"));
        Map.Entry<String, Object> query = nodes.entrySet().iterator().next();
        return new Node(query.getKey(), (Map<String, Object>) query.getValue(), "");
    }

    /** All names of nodes and all string values in a tree. */
    private static List<String> strings(Object tree) {
        List<String> strings = new ArrayList<>();
        collect(tree, strings);
        return strings;
    }

    private static void collect(Object tree, List<String> into) {
        if (tree instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                into.add((String) name);
                collect(value, into);
            });
        } else if (tree instanceof List<?> list) {
            list.forEach(element -> collect(element, into));
        } else if (tree instanceof String string) {
            into.add(string);
        }
    }
}
