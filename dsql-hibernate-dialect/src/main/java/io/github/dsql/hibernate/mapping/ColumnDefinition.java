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
package io.github.dsql.hibernate.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a columnDefinition says beside the type.
 *
 * @param sql as it is written
 * @param plain in lower case, without the text of literals, names and comments
 * @param outside that without what is in parentheses
 */
record ColumnDefinition(String sql, String plain, String outside) {
    static final ColumnDefinition NONE = new ColumnDefinition("", "", "");

    private static final Pattern UNIQUE = Pattern.compile("\\bunique\\b");
    private static final Pattern PRIMARY = Pattern.compile("\\bprimary\\s+key\\b");
    private static final Pattern REFERENCES = Pattern.compile("\\breferences\\b");
    private static final Pattern DEFERRABLE = Pattern.compile("(?<!not )\\bdeferrable\\b|\\binitially\\s+deferred\\b");
    private static final Pattern COMPRESSION = Pattern.compile("\\bcompression\\b");
    private static final Pattern GENERATED = Pattern.compile("\\bgenerated\\s+always\\s+as\\s*\\(");
    private static final Pattern CHECK = Pattern.compile("\\bcheck\\s*\\(");

    static ColumnDefinition of(@Nullable String given) {
        if (given == null) {
            return NONE;
        }
        String plain = SqlText.plain(given);
        return new ColumnDefinition(given, plain, SqlText.outside(plain));
    }

    boolean isUnique() {
        return UNIQUE.matcher(outside).find();
    }

    boolean isPrimaryKey() {
        return PRIMARY.matcher(outside).find();
    }

    /** Returns whether a constraint that is not a foreign key waits for the end of the transaction. */
    boolean isDeferrable() {
        return DEFERRABLE.matcher(outside).find()
                && !REFERENCES.matcher(outside).find();
    }

    boolean isCompressed() {
        return COMPRESSION.matcher(outside).find();
    }

    @Nullable
    String generatedAs() {
        return inParentheses(GENERATED);
    }

    @Nullable
    String check() {
        return inParentheses(CHECK);
    }

    private @Nullable String inParentheses(Pattern start) {
        Matcher matcher = start.matcher(plain);
        // Within the parentheses of something else it would be a part of an expression.
        while (matcher.find()) {
            if (outside.charAt(matcher.start()) != ' ') {
                return sql.substring(matcher.end(), SqlText.closing(plain, matcher.end() - 1));
            }
        }
        return null;
    }
}
