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
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Internal: the directory that holds the cache and the running servers of one operating system user.
 *
 * <p>It lies below the system's temporary directory and carries the user's id, so that users never meet.
 */
public final class Home {
    /** One object per JVM whatever the class loader, because file locks are per JVM too. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final Object JVM_LOCK = "io.github.dsql.local.server.Home".intern();

    private final Path directory;

    private Home(Path directory) {
        this.directory = directory;
    }

    /**
     * Work to do while no other process and no other thread touches the directory.
     *
     * @param <T> what comes of it
     */
    public interface Work<T> {
        /**
         * Does the work.
         *
         * @return its result
         * @throws IOException if it fails
         */
        T run() throws IOException;
    }

    /**
     * Finds the directory, and creates it if it is missing.
     *
     * @return the home of the current user
     * @throws DsqlLocalException if nothing can be written there
     */
    public static Home open() {
        Path parent = Path.of(System.getProperty(EmbeddedServer.HOME_PROPERTY, System.getProperty("java.io.tmpdir")));
        try {
            Path probe = Files.createTempFile(parent, "dsql-local", null);
            try {
                return new Home(prepare(parent, probe));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new DsqlLocalException(
                    "Cannot write below " + parent + ", where the stand-in keeps its PostgreSQL: " + e
                            + ". Make it writable, or name another directory with -D" + EmbeddedServer.HOME_PROPERTY
                            + "=<directory>.",
                    e);
        }
    }

    /**
     * Returns the path of something in the directory.
     *
     * @param name its name
     * @return its path
     */
    public Path resolve(String name) {
        return directory.resolve(name);
    }

    /**
     * Returns the directory.
     *
     * @return its real path
     */
    public Path directory() {
        return directory;
    }

    /**
     * Returns a directory below this one that only the user can enter; the caller holds the lock.
     *
     * @param name its name
     * @return its path
     * @throws IOException if it cannot be created
     */
    public Path privateDirectory(String name) throws IOException {
        Path child = resolve(name);
        if (!Files.isDirectory(child)) {
            Directories.createPrivate(child);
        }
        return child;
    }

    /**
     * Does some work under the lock of the directory.
     *
     * @param work what to do
     * @return its result
     * @param <T> what comes of the work
     * @throws IOException if it fails, or the directory cannot be locked
     */
    public <T> T exclusively(Work<T> work) throws IOException {
        synchronized (JVM_LOCK) {
            try (FileChannel channel =
                            FileChannel.open(resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                return work.run();
            }
        }
    }

    private static Path prepare(Path parent, Path probe) throws IOException {
        Path home = parent.resolve("dsql-local-" + user(probe));
        if (!Files.isDirectory(home)) {
            Files.createDirectories(home);
        }
        if (!Files.getOwner(home).equals(Files.getOwner(probe))) {
            throw new IOException(home + " belongs to " + Files.getOwner(home));
        }
        if (!Platform.isWindows()) {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home.toRealPath();
    }

    private static String user(Path probe) throws IOException {
        return Platform.isWindows()
                ? System.getProperty("user.name").replaceAll("[^A-Za-z0-9]", "_")
                : String.valueOf(Files.getAttribute(probe, "unix:uid"));
    }
}
