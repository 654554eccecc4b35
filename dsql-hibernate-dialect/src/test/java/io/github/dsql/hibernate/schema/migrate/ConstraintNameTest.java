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
package io.github.dsql.hibernate.schema.migrate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConstraintNameTest {
    private static final String LONG = "a_table_whose_name_is_nearly_as_long_as_a_name_can_be_here";

    @Test
    void isMadeOfTableAndColumn() {
        assertThat(ConstraintName.of("pet", "age", "check")).isEqualTo("pet_age_check");
    }

    @Test
    void fitsAndStaysItsOwn() {
        String one = ConstraintName.of(LONG, "größe_of_the_one_kind", "not_null");
        String other = ConstraintName.of(LONG, "größe_of_the_other_kind", "not_null");
        assertThat(one.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(one).isNotEqualTo(other).endsWith("_not_null");
        assertThat(ConstraintName.of(LONG, "größe_of_the_one_kind", "not_null")).isEqualTo(one);
        assertThat(ConstraintName.replacement(LONG + "_12345").getBytes(UTF_8)).hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void knowsThoseOfPostgres() {
        assertThat(ConstraintName.isGenerated("pet_age_check", "pet", "age", "check"))
                .isTrue();
        assertThat(ConstraintName.isGenerated("pet_age_check1", "pet", "age", "check"))
                .isTrue();
        assertThat(ConstraintName.isGenerated("pet_age_checked", "pet", "age", "check"))
                .isFalse();
        assertThat(ConstraintName.isGenerated("mine", "pet", "age", "check")).isFalse();
        // As PostgreSQL 16 names it.
        assertThat(ConstraintName.isGenerated(
                        "a_table_whose_name_is_nearly_as_lon_a_column_of_some_leng_check",
                        LONG,
                        "a_column_of_some_length",
                        "check"))
                .isFalse();
        assertThat(ConstraintName.isGenerated(
                        "a_table_whose_name_is_nearly_as_lo_a_column_of_some_leng_check",
                        LONG,
                        "a_column_of_some_length",
                        "check"))
                .isFalse();
    }

    @Test
    void knowsThoseOfChecksOfATable() {
        String name = ConstraintName.ofTable("pet", "low < high");
        assertThat(ConstraintName.isGeneratedOfTable(name, "pet")).isTrue();
        assertThat(ConstraintName.isGeneratedOfTable("pet_check", "pet")).isTrue();
        assertThat(ConstraintName.isGeneratedOfTable("pet_check2", "pet")).isTrue();
        assertThat(ConstraintName.isGeneratedOfTable("pet_rule", "pet")).isFalse();
        assertThat(ConstraintName.ofTable("pet", "low < high2")).isNotEqualTo(name);
    }
}
