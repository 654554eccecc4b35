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
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Someone who keeps pets.
 *
 * <p>The id is a random UUID, made here and not by the database: Aurora DSQL spreads rows over its storage by primary key, so
 * keys that count upwards would all land in one place. It is assigned in the constructor, which also lets an owner be upserted.
 */
@Entity
public class Owner {
    @Id
    private UUID id = UUID.randomUUID();

    @Column(length = 30, nullable = false)
    private String name;

    @Column(length = 80, nullable = false)
    private String city;

    @Column(length = 20)
    private String telephone;

    @OneToMany(mappedBy = "owner")
    @OrderBy("name")
    private List<Pet> pets = new ArrayList<>();

    protected Owner() {}

    public Owner(String name, String city, String telephone) {
        this.name = name;
        this.city = city;
        this.telephone = telephone;
    }

    public UUID getId() {
        return id;
    }

    public String getName() {
        return name;
    }

    public String getCity() {
        return city;
    }

    public void setCity(String city) {
        this.city = city;
    }

    public String getTelephone() {
        return telephone;
    }

    public void setTelephone(String telephone) {
        this.telephone = telephone;
    }

    public List<Pet> getPets() {
        return pets;
    }
}
