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

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Internal: where the parts of a list of index keys begin and end, outside quotes and parentheses. */
final class KeyText {
    /** Marks a comma at which Hibernate split: in a quoted text the blanks around it are lost. */
    private static final char JOINT = '\0';

    private KeyText() {}

    /** Puts the parts of a list together again. */
    static String join(List<String> parts) {
        return String.join("," + JOINT, parts);
    }

    /** Splits at the commas that are neither in quotes nor in parentheses; null if that cannot be told. */
    static @Nullable List<String> split(String list) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < list.length()) {
            char c = list.charAt(i);
            if (c == ',') {
                parts.add(part(list, start, i));
                start = i + 1;
            }
            i = end(list, i);
            if (i < 0) {
                return null;
            }
        }
        parts.add(part(list, start, list.length()));
        return parts;
    }

    private static String part(String list, int start, int end) {
        return list.substring(start, end).replace(JOINT, ' ').strip();
    }

    /** Returns the position behind what begins at a position: a quoted text, a group in parentheses, or one character. */
    private static int end(String text, int position) {
        char c = text.charAt(position);
        if (c == '\'' || c == '"' || c == '`') {
            int closing = text.indexOf(c, position + 1);
            return closing < 0 || text.substring(position, closing).indexOf(JOINT) >= 0 ? -1 : closing + 1;
        }
        if (c == '(') {
            int closing = closing(text, position);
            return closing < 0 ? -1 : closing + 1;
        }
        return c == ')' ? -1 : position + 1;
    }

    /** Returns where the parenthesis that opens at a position is closed, or -1. */
    static int closing(String text, int opening) {
        int i = opening + 1;
        while (i >= 0 && i < text.length()) {
            if (text.charAt(i) == ')') {
                return i;
            }
            i = end(text, i);
        }
        return -1;
    }
}
