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
package io.github.dsql.local.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Internal: finds the session parameters that the {@code options} of a startup packet set. */
final class StartupOptions {
    private StartupOptions() {}

    /** Returns the parameters and their values in the order in which they are set. */
    static Map<String, String> read(String options) throws FatalException {
        Map<String, String> parameters = new LinkedHashMap<>();
        addOptions(options, parameters);
        return parameters;
    }

    /** Reads {@code -c name=value} and {@code --name=value}; a backslash keeps the character after it in the word. */
    private static void addOptions(String options, Map<String, String> parameters) throws FatalException {
        List<String> words = words(options);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-c") && i + 1 < words.size()) {
                add(words.get(++i), parameters);
            } else if (word.startsWith("--") || word.startsWith("-c")) {
                add(word.substring(2), parameters);
            } else {
                // The one-letter switches of the server program set parameters too, and none of them is settable.
                parameters.put(word.startsWith("-") ? word.substring(1) : word, "");
            }
        }
    }

    private static void add(String assignment, Map<String, String> parameters) throws FatalException {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new FatalException("42601", "-c " + assignment + " requires a value", null);
        }
        parameters.put(assignment.substring(0, equals).replace('-', '_'), assignment.substring(equals + 1));
    }

    private static List<String> words(String options) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < options.length(); i++) {
            char c = options.charAt(i);
            if (c == '\\' && i + 1 < options.length()) {
                word.append(options.charAt(++i));
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
