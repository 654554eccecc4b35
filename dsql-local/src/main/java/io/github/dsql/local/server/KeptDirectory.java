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
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Internal: a directory of the user's whose data outlives the server.
 *
 * <p>It holds {@code lock}, which one process holds at a time and which names it, and {@code data}, which is complete from the
 * moment it has this name.
 */
final class KeptDirectory implements ServerDirectory {
    private static final String LOCK = "lock";
    private static final String DATA = "data";
    private static final String DRAFT = "data.draft";

    /** Says, in the data directory, what made it. */
    private static final String VERSION = "dsql-local.version";

    private final Path directory;
    private final Binaries binaries;
    private final FileChannel channel;

    private KeptDirectory(Path directory, Binaries binaries, FileChannel channel) {
        this.directory = directory;
        this.binaries = binaries;
        this.channel = channel;
    }

    /** Takes a directory, which is created if it is missing. */
    static KeptDirectory open(Path directory, Binaries binaries) {
        try {
            Files.createDirectories(directory);
            checkOwn(directory);
            return new KeptDirectory(directory.toRealPath(), binaries, lock(directory));
        } catch (IOException e) {
            throw new DsqlLocalException(
                    "Cannot keep data in " + directory + ": " + e
                            + ". Name a directory that can be created and written to.",
                    e);
        }
    }

    @Override
    public Path data(Template template) throws IOException {
        Path data = directory.resolve(DATA);
        if (!Files.exists(data)) {
            Path draft = directory.resolve(DRAFT);
            Directories.deleteTree(draft);
            template.copyTo(draft);
            Files.writeString(draft.resolve(VERSION), template.name());
            binaries.launcher().handOver(draft);
            Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        }
        String made = Files.readString(data.resolve(VERSION));
        if (!made.equals(template.name())) {
            throw new DsqlLocalException(
                    "The data in " + directory + " was made by another version of DSQL Local (" + made + ", this is "
                            + template.name()
                            + "), whose catalogue differs. Use that version, or name an empty directory.",
                    null);
        }
        PostgresProcess.stopOrphan(binaries, data);
        return data;
    }

    /** What a thrown-away server saves itself, kept data needs: it must survive the end of the process and of the machine. */
    @Override
    public List<String> settings() {
        return List.of("fsync=on", "synchronous_commit=on", "full_page_writes=on", "autovacuum=on");
    }

    @Override
    public void stop(PostgresProcess process) throws IOException {
        process.stopCleanly();
    }

    /** Nothing: who keeps data can free space, and nobody would expect a file for that. */
    @Override
    public void reserve() {}

    @Override
    public void release() {}

    @Override
    public void end() throws IOException {
        channel.close();
    }

    private static void checkOwn(Path directory) throws IOException {
        boolean own = Files.exists(directory.resolve(LOCK))
                && (!Files.exists(directory.resolve(DATA))
                        || Files.exists(directory.resolve(DATA).resolve(VERSION)));
        try (DirectoryStream<Path> content = Files.newDirectoryStream(directory)) {
            if (!own && content.iterator().hasNext()) {
                throw new DsqlLocalException(
                        "The directory " + directory
                                + " is not empty, and what is in it is not from DSQL Local. Name an"
                                + " empty directory, or one that does not exist yet.",
                        null);
            }
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve(LOCK);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new DsqlLocalException(
                    "The data in " + directory + " is in use by the process "
                            + Files.readString(file).strip() + ". Stop that, or name another directory.",
                    null);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(
                Long.toString(ProcessHandle.current().pid())));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another stand-in of this JVM has it.
            return null;
        }
    }
}
