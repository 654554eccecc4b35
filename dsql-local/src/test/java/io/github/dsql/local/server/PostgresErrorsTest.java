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

import io.github.dsql.local.sql.Refusal;
import org.junit.jupiter.api.Test;

class PostgresErrorsTest {
    @Test
    void jsonWithoutBtreeIsAKeyProblem() {
        assertThat(PostgresErrors.translate(
                        "42704", "data type json has no default operator class for access method \"btree\""))
                .isEqualTo(new Refusal("key-types", "0A000", "datatype json is not supported in a key", null));
    }

    @Test
    void typeThatNoColumnMayHaveIsRefusedAsSuch() {
        assertThat(PostgresErrors.translate(
                        "42704", "data type point has no default operator class for access method \"btree\""))
                .isEqualTo(new Refusal("column-types", "0A000", "datatype point not supported", null));
    }

    @Test
    void keyValueBeyondTheIndexPageIsTooLarge() {
        assertThat(PostgresErrors.translate(
                        "54000", "index row size 2792 exceeds btree version 4 maximum 2704 for index \"t_pkey\""))
                .isEqualTo(new Refusal("key-size", "54000", "key size too large", null));
    }

    @Test
    void thirtyThreeKeyColumnsAreMoreThanEight() {
        assertThat(PostgresErrors.translate("54011", "cannot use more than 32 columns in an index"))
                .isEqualTo(new Refusal(
                        "key-columns", "54011", "more than 8 column keys in an index are not supported", null));
    }

    @Test
    void temporaryFilesBeyondTheirLimitAreTooMuchTempSpace() {
        assertThat(PostgresErrors.translate("53400", "temporary file size exceeds temp_file_limit (131072kB)"))
                .isEqualTo(new Refusal(
                        "temp-space",
                        "54000",
                        "query requires more than allowed temp space of 131072 KB to execute",
                        null));
        assertThat(PostgresErrors.translate("53400", "something else")).isNull();
    }

    @Test
    void otherErrorsOfTheSameCodesStay() {
        assertThat(PostgresErrors.translate("42704", "type \"serial\" does not exist"))
                .isNull();
        assertThat(PostgresErrors.translate("54000", "more than 24 indexes per table are not allowed"))
                .isNull();
        assertThat(PostgresErrors.translate("54011", "tables can have at most 1600 columns"))
                .isNull();
        assertThat(PostgresErrors.translate("23505", "duplicate key value violates unique constraint \"t_pkey\""))
                .isNull();
    }
}
