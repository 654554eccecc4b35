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
package io.github.dsql.hibernate.schema.command;

import io.github.dsql.hibernate.schema.plan.PlanFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.tool.schema.Action;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the options of {@link SchemaCommand}.
 *
 * @param unit the name of the persistence unit
 * @param action the schema action
 * @param format the form of the plan
 * @param properties settings that override those of the unit
 * @param check whether a plan with anything in it is a failure
 */
record CommandOptions(String unit, Action action, PlanFormat format, Map<String, String> properties, boolean check) {
    static final String USAGE = """
            Prints what the schema tool would do on Aurora DSQL for a persistence unit, without doing it.

              --unit NAME           the persistence unit of META-INF/persistence.xml (needed)
              --action ACTION       create, create-only, drop, truncate, update (default: update)
              --format FORMAT       text, sql, json (default: text)
              --property KEY=VALUE  a setting that overrides the unit's, such as jakarta.persistence.jdbc.url; repeatable
              --check               exit with 3 if there is a statement to send or a step to do by hand
              --help                this text

            Exit codes: 0 printed, 1 the plan failed, 2 the command line is wrong, 3 see --check.
            """;

    private static final class Reader {
        private @Nullable String unit;
        private Action action = Action.UPDATE;
        private PlanFormat format = PlanFormat.TEXT;
        private final Map<String, String> properties = new LinkedHashMap<>();
        private boolean check;

        void read(String option, Iterator<String> rest) {
            int equals = option.startsWith("--") ? option.indexOf('=') : -1;
            String name = equals < 0 ? option : option.substring(0, equals);
            if (name.equals("--check")) {
                check = true;
                return;
            }
            String value = equals >= 0 ? option.substring(equals + 1) : rest.hasNext() ? rest.next() : "";
            switch (name) {
                case "--unit" -> unit = given(name, value);
                case "--action" -> action = action(given(name, value));
                case "--format" -> format = PlanFormat.named(given(name, value));
                case "--property" -> addProperty(given(name, value));
                default -> throw new IllegalArgumentException("'" + name + "' is no option.");
            }
        }

        private static String given(String name, String value) {
            if (value.isBlank() || value.startsWith("--")) {
                throw new IllegalArgumentException(name + " needs a value.");
            }
            return value;
        }

        private static Action action(String name) {
            return PlannedActions.named(name)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'" + name + "' is no action with a plan. It is one of " + PlannedActions.names() + "."));
        }

        private void addProperty(String property) {
            int equals = property.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("--property takes KEY=VALUE.");
            }
            properties.put(property.substring(0, equals), property.substring(equals + 1));
        }

        CommandOptions options() {
            if (unit == null) {
                throw new IllegalArgumentException("--unit is missing: the name of the persistence unit.");
            }
            return new CommandOptions(unit, action, format, properties, check);
        }
    }

    /**
     * Reads the options.
     *
     * @return the options, or nothing if help is asked for
     * @throws IllegalArgumentException if one is wrong or missing
     */
    static Optional<CommandOptions> of(List<String> arguments) {
        if (arguments.contains("--help")) {
            return Optional.empty();
        }
        Reader reader = new Reader();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            reader.read(rest.next(), rest);
        }
        return Optional.of(reader.options());
    }
}
