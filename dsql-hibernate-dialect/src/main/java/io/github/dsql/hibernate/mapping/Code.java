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

/**
 * Internal: one kind of finding: its stable name and what the documentation says of it.
 *
 * @param id the name, as in {@code hibernate.dialect.dsql.mapping_review.ignore}
 * @param severity how grave it is
 * @param fact what Aurora DSQL does, and since when that is known
 * @param example a mapping or a setting that has it
 * @param fix what to write instead
 */
public record Code(String id, Severity severity, String fact, String example, String fix) {
    static Code error(String id, String fact, String example, String fix) {
        return new Code(id, Severity.ERROR, fact, example, fix);
    }

    static Code warn(String id, String fact, String example, String fix) {
        return new Code(id, Severity.WARN, fact, example, fix);
    }

    static Code info(String id, String fact, String example, String fix) {
        return new Code(id, Severity.INFO, fact, example, fix);
    }
}
