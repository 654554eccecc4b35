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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A statement is judged by what it says, not by how it is written. */
class MutatedStatementsTest {
    private static final int VARIANTS = 20;

    /** The parser takes ten milliseconds for a statement. */
    private static final int CHECKED_BY_PARSER = 150;

    @Test
    void judgementDoesNotDependOnTheWriting() {
        long seed = Long.getLong("dsql.mutation.seed", 20261125);
        Mutation mutation = Mutation.with(new Random(seed));
        List<String> differences = new ArrayList<>();
        for (KnownOutcome known : Mutation.subjects()) {
            for (int i = 0; i < VARIANTS; i++) {
                String variant = mutation.of(known.sql());
                String outcome = outcome(variant);
                if (!outcome.equals(known.outcome())) {
                    differences.add(known + " became " + outcome + " as " + variant);
                }
            }
        }
        assertThat(differences).as("seed %d", seed).isEmpty();
    }

    @Test
    void variantsAreStatementsToPostgresToo() {
        long seed = Long.getLong("dsql.mutation.seed", 20261125);
        Random random = new Random(seed);
        Mutation mutation = Mutation.withoutComments(random);
        PgQuery parser = PgQuery.load();
        List<KnownOutcome> subjects = Mutation.subjects();
        for (int i = 0; i < CHECKED_BY_PARSER; i++) {
            KnownOutcome known = subjects.get(random.nextInt(subjects.size()));
            String variant = mutation.of(known.sql());
            String readable = Statements.syntaxText(variant, Statements.parse(variant));
            String error = parser.parse(readable).error();
            assertThat(error == null || known.outcome().endsWith(" " + error))
                    .as("seed %d: %s says %s", seed, variant, error)
                    .isTrue();
        }
    }

    private static String outcome(String sql) {
        List<Statement> statements = Statements.parse(sql);
        if (statements.size() != 1) {
            return statements.size() + " statements";
        }
        Refusal refusal = statements.get(0).refusal();
        return refusal == null ? "ok " + statements.get(0).kind() : refusal.sqlState() + " " + refusal.message();
    }
}
