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

import java.sql.SQLException;
import java.util.Locale;

/** Says what to do about an exceeded limit, as far as the message of the service tells which it was. */
final class LimitHints {
    private LimitHints() {}

    static String of(SQLException error) {
        StringBuilder text = new StringBuilder();
        for (SQLException e = error; e != null; e = e.getNextException()) {
            text.append(e.getMessage()).append('\n');
        }
        String message = text.toString().toLowerCase(Locale.ROOT);
        if (message.contains("row limit")) {
            return " (Aurora DSQL changes at most 3,000 rows a transaction: split the work into transactions,"
                    + " and a bulk statement by ranges of the key)";
        }
        if (message.contains("transaction size limit")) {
            return " (Aurora DSQL changes at most 10 MiB a transaction, index entries and locked keys included: split the"
                    + " work into transactions)";
        }
        if (message.contains("age limit")) {
            return " (a transaction of Aurora DSQL lasts at most five minutes: split the work into transactions)";
        }
        if (message.contains("temp space")) {
            return " (a query of Aurora DSQL sorts and joins within 128 MiB: restrict it or add an index)";
        }
        if (message.contains("key size")) {
            return " (all columns of a key of Aurora DSQL take at most about 1 KiB: shorten the key)";
        }
        return " (a limit of Aurora DSQL)";
    }
}
