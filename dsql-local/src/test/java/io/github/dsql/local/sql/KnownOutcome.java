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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** What Aurora DSQL does with a statement, as {@code statements.txt} has it. */
record KnownOutcome(String outcome, String sql) {

    static List<KnownOutcome> all() {
        return in("statements.txt");
    }

    /** What tools send, to be run in this order. */
    static List<KnownOutcome> ofTools() {
        return in("tool-statements.txt");
    }

    private static List<KnownOutcome> in(String file) {
        return read(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("# "))
                .map(KnownOutcome::of)
                .toList();
    }

    private static KnownOutcome of(String line) {
        int at = line.indexOf(" ##");
        String sql = line.substring(at + 3).trim().replace("\\n", "\n");
        return new KnownOutcome(line.substring(0, at), sql);
    }

    boolean accepted() {
        return outcome.startsWith("ok ");
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(KnownOutcome.class.getResourceAsStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
