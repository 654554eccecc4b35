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

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.DsqlLocalException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Internal: runs the stand-in as a server for any client until it is stopped.
 *
 * <p>Exit codes: 0 after {@code --help} and {@code --version}, 1 if the stand-in cannot start, 2 if the command line is wrong;
 * after a signal it is the JVM's, 130 for Ctrl-C and 143 for SIGTERM.
 */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param arguments the options; {@code --help} lists them
     * @throws InterruptedException if the thread is interrupted while the stand-in runs, which ends it
     */
    public static void main(String[] arguments) throws InterruptedException {
        int status = new Main(System.out, System.err).run(List.of(arguments));
        if (status != 0) {
            System.exit(status);
        }
    }

    private int run(List<String> arguments) throws InterruptedException {
        try {
            CommandLine line = CommandLine.parse(arguments);
            if (line.has(Option.HELP)) {
                Texts.help(out);
            } else if (line.has(Option.VERSION)) {
                Texts.version(out);
            } else {
                serve(line);
            }
            return 0;
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.println("--help lists the options.");
            return MISUSED;
        } catch (DsqlLocalException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    /** Serves until the JVM is told to end, whose shutdown hook stops the stand-in. */
    private void serve(CommandLine line) throws UsageException, InterruptedException {
        DsqlLocal local = start(line);
        Thread hook = new Thread(
                () -> {
                    local.close();
                    out.println("Stopped.");
                },
                "dsql-local-command");
        Runtime.getRuntime().addShutdownHook(hook);
        Texts.running(out, local, line);
        new CountDownLatch(1).await();
    }

    private static DsqlLocal start(CommandLine line) throws UsageException {
        DsqlLocal.Builder builder = DsqlLocal.builder().port(line.port());
        if (line.has(Option.DATA)) {
            builder.data(directory(line.value(Option.DATA, "")));
        }
        if (line.has(Option.POSTGRES)) {
            builder.postgres(
                    line.value(Option.POSTGRES, ""),
                    line.value(Option.POSTGRES_USER, "postgres"),
                    line.value(
                            Option.POSTGRES_PASSWORD,
                            System.getenv().getOrDefault("DSQL_LOCAL_POSTGRES_PASSWORD", "")));
        }
        return builder.start();
    }

    private static Path directory(String text) throws UsageException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException(
                    "--data takes a directory, and '" + text + "' cannot be one: " + e.getReason() + ".");
        }
    }
}
