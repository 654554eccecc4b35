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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.query.FunctionCase.Outcome;
import io.github.dsql.hibernate.it.query.FunctionModel.Data;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every function that PostgreSQL's dialect offers, on the running version of Hibernate: decided by {@code functions.txt}, which also is
 * where {@code docs/functions.md} comes from. Run with {@code -Ddsql.writeDocs=true} to write that anew.
 */
class FunctionsIT {
    private static final String HEAD = """
            # Functions

            What HQL and criteria queries can call, of all that Hibernate's PostgreSQL dialect offers (7.2.0 to 8.0.0.Beta1). A test runs the queries here and with
            that dialect on PostgreSQL 16, and compares the results; it fails for a function that is not on this page.

            *same* means that the function returns what it returns there. The array functions (`array…`, `unnest`, `cast` and `str` of an array) do so although the column is
            `jsonb`: the document is made an array within the query, so a query over many rows reads them all. Functions that are refused are refused when the
            query is made, before anything is sent.

            The JSON functions need `hibernate.query.hql.json_functions_enabled=true`, as everywhere in Hibernate.
            A function that is not here can be called by its name with `function('name', …)`, or in SQL with `sql('…', …)`.

            | function | on Aurora DSQL | for example |
            | --- | --- | --- |
            """;

    private static Twins twins;

    @BeforeAll
    static void boot() {
        twins = Twins.boot(Map.of(), Data.class);
        twins.run(session -> FunctionModel.rows().forEach(session::persist));
    }

    @AfterAll
    static void close() {
        twins.close();
    }

    static Stream<FunctionCase> sameCases() {
        return FunctionCase.all().stream()
                .filter(each -> each.outcome() == Outcome.SAME)
                .filter(each -> offered().contains(each.function()));
    }

    static Stream<FunctionCase> refusedCases() {
        return FunctionCase.all().stream().filter(each -> each.outcome() == Outcome.REFUSED);
    }

    @ParameterizedTest
    @MethodSource("sameCases")
    void returnsWhatPostgreSQLReturns(FunctionCase each) {
        twins.assertSame(each.text());
    }

    @ParameterizedTest
    @MethodSource("refusedCases")
    void refusesWhatTheServiceLacksBeforeItIsSent(FunctionCase each) {
        twins.assertRefused(each.text(), "The function '" + each.function() + "' is refused");
    }

    @Test
    void decidesEveryFunctionOfPostgreSQL() {
        assertThat(offered())
                .isSubsetOf(
                        FunctionCase.all().stream().map(FunctionCase::function).collect(Collectors.toSet()));
    }

    @Test
    void addsDurationsAsWhatTheyAre() {
        assertThat(twins.dsql().rows("select dateTime + duration, dateTime - 2 * duration from Data where id = 2"))
                .containsExactly("[2025-01-03T23:59:59 of LocalDateTime, 2024-12-25T23:59:59 of LocalDateTime]");
        assertThat(twins.dsql().rows("select moment - duration, date + duration from Data where id = 2"))
                .containsExactly("[2024-12-28T23:59:59Z of Instant, 2025-01-03 of LocalDate]");
        assertThat(twins.dsql().rows("select id from Data where dateTime + duration > {2026-01-01 00:00:00}"))
                .containsExactly("1 of Long");
    }

    @Test
    void pageShowsEveryFunction() throws IOException {
        String page = HEAD + table();
        Path docs = Path.of("docs");
        Path path = (Files.isDirectory(docs) ? docs : Path.of("..").resolve(docs)).resolve("functions.md");
        if (Boolean.getBoolean("dsql.writeDocs")) {
            Files.writeString(path, page);
        }
        assertThat(Files.readString(path))
                .as("Run this test with -Ddsql.writeDocs=true to write the page anew")
                .isEqualTo(page);
    }

    private static String table() {
        Map<String, FunctionCase> first = new LinkedHashMap<>();
        FunctionCase.all().forEach(each -> first.putIfAbsent(each.function(), each));
        return first.values().stream().map(FunctionsIT::row).collect(Collectors.joining());
    }

    private static String row(FunctionCase each) {
        String outcome =
                switch (each.outcome()) {
                    case SAME -> "same";
                    case REFUSED -> "refused: " + refusal(each);
                    case NO_QUERY -> each.text();
                };
        String example = each.outcome() == Outcome.SAME ? "`" + each.text().replace("|", "\\|") + "`" : "";
        return "| `" + each.function() + "` | " + outcome + " | " + example + " |\n";
    }

    private static String refusal(FunctionCase each) {
        String message =
                Assertions.catchThrowable(() -> twins.dsql().rows(each.text())).getMessage();
        return message.substring(message.indexOf("refused: ") + "refused: ".length());
    }

    private static Set<String> offered() {
        SqmFunctionRegistry registry = ((SessionFactoryImplementor)
                        twins.postgresql().factory())
                .getQueryEngine()
                .getSqmFunctionRegistry();
        Set<String> names = new TreeSet<>(registry.getValidFunctionKeys());
        registry.getFunctionsByName().forEach(function -> names.add(function.getKey()));
        registry.getSetReturningFunctionsByName().forEach(function -> names.add(function.getKey()));
        return names;
    }
}
