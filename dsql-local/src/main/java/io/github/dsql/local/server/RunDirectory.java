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

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: the directory of one running server, which says by a held file lock that its JVM lives.
 *
 * <p>The process id in the name keeps a JVM from opening the lock files of its own servers, since closing one would give the
 * lock up.
 */
final class RunDirectory implements ServerDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);
    private static final String PREFIX = "run-";
    private static final String LOCK = "owner.lock";

    /** Takes up space that PostgreSQL needs to recover after it died of a full disk. */
    private static final String RESERVE = "reserve";

    private static final int RESERVED_BYTES = 8 * 1024 * 1024;

    /** Lists what the server was made from, one name a line. */
    private static final String ORIGINS = "origins";

    private final Path directory;
    private final FileChannel channel;

    private RunDirectory(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Creates a directory of this JVM; the caller holds the home's lock.
     *
     * @param origins the names of the directories that the server comes from
     */
    static RunDirectory create(Home home, Set<String> origins) throws IOException {
        Path directory = Files.createDirectory(home.resolve(ownPrefix() + UUID.randomUUID()));
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("Somebody else locked " + directory);
        }
        Files.write(directory.resolve(ORIGINS), origins);
        return new RunDirectory(directory, channel);
    }

    /** Returns the names of the directories that the servers of this user come from; the caller holds the home's lock. */
    static Set<String> origins(Home home) throws IOException {
        Set<String> origins = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home.directory(), PREFIX + "*")) {
            for (Path directory : all) {
                Path list = directory.resolve(ORIGINS);
                if (Files.exists(list)) {
                    origins.addAll(Files.readAllLines(list));
                }
            }
        }
        return origins;
    }

    /** Stops the servers and deletes the directories of JVMs that died; the caller holds the home's lock. */
    static void removeStale(Home home, Binaries binaries) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home.directory(), PREFIX + "*")) {
            for (Path directory : all) {
                if (!directory.getFileName().toString().startsWith(ownPrefix())) {
                    removeIfStale(directory, binaries);
                }
            }
        }
    }

    @Override
    public Path data(Template template) throws IOException {
        Path data = directory.resolve("data");
        template.copyTo(data);
        return data;
    }

    @Override
    public List<String> settings() {
        return List.of();
    }

    @Override
    public void stop(PostgresProcess process) throws IOException {
        process.stopNow();
    }

    /** Sets space aside; where there is little left, PostgreSQL itself needs it more. */
    @Override
    public void reserve() throws IOException {
        if (Files.getFileStore(directory).getUsableSpace() > 4L * RESERVED_BYTES) {
            Files.write(directory.resolve(RESERVE), new byte[RESERVED_BYTES]);
        } else {
            LOG.warn("Little space is left for {}", directory);
        }
    }

    /** Gives the space free. */
    @Override
    public void release() throws IOException {
        Files.deleteIfExists(directory.resolve(RESERVE));
    }

    /** Deletes it with all in it. */
    @Override
    public void end() throws IOException {
        channel.close();
        Directories.deleteTree(directory);
    }

    private static void removeIfStale(Path directory, Binaries binaries) {
        try (FileChannel channel =
                        FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock != null) {
                PostgresProcess.stopOrphan(binaries, directory.resolve("data"));
                Directories.deleteTree(directory);
            }
        } catch (IOException e) {
            LOG.debug("Could not clean up {}", directory, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        return channel.tryLock();
    }

    private static String ownPrefix() {
        return PREFIX + ProcessHandle.current().pid() + "-";
    }
}
