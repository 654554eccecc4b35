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
package io.github.dsql.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void valuesAreTakenInBothForms() throws UsageException {
        CommandLine line = CommandLine.parse(List.of("--port", "0", "--data=/a=b c"));
        assertThat(line.port()).isZero();
        assertThat(line.value(Option.DATA, "")).isEqualTo("/a=b c");
        assertThat(line.has(Option.DATA)).isTrue();
        assertThat(line.has(Option.HELP)).isFalse();
    }

    @Test
    void nothingMeansTheDefaults() throws UsageException {
        CommandLine line = CommandLine.parse(List.of());
        assertThat(line.port()).isEqualTo(5432);
        assertThat(line.value(Option.POSTGRES_USER, "postgres")).isEqualTo("postgres");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1 | There is no option --prot. Did you mean --port?",
                "--postgre-user=x | Did you mean --postgres-user?",
                "-help | Did you mean --help?",
                "--databse=x | Did you mean --data?",
                "--verbose-everything | Options are --port, --data,",
                "-x | Options are --port",
                "5432 | What '5432' is for is not clear",
                "--port | --port needs a value: --port <number>.",
                "--port --help | --port needs a value",
                "--data= | --data needs a value: --data <directory>.",
                "--help=yes | --help takes no value; leave '=yes' out.",
                "--port 1 --port 2 | --port is given twice",
                "--port 65536 | --port takes a number from 0 to 65535, not '65536'",
                "--port -1 | not '-1'",
                "--port http | not 'http'",
                "--postgres jdbc:postgresql:x --data d | --data and --postgres do not go together",
                "--postgres-user boss | --postgres-user is for a server given by --postgres, which is missing",
            })
    void mistakeIsExplained(String arguments, String message) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(arguments.split(" "))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void helpIsGivenWhateverElseIsMissing() throws UsageException {
        assertThat(CommandLine.parse(List.of("--help", "--postgres-user", "boss"))
                        .has(Option.HELP))
                .isTrue();
    }
}
