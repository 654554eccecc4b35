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

import java.util.ArrayList;
import java.util.List;

/** Internal: finds where one statement ends and the next begins. */
final class Splitter {
    private Splitter() {}

    /** The statements' texts with the comments and blanks around them; a piece without any token is left out. */
    static List<String> split(String sql, List<Token> tokens) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        int first = 0;
        int blocks = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.type() == Token.Type.WORD) {
                blocks += blockChange(tokens, first, i, blocks);
            } else if (blocks == 0 && token.depth() == 0 && token.isSymbol(";")) {
                if (i > first) {
                    texts.add(sql.substring(start, token.start()));
                }
                start = token.end();
                first = i + 1;
            }
        }
        if (first < tokens.size()) {
            texts.add(sql.substring(start));
        }
        return texts;
    }

    /** {@code BEGIN ATOMIC … END} of a function holds semicolons of its own; CASE inside it ends with END too. */
    private static int blockChange(List<Token> tokens, int first, int at, int blocks) {
        Token token = tokens.get(at);
        if (blocks > 0) {
            return switch (token.value()) {
                case "case", "begin" -> 1;
                case "end" -> -1;
                default -> 0;
            };
        }
        boolean opens = token.is("begin")
                && at + 1 < tokens.size()
                && tokens.get(at + 1).is("atomic")
                && tokens.get(first).is("create");
        return opens ? 1 : 0;
    }
}
