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
package io.github.dsql.hibernate.schema.plan;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Internal: a plan as JSON, written by hand since the library has no JSON library to lean on. */
final class PlanJson {
    private static final int FIRST_PRINTABLE = 0x20;

    private PlanJson() {}

    static String of(SchemaPlan plan) {
        return "{\n  \"statements\": " + list(plan.statements(), PlanJson::statement) + ",\n  \"notes\": "
                + list(plan.notes(), PlanJson::note) + "\n}\n";
    }

    private static String statement(PlannedStatement statement) {
        return "{\"sql\": " + quoted(statement.sql()) + ", \"reason\": " + quoted(statement.reason())
                + ", \"startsJob\": " + statement.startsJob()
                + (statement.awaitsJobs() ? ", \"awaitsJobs\": true}" : "}");
    }

    private static String note(PlanNote note) {
        return "{\"severity\": " + quoted(note.severity().name()) + ", \"subject\": " + quoted(note.subject())
                + ", \"message\": " + quoted(note.message()) + ", \"manualSteps\": "
                + note.manualSteps().stream().map(PlanJson::quoted).collect(Collectors.joining(", ", "[", "]")) + "}";
    }

    private static <T> String list(List<T> elements, Function<T, String> json) {
        return elements.isEmpty()
                ? "[]"
                : elements.stream().map(json).collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]"));
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < FIRST_PRINTABLE || Character.isSurrogate(c)) {
                        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
