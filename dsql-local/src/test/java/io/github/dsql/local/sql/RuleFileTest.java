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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.server.CatalogScript;
import io.github.dsql.local.sql.RuleFile.Enforcer;
import io.github.dsql.local.sql.RuleFile.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleFileTest {
    private static final Pattern REFUSE_IN_SQL = Pattern.compile("dsql_internal\\.refuse\\(\\s*'([^']+)'");
    private static final Pattern CONSTANT = Pattern.compile("\\bRule\\.([A-Z][A-Z_]*)\\b");
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void everyRuleSaysWhatItAnswersAndWhereThatComesFrom() {
        for (Row row : RuleFile.rows()) {
            assertThat(row.id()).matches("[a-z]+(-[a-z]+)*");
            assertThat(row.sqlState()).as(row.id()).matches("[0-9A-Z]{5}");
            assertThat(row.message()).as(row.id()).isNotBlank();
            assertThat(row.since()).as(row.id()).matches("-|2026-\\d\\d-\\d\\d");
            assertThat(row.evidence()).as(row.id()).matches("scheme|[a-z-]+ 2026-\\d\\d");
        }
    }

    @Test
    void whatEndedIsHistoryAndNothingElseIs() {
        for (Row row : RuleFile.rows()) {
            boolean history = row.enforcers().contains(Enforcer.HISTORY);
            assertThat(row.until()).as(row.id()).matches(history ? "2026-\\d\\d-\\d\\d" : "-");
        }
    }

    @Test
    void constantsAreTheRulesOfCode() {
        assertThat(Arrays.stream(Rule.values()).map(Rule::id)).containsExactlyElementsOf(ids(Enforcer.JAVA));
    }

    @Test
    void everyConstantIsEnforcedSomewhere() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String source : sources()) {
            CONSTANT.matcher(source).results().map(match -> match.group(1)).forEach(used::add);
        }
        assertThat(Arrays.stream(Rule.values()).map(Rule::name).filter(name -> !used.contains(name)))
                .isEmpty();
    }

    @Test
    void catalogueScriptsRefuseByTheRulesOfSql() {
        Set<String> used = CatalogScript.texts().stream()
                .flatMap(script -> REFUSE_IN_SQL.matcher(script).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(used).containsExactlyInAnyOrderElementsOf(ids(Enforcer.SQL));
    }

    @Test
    void noRefusalIsWordedOutsideOfTheFile() throws IOException {
        for (String source : sources()) {
            String name = source.lines()
                    .filter(line -> line.contains(" class "))
                    .findFirst()
                    .orElse("");
            assertThat(source.contains("new Refusal(") && !name.contains("RuleFile"))
                    .as("%s makes a refusal; its words belong into rules.txt", name)
                    .isFalse();
        }
        long raised = CatalogScript.texts().stream()
                .flatMap(script ->
                        Pattern.compile("RAISE EXCEPTION").matcher(script).results())
                .map(MatchResult::group)
                .count();
        assertThat(raised)
                .as("RAISE EXCEPTION in the scripts; only refuse() does that")
                .isEqualTo(1);
    }

    @Test
    void ruleThatIsNotInTheFileCannotBeNamed() {
        assertThatThrownBy(() -> RuleFile.row("no-such-rule"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-rule");
    }

    private static List<String> ids(Enforcer enforcer) {
        return RuleFile.rows().stream()
                .filter(row -> row.enforcers().contains(enforcer))
                .map(Row::id)
                .toList();
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> texts = new java.util.ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
