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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Internal: copies, measures and deletes directory trees, and publishes them whole or not at all. */
final class Directories {
    /** Lies next to a published directory {@code x} as {@code x.complete} and says what must be in it. */
    private static final String SEAL = ".complete";

    private Directories() {}

    /** Creates a directory that only its owner can enter. */
    static void createPrivate(Path directory) throws IOException {
        Files.createDirectory(directory);
        if (!Platform.isWindows()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Copies the content of a sealed directory and returns whether it was all there. */
    static boolean copySealed(Path from, Path to) throws IOException {
        try {
            String copied = copy(from, to);
            return copied.equals(Files.readString(seal(from)));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Returns whether a directory is what it was when it was published. */
    static boolean isIntact(Path directory) throws IOException {
        try {
            return Files.isDirectory(directory) && measure(directory).equals(Files.readString(seal(directory)));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Moves a finished directory to its final name; whoever sees its seal sees all of it. */
    static void publish(Path built, Path directory) throws IOException {
        Files.deleteIfExists(seal(directory));
        deleteTree(directory);
        String size = measure(built);
        Files.move(built, directory, StandardCopyOption.ATOMIC_MOVE);
        Path draft = directory.resolveSibling(directory.getFileName() + ".seal");
        Files.writeString(draft, size);
        Files.move(draft, seal(directory), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a directory with all in it, if it is there. */
    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The file that says a directory is complete; its time says when the directory was last used. */
    static Path seal(Path directory) {
        return directory.resolveSibling(directory.getFileName() + SEAL);
    }

    private static String measure(Path directory) throws IOException {
        Size size = new Size();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                size.add(attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        return size.toString();
    }

    private static String copy(Path from, Path to) throws IOException {
        Size size = new Size();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(dir));
                if (dir.equals(from)) {
                    createPrivate(target);
                } else {
                    Files.createDirectory(target);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                size.add(attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        return size.toString();
    }

    private static final class Size {
        private long files;
        private long bytes;

        void add(BasicFileAttributes attributes) {
            files++;
            bytes += attributes.size();
        }

        @Override
        public String toString() {
            return files + " files, " + bytes + " bytes";
        }
    }
}
