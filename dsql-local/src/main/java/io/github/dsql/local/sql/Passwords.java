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

/** Internal: hides passwords in the text of {@code CREATE ROLE} and {@code ALTER ROLE}, for those who print it. */
public final class Passwords {
    private static final String KEYWORD = "password";
    private static final String MASK = "'***'";

    private Passwords() {}

    /**
     * Replaces the literals behind the keyword {@code PASSWORD}.
     *
     * @param sql one or more statements
     * @return the text without passwords; what follows the keyword is left out where the text cannot be read to its end
     */
    public static String mask(String sql) {
        return mentionsPassword(sql) ? masked(sql, Scanner.scan(sql)) : sql;
    }

    private static String masked(String sql, Scanner.Result scan) {
        List<Token> tokens = scan.tokens();
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        int end = 0;
        boolean secret = false;
        for (Token token : tokens) {
            end = token.end();
            if (secret && token.type() == Token.Type.STRING) {
                masked.append(sql, copied, token.start()).append(MASK);
                copied = end;
            } else {
                secret = token.is(KEYWORD);
            }
        }
        return scan.broken() && secret
                ? masked.append(sql, copied, end).append(' ').append(MASK).toString()
                : masked.append(sql, copied, sql.length()).toString();
    }

    private static boolean mentionsPassword(String sql) {
        for (int at = 0; at <= sql.length() - KEYWORD.length(); at++) {
            char c = sql.charAt(at);
            if ((c == 'p' || c == 'P') && sql.regionMatches(true, at, KEYWORD, 0, KEYWORD.length())) {
                return true;
            }
        }
        return false;
    }
}
