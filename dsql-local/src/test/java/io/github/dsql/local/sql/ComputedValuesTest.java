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
package io.github.dsql.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputedValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t values ($1, $2)",
                "INSERT INTO s.\"T\" (a, b) VALUES ($1, 'it''s || select'), (now(), DEFAULT)",
                "insert into t (a) values (1) on conflict (a) do update set b = excluded.b where (t.c < 3) returning (a)",
                "update t set n = n + 1, v = $1 where id in ($2, $3) and (x = 1 or lower(v) = 'a')",
                "update t set (a, b) = ($1, coalesce($2, b)), c = cast($3 as varchar(20))",
                "delete from t where id in (select id from u) returning repeat(v, 100)"
            })
    void writesNoMoreThanWasSent(String sql) {
        assertThat(ComputedValues.mayExceedWhatIsSent(only(sql))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t select * from u",
                "insert into t table u",
                "insert into t values (1, repeat('x', 1000000))",
                "insert into t (a) values (1) on conflict (a) do update set v = t.v || excluded.v",
                "update t set v = v || 'x'",
                "update t set v = public.f(v)",
                "update t set v = \"lower case\"(v)",
                "update t set v = (select string_agg(v, '') from u)",
                "with d as (delete from t returning *) insert into u select * from d",
                "copy t from stdin",
                "explain analyze insert into t values (1)"
            })
    void mayWriteMoreThanWasSent(String sql) {
        assertThat(ComputedValues.mayExceedWhatIsSent(only(sql))).isTrue();
    }

    private static Statement only(String sql) {
        return Statements.parse(sql).get(0);
    }
}
