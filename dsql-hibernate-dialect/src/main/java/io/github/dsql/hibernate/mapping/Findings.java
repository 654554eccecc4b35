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
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What the rules have found so far, without the codes that the user has switched off. */
final class Findings {
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.code().severity())
            .thenComparing(Finding::place)
            .thenComparing(finding -> finding.code().id())
            .thenComparing(Finding::what);

    private final Set<String> ignored;
    private final List<Finding> found = new ArrayList<>();

    Findings(Set<String> ignored) {
        this.ignored = ignored;
    }

    void add(Code code, String place, String what) {
        add(code, place, what, code.fix());
    }

    void add(Code code, String place, String what, String fix) {
        Finding finding = new Finding(code, place, what, fix);
        if (!ignored.contains(code.id()) && !found.contains(finding)) {
            found.add(finding);
        }
    }

    /** Returns them by gravity, then by place. */
    List<Finding> sorted() {
        return found.stream().sorted(ORDER).toList();
    }
}
