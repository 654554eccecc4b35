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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '|',
            value = {
                "'x' ~ 'x'::character varying",
                "'it''s' ~ 'it''s'::text",
                "5 ~ 5",
                "5 ~ '5'::bigint",
                "-1 ~ '-1'::integer",
                "1.50 ~ 1.5",
                "1e2 ~ 100",
                "true ~ true",
                "TRUE ~ true",
                "current_timestamp ~ CURRENT_TIMESTAMP",
                "now() ~ now()",
                "lower('A') ~ lower('A'::text)",
                "gen_random_uuid() ~ gen_random_uuid()",
                "nextval('s') ~ nextval('s'::regclass)",
                "(1 + 2) ~ (1 + 2)"
            })
    void isTheSameBeforeAndBehindTheDatabase(String mapped, String stored) {
        assertThat(DefaultExpression.of(mapped)).isEqualTo(DefaultExpression.of(stored));
    }

    @Test
    void tellsOneConstantFromAnother() {
        assertThat(DefaultExpression.of("'x'").text())
                .isNotEqualTo(DefaultExpression.of("'X'").text());
        assertThat(DefaultExpression.of("5").text())
                .isNotEqualTo(DefaultExpression.of("-5").text());
        assertThat(DefaultExpression.of("5").text())
                .isNotEqualTo(DefaultExpression.of("'five'").text());
    }

    @Test
    void knowsWhatIsAConstant() {
        assertThat(DefaultExpression.of("'a b'::text").constant()).isTrue();
        assertThat(DefaultExpression.of("-1").constant()).isTrue();
        assertThat(DefaultExpression.of("(true)").constant()).isTrue();
        assertThat(DefaultExpression.of("now()").constant()).isFalse();
        assertThat(DefaultExpression.of("1 + 2").constant()).isFalse();
        assertThat(DefaultExpression.of("current_date").constant()).isFalse();
        assertThat(DefaultExpression.of("NULL::character varying").isNull()).isTrue();
    }
}
