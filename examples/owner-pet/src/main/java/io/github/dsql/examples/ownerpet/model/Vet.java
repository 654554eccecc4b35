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
package io.github.dsql.examples.ownerpet.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A veterinarian, with any number of specialties.
 *
 * <p>The association is a Set, so that the join table has a primary key; of a List it would have none, and Aurora DSQL
 * addresses rows by primary key.
 */
@Entity
public class Vet {
    @Id
    @Column(length = 80)
    private String name;

    @ManyToMany
    @JoinTable(
            name = "vet_specialty",
            joinColumns = @JoinColumn(name = "vet_name"),
            inverseJoinColumns = @JoinColumn(name = "specialty_name"))
    private Set<Specialty> specialties = new LinkedHashSet<>();

    protected Vet() {}

    public Vet(String name, Set<Specialty> specialties) {
        this.name = name;
        this.specialties.addAll(specialties);
    }

    public String getName() {
        return name;
    }

    public Set<Specialty> getSpecialties() {
        return specialties;
    }
}
