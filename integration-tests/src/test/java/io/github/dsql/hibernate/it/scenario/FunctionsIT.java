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
package io.github.dsql.hibernate.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.scenario.model.Enums.EnumBox;
import io.github.dsql.hibernate.it.scenario.model.Enums.Level;
import io.github.dsql.hibernate.it.scenario.model.Types.Basics;
import io.github.dsql.hibernate.it.scenario.model.Types.Details;
import io.github.dsql.hibernate.it.scenario.model.Types.Docs;
import io.github.dsql.hibernate.it.scenario.model.Types.Times;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FunctionsIT extends Scenario {
    private static final UUID KEY = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");

    @BeforeAll
    void storeOneRowOfEach() {
        Basics basics = new Basics();
        basics.text = " Hello World ";
        basics.normal = -7;
        basics.dual = 2.5;
        basics.money = new BigDecimal("10.55");
        basics.flag = true;
        basics.uuid = KEY;
        Times times = new Times();
        times.date = LocalDate.of(2026, 2, 28);
        times.time = LocalTime.of(10, 20, 30);
        times.dateTime = LocalDateTime.of(2026, 2, 28, 10, 20, 30);
        times.instant = java.time.Instant.parse("2026-02-28T10:20:30Z");
        times.duration = Duration.ofMinutes(90);
        Docs docs = new Docs();
        docs.details = new Details("red", 5);
        docs.map = Map.of("a", "1");
        docs.strings = new String[] {"x", "y"};
        docs.list = List.of(1, 2, 3);
        EnumBox box = new EnumBox();
        box.implicit = Level.HIGH;
        box.ordinal = Level.HIGH;
        persist(basics, times, docs, box);
    }

    private Object[] row(String select) {
        return one(Object[].class, select);
    }

    @Test
    void stringFunctionsWork() {
        assertThat(
                        row(
                                "select trim(text), upper(text), lower(text), length(text), substring(text, 2, 5), locate('World', text),"
                                        + " concat(text, '!'), text || '?', replace(text, 'l', 'L'), left(trim(text), 2), right(trim(text), 2),"
                                        + " lpad('7', 3, '0'), rpad('7', 3, '0'), repeat('ab', 2), position('o' in text), reverse('abc') from Basics"))
                .containsExactly(
                        "Hello World",
                        " HELLO WORLD ",
                        " hello world ",
                        13,
                        "Hello",
                        8,
                        " Hello World !",
                        " Hello World ?",
                        " HeLLo WorLd ",
                        "He",
                        "ld",
                        "007",
                        "700",
                        "abab",
                        6,
                        "cba");
        assertThat(
                        row(
                                "select trim(leading from text), trim(trailing ' ' from text), overlay('abcdef' placing 'XX' from 2 for 3), char_length('abc'),"
                                        + " ascii('A'), chr(66), initcap('ab cd'), bit_length('ab'), octet_length('ab') from Basics"))
                .containsExactly("Hello World ", " Hello World", "aXXef", 3, 65, 'B', "Ab Cd", 16, 2);
    }

    @Test
    void patternsAndRegularExpressionsWork() {
        assertThat(
                        list(
                                Long.class,
                                "select id from Basics where text like '%World%' and text ilike '%WORLD%' and text not like 'x\\_%' escape '\\'"))
                .hasSize(1);
        assertThat(list(
                        Long.class,
                        "select id from Basics where text like regexp 'W.rld' and text not like regexp '^z'"))
                .hasSize(1);
        assertThat(list(Boolean.class, "select regexp_like(text, 'w.rld', 'i') from Basics"))
                .containsExactly(true);
    }

    @Test
    void numericFunctionsWork() {
        assertThat(row(
                        "select abs(normal), sign(normal), mod(7, 4), normal % 4, power(2, 3), sqrt(16), ceiling(dual), floor(dual), round(money, 1),"
                                + " truncate(money, 1), greatest(1, 5, 3), least(4, 2), 7 / 2, -normal from Basics"))
                .hasSize(14)
                .startsWith(7, -1);
        assertThat(row(
                        "select exp(0), ln(1), log10(100), log(2, 8), sin(0), cos(0), atan2(0, 1), degrees(pi), radians(180), cast(round(dual) as Integer),"
                                + " bitand(6, 3), bitor(6, 3), bitxor(6, 3) from Basics"))
                .hasSize(13);
        assertThat(one(Double.class, "select random() from Basics")).isBetween(0.0, 1.0);
    }

    @Test
    void castsWork() {
        assertThat(row(
                        "select cast('12' as Integer), cast(normal as String), cast('2026-01-02' as LocalDate), cast(1 as Boolean), cast(flag as String),"
                                + " cast('1.25' as BigDecimal(5,2)), cast(uuid as String), cast(5 as Double), str(7),"
                                + " cast('2026-01-02 03:04:05' as LocalDateTime) from Basics"))
                .containsExactly(
                        12,
                        "-7",
                        LocalDate.of(2026, 1, 2),
                        true,
                        "true",
                        new BigDecimal("1.25"),
                        KEY.toString(),
                        5.0,
                        "7",
                        LocalDateTime.of(2026, 1, 2, 3, 4, 5));
    }

    @Test
    void caseAndNullFunctionsWork() {
        assertThat(
                        row(
                                "select case when normal < 0 then 'neg' else 'pos' end, case normal when -7 then 1 else 2 end, coalesce(national, 'none'),"
                                        + " nullif(normal, -7), ifnull(national, 'n'), flag is true, national is distinct from text from Basics"))
                .containsExactly("neg", 1, "none", null, "n", true, true);
        assertThat(
                        row(
                                "select case when implicit = HIGH then 'top' else string(implicit) end, ordinal(ordinal), string(implicit) from EnumBox"))
                .containsExactly("top", 2, "HIGH");
    }

    @Test
    void datesAreTakenApart() {
        assertThat(
                        row(
                                "select year(date), month(date), day(date), hour(dateTime), minute(dateTime), second(time), extract(week from date),"
                                        + " extract(quarter from date), extract(day of week from date), extract(day of year from date), extract(epoch from instant) from Times"))
                .startsWith(2026, 2, 28, 10, 20);
        assertThat(
                        row(
                                "select extract(date from dateTime), extract(time from dateTime), format(dateTime as 'yyyy-MM-dd HH:mm') from Times"))
                .containsExactly(LocalDate.of(2026, 2, 28), LocalTime.of(10, 20, 30), "2026-02-28 10:20");
        assertThat(
                        row(
                                "select truncate(dateTime, month), truncate(dateTime, day), truncate(dateTime, hour) from Times"))
                .startsWith(LocalDateTime.of(2026, 2, 1, 0, 0));
    }

    @Test
    void datesAreCalculatedWith() {
        assertThat(row(
                        "select date + 1 day, date + 1 month, dateTime - 1 hour, dateTime + 90 second, (dateTime - {2026-02-27 10:20:30}) by hour,"
                                + " timestampadd(day, 2, date), timestampdiff(day, date, {2026-03-28}), dateadd(month, -1, date), datediff(year, {2020-02-28}, date)"
                                + " from Times"))
                .startsWith(
                        LocalDate.of(2026, 3, 1),
                        LocalDate.of(2026, 3, 28),
                        LocalDateTime.of(2026, 2, 28, 9, 20, 30),
                        LocalDateTime.of(2026, 2, 28, 10, 22),
                        24L);
        assertThat(list(
                        Long.class,
                        "select t.id from Times t where t.instant = ?1 and t.date between {2026-02-01} and {2026-03-01}",
                        java.time.Instant.parse("2026-02-28T10:20:30Z")))
                .hasSize(1);
    }

    @Test
    void currentTimesComeFromTheServer() {
        assertThat(
                        row(
                                "select local date, local time, local datetime, instant, offset datetime, current_date, current_time, current_timestamp from Times"))
                .doesNotContainNull();
    }

    @Test
    void jsonFunctionsWork() {
        // Named json_… in HQL, which calls them incubating and takes them with this setting of the model's factory.
        assertThat(row("select json_value(map, '$.a'), json_exists(map, '$.b'), json_query(map, '$.a') from Docs"))
                .startsWith("1", false);
        assertThat(row("select json_object('a': 1, 'b': 'x'), json_array(1, 2) from Docs"))
                .hasSize(2)
                .doesNotContainNull();
        assertThat(
                        row(
                                "select json_set(map, '$.c', 'new'), json_remove(map, '$.a'), json_insert(map, '$.d', 1), json_replace(map, '$.a', 2) from Docs"))
                .hasSize(4)
                .doesNotContainNull();
        assertThat(one(String.class, "select json_arrayagg(b.normal) from Basics b"))
                .isEqualTo("[-7]");
        assertThat(one(String.class, "select json_objectagg('k' value b.normal) from Basics b"))
                .contains("\"k\"");
    }

    @Test
    void setReturningFunctionsWork() {
        assertThat(list(Integer.class, "select n from generate_series(1, 5, 2) n order by 1"))
                .containsExactly(1, 3, 5);
    }

    @Test
    void nativeFunctionsAreCalledByName() {
        assertThat(list(String.class, "select function('btrim', text) from Basics"))
                .containsExactly("Hello World");
        assertThat(list(String.class, "select sql('lower(?)', text) from Basics"))
                .containsExactly(" hello world ");
    }
}
