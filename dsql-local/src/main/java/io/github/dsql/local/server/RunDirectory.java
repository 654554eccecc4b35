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
final class RunDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(RunDirectory.class);
    private static final String PREFIX = "run-";
    private static final String LOCK = "owner.lock";

    private final Path directory;
    private final FileChannel channel;

    private RunDirectory(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** Creates a directory of this JVM; the caller holds the home's lock. */
    static RunDirectory create(Home home) throws IOException {
        Path directory = Files.createDirectory(home.resolve(ownPrefix() + UUID.randomUUID()));
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw new IOException("Somebody else locked " + directory);
        }
        return new RunDirectory(directory, channel);
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

    Path data() {
        return directory.resolve("data");
    }

    void delete() throws IOException {
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
