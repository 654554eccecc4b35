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
package io.github.dsql.hibernate.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.hibernate.exception.SQLGrammarException;
import org.junit.jupiter.api.Test;

class LateralDefectTest {
    private static final String SQL = "select c.id,x.i from c left join lateral (select c.id from p) x on true";

    private final DsqlErrors errors = new DsqlErrors((error, message, sql) -> null, new OpenTransactions());

    @Test
    void saysHowToWriteTheQueryInstead() {
        String recorded = "ERROR: attribute 1 of type p has wrong type";
        assertThat(errors.convert(new SQLException(recorded, "42804"), recorded, SQL))
                .isInstanceOf(SQLGrammarException.class)
                .hasMessageContaining("LEFT JOIN LATERAL")
                .hasMessageContaining("select those outside of the subquery");
    }

    @Test
    void leavesOtherTypeErrorsToHibernate() {
        String other = "ERROR: column \"a\" is of type integer but expression is of type text";
        assertThat(errors.convert(new SQLException(other, "42804"), other, SQL)).isNull();
    }
}
