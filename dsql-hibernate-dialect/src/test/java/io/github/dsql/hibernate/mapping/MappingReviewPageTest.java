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
package io.github.dsql.hibernate.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documentation has the findings as the rules declare them; run with {@code -Ddsql.writeDocs=true} to write it anew. */
class MappingReviewPageTest {
    private static final String HEAD = """
            # The mapping review

            When Hibernate has bound a model, and before any statement of a schema is sent, this library looks at the model and at Hibernate's settings and reports all
            that does not fit Aurora DSQL: in one exception that stops the boot, or, where nothing is an error, in one WARN and one INFO. It runs for a
            session factory, for an entity manager factory and for schema generation without either (`Persistence.generateSchema`, `SchemaExport`).

            | setting | values | default |
            | --- | --- | --- |
            | `hibernate.dialect.dsql.mapping_review` | `fail`: an error stops the boot. `warn`: it is logged, and the boot goes on. `off`: nothing is looked for but `names-cut-alike` | `fail` |
            | `hibernate.dialect.dsql.mapping_review.ignore` | codes of the tables below, separated by commas: these are left out of the report | |

            This page is made from the rules themselves, and a test keeps the two equal.
            """;

    @Test
    void showsEveryFinding() throws IOException {
        Path docs = Path.of("..", "docs");
        Path page = (Files.isDirectory(docs) ? docs : Path.of("docs")).resolve("mapping-review.md");
        String text = HEAD
                + section(Severity.ERROR, "Errors", "They stop the boot.")
                + section(Severity.WARN, "Warnings", "They are logged at WARN, once a boot.")
                + section(Severity.INFO, "Remarks", "They are logged at INFO, once a boot.");
        if (Boolean.getBoolean("dsql.writeDocs")) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as("Run this test with -Ddsql.writeDocs=true to write the page anew")
                .isEqualTo(text);
    }

    @Test
    void everyCodeIsThereOnceAndReadable() {
        List<String> codes = Rules.codes().stream().map(Code::id).toList();
        assertThat(codes)
                .doesNotHaveDuplicates()
                .allMatch(Pattern.compile("[a-z]+(-[a-z]+)*").asMatchPredicate());
        assertThat(Rules.codes()).allSatisfy(code -> {
            assertThat(code.fact()).containsPattern("\\(20\\d\\d-\\d\\d\\)").endsWith(".");
            assertThat(code.example()).isNotBlank();
            assertThat(code.fix()).isNotBlank().doesNotEndWith(".");
        });
    }

    private static String section(Severity severity, String title, String head) {
        return "\n## " + title + "\n\n" + head
                + "\n\n| code | what Aurora DSQL does | example | what to do |\n| --- | --- | --- | --- |\n"
                + Rules.codes().stream()
                        .filter(code -> code.severity() == severity)
                        .map(MappingReviewPageTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Code code) {
        return "| `" + code.id() + "` | " + code.fact() + " | `"
                + code.example().replace("|", "\\|") + "` | " + code.fix() + " |\n";
    }
}
