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

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.id.enhanced.DatabaseStructure;
import org.jspecify.annotations.Nullable;

/** What the sequences of a model are created with beyond their start and increment. */
final class SequenceOptions {
    private static final Pattern CACHE = Pattern.compile("\\bcache\\s+(\\d+)");
    private static final Pattern SMALL_TYPE = Pattern.compile("\\bas\\s+(?:integer|int|int4|smallint|int2)\\b");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    private final BootModel model;
    private final Map<String, String> options = new HashMap<>();

    SequenceOptions(BootModel model) {
        this.model = model;
    }

    /**
     * How many values a session takes at once.
     *
     * @param values the number
     * @param refused the options, if the service does not take them, else null
     */
    record Cache(long values, @Nullable String refused) {}

    Cache of(DatabaseStructure structure) {
        String given = options().get(structure.getPhysicalName().render());
        int byDefault = model.options().sequenceCache();
        if (given == null) {
            return new Cache(byDefault, null);
        }
        String text = QUOTED.matcher(given.toLowerCase(Locale.ROOT)).replaceAll("quoted");
        Matcher cache = CACHE.matcher(text);
        long values = cache.find() ? parsed(cache.group(1)) : byDefault;
        boolean refused = SMALL_TYPE.matcher(text).find() || (values != 1 && values < 65_536);
        return new Cache(values, refused ? given : null);
    }

    private static long parsed(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** Read when asked for: a sequence is there once its generator is. */
    private Map<String, String> options() {
        for (Namespace namespace : model.metadata.getDatabase().getNamespaces()) {
            for (Sequence sequence : namespace.getSequences()) {
                if (sequence.getOptions() != null && !sequence.getOptions().isBlank()) {
                    options.put(sequence.getName().render(), sequence.getOptions());
                }
            }
        }
        return options;
    }
}
