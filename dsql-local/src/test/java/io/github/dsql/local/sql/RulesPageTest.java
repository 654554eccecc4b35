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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.sql.RuleFile.Enforcer;
import io.github.dsql.local.sql.RuleFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation has the rules as {@code rules.txt} has them; run with {@code -Ddsql.local.writeDocs=true} to write it anew. */
class RulesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "dsql-local-rules.md");

    private static final String HEAD = """
            # What DSQL Local refuses

            Every refusal of Aurora DSQL that [DSQL Local](../dsql-local/README.md) knows: search this page for the message that you got. The column *evidence* says who
            saw the words on a cluster and when; *docs* is AWS's documentation, and *scheme* means that the statement is known to be refused, but its words are
            not recorded and follow those of its neighbours. The id is the name of the rule in code and tests. `…` stands for a part of your statement.

            This page is made from `rules.txt` in DSQL Local's jar, and a test keeps the two equal.

            | message | SQLSTATE | since | evidence | id |
            | --- | --- | --- | --- | --- |
            """;

    private static final String HISTORY = """

            ## No longer refused

            What older texts and tools may still say. DSQL Local accepts these.

            | message | SQLSTATE | until | evidence | id |
            | --- | --- | --- | --- | --- |
            """;

    @Test
    void showsEveryRule() throws IOException {
        String page = HEAD + table(false) + HISTORY + table(true);
        if (Boolean.getBoolean("dsql.local.writeDocs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("Run this test with -Ddsql.local.writeDocs=true to write the page anew")
                .isEqualTo(page);
    }

    private static String table(boolean history) {
        List<Row> rows = RuleFile.rows().stream()
                .filter(row -> row.enforcers().contains(Enforcer.HISTORY) == history)
                .toList();
        return rows.stream().map(row -> line(row, history)).collect(Collectors.joining());
    }

    private static String line(Row row, boolean history) {
        String detail = row.detail() == null ? "" : " (DETAIL `" + row.detail() + "`)";
        String message = row.message().startsWith("(")
                ? row.message().substring(1, row.message().length() - 1)
                : "`" + row.message().replace("%s", "…") + "`" + detail;
        String day = history ? row.until() : row.since().equals("-") ? "" : row.since();
        return "| " + message + " | " + row.sqlState() + " | " + day + " | " + row.evidence() + " | " + row.id()
                + " |\n";
    }
}
