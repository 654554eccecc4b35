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

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckSignatureTest {
    private static final Set<String> COLUMNS = Set.of("a", "b", "status", "Mixed", "größe");

    /** What PostgreSQL 16 answers for each condition by pg_get_constraintdef. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '|',
            value = {
                "status in ('A','B') § CHECK (((status)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[])))",
                "status in ('A') § CHECK (((status)::text = 'A'::text))",
                "status not in ('A','B') § CHECK (((status)::text <> ALL ((ARRAY['A'::character varying, 'B'::character varying])::text[])))",
                "status in ('it''s','a,b') or status is null § CHECK ((((status)::text = ANY ((ARRAY['a,b'::character varying, 'it''s'::character varying])::text[])) OR (status IS NULL)))",
                "a between 0 and 2 § CHECK (((a >= 0) AND (a <= 2)))",
                "a not between 0 and 2 § CHECK (((a < 0) OR (a > 2)))",
                "a between -1 and 2 and b>0.50 § CHECK ((((a >= '-1'::integer) AND (a <= 2)) AND (b > (0.5)::double precision)))",
                "A != 5 § CHECK ((a <> 5))",
                "\"Mixed\" > b - 1 § CHECK ((\"Mixed\" > (b - 1)))",
                "größe>1 § CHECK ((\"größe\" > 1))",
                "status like 'A%' and not (status ilike '%b') § CHECK ((((status)::text ~~ 'A%'::text) AND (NOT ((status)::text ~~* '%b'::text))))",
                "a is not null and b is null § CHECK (((a IS NOT NULL) AND (b IS NULL)))",
                "length(status) > 2 § CHECK ((length((status)::text) > 2))",
                "a > '2000-01-01' § CHECK ((a > '2000-01-01 00:00:00'::timestamp without time zone))",
                "cast(a as varchar(20)) = 'x' § CHECK (((a)::character varying(20) = 'x'::character varying(20)))",
                "a = true § CHECK ((a = true))",
                "status in ('a\\b') § CHECK (((status)::text = E'a\\\\b'::text))",
                "b > 1 and a > 1 § CHECK (((a > 1) AND (b > 1)))",
                "a=-5 or a+-b>2*a^2 § CHECK (((a = '-5'::integer) OR ((a + (- b)) > (2 * (a ^ 2)))))",
                "trim(status) = substring(status from 2) § CHECK ((TRIM(BOTH FROM status) = SUBSTRING(status FROM 2)))",
                "(a, b) = (1, 2) § CHECK (((a = 1) AND (b = 2)))",
                "case when a > 1 then b > 1 end § CHECK (CASE WHEN (a > 1) THEN (b > 1) ELSE NULL::boolean END)",
                "a > timestamp '2000-01-01 10:00' § CHECK ((a > '2000-01-01 10:00:00'::timestamp without time zone))",
                "a < interval '24 hours' § CHECK ((a < '24:00:00'::interval))",
                "lower(json_object(status value a)::text) = 'x' § CHECK ((lower((JSON_OBJECT(status : a))::text) = 'x'::text))"
            })
    void isTheSameBeforeAndBehindTheDatabase(String mapped, String stored) {
        assertThat(signature(mapped).matches(signature(stored))).isTrue();
        assertThat(signature(stored).matches(signature(mapped))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '|',
            value = {
                "status in ('A','B') § CHECK (((status)::text = ANY ((ARRAY['A'::character varying])::text[])))",
                "status in ('A','B') § CHECK (((status)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying, 'C'::character varying])::text[])))",
                "status not in ('A','B') § CHECK (((status)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[])))",
                "a between 0 and 3 § CHECK (((a >= 0) AND (a <= 2)))",
                "a > 5 § CHECK ((a >= 5))",
                "a > -5 § CHECK ((a > 5))",
                "a > 5 § CHECK ((b > 5))",
                "a > 5 and b > 5 § CHECK (((a > 5) OR (b > 5)))",
                "length(status) > 2 § CHECK ((length((status)::text) > 3))",
                "status in ('1') § CHECK (((status)::text = '2'::text))",
                "status in ('01') § CHECK (((status)::text = '1'::text))",
                "a < b § CHECK ((b < a))",
                "a = 1 and b = 2 § CHECK (((a = 2) AND (b = 1)))",
                "length(status) > 5 § CHECK ((length((status)::text) <= 5))",
                "lower(status) = status § CHECK ((upper((status)::text) = (status)::text))",
                "(a > 1 or b > 1) and b > 2 § CHECK (((a > 1) OR ((b > 1) AND (b > 2))))",
                "a - b - 1 > 0 § CHECK (((a - (b - 1)) > 0))",
                "not (a > 1 and b > 1) § CHECK (((NOT (a > 1)) AND (b > 1)))",
                "a > '2000-01-01' § CHECK ((a > '2001-01-01 00:00:00'::timestamp without time zone))",
                "upper(json_object(status value a)::text) = 'x' § CHECK ((lower((JSON_OBJECT(status : a))::text) = 'x'::text))"
            })
    void tellsAnotherCondition(String mapped, String stored) {
        assertThat(signature(mapped).matches(signature(stored))).isFalse();
    }

    @Test
    void knowsACheckThatIsNotNull() {
        assertThat(signature("CHECK ((a IS NOT NULL))").isNotNullOf("a")).isTrue();
        assertThat(signature("CHECK ((\"Mixed\" IS NOT NULL))").isNotNullOf("Mixed"))
                .isTrue();
        assertThat(signature("CHECK ((a IS NOT NULL))").isNotNullOf("b")).isFalse();
        assertThat(signature("CHECK ((a IS NULL))").isNotNullOf("a")).isFalse();
        assertThat(signature("CHECK (((a IS NOT NULL) OR (b IS NOT NULL)))").isNotNullOf("a"))
                .isFalse();
        assertThat(signature("CHECK (((a IS NOT NULL) AND (a > 0)))").isNotNullOf("a"))
                .isFalse();
    }

    private static CheckSignature signature(String condition) {
        return CheckSignature.of(condition, COLUMNS);
    }
}
