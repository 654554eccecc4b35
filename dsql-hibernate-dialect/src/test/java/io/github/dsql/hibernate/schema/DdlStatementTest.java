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
package io.github.dsql.hibernate.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.schema.DdlStatement.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DdlStatementTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    create index async i on t (a)                                   | CREATE_INDEX        | t     | i
                    create unique index async if not exists "My I" on "S"."T" (a)   | CREATE_UNIQUE_INDEX | S.T   | S.My I
                    create index async on Only t (a)                                | CREATE_INDEX        | t     |
                    CREATE UNIQUE INDEX ASYNC I ON app . T(a)                       | CREATE_UNIQUE_INDEX | app.t | app.i
                    alter table if exists t add constraint f foreign key (a) references p | ADD_FOREIGN_KEY | t   |
                    alter table t add constraint k unique using index i             | USE_INDEX           | t     | i
                    alter table t add constraint c check (a > 0) not valid          | ALTER_TABLE         | t     |
                    alter table async "t" validate constraint "C"                   | VALIDATE            | t     | C
                    alter table t drop constraint if exists c                       | DROP_CONSTRAINT     | t     | c
                    alter table t drop column a                                     | DROP                | t     |
                    alter table t rename column a to b                              | RENAME              | t     |
                    alter table t alter column a set default 'drop'                 | ALTER_TABLE         | t     |
                    drop table if exists t cascade                                  | DROP_TABLE          | t     |
                    drop index i                                                    | DROP_INDEX          |       | i
                    drop schema if exists s                                         | DROP_SCHEMA         | s     |
                    drop sequence s                                                 | DROP                |       |
                    create table t (x varchar(9) default 'create index on y')       | DDL                 |       |
                    comment on table t is 'drop table x'                            | DDL                 |       |
                    insert into t values ('drop table x')                           | OTHER               |       |
                    insert into t (a) values (1) on conflict do nothing             | HARMLESS            |       |
                    insert into t (a) select 1 where not exists (select 1 from t)   | HARMLESS            |       |
                    delete from t where a = 1                                       | HARMLESS            |       |
                    update g set next_val = 50 where name = 'x'                     | HARMLESS            |       |
                    update g set next_val = next_val + 50 where name = 'x'          | OTHER               |       |
                    update g set a = 1, b = b + 1                                   | OTHER               |       |
                    select setval('s', 5)                                           | OTHER               |       |
                    """)
    void readsWhatAStatementDoes(String sql, Kind kind, String table, String object) {
        DdlStatement statement = DdlStatement.of(sql);
        assertThat(statement.kind()).isEqualTo(kind);
        assertThat(text(statement.table())).isEqualTo(table);
        assertThat(text(statement.object())).isEqualTo(object);
    }

    @Test
    void readsTheTargetOfAForeignKey() {
        DdlStatement statement =
                DdlStatement.of("alter table if exists s.c add constraint f foreign key (a, \"references\")"
                        + " references \"P Q\".r (a, b) on delete cascade not valid");
        assertThat(text(statement.target())).isEqualTo("P Q.r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n    create index async i\n       on t (a)",
                "-- why\ncreate index async i on t (a)",
                "/* a; b\n */ create index async i on t (a)"
            })
    void readsOverCommentsAndLines(String sql) {
        assertThat(DdlStatement.of(sql).kind()).isEqualTo(Kind.CREATE_INDEX);
        assertThat(text(DdlStatement.of(sql).table())).isEqualTo("t");
    }

    @Test
    void namesAreThoseOfTheCatalogue() {
        assertThat(ObjectName.of("\"a\"\"b\"").name()).isEqualTo("a\"b");
        assertThat(ObjectName.of("Ünïcode").name()).isEqualTo("ünïcode");
        assertThat(ObjectName.of("x".repeat(70)).name()).hasSize(63);
        assertThat(ObjectName.of("\"x.y\".z")).isEqualTo(new ObjectName("x.y", "z"));
        assertThat(new ObjectName("S", "a\"b").sql()).isEqualTo("\"S\".\"a\"\"b\"");
    }

    @Test
    void indexWithoutANameAndChangesOfRowsAreNotSentTwice() {
        assertThat(DdlStatement.of("create index async on t (a)").isRepeatable())
                .isFalse();
        assertThat(DdlStatement.of("insert into t values (1)").isRepeatable()).isFalse();
        assertThat(DdlStatement.of("create index async i on t (a)").isRepeatable())
                .isTrue();
        assertThat(DdlStatement.of("create sequence s cache 1").isRepeatable()).isTrue();
    }

    @Test
    void longScriptIsReadInTime() {
        String insert = "insert into t values " + "(1, 'some text'), ".repeat(20_000) + "(2, '')";
        assertThat(DdlStatement.of(insert).kind()).isEqualTo(Kind.OTHER);
    }

    private static @Nullable String text(@Nullable ObjectName name) {
        return name == null ? null : name.schema() == null ? name.name() : name.schema() + "." + name.name();
    }
}
