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
package io.github.dsql.hibernate.it.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code functions.txt} says of one function: a query that calls it.
 *
 * @param function the name
 * @param outcome what becomes of the query
 * @param text the query, or the reason why there is none
 */
record FunctionCase(String function, Outcome outcome, String text) {
    private static final Pattern LINE = Pattern.compile("([a-z0-9_ ]+) ([|!~]) (.+)");

    enum Outcome {
        SAME,
        REFUSED,
        NO_QUERY
    }

    static List<FunctionCase> all() {
        try (InputStream file = FunctionCase.class.getResourceAsStream("functions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(FunctionCase::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FunctionCase parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("Not a line of functions.txt: " + line);
        }
        Outcome outcome =
                switch (parts.group(2)) {
                    case "|" -> Outcome.SAME;
                    case "!" -> Outcome.REFUSED;
                    default -> Outcome.NO_QUERY;
                };
        return new FunctionCase(parts.group(1), outcome, parts.group(3));
    }
}
