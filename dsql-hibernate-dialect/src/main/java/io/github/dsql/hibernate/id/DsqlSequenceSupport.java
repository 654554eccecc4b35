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
package io.github.dsql.hibernate.id;

import java.math.BigInteger;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.MappingException;
import org.hibernate.dialect.sequence.PostgreSQLSequenceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how a sequence is declared: with an explicit CACHE, without which Aurora DSQL creates none (sequences exist since
 * 2026-02-13).
 */
public final class DsqlSequenceSupport extends PostgreSQLSequenceSupport {
    private static final Pattern CACHE = Pattern.compile("\\bcache\\b(?:\\s+(\\d+))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final long SMALLEST_LARGE_CACHE = 65_536;

    private final IntSupplier cache;

    /**
     * Creates the support.
     *
     * @param cache the number of values a session of the database takes at once, asked for each sequence
     */
    public DsqlSequenceSupport(IntSupplier cache) {
        this.cache = cache;
    }

    @Override
    public String[] getCreateSequenceStrings(
            String sequenceName, int initialValue, int incrementSize, @Nullable String options) {
        String create = super.getCreateSequenceString(sequenceName, initialValue, incrementSize);
        if (options == null || options.isBlank()) {
            return new String[] {create + cacheClause()};
        }
        // What the mapping says about the cache wins, whatever the setting is.
        Matcher given = CACHE.matcher(QUOTED.matcher(options).replaceAll("quoted"));
        if (!given.find()) {
            return new String[] {create + cacheClause() + " " + options};
        }
        if (given.group(1) != null && !isTaken(new BigInteger(given.group(1)))) {
            throw new MappingException(
                    "Sequence " + sequenceName + " has the options '" + options
                            + "': Aurora DSQL takes CACHE 1, or CACHE 65536 and more. Change the options in @SequenceGenerator.");
        }
        return new String[] {create + " " + options};
    }

    private static boolean isTaken(BigInteger cache) {
        return cache.equals(BigInteger.ONE) || cache.compareTo(BigInteger.valueOf(SMALLEST_LARGE_CACHE)) >= 0;
    }

    @Override
    public String[] getCreateSequenceStrings(String sequenceName, int initialValue, int incrementSize) {
        return getCreateSequenceStrings(sequenceName, initialValue, incrementSize, null);
    }

    @Override
    public String getCreateSequenceString(String sequenceName, int initialValue, int incrementSize) {
        return super.getCreateSequenceString(sequenceName, initialValue, incrementSize) + cacheClause();
    }

    private String cacheClause() {
        return " cache " + cache.getAsInt();
    }
}
