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
package io.github.dsql.local.command;

import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Internal: reads {@code --option value} and {@code --option=value}. */
final class CommandLine {
    private static final int MAX_PORT = 65_535;

    private final Map<Option, String> values = new EnumMap<>(Option.class);

    private CommandLine() {}

    static CommandLine parse(List<String> arguments) throws UsageException {
        CommandLine line = new CommandLine();
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            line.read(rest.next(), rest);
        }
        if (!line.has(Option.HELP) && !line.has(Option.VERSION)) {
            line.check();
        }
        return line;
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    String value(Option option, String otherwise) {
        return values.getOrDefault(option, otherwise);
    }

    int port() throws UsageException {
        String text = value(Option.PORT, "5432");
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
            return Integer.parseInt(text);
        }
        throw new UsageException(
                "--port takes a number from 0 to " + MAX_PORT + ", not '" + text + "'; 0 means any free port.");
    }

    private void read(String argument, Iterator<String> rest) throws UsageException {
        if (!argument.startsWith("-")) {
            throw new UsageException("What '" + argument + "' is for is not clear. Options start with --, see --help.");
        }
        int equals = argument.indexOf('=');
        Option option = Option.of(equals < 0 ? argument : argument.substring(0, equals));
        String value = "";
        if (equals >= 0) {
            value = argument.substring(equals + 1);
        } else if (option.takesValue() && rest.hasNext()) {
            value = rest.next();
        }
        if (option.takesValue() && (value.isEmpty() || (equals < 0 && value.startsWith("--")))) {
            throw new UsageException(option.text() + " needs a value: " + option.usage() + ".");
        }
        if (!option.takesValue() && equals >= 0) {
            throw new UsageException(option.text() + " takes no value; leave '=" + value + "' out.");
        }
        if (values.put(option, value) != null) {
            throw new UsageException(option.text() + " is given twice; leave one out.");
        }
    }

    private void check() throws UsageException {
        port();
        if (has(Option.POSTGRES) && has(Option.DATA)) {
            throw new UsageException(
                    "--data and --postgres do not go together: data is kept only where the stand-in runs its"
                            + " own PostgreSQL. Leave one out.");
        }
        for (Option option : List.of(Option.POSTGRES_USER, Option.POSTGRES_PASSWORD)) {
            if (has(option) && !has(Option.POSTGRES)) {
                throw new UsageException(
                        option.text() + " is for a server given by --postgres, which is missing. Add it, or" + " leave "
                                + option.text() + " out.");
            }
        }
    }
}
