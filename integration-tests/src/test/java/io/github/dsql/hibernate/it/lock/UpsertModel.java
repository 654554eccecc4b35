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

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.DynamicUpdate;

/** One entity of every mapping that an upsert has to cope with. */
final class UpsertModel {
    static final Class<?>[] ENTITIES = {
        Plain.class,
        Versioned.class,
        OnlyId.class,
        Fixed.class,
        Composite.class,
        Quoted.class,
        Base.class,
        Sub.class,
        TwoTables.class,
        Transformed.class,
        Typed.class,
        TypedSub.class,
        Dynamic.class
    };

    private UpsertModel() {}

    @Entity(name = "Plain")
    static class Plain {
        @Id
        Long id;

        String name;

        Plain() {}

        Plain(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "Versioned")
    static class Versioned {
        @Id
        Long id;

        String name;

        @Version
        int version;

        Versioned() {}

        Versioned(long id, String name, int version) {
            this.id = id;
            this.name = name;
            this.version = version;
        }
    }

    @Entity(name = "OnlyId")
    static class OnlyId {
        @Id
        Long id;

        OnlyId() {}

        OnlyId(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Fixed")
    static class Fixed {
        @Id
        Long id;

        @Column(updatable = false)
        String name;

        Fixed() {}

        Fixed(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Embeddable
    record CompositeId(long a, String b) implements Serializable {}

    @Entity(name = "Composite")
    static class Composite {
        @EmbeddedId
        CompositeId id;

        String name;

        Composite() {}

        Composite(CompositeId id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "Quoted")
    @Table(name = "`Quoted Table`")
    static class Quoted {
        @Id
        @Column(name = "`the id`")
        Long id;

        @Column(name = "`order`")
        String order;

        Quoted() {}

        Quoted(long id, String order) {
            this.id = id;
            this.order = order;
        }
    }

    @Entity(name = "Base")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Base {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "Sub")
    static class Sub extends Base {
        String extra;
    }

    @Entity(name = "TwoTables")
    @SecondaryTable(name = "second_table")
    static class TwoTables {
        @Id
        Long id;

        String name;

        @Column(table = "second_table")
        String note;
    }

    @Entity(name = "Transformed")
    static class Transformed {
        @Id
        Long id;

        @ColumnTransformer(read = "lower(name)", write = "upper(?)")
        String name;
    }

    @Entity(name = "Typed")
    static class Typed {
        @Id
        Long id;
    }

    @Entity(name = "TypedSub")
    static class TypedSub extends Typed {
        String extra;
    }

    @Entity(name = "Dynamic")
    @DynamicUpdate
    static class Dynamic {
        @Id
        Long id;

        String name;
    }
}
