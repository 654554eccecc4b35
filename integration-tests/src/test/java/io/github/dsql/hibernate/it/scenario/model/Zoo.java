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
package io.github.dsql.hibernate.it.scenario.model;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;

/** Single-table inheritance with discriminators, a version and associations; public fields keep the model short. */
public final class Zoo {
    private Zoo() {}

    /** What an animal eats. */
    public enum Diet {
        PLANTS,
        MEAT,
        BOTH
    }

    /** Root of the hierarchy. */
    @Entity(name = "Animal")
    @Table(name = "animal", indexes = @Index(name = "animal_name_ix", columnList = "name, diet desc"))
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "kind", length = 20)
    public abstract static class Animal {
        @Id
        @GeneratedValue
        public Long id;

        @Version
        public int version;

        @Column(nullable = false, length = 60)
        public String name;

        @Enumerated(EnumType.STRING)
        public Diet diet;

        public Integer weight;

        @ManyToOne(fetch = FetchType.LAZY)
        public Keeper keeper;
    }

    /** A dog. */
    @Entity(name = "Dog")
    @DiscriminatorValue("DOG")
    public static class Dog extends Animal {
        public boolean trained;

        public Dog() {}

        public Dog(String name, int weight, boolean trained) {
            this.name = name;
            this.diet = Diet.BOTH;
            this.weight = weight;
            this.trained = trained;
        }
    }

    /** A cat, the middle of the hierarchy. */
    @Entity(name = "Cat")
    @DiscriminatorValue("CAT")
    public static class Cat extends Animal {
        public Integer lives = 9;

        public Cat() {}

        public Cat(String name, int weight) {
            this.name = name;
            this.diet = Diet.MEAT;
            this.weight = weight;
        }
    }

    /** A lion, whose discriminator value needs escaping. */
    @Entity(name = "Lion")
    @DiscriminatorValue("KING'S CAT")
    public static class Lion extends Cat {
        public Double maneLength;

        public Lion() {}

        public Lion(String name, int weight, double maneLength) {
            super(name, weight);
            this.maneLength = maneLength;
        }
    }

    /** Who looks after animals. */
    @Entity(name = "Keeper")
    @Table(name = "keeper")
    public static class Keeper {
        @Id
        @GeneratedValue
        public Long id;

        @Column(unique = true, length = 60)
        public String name;

        @OneToMany(mappedBy = "keeper", cascade = CascadeType.PERSIST)
        @OrderBy("name desc")
        public List<Animal> animals = new ArrayList<>();

        public Keeper() {}

        public Keeper(String name) {
            this.name = name;
        }

        public void add(Animal animal) {
            animals.add(animal);
            animal.keeper = this;
        }
    }
}
