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
package io.github.dsql.local.command;

import static io.github.dsql.local.SharedServer.query;
import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jar as a user does, in a process of its own; it has neither JUnit nor Testcontainers on its class path. */
class ServerJarIT {
    private static Path home;

    /** One cache for all, since unpacking PostgreSQL takes seconds. */
    @BeforeAll
    static void share(@TempDir Path directory) {
        home = directory;
    }

    private static final Pattern URL = Pattern.compile("jdbc:postgresql:\\S+");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void clientsConnectUntilItIsStoppedAndNothingIsLeft() throws Exception {
        Process server = start("--port=0");
        String printed = untilReady(server);
        assertThat(printed).contains("psql \"host=localhost port=", "Ctrl-C stops it", "thrown away");
        String url = url(printed);
        try (Connection connection = DriverManager.getConnection(url)) {
            run(connection, "CREATE TABLE pet (id int PRIMARY KEY)");
            assertThat(query(connection, "SELECT version()")).containsExactly("PostgreSQL 16");
        }
        List<ProcessHandle> children = server.descendants().toList();
        assertThat(children).isNotEmpty();
        server.toHandle().destroy();
        assertThat(rest(server)).contains("Stopped.");
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(runs()).isEmpty();
    }

    @Test
    void keptDataIsThereAfterAStopAndAfterAKill(@TempDir Path parent) throws Exception {
        String data = parent.resolve("kept").toString();
        Process first = start("--port", "0", "--data", data);
        try (Connection connection = DriverManager.getConnection(url(untilReady(first)))) {
            run(connection, "CREATE TABLE pet (id int PRIMARY KEY)");
            run(connection, "INSERT INTO pet VALUES (1)");
        }
        first.toHandle().destroy();
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();

        Process second = start("--port", "0", "--data", data);
        try (Connection connection = DriverManager.getConnection(url(untilReady(second)))) {
            run(connection, "INSERT INTO pet VALUES (2)");
        }
        Process rival = start("--port", "0", "--data", data);
        assertThat(rival.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(rival.exitValue()).isEqualTo(1);
        assertThat(error(rival)).contains("in use by the process " + second.pid());
        assertThat(second.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();

        Process third = start("--port", "0", "--data", data);
        try (Connection connection = DriverManager.getConnection(url(untilReady(third)))) {
            assertThat(query(connection, "SELECT id FROM pet ORDER BY id")).containsExactly("1", "2");
        }
        third.toHandle().destroy();
        assertThat(third.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process server = start("--port=" + taken.getLocalPort());
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(1);
            assertThat(error(server)).contains("Cannot listen on port " + taken.getLocalPort());
        }
        assertThat(runs()).isEmpty();
    }

    @Test
    void wrongOptionEndsWithStatusTwoAndHelpWithZero() throws Exception {
        Process wrong = start("--prot=1");
        Process help = start("--help");
        Process version = start("--version");
        assertThat(wrong.waitFor()).isEqualTo(2);
        assertThat(error(wrong)).contains("Did you mean --port?", "--help lists the options");
        assertThat(help.waitFor()).isZero();
        assertThat(rest(help)).contains("Usage:", "--data <directory>");
        assertThat(version.waitFor()).isZero();
        assertThat(rest(version)).startsWith("DSQL Local ").doesNotContain("not from its jar");
    }

    @Test
    void jarHasLicencesAndNothingThatTheServerDoesNotNeed() throws IOException {
        try (ZipFile zip = new ZipFile(jar().toFile())) {
            List<String> names = zip.stream().map(entry -> entry.getName()).toList();
            assertThat(names)
                    .noneMatch(name -> name.startsWith("org/junit/") || name.startsWith("org/testcontainers/"))
                    .noneMatch(name -> name.startsWith("com/fasterxml/") || name.startsWith("com/sun/jna/"))
                    .anyMatch(name -> name.equals("META-INF/LICENSE"))
                    .anyMatch(name -> name.equals("META-INF/services/java.sql.Driver"))
                    .doesNotHaveDuplicates();
            String licences = new String(
                    zip.getInputStream(zip.getEntry("META-INF/LICENSE")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(licences).contains("PostgreSQL Global Development Group");
        }
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Ddsql.local.home=" + home,
                "-jar",
                jar().toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private static Path jar() throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of("target"), "dsql-local-*-server.jar")) {
            return jars.iterator().next().toAbsolutePath();
        }
    }

    private static String untilReady(Process server) throws IOException {
        StringBuilder printed = new StringBuilder();
        var reader = server.inputReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            printed.append(line).append('\n');
            if (line.contains("Ctrl-C")) {
                return printed.toString();
            }
        }
        throw new AssertionError("The server ended: " + printed + error(server));
    }

    private static String rest(Process server) throws IOException {
        var reader = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder printed = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            printed.append(line).append('\n');
        }
        return printed.toString();
    }

    private static String error(Process server) throws IOException {
        return new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String url(String printed) {
        Matcher matcher = URL.matcher(printed);
        assertThat(matcher.find()).as(printed).isTrue();
        return matcher.group();
    }

    private static List<String> runs() throws IOException {
        try (var all = Files.walk(home, 2)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("run-"))
                    .toList();
        }
    }
}
