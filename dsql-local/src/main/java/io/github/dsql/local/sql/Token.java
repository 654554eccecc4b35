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

/**
 * Internal: one lexical unit of a SQL text.
 *
 * @param type what it is
 * @param start position of its first character
 * @param end position behind its last character
 * @param depth number of parentheses and brackets around it; an opening one and its closing one stand outside themselves
 * @param value a word folded to lower case, a quoted identifier or a string without its quotes, anything else as written
 */
record Token(Type type, int start, int end, int depth, String value) {

    enum Type {
        /** A keyword or an identifier without quotes. */
        WORD,
        /** An identifier in double quotes: never a keyword. */
        QUOTED,
        STRING,
        NUMBER,
        PARAMETER,
        SYMBOL,
        /** Behind the last token of a statement. */
        END
    }

    boolean is(String word) {
        return type == Type.WORD && value.equals(word);
    }

    boolean isSymbol(String symbol) {
        return type == Type.SYMBOL && value.equals(symbol);
    }

    boolean isName() {
        return type == Type.WORD || type == Type.QUOTED;
    }
}
