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

import java.util.List;
import java.util.stream.Stream;

/** Every rule of the mapping review. */
final class Rules {
    /** Looked for, and stop the boot, whatever the mode of the review: going on would read and write the data of one table as that of another. */
    static final List<Rule> ALWAYS = List.of(new CutNames());

    static final List<Rule> OTHERS = List.of(
            new ColumnTypes(),
            new EnumColumns(),
            new Keys(),
            new CollectionKeys(),
            new TableLimits(),
            new AssociationIndexes(),
            new ForeignKeys(),
            new Generators(),
            new TableOptions(),
            new StoredProcedures(),
            new SettingsRule(),
            new ConnectionRule());

    private Rules() {}

    static List<Code> codes() {
        return Stream.concat(ALWAYS.stream(), OTHERS.stream())
                .flatMap(rule -> rule.codes().stream())
                .toList();
    }
}
