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
package io.github.dsql.hibernate.it.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnDefault;
import org.junit.jupiter.api.Test;

/** The forms of checks, indexes and defaults that the database writes back in another way are recognized, and a change is too. */
@SuppressWarnings({"deprecation", "SameNameButDifferent"}) // @Check, which most mappings still have.
class ExpressionEvolutionIT {
    private static final Evolution.Result NOTHING = new Evolution.Result(List.of(), List.of());

    interface Forms {
        @Entity(name = "Forms")
        @Table(
                name = "forms",
                indexes = {
                    @Index(name = "x00", columnList = "lower(s)"),
                    @Index(name = "x01", columnList = "trim(s)"),
                    @Index(name = "x02", columnList = "(a + b * 2)"),
                    @Index(name = "x03", columnList = "coalesce(s, 'x'), a"),
                    @Index(name = "x04", columnList = "substring(s from 2 for 3)"),
                    @Index(name = "x05", columnList = "(case when a > 1 then b end)"),
                    @Index(name = "x06", columnList = "extract(year from dt)"),
                    @Index(name = "x07", columnList = "(s || 'x') nulls first, lower(s)"),
                    @Index(name = "x08", columnList = "(a - (b - c))"),
                    @Index(name = "x09", columnList = "abs(-a)"),
                    @Index(name = "o00", columnList = "c", options = "include (a, b)"),
                    @Index(name = "o01", columnList = "c", options = "where a < b and s in ('x', 'y')"),
                    @Index(name = "o02", columnList = "c", options = "include (\"Mixed\") where lower(s) <> 'x'"),
                    @Index(name = "o03", columnList = "c", options = "where a is not null and (f or a > -1)"),
                    @Index(name = "o04", columnList = "c", options = "where t > '2000-01-01'"),
                    @Index(name = "o05", columnList = "c", unique = true, options = "nulls not distinct")
                })
        @Check(name = "c00", constraints = "a < b")
        @Check(name = "c01", constraints = "a<=b and b<>c or a!=c")
        @Check(name = "c02", constraints = "a in (1,2,3) and b not in (4,5)")
        @Check(name = "c03", constraints = "a in (1)")
        @Check(name = "c04", constraints = "a in (b, 1, c, 2)")
        @Check(name = "c05", constraints = "a between -1 and 5 or b not between symmetric 5 and 1")
        @Check(name = "c06", constraints = "a = -5 or a = - 6 or a > b - 1")
        @Check(name = "c07", constraints = "a - b - c > -(a + b)")
        @Check(name = "c08", constraints = "a * b + c / 2 % 3 >= a ^ 2")
        @Check(name = "c09", constraints = "+a > +5")
        @Check(name = "c10", constraints = "d > 1.50 and d < 1e3 and e > 0.1 and e < 1e20")
        @Check(name = "c11", constraints = "not a > 1 and not (b > 1 or c > 1)")
        @Check(name = "c12", constraints = "s like 'A%' and s not ilike '%b' or s like 'x!%' escape '!'")
        @Check(name = "c13", constraints = "s similar to '(a|b)%' or s not similar to 'c'")
        @Check(name = "c14", constraints = "s ~ '^[a-z]+$' and s !~* 'x'")
        @Check(name = "c15", constraints = "s like any (array['a%', 'b%'])")
        @Check(name = "c16", constraints = "s is null or s is not null and a isnull or b notnull")
        @Check(name = "c17", constraints = "f is true or f is not false or f is unknown or not f")
        @Check(name = "c18", constraints = "f = true or f = 't' or f")
        @Check(name = "c19", constraints = "a is distinct from b or b is not distinct from c")
        @Check(name = "c20", constraints = "s in ('A', 'it''s', 'a\\b', '') and s <> 'x,y'")
        @Check(name = "c21", constraints = "s = 'UPPER' or S = 'x'")
        @Check(name = "c22", constraints = "length(s) > 5 and char_length(trim(s)) > 2")
        @Check(
                name = "c23",
                constraints =
                        "trim(both 'x' from s) = trim(leading from s) or trim(trailing 'y' from s) = s or btrim(s, 'z') = s")
        @Check(
                name = "c24",
                constraints =
                        "substring(s from 2 for 3) = 'x' or substring(s, 2) = 'y' or substring(s for 2) = 'z' or substr(s, 1, 2) = 'w'")
        @Check(name = "c25", constraints = "position('a' in s) > 1 or strpos(s, 'a') > 1")
        @Check(name = "c26", constraints = "overlay(s placing 'x' from 2 for 1) = s")
        @Check(name = "c27", constraints = "lower(s) = s and upper(s || 'x') <> left(s, 1)")
        @Check(name = "c28", constraints = "coalesce(s, 'x') = nullif(s, 'y') or greatest(a, b) > least(b, c, 5)")
        @Check(name = "c29", constraints = "case when a > 1 then b > 1 when a > 2 then false else true end")
        @Check(name = "c30", constraints = "case a when 1 then 'x' when 2 then s end = 'x'")
        @Check(name = "c31", constraints = "(a, b) = (1, 2) or (a, b) <> (c, 3) or (a, b) < (b, c)")
        @Check(name = "c32", constraints = "(a, b) in ((1, 2), (3, 4))")
        @Check(
                name = "c33",
                constraints = "cast(s as varchar(10)) = 'x' or s::text = 'y' or cast(a as numeric(10,2)) > 1.5")
        @Check(name = "c34", constraints = "t > '2000-01-01' and t < timestamp '2001-01-01 10:00:00'")
        @Check(name = "c35", constraints = "z > '2000-01-01 00:00:00+00' or z at time zone 'UTC' > t")
        @Check(name = "c36", constraints = "dt >= date '2000-01-01' and dt < cast('2100-01-01' as date)")
        @Check(
                name = "c37",
                constraints = "extract(year from t) > 1999 and extract(dow from dt) = 1 and date_part('year', t) > 1")
        @Check(name = "c38", constraints = "t + interval '1 day' > t - interval '2' hour")
        @Check(name = "c39", constraints = "u <> 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'")
        @Check(name = "c40", constraints = "abs(a) + round(d, 2) > mod(a, 2) and sign(a) = 1")
        @Check(name = "c41", constraints = "s collate \"C\" > 'a'")
        @Check(name = "c42", constraints = "\"Mixed\" > 1 and \"Mixed\" < a")
        @Check(name = "c43", constraints = "größe > 1")
        @Check(name = "c44", constraints = "a > 1 and (b > 2 and (c > 3 or (a > 4 or b > 5)))")
        @Check(name = "c45", constraints = "((((a))) > ((1)))")
        @Check(name = "c46", constraints = "a = any (array[1, 2]) or a <> all (array[3, 4]) or a < some (array[1,2])")
        @Check(name = "c47", constraints = "a & 1 = 1 or a | 2 = 2 or a # 1 = 1 or ~a = 1 or a << 1 = 2")
        @Check(name = "c48", constraints = "s || 'x' || s = 'y'")
        @Check(name = "c49", constraints = "pg_catalog.lower(s) = s")
        @Check(name = "c50", constraints = "starts_with(s, 'x') or s ^@ 'y'")
        @Check(name = "c51", constraints = "regexp_replace(s, '[0-9]', '', 'g') = s")
        @Check(name = "c52", constraints = "a > all (array[b, c])")
        @Check(name = "c53", constraints = "s = E'a\\nb'")
        @Check(name = "c54", constraints = "a::bigint > 5::bigint and b > '5'")
        @Check(name = "c55", constraints = "s > 'a'::text and s::char(3) = 'abc'")
        @Check(name = "c56", constraints = "d = 1.0 or d = 1.10 or d = -1.5 or d = '2.50'")
        @Check(name = "c57", constraints = "a > 0 AND (B > 0) AND lower ( s ) = s")
        @Check(name = "c58", constraints = "current_user = s or s <> session_user")
        @Check(name = "c59", constraints = "to_char(t, 'YYYY') = '2000'")
        @Check(name = "c60", constraints = "make_date(a, 1, 1) > dt")
        class V {
            @Id
            long id;

            int a;
            int b;
            int c;
            String s;
            boolean f;
            BigDecimal d;
            double e;
            LocalDateTime t;
            Instant z;
            LocalDate dt;
            UUID u;

            @Column(name = "\"Mixed\"")
            int mixed;

            @Column(name = "größe")
            int size;

            @Column(columnDefinition = "integer default 3 unique check (positive > 0)")
            int positive;

            @Column(
                    columnDefinition = "varchar(10) generated always as (upper(s)) stored",
                    insertable = false,
                    updatable = false)
            String upper;

            @ColumnDefault("1 + 2 * 3")
            int d00;

            @ColumnDefault("(1 + 2) * 3")
            int d01;

            @ColumnDefault("cast('5' as integer)")
            int d02;

            @ColumnDefault("-7")
            int d03;

            @ColumnDefault("lower('A' || 'b')")
            String d04;

            @ColumnDefault("'it''s'")
            String d05;

            @ColumnDefault("now() + interval '1 day'")
            java.time.LocalDateTime d07;

            @ColumnDefault("'2000-01-01'")
            java.time.LocalDateTime d08;

            @ColumnDefault("current_date")
            java.time.LocalDate d09;

            @ColumnDefault("date '2000-01-01'")
            java.time.LocalDate d10;

            @ColumnDefault("gen_random_uuid()")
            java.util.UUID d11;

            @ColumnDefault("'t'")
            boolean d12;

            @ColumnDefault("1.50")
            java.math.BigDecimal d13;

            @ColumnDefault("null")
            String d14;

            @ColumnDefault("coalesce(null, 'x')")
            String d15;

            @ColumnDefault("substring('abc' from 2)")
            String d16;

            @ColumnDefault("interval '1 day'")
            @Column(columnDefinition = "interval")
            String d17;

            @ColumnDefault("localtimestamp")
            java.time.LocalDateTime d18;

            @ColumnDefault("case when 1 > 2 then 3 end")
            int d19;

            @ColumnDefault("1e3")
            double d20;

            @ColumnDefault("extract(year from now())")
            long d21;
        }
    }

    @Test
    void whatTheDatabaseWritesInAnotherWayIsTheSame() {
        assertThat(Evolution.of(Forms.V.class, Forms.V.class).plan()).isEqualTo(NOTHING);
    }

    interface Before {
        @Entity(name = "P")
        @Table(
                name = "p",
                indexes = {
                    @Index(name = "i1", columnList = "lower(s)"),
                    @Index(name = "i2", columnList = "lower(s)", unique = true),
                    @Index(name = "i3", columnList = "s", options = "include (a)"),
                    @Index(name = "i4", columnList = "s", options = "where lower(s) <> 'x'"),
                    @Index(name = "i5", columnList = "s", options = "where a < b")
                })
        @Check(name = "c1", constraints = "a < b")
        @Check(name = "c2", constraints = "a = 1 and b = 2")
        @Check(name = "c3", constraints = "(a > 1 or b > 1) and id > 1")
        class V {
            @Id
            long id;

            int a;
            int b;

            @Check(constraints = "length(s) > 5")
            String s;

            @Check(constraints = "lower(r) = r")
            String r;

            @ColumnDefault("5")
            Integer n;

            @ColumnDefault("1 + 2 * 3")
            Integer m;
        }
    }

    interface After {
        @Entity(name = "P")
        @Table(
                name = "p",
                indexes = {
                    @Index(name = "i1", columnList = "upper(s)"),
                    @Index(name = "i2", columnList = "trim(s)", unique = true),
                    @Index(name = "i3", columnList = "s", options = "include (a, b)"),
                    @Index(name = "i4", columnList = "s", options = "where upper(s) <> 'x'"),
                    @Index(name = "i5", columnList = "s", options = "where b < a")
                })
        @Check(name = "c1", constraints = "b < a")
        @Check(name = "c2", constraints = "a = 2 and b = 1")
        @Check(name = "c3", constraints = "a > 1 or (b > 1 and id > 1)")
        class V {
            @Id
            long id;

            int a;
            int b;

            @Check(constraints = "length(s) <= 5")
            String s;

            @Check(constraints = "upper(r) = r")
            String r;

            @ColumnDefault("null")
            Integer n;

            @ColumnDefault("(1 + 2) * 3")
            Integer m;
        }
    }

    @Test
    void whatSaysSomethingElseIsReplaced() {
        Evolution.Result result = Evolution.of(Before.V.class, After.V.class).once(session -> {
            After.V row = new After.V();
            row.id = 2;
            row.a = 2;
            row.b = 1;
            row.s = "short";
            row.r = "R";
            session.persist(row);
        });
        assertThat(result.statements())
                .filteredOn(sql -> sql.startsWith("create"))
                .hasSize(5);
        assertThat(result.statements())
                .filteredOn(sql -> sql.contains(" add constraint "))
                .hasSize(5);
        assertThat(result.statements()).contains("alter table p alter column n drop default");
        assertThat(result.steps()).containsExactly("alter table p alter column m set default (1 + 2) * 3");
    }
}
