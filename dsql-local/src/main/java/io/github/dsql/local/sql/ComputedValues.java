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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Internal: decides whether a statement may write values that are larger than what the client sends with it.
 *
 * <p>An INSERT of constants and parameters cannot, nor can an UPDATE that sets columns to such; one that reads other rows, puts texts
 * together or calls a function that is not known to be small may.
 */
public final class ComputedValues {
    private static final int CACHED_TEXTS = 1_024;
    private static final int LONGEST_CACHED_TEXT = 4_096;
    private static final Map<String, Boolean> CACHE = new ConcurrentHashMap<>();

    /** Words that a parenthesis may follow: of the grammar, of types, and of functions whose result is no larger than what they get. */
    private static final Set<String> SMALL = Set.of(
            ("values in on conflict set and or not when then else case where returning any all some exists between like ilike is as "
                            + "from using default row into over filter coalesce nullif greatest least cast "
                            + "char character varchar varying numeric decimal dec float time timestamp timestamptz timetz interval "
                            + "now clock_timestamp statement_timestamp transaction_timestamp current_timestamp current_time "
                            + "localtime localtimestamp lower upper initcap trim btrim ltrim rtrim substring substr left right "
                            + "length char_length octet_length position abs sign round trunc floor ceil ceiling mod power sqrt "
                            + "nextval currval lastval setval gen_random_uuid random md5 date_trunc date_part extract age "
                            + "to_timestamp to_date make_date make_time make_timestamp make_interval count sum min max avg")
                    .split(" "));

    private ComputedValues() {}

    /**
     * Decides a statement that changes rows.
     *
     * @param statement the statement
     * @return true if in doubt
     */
    public static boolean mayExceedWhatIsSent(Statement statement) {
        String sql = statement.text();
        if (statement.kind() != StatementKind.DML) {
            return true;
        }
        if (sql.length() > LONGEST_CACHED_TEXT) {
            return compute(sql);
        }
        if (CACHE.size() >= CACHED_TEXTS) {
            CACHE.clear();
        }
        return CACHE.computeIfAbsent(sql, ComputedValues::compute);
    }

    private static boolean compute(String sql) {
        List<Token> tokens = Scanner.scan(sql).tokens();
        Cursor cursor = new Cursor(tokens, 0, tokens.size());
        if (cursor.take("insert", "into")) {
            // Its columns stand in a parenthesis as arguments do.
            cursor.takeName();
        } else if (cursor.at("delete")) {
            return false;
        } else if (!cursor.at("update")) {
            return true;
        }
        while (!cursor.done()) {
            Token token = cursor.next();
            if (token.isSymbol("||") || token.is("select") || token.is("table") || callsUnknown(token, cursor.peek())) {
                return true;
            }
        }
        return false;
    }

    private static boolean callsUnknown(Token token, Token next) {
        return token.isName() && next.isSymbol("(") && !SMALL.contains(token.value());
    }
}
