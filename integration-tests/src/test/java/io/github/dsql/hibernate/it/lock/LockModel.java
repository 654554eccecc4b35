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
package io.github.dsql.hibernate.it.lock;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.NaturalId;

/** One entity of every mapping that a lock has to cope with. */
final class LockModel {
    static final Class<?>[] ENTITIES = {
        Simple.class, Joined.class, JoinedSub.class, Tpc.class, TpcSub.class, Single.class, SingleSub.class,
                WithSecondary.class,
        Parent.class, Child.class, Required.class, Emb.class, ByIdClass.class, Derived.class, Tagged.class,
                Generated.class,
        Batched.class, Employee.class, WithCode.class
    };

    private LockModel() {}

    @Entity(name = "Simple")
    static class Simple {
        @Id
        Long id;

        String name;

        @Version
        int version;

        Simple() {}

        Simple(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "Joined")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Joined {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "JoinedSub")
    static class JoinedSub extends Joined {
        String extra;

        @ManyToOne
        Simple friend;
    }

    @Entity(name = "Tpc")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Tpc {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "TpcSub")
    static class TpcSub extends Tpc {
        String extra;
    }

    @Entity(name = "Single")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    static class Single {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "SingleSub")
    static class SingleSub extends Single {
        String extra;
    }

    @Entity(name = "WithSecondary")
    @SecondaryTable(name = "secondary_part")
    static class WithSecondary {
        @Id
        Long id;

        String name;

        @Column(table = "secondary_part")
        String note;
    }

    @Entity(name = "Parent")
    static class Parent {
        @Id
        Long id;

        String name;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.ALL)
        List<Child> children = new ArrayList<>();
    }

    @Entity(name = "Child")
    static class Child {
        @Id
        Long id;

        @ManyToOne(fetch = FetchType.EAGER)
        Parent parent;
    }

    @Entity(name = "Required")
    static class Required {
        @Id
        Long id;

        @ManyToOne(optional = false)
        Parent parent;
    }

    @Embeddable
    record EmbId(long a, String b) implements Serializable {}

    @Entity(name = "Emb")
    static class Emb {
        @EmbeddedId
        EmbId id;

        String name;
    }

    record Pair(Long x, Long y) implements Serializable {}

    @Entity(name = "ByIdClass")
    @IdClass(Pair.class)
    static class ByIdClass {
        @Id
        Long x;

        @Id
        Long y;

        String name;
    }

    @Entity(name = "Derived")
    static class Derived {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Simple simple;
    }

    @Entity(name = "Tagged")
    static class Tagged {
        @Id
        Long id;

        @ElementCollection(fetch = FetchType.EAGER)
        Set<String> tags = new HashSet<>();
    }

    @Entity(name = "Generated")
    static class Generated {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        Long id;
    }

    @Entity(name = "Batched")
    @BatchSize(size = 10)
    static class Batched {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "Employee")
    static class Employee {
        @Id
        Long id;

        @ManyToOne(fetch = FetchType.EAGER)
        Employee manager;
    }

    @Entity(name = "WithCode")
    static class WithCode {
        @Id
        Long id;

        @NaturalId
        String code;
    }
}
