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
package io.github.dsql.hibernate.it.plan;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** A small model, of which a persistence unit of the test resources is made too. */
public final class Clinic {
    private Clinic() {}

    /** What an animal comes for. */
    public enum Reason {
        CHECK_UP,
        SURGERY
    }

    /** Has a sequence. */
    @Entity(name = "Vet")
    @Table(name = "vet")
    public static class Vet {
        @Id
        @GeneratedValue
        Long id;

        @Column(unique = true, length = 80)
        String name;
    }

    /** Has an index, an enum and a foreign key. */
    @Entity(name = "Visit")
    @Table(name = "visit", indexes = @Index(name = "visit_vet", columnList = "vet_id"))
    public static class Visit {
        @Id
        @GeneratedValue
        UUID id;

        @Enumerated(EnumType.STRING)
        Reason reason;

        @ManyToOne
        @JoinColumn(name = "vet_id")
        Vet vet;
    }
}
