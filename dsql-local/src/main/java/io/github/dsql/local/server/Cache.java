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
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: says which unpacked binaries and templates of earlier versions may go.
 *
 * <p>Each change of the stand-in makes another template of some 40 MB. One goes when no running server names it as its origin, it
 * has not been used for an hour, and it is either not among the {@value #KEPT} used last or has not been used for 30 days.
 */
final class Cache {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

    static final int KEPT = 3;
    static final Duration SURELY_IN_USE = Duration.ofHours(1);
    static final Duration FORGOTTEN = Duration.ofDays(30);

    /** Comes between the name of what is being built and something that makes the attempt unique. */
    static final String DRAFT = ".draft-";

    private static final List<String> KINDS = List.of("template-", "postgres-");

    private Cache() {}

    /** Notes that a published directory is used now. */
    static void used(Path directory) throws IOException {
        Path seal = Directories.seal(directory);
        if (Files.exists(seal)) {
            Files.setLastModifiedTime(seal, FileTime.from(Instant.now()));
        }
    }

    /**
     * Deletes what may go; the caller holds the home's lock.
     *
     * @param binaries programs to stop a server with that was left over from an attempt to build a template
     * @param inUse names of directories that running servers come from
     */
    static void prune(Home home, Binaries binaries, Set<String> inUse, Instant now) throws IOException {
        for (String kind : KINDS) {
            deleteDrafts(home, kind, binaries);
            List<Published> all = published(home, kind);
            all.sort(Comparator.comparing(Published::lastUsed).reversed());
            for (int i = 0; i < all.size(); i++) {
                Published candidate = all.get(i);
                Duration idle = Duration.between(candidate.lastUsed(), now);
                boolean old = i >= KEPT || idle.compareTo(FORGOTTEN) > 0;
                if (old && idle.compareTo(SURELY_IN_USE) > 0 && !inUse.contains(candidate.name())) {
                    delete(candidate);
                }
            }
        }
    }

    /** Who holds the lock is the only one to build: what others began was given up. */
    private static void deleteDrafts(Home home, String kind, Binaries binaries) throws IOException {
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(home.directory(), kind + "*" + DRAFT + "*")) {
            for (Path draft : drafts) {
                delete(draft, () -> PostgresProcess.stopOrphan(binaries, draft));
            }
        }
    }

    private static void delete(Published old) {
        LOG.debug("Deleting {}, last used {}", old.directory(), old.lastUsed());
        delete(old.directory(), () -> Files.deleteIfExists(Directories.seal(old.directory())));
    }

    /** One that cannot be deleted is no reason not to start. */
    private static void delete(Path directory, Preparation preparation) {
        try {
            preparation.run();
            Directories.deleteTree(directory);
        } catch (IOException e) {
            LOG.warn("Could not delete {}, which is no longer needed: {}", directory, e.toString());
        }
    }

    private interface Preparation {
        void run() throws IOException;
    }

    private static List<Published> published(Home home, String kind) throws IOException {
        List<Published> published = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(home.directory(), kind + "*")) {
            for (Path path : all) {
                if (Files.isDirectory(path) && Files.exists(Directories.seal(path))) {
                    Instant lastUsed =
                            Files.getLastModifiedTime(Directories.seal(path)).toInstant();
                    published.add(new Published(path, lastUsed));
                }
            }
        }
        return published;
    }

    private record Published(Path directory, Instant lastUsed) {
        String name() {
            return directory.getFileName().toString();
        }
    }
}
