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
package io.github.dsql.local.server;

import io.github.dsql.local.sql.RuleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Internal: the SQL that makes a plain PostgreSQL 16 look and rule like Aurora DSQL from the inside. */
public final class CatalogScript {
    private static final String PER_DATABASE = "09-database.sql";
    private static final List<String> FILES = List.of(
            "01-roles.sql",
            "02-ddl-rules.sql",
            "03-sys.sql",
            "04-catalog.sql",
            "05-occ.sql",
            "06-sizes.sql",
            PER_DATABASE);

    /** The script that makes the table of the rules' words. */
    private static final String RULE_TABLE = "01-roles.sql";

    private CatalogScript() {}

    /**
     * Reads the scripts.
     *
     * @return their texts in the order in which a superuser runs them once in a new database
     */
    public static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (String file : FILES) {
            texts.add(read(file));
            if (file.equals(RULE_TABLE)) {
                texts.add(rules());
            }
        }
        return texts;
    }

    private static String rules() {
        return RuleFile.rows().stream()
                .filter(row -> row.enforcers().contains(RuleFile.Enforcer.SQL))
                .map(row -> Stream.of(row.id(), row.sqlState(), row.message())
                        .map(value -> "'" + value.replace("'", "''") + "'")
                        .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(",\n", "INSERT INTO dsql_internal.rule VALUES\n", ""));
    }

    /** Returns what is run again in each copy of that database. */
    static String perDatabase() {
        return read(PER_DATABASE);
    }

    private static String read(String file) {
        try (InputStream in = CatalogScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The jar of dsql-local lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " from the jar of dsql-local", e);
        }
    }
}
