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
package io.github.dsql.hibernate.it.id;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.TableGenerator;
import java.math.BigInteger;
import java.util.UUID;
import org.hibernate.annotations.UuidGenerator;

/** One entity for each way to generate a key. */
final class GeneratedKeys {
    private GeneratedKeys() {}

    static final Class<?>[] IDENTITIES = {
        LongIdentity.class,
        PrimitiveLongIdentity.class,
        IntegerIdentity.class,
        IntIdentity.class,
        ShortIdentity.class,
        PrimitiveShortIdentity.class,
        DefinedIdentity.class,
        JoinedIdentity.class,
        JoinedIdentityPart.class,
        InheritedIdentity.class,
        GenericIdentity.class
    };

    static final Class<?>[] SEQUENCES = {
        AutoLong.class,
        AutoInteger.class,
        AutoShort.class,
        AutoUuid.class,
        StepOne.class,
        StartAndStep.class,
        SharedOne.class,
        SharedTwo.class,
        InSchema.class,
        QuotedSequence.class,
        WithOptions.class,
        WithCache.class,
        Tabled.class,
        QuotedTabled.class,
        RandomUuid.class,
        TimeUuid.class,
        TextUuid.class,
        BytesUuid.class
    };

    @Entity(name = "LongIdentity")
    static class LongIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;
    }

    @Entity(name = "PrimitiveLongIdentity")
    static class PrimitiveLongIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;
    }

    @Entity(name = "IntegerIdentity")
    static class IntegerIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Integer id;
    }

    @Entity(name = "IntIdentity")
    static class IntIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        int id;
    }

    @Entity(name = "ShortIdentity")
    static class ShortIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Short id;
    }

    @Entity(name = "PrimitiveShortIdentity")
    static class PrimitiveShortIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        short id;
    }

    /** PostgreSQL's identity columns are no numeric, so that this works on Aurora DSQL alone. */
    @Entity(name = "BigIdentity")
    static class BigIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        BigInteger id;
    }

    @Entity(name = "DefinedIdentity")
    static class DefinedIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Column(columnDefinition = "integer")
        Integer id;
    }

    @Entity(name = "JoinedIdentity")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class JoinedIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;
    }

    @Entity(name = "JoinedIdentityPart")
    static class JoinedIdentityPart extends JoinedIdentity {
        String name = "part";
    }

    @MappedSuperclass
    static class Identified {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Integer id;
    }

    @Entity(name = "InheritedIdentity")
    static class InheritedIdentity extends Identified {}

    @MappedSuperclass
    static class Keyed<K> {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        K id;
    }

    @Entity(name = "GenericIdentity")
    static class GenericIdentity extends Keyed<Long> {}

    @Entity(name = "AutoLong")
    static class AutoLong {
        @Id
        @GeneratedValue
        Long id;
    }

    @Entity(name = "AutoInteger")
    static class AutoInteger {
        @Id
        @GeneratedValue
        int id;
    }

    @Entity(name = "AutoShort")
    static class AutoShort {
        @Id
        @GeneratedValue
        Short id;
    }

    @Entity(name = "AutoUuid")
    static class AutoUuid {
        @Id
        @GeneratedValue
        UUID id;
    }

    @Entity(name = "StepOne")
    static class StepOne {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "step_one", allocationSize = 1, initialValue = 7)
        Long id;
    }

    @Entity(name = "StartAndStep")
    static class StartAndStep {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "start_and_step", allocationSize = 3, initialValue = 100)
        Long id;
    }

    @Entity(name = "SharedOne")
    static class SharedOne {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "shared")
        @SequenceGenerator(name = "shared", sequenceName = "shared_seq", allocationSize = 5)
        Long id;
    }

    @Entity(name = "SharedTwo")
    static class SharedTwo {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "shared")
        Long id;
    }

    @Entity(name = "InSchema")
    static class InSchema {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "in_schema", schema = "numbers", sequenceName = "in_schema", allocationSize = 2)
        Long id;
    }

    @Entity(name = "QuotedSequence")
    static class QuotedSequence {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(
                name = "quoted",
                schema = "`Odd Numbers`",
                sequenceName = "`My Sequence`",
                allocationSize = 2)
        Long id;
    }

    @Entity(name = "WithOptions")
    static class WithOptions {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "with_options", allocationSize = 1, options = "maxvalue 9 cycle")
        Long id;
    }

    @Entity(name = "WithCache")
    static class WithCache {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "with_cache", allocationSize = 1, options = "No Cycle CaChE 65536")
        Long id;
    }

    @Entity(name = "Tabled")
    static class Tabled {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        @TableGenerator(name = "tabled", table = "keys", allocationSize = 2, initialValue = 10)
        Long id;
    }

    @Entity(name = "QuotedTabled")
    static class QuotedTabled {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        @TableGenerator(
                name = "quoted_tabled",
                schema = "numbers",
                table = "`All Keys`",
                pkColumnName = "`For`",
                valueColumnName = "`Last`",
                allocationSize = 1)
        Integer id;
    }

    @Entity(name = "RandomUuid")
    static class RandomUuid {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;
    }

    @Entity(name = "TimeUuid")
    static class TimeUuid {
        @Id
        @UuidGenerator(style = UuidGenerator.Style.TIME)
        UUID id;
    }

    @Entity(name = "TextUuid")
    static class TextUuid {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        String id;
    }

    /** A key of bytes has no place on Aurora DSQL; an ordinary attribute has. */
    @Entity(name = "BytesUuid")
    static class BytesUuid {
        @Id
        @GeneratedValue
        Long id;

        @UuidGenerator(style = UuidGenerator.Style.TIME)
        UUID uuid;
    }
}
