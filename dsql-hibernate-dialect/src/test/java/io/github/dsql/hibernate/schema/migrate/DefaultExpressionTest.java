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
                "1 + 2 * 3 ~ (1 + (2 * 3))",
                "cast('5' as integer) ~ 5",
                "interval '1 day' ~ '1 day'::interval",
                "now() + interval '1 day' ~ (now() + '1 day'::interval)",
                "json_object('a' value 1) ~ JSON_OBJECT('a' value 1)"
            })
    void isTheSameBeforeAndBehindTheDatabase(String mapped, String stored) {
        assertThat(isSame(mapped, stored)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '|',
            value = {
                "'x' ~ 'X'::character varying",
                "'01' ~ '1'::character varying",
                "5 ~ '-5'::integer",
                "5 ~ 'five'",
                "date '2000-01-01' ~ '2000-01-02'::date",
                "(1 + 2) * 3 ~ (1 + (2 * 3))",
                "lower('A') ~ upper('A'::text)"
            })
    void tellsOneFromAnother(String mapped, String stored) {
        assertThat(isSame(mapped, stored)).isFalse();
    }

    private static boolean isSame(String mapped, String stored) {
        return DefaultExpression.of(mapped).isSame(DefaultExpression.of(stored));
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
