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
package io.github.dsql.benchmarks.schema;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** The one table that has an entity, so that the mapping is one. */
@Entity
@Table(
        name = "anchor",
        indexes = {@Index(name = "anchor_1", columnList = "text"), @Index(name = "anchor_2", columnList = "more")})
class Anchor {
    @Id
    long id;

    @Column(length = 100)
    @Nullable
    String text;

    @Column(length = 100)
    @Nullable
    String more;
}
