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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal: one running PostgreSQL server on one data directory. */
final class PostgresProcess {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcess.class);

    private static final String READY = "database system is ready to accept connections";
    private static final String PORT_TAKEN = "could not bind";
    private static final int PORT_ATTEMPTS = 10;
    private static final int START_TIMEOUT_SECONDS = 60;
    private static final int STOP_TIMEOUT_SECONDS = 10;
    private static final int LINES_KEPT = 20;

    private final Binaries binaries;
    private final Path data;
    private final int port;
    private final List<String> settings;
    private final Process process;
    private final Guard guard;
    private final Instant started = Instant.now();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private PostgresProcess(Binaries binaries, Path data, int port, List<String> settings) throws IOException {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
        this.settings = settings;
        this.guard = Guard.of(data);
        this.process = binaries.launcher().start(command(binaries, data, port, settings));
        Thread reader = new Thread(this::readLog, "dsql-local-postgres-" + port + "-log");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a server on a free port and returns when it takes connections. */
    static PostgresProcess start(Binaries binaries, Path data, List<String> settings) throws IOException {
        for (int attempt = 1; ; attempt++) {
            PostgresProcess server = new PostgresProcess(binaries, data, freePort(), settings);
            if (server.awaitReady()) {
                return server;
            }
            server.abandon();
            if (attempt == PORT_ATTEMPTS || !server.log().contains(PORT_TAKEN)) {
                throw server.didNotStart();
            }
        }
    }

    /** Starts the server again after it died, on the port that its clients know. */
    PostgresProcess again() throws IOException {
        guard.close();
        killLeftovers();
        PostgresProcess server = new PostgresProcess(binaries, data, port, settings);
        if (!server.awaitReady()) {
            server.abandon();
            throw server.didNotStart();
        }
        return server;
    }

    /** Runs something when the server has ended, for whatever reason. */
    void onExit(Runnable action) {
        var unused = process.onExit().thenRun(action);
    }

    /** Returns how long the server has been running, or had been when it was found dead. */
    Duration age() {
        return Duration.between(started, Instant.now());
    }

    int port() {
        return port;
    }

    /** Stops the server so that its data directory can be used again. */
    void stopCleanly() throws IOException {
        stop("INT");
    }

    /** Stops the server as fast as it goes, its data directory being thrown away. */
    void stopNow() throws IOException {
        stop("QUIT");
    }

    /** Its last lines say why a server ended. */
    synchronized String log() {
        return String.join("\n", lastLines);
    }

    /** Stops a server that outlived the JVM which started it. */
    static void stopOrphan(Binaries binaries, Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readAllLines(pidFile).get(0);
        var orphan = ProcessHandle.of(Long.parseLong(pid))
                .filter(handle -> handle.info().command().orElse("").contains("postgres"));
        if (orphan.isPresent()) {
            binaries.launcher().run(List.of(binaries.program("pg_ctl"), "kill", "QUIT", pid));
            await(orphan.get().onExit());
        }
    }

    private void stop(String signal) throws IOException {
        if (process.isAlive()) {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            binaries.launcher().run(List.of(binaries.program("pg_ctl"), "kill", signal, pid));
            await(process.onExit());
        }
        guard.close();
        killLeftovers();
    }

    private void abandon() {
        process.destroyForcibly();
        guard.close();
    }

    private IOException didNotStart() {
        return new IOException("PostgreSQL did not start; it said: " + log());
    }

    /** The name is part of each process's title, by which the children of a dead server can be told. */
    private static List<String> command(Binaries binaries, Path data, int port, List<String> settings) {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("postgres"),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "cluster_name=" + clusterName(port)));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        return command;
    }

    private static String clusterName(int port) {
        return "dsql-local-" + port;
    }

    /** A child in the middle of a query does not notice that its server was killed, and keeps the data directory in use. */
    private void killLeftovers() throws IOException {
        String title = clusterName(port) + ":";
        List<ProcessHandle> leftovers = ProcessHandle.allProcesses()
                .filter(handle -> handle.info().commandLine().orElse("").contains(title))
                .toList();
        for (ProcessHandle leftover : leftovers) {
            if (leftover.destroyForcibly()) {
                await(leftover.onExit());
            }
        }
    }

    private static void await(CompletableFuture<?> end) throws IOException {
        try {
            end.get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL was stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("PostgreSQL did not stop within " + STOP_TIMEOUT_SECONDS + " seconds", e);
        }
    }

    private boolean awaitReady() throws IOException {
        try {
            return ready.get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL was starting", e);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IOException(
                    "PostgreSQL was not ready after " + START_TIMEOUT_SECONDS + " seconds; it said: " + log(), e);
        }
    }

    private void readLog() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                keep(line);
                if (line.contains(READY)) {
                    ready.complete(true);
                }
            }
        } catch (IOException e) {
            LOG.debug("The log of the PostgreSQL on port {} broke off", port, e);
        } finally {
            ready.complete(false);
        }
    }

    private synchronized void keep(String line) {
        LOG.trace("postgres {}: {}", port, line);
        lastLines.addLast(line);
        if (lastLines.size() > LINES_KEPT) {
            lastLines.removeFirst();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
