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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The findings of one boot as the user reads them. */
final class Report {
    private static final String HOW_TO_SWITCH_OFF =
            "Each code in brackets is explained in docs/mapping-review.md and can be switched off by"
                    + " hibernate.dialect.dsql.mapping_review.ignore.";

    private final List<Finding> findings;

    Report(List<Finding> findings) {
        this.findings = findings;
    }

    boolean has(Severity severity) {
        return findings.stream().anyMatch(finding -> finding.code().severity() == severity);
    }

    /** Returns a line for each error. */
    List<String> errors() {
        return findings.stream()
                .filter(finding -> finding.code().severity() == Severity.ERROR)
                .map(finding -> text(List.of(finding)))
                .toList();
    }

    /** Returns errors and warnings, which fail the boot. */
    String failure() {
        List<String> lines = new ArrayList<>();
        lines.add("The mapping does not fit Aurora DSQL:");
        lines.addAll(lines(Severity.ERROR));
        if (has(Severity.WARN)) {
            lines.add("Warnings:");
            lines.addAll(lines(Severity.WARN));
        }
        lines.add(HOW_TO_SWITCH_OFF);
        return String.join("\n", lines);
    }

    /** Returns what is logged of a boot that goes on: errors, if they do not stop it, and warnings. Null if there is neither. */
    @Nullable
    String warning() {
        List<String> lines = new ArrayList<>(lines(Severity.ERROR));
        lines.addAll(lines(Severity.WARN));
        if (lines.isEmpty()) {
            return null;
        }
        String head = has(Severity.ERROR)
                ? "The mapping does not fit Aurora DSQL (hibernate.dialect.dsql.mapping_review=warn):"
                : "What the mapping costs on Aurora DSQL:";
        return head + "\n" + String.join("\n", lines) + "\n" + HOW_TO_SWITCH_OFF;
    }

    /** Returns the remarks, null if there is none. */
    @Nullable
    String remarks() {
        List<String> lines = lines(Severity.INFO);
        return lines.isEmpty() ? null : "Good to know of this mapping on Aurora DSQL:\n" + String.join("\n", lines);
    }

    /** One line for each problem, with all places that have it; an error has a line for each. */
    private List<String> lines(Severity severity) {
        Map<String, List<Finding>> problems = new LinkedHashMap<>();
        for (Finding finding : findings) {
            if (finding.code().severity() == severity) {
                String problem = finding.code().id() + finding.what() + finding.fix();
                String key = severity == Severity.ERROR ? finding.place() + problem : problem;
                problems.computeIfAbsent(key, text -> new ArrayList<>()).add(finding);
            }
        }
        return problems.values().stream().map(same -> "  - " + text(same)).toList();
    }

    private static String text(List<Finding> same) {
        Finding first = same.get(0);
        return "[" + first.code().id() + "] "
                + same.stream().map(Finding::place).collect(Collectors.joining(", ")) + ": " + first.what() + "; "
                + first.fix();
    }
}
