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
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With every jar on the module path, the library is a module of a stable name, and is found by itself. */
class ModulePathIT {
    private static final Pattern MODULES = Pattern.compile(
            "(hibernate-(core|models)|byte-buddy|antlr4-runtime|jboss-logging|classmate|jakarta\\..*|jaxb-(core|runtime)|angus-activation|txw2"
                    + "|istack-commons-runtime|postgresql|HikariCP|slf4j-api|h2)-[0-9].*\\.jar");

    @TempDir
    Path directory;

    @Test
    void aModularApplicationFindsTheDialect() throws IOException, InterruptedException, URISyntaxException {
        String modulePath = Stream.concat(
                        Stream.of(jar()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .filter(entry -> MODULES.matcher(
                                                Path.of(entry).getFileName().toString())
                                        .matches()))
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--module-path",
                        modulePath,
                        "--add-modules",
                        "ALL-MODULE-PATH",
                        "-cp",
                        locationOf(AnyHibernateApplication.class).toString(),
                        AnyHibernateApplication.class.getName(),
                        "pool=" + Databases.dsql().jdbcUrl(),
                        "hibernate.hbm2ddl.auto=create-drop",
                        "hibernate.dialect.dsql.sequence_cache=70000",
                        "",
                        "pool=" + Databases.dsql().jdbcUrl(),
                        "hibernate.dialect.dsql.sequence_cache=7")
                .redirectErrorStream(true)
                .start();
        Databases.dsql().statements().clear();
        List<String> output = process.inputReader().lines().toList();
        process.waitFor();
        assertThat(output)
                .as(() -> String.join("\n", output))
                .contains("module: module io.github.dsql.hibernate", "result: works");
        assertThat(output).anyMatch(line -> line.startsWith("result: ") && line.contains("nearest valid value 1"));
        assertThat(Databases.dsql().statements().sql())
                .anyMatch(sql -> sql.contains("create sequence") && sql.endsWith("cache 70000"));
    }

    /** The jar as it was built; where the build has only its classes, one of them with the name that the build gives it. */
    private String jar() throws IOException, URISyntaxException {
        Path location = locationOf(DsqlDialect.class);
        if (Files.isRegularFile(location)) {
            return location.toString();
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Automatic-Module-Name"), nameInTheBuild());
        Path jar = directory.resolve("dialect.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                Stream<Path> classes = Files.walk(location)) {
            for (Path each : classes.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(location.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, entries);
            }
        }
        return jar.toString();
    }

    private static String nameInTheBuild() throws IOException {
        Path module = Path.of("dsql-hibernate-dialect/pom.xml");
        Matcher name = Pattern.compile("<Automatic-Module-Name>(.*)</Automatic-Module-Name>")
                .matcher(Files.readString(
                        Files.exists(module) ? module : Path.of("..").resolve(module)));
        assertThat(name.find()).isTrue();
        return name.group(1);
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
