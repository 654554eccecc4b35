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

import io.github.dsql.hibernate.schema.IndexKey;
import io.github.dsql.hibernate.schema.IndexKeys;
import io.github.dsql.hibernate.schema.catalog.CatalogIndex;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.SqlTokens.Kind;
import io.github.dsql.hibernate.schema.migrate.SqlTokens.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.UniqueKey;

/**
 * Internal: an index or unique key of the mapping.
 *
 * @param name its name as stored
 * @param sqlName its name as it is written in a statement
 * @param unique whether it is unique
 * @param keys its keys
 * @param options what stands behind the keys
 * @param sql the statement that creates it, empty if it is left out
 */
public record MappedKey(String name, String sqlName, boolean unique, List<IndexKey> keys, String options, String sql) {
    private static final Pattern WHERE = Pattern.compile("\\bwhere\\b(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern DISTINCT = Pattern.compile("nulls\\s+not\\s+distinct", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a unique key.
     *
     * @param key the unique key
     * @param scope the two sides, with names for a migration
     * @return the key
     */
    public static MappedKey of(UniqueKey key, Scope scope) {
        String sqlName = scope.dialect().quote(key.getName());
        boolean leftOut = key.getColumns().isEmpty();
        String sql = leftOut
                ? ""
                : scope.dialect()
                        .getUniqueDelegate()
                        .getAlterTableToAddUniqueKeyCommand(key, scope.metadata(), scope.context());
        return new MappedKey(
                Scope.unquoted(sqlName),
                sqlName,
                true,
                leftOut ? List.of() : IndexKeys.of(key, scope.dialect()),
                key.getOptions() == null ? "" : key.getOptions(),
                sql == null ? "" : sql);
    }

    /**
     * Reads an index.
     *
     * @param index the index
     * @param scope the two sides, with names for a migration
     * @return the key
     */
    public static MappedKey of(Index index, Scope scope) {
        String sqlName = index.getQuotedName(scope.dialect());
        String[] sql = scope.dialect().getIndexExporter().getSqlCreateStrings(index, scope.metadata(), scope.context());
        return new MappedKey(
                Scope.unquoted(sqlName),
                sqlName,
                index.isUnique(),
                IndexKeys.of(index, scope.dialect()),
                index.getOptions() == null ? "" : index.getOptions(),
                sql.length == 0 ? "" : sql[0]);
    }

    /** Returns the statement that creates it under another name. */
    String sqlUnder(String otherName) {
        return sql.replaceFirst(
                "(?i)(\\bif not exists )" + Pattern.quote(sqlName) + "(?= on )",
                "$1" + Matcher.quoteReplacement(otherName));
    }

    /**
     * Returns whether an index of the database does what this one is to do.
     *
     * @param index the index of the database
     * @param scope the two sides
     * @param known the table of the database
     * @return true if it has the same keys, expressions and condition
     */
    public boolean isLike(CatalogIndex index, Scope scope, CatalogTable known) {
        Set<String> columns = new HashSet<>();
        known.columns().forEach(column -> columns.add(column.name()));
        return index.unique() == unique
                && sameKeys(index)
                && sameExpressions(index, columns)
                && samePredicate(index, columns)
                && sameIncluded(index)
                && nullsFirst(index)
                        == keys.stream()
                                .filter(key -> key.nulls().endsWith("first"))
                                .count()
                && DISTINCT.matcher(options).find()
                        == DISTINCT.matcher(index.definition()).find();
    }

    private boolean sameKeys(CatalogIndex index) {
        if (index.keys().size() != keys.size()) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            String wanted = keys.get(i).column() ? Scope.unquoted(keys.get(i).text()) : null;
            String actual = index.keys().get(i);
            if (wanted == null ? actual != null : !wanted.equals(actual)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameExpressions(CatalogIndex index, Set<String> columns) {
        if (index.expressions() == null) {
            return true;
        }
        String wanted =
                keys.stream().filter(key -> !key.column()).map(IndexKey::text).collect(Collectors.joining(", "));
        return CheckSignature.of(wanted, columns).matches(CheckSignature.of(index.expressions(), columns));
    }

    private boolean samePredicate(CatalogIndex index, Set<String> columns) {
        Matcher where = WHERE.matcher(options);
        if (!where.find() || index.predicate() == null) {
            return where.reset().find() == (index.predicate() != null);
        }
        return CheckSignature.of(where.group(1), columns).matches(CheckSignature.of(index.predicate(), columns));
    }

    /** The columns of INCLUDE, of which more than the mapping asks for do no harm: the service lists some by itself. */
    private boolean sameIncluded(CatalogIndex index) {
        Set<String> wanted = included(options);
        return wanted.isEmpty() || wanted.equals(included(index.definition()));
    }

    private static Set<String> included(String definition) {
        Set<String> included = new HashSet<>();
        int depth = 0;
        int inside = 0;
        Token before = null;
        for (Token token : SqlTokens.of(definition).tokens()) {
            boolean opens = token.text().equals("(") && token.kind() == Kind.PUNCTUATION;
            boolean closes = token.text().equals(")") && token.kind() == Kind.PUNCTUATION;
            depth += opens ? 1 : closes ? -1 : 0;
            if (opens && depth == 1 && before != null && before.is("include")) {
                inside = depth;
            } else if (closes) {
                inside = 0;
            } else if (inside > 0 && (token.kind() == Kind.WORD || token.kind() == Kind.NAME)) {
                included.add(token.text());
            }
            before = token;
        }
        return included;
    }

    private static long nullsFirst(CatalogIndex index) {
        return Pattern.compile("nulls first")
                .matcher(index.definition().toLowerCase(Locale.ROOT))
                .results()
                .count();
    }
}
