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

import io.github.dsql.local.DsqlLocal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A stand-in in a JVM of its own, which can be killed; it ends when its standard input does. */
public final class ChildJvm implements AutoCloseable {
    private static final String URL_MARK = "URL ";

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a JVM that keeps its cache below a directory; the command is put before {@code java}. */
    public static ChildJvm start(Path home, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-D" + EmbeddedServer.HOME_PROPERTY + "=" + home);
        command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(ChildJvm.class.getName());
        return new ChildJvm(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Returns the URL once the stand-in has started. */
    public String url() throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(URL_MARK)) {
                return line.substring(URL_MARK.length());
            }
            seen.append(line).append('\n');
        }
        throw new IOException("The stand-in did not start: " + seen);
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    /** Kills the JVM as {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Lets the JVM end by itself and returns its exit status. */
    public int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        try (DsqlLocal local = DsqlLocal.builder().allowPlainText().start()) {
            System.out.println(URL_MARK + local.jdbcUrl());
            while (System.in.read() >= 0) {
                // Until the parent closes the pipe or is gone.
            }
        }
    }
}
