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
package io.github.dsql.hibernate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlDialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a native image has to keep is declared in the jar. */
class NativeImageTest {
    private static final String DIRECTORY = "META-INF/native-image/io.github.dsql-hibernate/dsql-hibernate-dialect/";

    private static final String SINCE_8 = "org.hibernate.query.results.spi.ResultSetMapping";

    @Test
    void everyServiceIsDeclaredWithItsConstructor() throws IOException, URISyntaxException {
        String reflection = resource(DIRECTORY + "reflect-config.json");
        List<String> services = services();
        assertThat(services).hasSizeGreaterThan(5).allSatisfy(service -> assertThat(reflection)
                .contains("{\"name\": \"" + service
                        + "\", \"methods\": [{\"name\": \"<init>\", \"parameterTypes\": []}]}"));
    }

    @Test
    void theDialectIsDeclaredWithBothConstructors() throws IOException {
        assertThat(DsqlDialect.class.getConstructors()).hasSize(2);
        assertThat(resource(DIRECTORY + "reflect-config.json"))
                .contains(
                        "{\"name\": \"io.github.dsql.hibernate.DsqlDialect\", \"methods\": [{\"name\": \"<init>\", \"parameterTypes\":"
                                + " []}, {\"name\": \"<init>\", \"parameterTypes\":"
                                + " [\"org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo\"]}]}");
    }

    @Test
    void everyClassThatIsDeclaredExists() throws IOException, ClassNotFoundException {
        String declared = resource(DIRECTORY + "reflect-config.json") + resource(DIRECTORY + "proxy-config.json");
        List<String> names = Pattern.compile("\"((?:io|org)\\.[a-zA-Z0-9_.]+)\"")
                .matcher(declared)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .filter(name -> !name.equals(SINCE_8))
                .toList();
        assertThat(names).hasSizeGreaterThan(15);
        for (String name : names) {
            assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
        }
    }

    private static List<String> services() throws IOException, URISyntaxException {
        URI directory = Objects.requireNonNull(
                        DsqlDialect.class.getResource("/META-INF/services/org.hibernate.integrator.spi.Integrator"))
                .toURI();
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(Path.of(directory).getParent()))) {
            return files.filter(file -> file.getFileName().toString().startsWith("org.hibernate."))
                    .flatMap(NativeImageTest::lines)
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith("io.github.dsql."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (var stream =
                Objects.requireNonNull(NativeImageTest.class.getClassLoader().getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
