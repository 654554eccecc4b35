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

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Internal: PostgreSQL's programs, unpacked once per version. */
record Binaries(Path directory, String version, Launcher launcher) {
    /** Unpacks the programs unless that was done before; the caller holds the home's lock. */
    static Binaries unpack(Home home, Launcher launcher) throws IOException {
        URL archive = Platform.binaries();
        String version = fingerprint(archive);
        Path directory = home.resolve("postgres-" + version);
        if (!Directories.isIntact(directory)) {
            Path draft = home.resolve("postgres-" + version + Cache.DRAFT + UUID.randomUUID());
            try (InputStream in = archive.openStream()) {
                extract(in, draft);
            }
            Directories.publish(draft, directory);
        }
        Cache.used(directory);
        return new Binaries(directory, version, launcher);
    }

    /** Returns the name of the directory below the home. */
    String name() {
        return directory.getFileName().toString();
    }

    /** Returns the path of a program. */
    String program(String name) {
        return directory
                .resolve("bin")
                .resolve(Platform.isWindows() ? name + ".exe" : name)
                .toString();
    }

    /** The archive is 15 to 60 MB: its check sum is read from the jar's index instead of computed at each start. */
    private static String fingerprint(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        CRC32 sum = new CRC32();
        try (InputStream in = connection.getInputStream()) {
            sum.update(in.readAllBytes());
        }
        return Long.toHexString(sum.getValue());
    }

    private static void extract(InputStream archive, Path to) throws IOException {
        Files.createDirectory(to);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, to.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(
                    target, target.resolveSibling(Path.of(entry.getLinkName()).getFileName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
                throw new IOException("Cannot make " + target + " executable");
            }
        }
    }
}
