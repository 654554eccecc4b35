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

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void urlBecomesACallOfPsql() {
        assertThat(Texts.psql("jdbc:postgresql://localhost:5432/postgres?user=admin"))
                .isEqualTo("psql \"host=localhost port=5432 dbname=postgres user=admin\"");
    }

    @Test
    void valuesAreDecodedAndQuotedWhereTheyMustBe() {
        assertThat(Texts.psql("jdbc:postgresql://localhost:1/postgres?user=admin&sslmode=verify-full"
                        + "&sslrootcert=/a%20b/root.crt&password=a%2Fb%3Fc%3Dd%26e"))
                .isEqualTo("psql \"host=localhost port=1 dbname=postgres user=admin sslmode=verify-full"
                        + " sslrootcert='/a b/root.crt' password=a/b?c=d&e\"");
    }
}
