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
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A pet, with or without an owner.
 *
 * <p>The index on {@code owner_id} is written out: neither Hibernate nor Aurora DSQL creates one for an association, and
 * without it reading the pets of an owner reads the whole table.
 */
@Entity
@Table(indexes = @Index(name = "pet_owner_id", columnList = "owner_id"))
public class Pet {
    @Id
    private UUID id = UUID.randomUUID();

    @Column(length = 30, nullable = false)
    private String name;

    @Column(name = "birth_date", nullable = false)
    private LocalDate birthDate;

    /** No {@code @Enumerated}: the dialect stores the name, where Hibernate alone would store the ordinal. */
    @Column(nullable = false)
    private PetKind kind;

    @ManyToOne(fetch = FetchType.LAZY)
    private Owner owner;

    protected Pet() {}

    public Pet(String name, LocalDate birthDate, PetKind kind, Owner owner) {
        this.name = name;
        this.birthDate = birthDate;
        this.kind = kind;
        this.owner = owner;
    }

    public UUID getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public LocalDate getBirthDate() {
        return birthDate;
    }

    public PetKind getKind() {
        return kind;
    }

    public Owner getOwner() {
        return owner;
    }
}
