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
package io.github.dsql.hibernate.it.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlDialect;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Hibernate that is too old is refused by one message, and on another database the library is as if it were not there. */
class OldHibernateIT {
    /** Where the build puts the old versions, each in a directory of its name. */
    private static final Path VERSIONS = Path.of(System.getProperty("dsql.old.hibernate", "target/old-hibernate"));

    private static final String URL = "jakarta.persistence.jdbc.url";
    private static final String DIALECT = "hibernate.dialect";
    private static final String CREATE = "hibernate.hbm2ddl.auto";

    private static final String MESSAGE = "The Aurora DSQL dialect needs Hibernate ORM 7.2 or newer, and this is ";

    @ParameterizedTest
    @ValueSource(strings = {"6.6.36.Final", "7.1.14.Final"})
    void isRefusedByOneMessageAndOnAnotherDatabaseTheLibraryIsAsIfItWereNotThere(String version) throws Exception {
        List<Map<String, String>> toDsql = List.of(
                Map.of(URL, Databases.ENDPOINT),
                Map.of(URL, Databases.ENDPOINT, "hibernate.boot.allow_jdbc_metadata_access", "false"),
                Map.of(DIALECT, "dsql"),
                Map.of(DIALECT, DsqlDialect.class.getName()),
                Map.of("class", DsqlDialect.class.getName()),
                Map.of(DIALECT, "dsql", "pool", Databases.dsql().jdbcUrl()),
                Map.of("pool", Databases.dsql().jdbcUrl()),
                Map.of(URL, Databases.dsql().jdbcUrl()));
        List<Map<String, String>> elsewhere = List.of(
                Map.of(URL, "jdbc:h2:mem:old", CREATE, "create"),
                Map.of("pool", Databases.postgresUrl(), CREATE, "create-drop"),
                Map.of(
                        DIALECT,
                        "org.hibernate.dialect.PostgreSQLDialect",
                        URL,
                        Databases.postgresUrl(),
                        CREATE,
                        "create-drop"));
        List<String> results =
                run(version, Stream.of(toDsql, elsewhere).flatMap(List::stream).toList());
        assertThat(results.subList(0, toDsql.size()))
                .allSatisfy(result -> assertThat(result).contains(MESSAGE + version));
        assertThat(results.subList(toDsql.size(), results.size()))
                .hasSameSizeAs(elsewhere)
                .containsOnly("works");
    }

    /** Runs the application in a JVM with that Hibernate. */
    private static List<String> run(String version, List<Map<String, String>> runs) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(version),
                AnyHibernateApplication.class.getName()));
        String separator = null;
        for (Map<String, String> settings : runs) {
            if (separator != null) {
                command.add(separator);
            }
            settings.forEach((key, value) -> command.add(key + "=" + value));
            separator = "";
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = process.inputReader().lines().toList();
        List<String> results = output.stream()
                .filter(line -> line.startsWith(AnyHibernateApplication.RESULT))
                .map(line -> line.substring(AnyHibernateApplication.RESULT.length()))
                .toList();
        assertThat(results).as(() -> String.join("\n", output)).hasSameSizeAs(runs);
        assertThat(output).noneMatch(line -> line.contains("HHH000505"));
        return results;
    }

    private static String classPath(String version) throws IOException {
        try (Stream<Path> old = Files.list(VERSIONS.resolve(version))) {
            Stream<String> others = Stream.of(
                            System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry ->
                            !Path.of(entry).getFileName().toString().matches("hibernate-(core|models)-.*\\.jar"));
            return Stream.concat(old.sorted().map(Path::toString), others)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
