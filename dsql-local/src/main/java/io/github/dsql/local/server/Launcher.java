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

import io.github.dsql.local.DsqlLocalException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * Internal: runs PostgreSQL's programs as a user they accept, since they refuse to run as root.
 *
 * <p>Root runs them in a user name space of its own where the kernel allows that, so that files stay root's; where it does
 * not (many containers), as the user {@code nobody}, who is then given the data directory.
 */
enum Launcher {
    /** As the current user. */
    DIRECT,
    /** As root without its name. */
    NAMESPACE,
    /** As {@code nobody}. */
    NOBODY;

    /** Returns the way that works here for the owner of a directory. */
    static Launcher of(Path ownDirectory) throws IOException {
        if (Platform.isWindows()
                || !Files.getAttribute(ownDirectory, "unix:uid").equals(0)) {
            return DIRECT;
        }
        return works(NAMESPACE) ? NAMESPACE : NOBODY;
    }

    Process start(List<String> command) throws IOException {
        List<String> full = new ArrayList<>(prefix());
        full.addAll(command);
        return new ProcessBuilder(full).redirectErrorStream(true).start();
    }

    /** Runs a program to its end and returns what it printed; a failure is an exception that quotes it. */
    String run(List<String> command) throws IOException {
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = waitFor(process);
        if (status != 0) {
            throw new IOException(command.get(0) + " ended with status " + status + ": " + output.strip());
        }
        return output;
    }

    /** Gives a directory and all in it to the user that PostgreSQL will run as. */
    void handOver(Path directory) throws IOException {
        if (this != NOBODY) {
            return;
        }
        UserPrincipal nobody =
                directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(file, nobody);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Files.setOwner(dir, nobody);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private List<String> prefix() {
        return switch (this) {
            case DIRECT -> List.of();
            case NAMESPACE -> List.of("unshare", "-U");
            case NOBODY -> List.of("su", "nobody", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--");
        };
    }

    static int waitFor(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new DsqlLocalException("Interrupted while PostgreSQL was starting or stopping", e);
        }
    }

    private static boolean works(Launcher launcher) {
        try {
            launcher.run(List.of("true"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
