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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Internal: an initialised data directory that every server starts from a copy of.
 *
 * <p>Making one takes seconds, copying it a tenth of a second. It is named after all that goes into it, so a change of the
 * binaries, the settings or the scripts makes a new one.
 */
final class Template {
    /** A cluster has one database, and each would be copied at each start. */
    private static final List<String> DROP_OTHER_DATABASES = List.of(
            "UPDATE pg_catalog.pg_database SET datistemplate = false",
            "DROP DATABASE template0",
            "DROP DATABASE template1");

    private static final String SECRET = "dsql_local_secret";

    private final Home home;
    private final Binaries binaries;
    private final List<String> scripts;
    private final String key;

    Template(Home home, Binaries binaries, List<String> scripts) {
        this.home = home;
        this.binaries = binaries;
        this.scripts = scripts;
        this.key = key(binaries, scripts);
    }

    /** Fills a new data directory; a template that is missing or damaged is made again. */
    void copyTo(Path data) throws IOException {
        if (!Directories.copySealed(directory(), data)) {
            Directories.deleteTree(data);
            home.exclusively(this::build);
            if (!Directories.copySealed(directory(), data)) {
                throw new IOException("The template " + directory() + " changed while it was copied");
            }
        }
        binaries.launcher().handOver(data);
        Cache.used(directory());
    }

    /** Returns the name of the directory below the home. */
    String name() {
        return "template-" + key;
    }

    private Path directory() {
        return home.resolve(name());
    }

    private Path build() throws IOException {
        Path directory = directory();
        if (Directories.isIntact(directory)) {
            return directory;
        }
        // An initdb that outlived its JVM may still write to the draft of an earlier attempt.
        Path draft = home.resolve(name() + Cache.DRAFT + UUID.randomUUID());
        Directories.createPrivate(draft);
        binaries.launcher().handOver(draft);
        initialise(draft);
        Directories.publish(draft, directory);
        return directory;
    }

    /** Returns the password of the roles in a data directory, which nobody but its owner can enter. */
    static String secret(Path data) throws IOException {
        return Files.readString(data.resolve(SECRET));
    }

    private void initialise(Path data) throws IOException {
        String secret = UUID.randomUUID().toString() + UUID.randomUUID();
        Path directory = home.privateDirectory("secrets");
        Path file = directory.resolve(UUID.randomUUID().toString());
        Files.writeString(file, secret);
        try {
            binaries.launcher().handOver(directory);
            List<String> initdb = new ArrayList<>(List.of(binaries.program("initdb"), "-D", data.toString()));
            initdb.addAll(Settings.INITDB);
            initdb.add("--pwfile=" + file);
            binaries.launcher().run(initdb);
        } finally {
            Files.delete(file);
        }
        Files.writeString(data.resolve(SECRET), secret);
        Files.write(data.resolve("postgresql.conf"), Settings.POSTGRESQL_CONF, StandardOpenOption.APPEND);
        PostgresProcess server = PostgresProcess.start(binaries, data, List.of());
        try {
            runScripts(server.port(), secret);
        } finally {
            server.stopCleanly();
        }
    }

    private void runScripts(int port, String secret) {
        List<String> all = new ArrayList<>(scripts);
        all.addAll(DROP_OTHER_DATABASES);
        // The superuser's was hashed before the settings were in place.
        for (String role : List.of(EmbeddedServer.SUPERUSER, "admin")) {
            all.add("ALTER ROLE " + role + " PASSWORD '" + secret + "'");
        }
        try {
            Superuser.of(port, secret).run(Database.SEEN_AS, all);
        } catch (SQLException e) {
            throw new DsqlLocalException("The stand-in's catalogue could not be set up: " + e.getMessage(), e);
        }
    }

    private static String key(Binaries binaries, List<String> scripts) {
        List<String> parts = new ArrayList<>();
        parts.add(binaries.version());
        parts.addAll(Settings.INITDB);
        parts.addAll(Settings.POSTGRESQL_CONF);
        parts.addAll(scripts);
        parts.addAll(DROP_OTHER_DATABASES);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
