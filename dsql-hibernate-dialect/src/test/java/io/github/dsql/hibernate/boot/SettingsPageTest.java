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
package io.github.dsql.hibernate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlSettings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/settings.md} and the README have every setting as the code has it. */
class SettingsPageTest {
    private static final String HEAD = """
            # Settings

            All of them are optional. They are settings of Hibernate, so they go where those go: `persistence.xml`, `hibernate.properties`, system properties,
            `spring.jpa.properties.…`, `quarkus.hibernate-orm.unsupported-properties."…"`. Letter case of a value and blanks around it do not count; a number may be a
            number, and a constant an enum. Each is read once, when the session factory is built.

            What is wrong fails the boot, all of it in one message: a value outside its range with the nearest valid one, an unknown key with the nearest known
            one. At DEBUG, `io.github.dsql.hibernate.boot.SettingsLog` lists every setting with its value and whether that is the default, a system property, from
            `hibernate.properties` or from the configuration of the factory.

            """;

    @Test
    void pageShowsEverySetting() throws IOException {
        String page =
                HEAD + KnownSettings.ALL.stream().map(SettingsPageTest::section).collect(Collectors.joining("\n"));
        Path path = root().resolve("docs/settings.md");
        if (Boolean.getBoolean("dsql.writeDocs")) {
            Files.writeString(path, page);
        }
        assertThat(Files.readString(path))
                .as("Run this test with -Ddsql.writeDocs=true to write the page anew")
                .isEqualTo(page);
    }

    @Test
    void everyConstantIsASettingOnce() {
        assertThat(KnownSettings.ALL.stream().map(Setting::key))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(DsqlSettings.class.getFields())
                        .filter(field -> !field.getName().equals("PREFIX"))
                        .map(SettingsPageTest::text)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("io.github.dsql.hibernate.boot.SettingsPageTest#names")
    void everySettingIsInTheReadme(String name) throws IOException {
        Setting<?> setting = KnownSettings.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(root().resolve("README.md")))
                .contains("| `" + name + "` | " + setting.values().markdown() + " | " + defaultOf(setting) + " |");
    }

    static List<String> names() {
        return KnownSettings.ALL.stream().map(Setting::name).toList();
    }

    private static String text(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String section(Setting<?> setting) {
        return "## " + setting.name() + "\n\n| key | values | default |\n| --- | --- | --- |\n| `" + setting.key()
                + "` | "
                + setting.values().markdown()
                + (setting.unit().isEmpty() ? "" : " " + setting.unit()) + " | " + defaultOf(setting) + " |\n\n"
                + setting.why() + "\n";
    }

    private static String defaultOf(Setting<?> setting) {
        return setting.defaultText().isEmpty() ? "none" : "`" + setting.defaultText() + "`";
    }

    private static Path root() {
        return Files.isDirectory(Path.of("docs")) ? Path.of("") : Path.of("..");
    }
}
