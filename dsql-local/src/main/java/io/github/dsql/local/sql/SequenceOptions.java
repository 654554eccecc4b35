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

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: a sequence needs {@code CACHE} to be 1, or 65536 and more, and to say so (2026-02): the number is a trade between order and
 * round trips that the service leaves to its user.
 */
final class SequenceOptions {
    private static final BigInteger LEAST_LARGE_CACHE = BigInteger.valueOf(65_536);

    private SequenceOptions() {}

    /**
     * Judges the options ahead.
     *
     * @param cacheRule the refusal for a missing or middling CACHE
     * @param cacheRequired whether leaving it out is refused too, as where the sequence is created
     */
    static @Nullable Refusal refusal(Cursor options, Rule cacheRule, boolean cacheRequired) {
        Cursor type = options.copy();
        if (type.seek("as")) {
            type.next();
            String small = ColumnType.smallInteger(type);
            if (small != null) {
                return Rule.SEQUENCE_TYPE.refuse(small);
            }
        }
        Cursor cache = options.copy();
        boolean found = false;
        while (cache.seek("cache")) {
            cache.next();
            found = true;
            if (!isAllowed(cache)) {
                return cacheRule.refuse();
            }
        }
        return cacheRequired && !found ? cacheRule.refuse() : null;
    }

    private static boolean isAllowed(Cursor cache) {
        if (cache.peek().isSymbol("-")) {
            return false;
        }
        cache.takeSymbol("+");
        Token number = cache.peek();
        if (number.type() != Token.Type.NUMBER || !number.value().matches("[0-9]+")) {
            return true;
        }
        BigInteger size = new BigInteger(number.value());
        return size.equals(BigInteger.ONE) || size.compareTo(LEAST_LARGE_CACHE) >= 0;
    }
}
