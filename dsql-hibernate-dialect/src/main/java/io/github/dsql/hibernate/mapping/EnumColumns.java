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

import io.github.dsql.hibernate.type.EnumLengths;
import java.util.List;

/** Whether the column of an enum holds the longest of its values, in bytes as Aurora DSQL counts them (2026-10). */
final class EnumColumns implements Rule {
    static final Code TOO_SHORT = Code.warn(
            "enum-column-too-short",
            "The service counts the length of a varchar in bytes of UTF-8 (2026-10): a value longer than that cannot be stored.",
            "@Enumerated(EnumType.STRING) @Column(length = 3) Size size; // has MEDIUM",
            "give the column the length of the longest value");

    @Override
    public List<Code> codes() {
        return List.of(TOO_SHORT);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        EnumLengths.visitTooShort(
                model.metadata,
                (place, column, value, needed) -> findings.add(
                        TOO_SHORT,
                        place,
                        "the column '" + column.getName() + "' of length " + column.getLength()
                                + " is too short for the value '" + value + "', which cannot be stored",
                        "give it a length of at least " + needed));
    }
}
