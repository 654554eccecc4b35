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
package io.github.dsql.hibernate.it.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hibernate.query.sqm.mutation.internal.temptable.LocalTemporaryTableMutationStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutationStrategyIT {
    private static final String MUTATION = "hibernate.query.mutation_strategy";
    private static final String INSERT = "hibernate.query.insert_strategy";

    private static final Class<?>[] MODEL = {
        BulkModel.Owner.class,
        BulkModel.Payment.class,
        BulkModel.Card.class,
        BulkModel.Transfer.class,
        BulkModel.Instant.class
    };

    @ParameterizedTest
    @ValueSource(strings = {"local_temporary", "global_temporary"})
    void refusesTemporaryTablesAtBoot(String strategy) {
        assertRefused(MUTATION, strategy);
        assertRefused(INSERT, strategy);
    }

    @Test
    void refusesTemporaryTablesByClass() {
        assertRefused(MUTATION, LocalTemporaryTableMutationStrategy.class);
        assertRefused(MUTATION, LocalTemporaryTableMutationStrategy.class.getName());
    }

    private static void assertRefused(String setting, Object strategy) {
        assertThatThrownBy(() -> Twins.boot(Map.of(setting, strategy), MODEL))
                .hasMessageContaining("[temporary-tables] " + setting)
                .hasMessageContaining("Aurora DSQL has no temporary tables; remove it");
    }

    @Test
    void worksWithPersistentTables() {
        try (Twins twins = Twins.boot(Map.of(MUTATION, "persistent", INSERT, "persistent"), MODEL)) {
            twins.run(session -> BulkModel.storePayments(
                    session,
                    session.merge(new BulkModel.Owner(1, "Ann")),
                    session.merge(new BulkModel.Owner(2, "Bob"))));
            twins.assertSameChanges(
                    List.of(
                            "update Card set number = '42', reference = 'r', amount = amount * 2",
                            "insert into Card (version, reference, number) select 0, p.reference || 'c', 'n' from Payment p",
                            "delete from Payment where amount > 20"),
                    List.of("select reference, amount, number from Card", "sql: select count(*) from Transfer"));
        }
    }
}
