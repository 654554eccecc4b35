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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownOutcomesTest {

    static List<KnownOutcome> outcomes() {
        return KnownOutcome.all();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void decidesAsTheService(KnownOutcome known) {
        assertThat(outcome(known.sql())).isEqualTo(known.outcome());
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void decidesTheSameBetweenComments(KnownOutcome known) {
        String sql = known.sql().equals("") || known.sql().startsWith(";")
                ? ""
                : "/* first; */\n\t" + known.sql() + "\n -- last";
        assertThat(outcome(sql)).isEqualTo(known.outcome());
    }

    @Test
    void everyRuleOnFirstWordsHasAKnownOutcome() {
        Set<String> seen = KnownOutcome.all().stream()
                .map(known -> Statements.parse(known.sql()).get(0).refusal())
                .filter(Objects::nonNull)
                .map(Refusal::capability)
                .collect(Collectors.toSet());
        assertThat(RuleFile.rows())
                .filteredOn(row -> row.enforcers().contains(RuleFile.Enforcer.WORDS))
                .extracting(RuleFile.Row::id)
                .isSubsetOf(seen);
    }

    private static String outcome(String sql) {
        List<Statement> statements = Statements.parse(sql);
        assertThat(statements).hasSize(1);
        Refusal refusal = statements.get(0).refusal();
        return refusal == null ? "ok " + statements.get(0).kind() : refusal.sqlState() + " " + refusal.message();
    }
}
