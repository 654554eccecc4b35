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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs no database, but the binaries. */
class CacheIT {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private Home home;
    private Binaries binaries;

    @BeforeEach
    void open(@TempDir Path directory) throws IOException {
        System.setProperty(EmbeddedServer.HOME_PROPERTY, directory.toString());
        home = Home.open();
        binaries = new Binaries(home.resolve("postgres-none"), "none", Launcher.of(home.directory()));
    }

    @AfterEach
    void forgetHome() {
        System.clearProperty(EmbeddedServer.HOME_PROPERTY);
    }

    @Test
    void templatesBeyondTheLastThreeGo() throws IOException {
        for (int hours = 2; hours <= 6; hours++) {
            publish("template-" + hours, Duration.ofHours(hours));
        }
        prune(Set.of());
        assertThat(names()).containsExactly("template-2", "template-3", "template-4");
    }

    @Test
    void templatesUsedLatelyOrByARunningServerStay() throws IOException {
        for (int minutes = 1; minutes <= 5; minutes++) {
            publish("template-" + minutes, Duration.ofMinutes(minutes));
        }
        publish("template-running", Duration.ofDays(90));
        publish("template-forgotten", Duration.ofDays(90));
        prune(Set.of("template-running"));
        assertThat(names())
                .containsExactly(
                        "template-1", "template-2", "template-3", "template-4", "template-5", "template-running");
    }

    @Test
    void whatIsForgottenGoesAndKindsAreCountedApart() throws IOException {
        publish("postgres-old", Duration.ofDays(31));
        publish("postgres-new", Duration.ofDays(2));
        publish("template-a", Duration.ofDays(2));
        publish("template-b", Duration.ofDays(2));
        prune(Set.of());
        assertThat(names()).containsExactly("postgres-new", "template-a", "template-b");
    }

    @Test
    void whatWasBegunAndNeverFinishedGoes() throws IOException {
        Files.createDirectories(home.resolve("template-a" + Cache.DRAFT + "x/base/1"));
        Files.createDirectories(home.resolve("postgres-b" + Cache.DRAFT + "x"));
        prune(Set.of());
        assertThat(names()).isEmpty();
    }

    @Test
    void useIsWhatCounts() throws IOException {
        Path used = publish("template-used", Duration.ofDays(90));
        Cache.used(used);
        Cache.prune(home, binaries, Set.of(), Instant.now());
        assertThat(names()).containsExactly("template-used");
    }

    private void prune(Set<String> inUse) throws IOException {
        Cache.prune(home, binaries, inUse, NOW);
    }

    private Path publish(String name, Duration ago) throws IOException {
        Path built = Files.createDirectory(home.resolve("built"));
        Files.writeString(built.resolve("file"), name);
        Path published = home.resolve(name);
        Directories.publish(built, published);
        Files.setLastModifiedTime(Directories.seal(published), FileTime.from(NOW.minus(ago)));
        return published;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(home.directory())) {
            return all.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
