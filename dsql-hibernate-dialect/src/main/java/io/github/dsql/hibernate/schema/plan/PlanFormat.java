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
package io.github.dsql.hibernate.schema.plan;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A form in which a {@link SchemaPlan} is written. */
public enum PlanFormat {
    /** For a person: each statement with its reason, then what is left to do by hand. */
    TEXT {
        @Override
        public String write(SchemaPlan plan) {
            return PlanText.of(plan);
        }
    },
    /**
     * A script that a client in autocommit can run, as {@code psql}: one statement a transaction, with reasons and what is left
     * to do by hand as comments. It does not wait for jobs.
     */
    SQL {
        @Override
        public String write(SchemaPlan plan) {
            return PlanScript.of(plan);
        }
    },
    /**
     * One object with {@code statements} (each with {@code sql}, {@code reason}, {@code startsJob}, and {@code awaitsJobs} where it
     * is true) and {@code notes} (each with {@code severity}, {@code subject}, {@code message}, {@code manualSteps}).
     */
    JSON {
        @Override
        public String write(SchemaPlan plan) {
            return PlanJson.of(plan);
        }
    };

    /**
     * Writes a plan.
     *
     * @param plan the plan
     * @return its text, which ends with a line feed
     */
    public abstract String write(SchemaPlan plan);

    /**
     * Returns the form of a name in any letter case.
     *
     * @param name the name, as "json"
     * @return the form
     * @throws IllegalArgumentException if there is none of that name
     */
    public static PlanFormat named(String name) {
        for (PlanFormat format : values()) {
            if (format.name().equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is no format. It is one of "
                + List.of(values()).stream()
                        .map(format -> format.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + ".");
    }
}
