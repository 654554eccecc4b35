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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Internal: finds the session parameters that a startup packet sets, directly or in its {@code options}. */
final class StartupOptions {
    private StartupOptions() {}

    static List<String> sessionParameters(Map<String, String> startup) {
        List<String> names = new ArrayList<>();
        startup.forEach((name, value) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "user", "database" -> {}
                case "options" -> names.addAll(namesIn(value));
                default -> {
                    if (!name.startsWith("_pq_.")) {
                        names.add(name);
                    }
                }
            }
        });
        return names;
    }

    /** Reads {@code -c name=value} and {@code --name=value}; a backslash keeps the character after it in the word. */
    private static List<String> namesIn(String options) {
        List<String> names = new ArrayList<>();
        List<String> words = words(options);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-c") && i + 1 < words.size()) {
                names.add(nameOf(words.get(++i)));
            } else if (word.startsWith("--") || word.startsWith("-c")) {
                names.add(nameOf(word.substring(2)));
            } else {
                // The one-letter switches of the server program set parameters too, and none of them is settable.
                names.add(word.startsWith("-") ? word.substring(1) : word);
            }
        }
        return names;
    }

    private static String nameOf(String assignment) {
        int equals = assignment.indexOf('=');
        return (equals < 0 ? assignment : assignment.substring(0, equals)).replace('-', '_');
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
