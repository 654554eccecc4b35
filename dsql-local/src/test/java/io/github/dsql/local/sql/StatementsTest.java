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

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

    @Test
    void splitsAtSemicolonsOutsideOfLiteralsCommentsAndParentheses() {
        assertThat(
                        texts(
                                "select ';'; select $$;$$ ; select $a$ $$;$b$ $a$; select \"a;b\" /* ; /* ; */ ; */ -- ;\n;; select E'\\';'"))
                .containsExactly(
                        "select ';'",
                        " select $$;$$ ",
                        " select $a$ $$;$b$ $a$",
                        " select \"a;b\" /* ; /* ; */ ; */ -- ;\n",
                        " select E'\\';'");
    }

    @Test
    void keepsAFunctionBodyWithSemicolonsTogether() {
        String function =
                "create function x() returns int begin atomic select case when true then 1 end; select 2; end";

        assertThat(texts(function + "; select 1")).containsExactly(function, " select 1");
    }

    @Test
    void splitsAfterBeginOfATransaction() {
        assertThat(texts("begin; select 1; end")).containsExactly("begin", " select 1", " end");
    }

    @Test
    void keepsTheWholeTextOfASingleStatementSoThatErrorPositionsStayRight() {
        assertThat(texts("  /* hint */ select 1 -- end")).containsExactly("  /* hint */ select 1 -- end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncate 'abc",
                "truncate t)",
                "create temp table x (a int",
                "merge \"into t",
                "vacuum /* open",
                "lock $$ table",
                "123",
                "'x'",
                "(",
                "call missing()"
            })
    void leavesWhatIsNoStatementToPostgres(String sql) {
        Statement statement = Statements.parse(sql).get(0);

        assertThat(statement.refusal()).isNull();
        assertThat(statement.backendText()).isEqualTo(sql);
    }

    @Test
    void refusesWhatNoRuleKnows() {
        assertThat(Statements.parse("frobnicate t").get(0).refusal())
                .isEqualTo(new Refusal("unknown-statement", "0A000", "unsupported statement: Frobnicate", null));
        assertThat(Statements.parse("create frob x").get(0).refusal())
                .isEqualTo(new Refusal("unknown-statement", "0A000", "unsupported statement: CreateFrob", null));
    }

    @Test
    void copyOutOfAChangeIsAChange() {
        assertThat(Statements.parse("copy (delete from t returning id) to stdout")
                        .get(0)
                        .kind())
                .isEqualTo(StatementKind.DML);
    }

    @Test
    void judgesEachStatementOfAScript() {
        List<Statement> statements = Statements.parse("BEGIN; INSERT INTO t VALUES (1); TRUNCATE t; COMMIT;");

        assertThat(statements)
                .extracting(Statement::kind)
                .containsExactly(StatementKind.BEGIN, StatementKind.DML, StatementKind.SESSION, StatementKind.COMMIT);
        assertThat(statements.get(2).refusal())
                .isEqualTo(new Refusal("truncate", "0A000", "unsupported statement: Truncate", null));
    }

    @Test
    void remembersATextButNotALongOne() {
        String text = "select 'remembered'";
        String bulk = "insert into t values ('" + "x".repeat(10_000) + "')";

        assertThat(Statements.parse(text)).isSameAs(Statements.parse(text));
        assertThat(Statements.parse(bulk)).isNotSameAs(Statements.parse(bulk)).isEqualTo(Statements.parse(bulk));
    }

    @Test
    void judgesALongInsert() {
        String rows = "(1, 'abc', now()),".repeat(50_000);

        assertThat(Statements.parse("insert into t values " + rows + "(2, 'x', null)"))
                .extracting(Statement::kind)
                .containsExactly(StatementKind.DML);
    }

    private static List<String> texts(String sql) {
        return Statements.parse(sql).stream().map(Statement::text).toList();
    }
}
