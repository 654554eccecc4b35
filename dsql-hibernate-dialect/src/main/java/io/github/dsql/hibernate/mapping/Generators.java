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

import java.util.Comparator;
import java.util.List;
import org.hibernate.MappingException;
import org.hibernate.generator.Generator;
import org.hibernate.id.IdentityGenerator;
import org.hibernate.id.IncrementGenerator;
import org.hibernate.id.enhanced.SequenceStyleGenerator;
import org.hibernate.id.enhanced.TableGenerator;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.GeneratorSettings;
import org.hibernate.mapping.IdentifierCollection;
import org.hibernate.mapping.KeyValue;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.RootClass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Whether the generators of keys work on Aurora DSQL, and what they cost there (2026-10). */
final class Generators implements Rule {
    static final Code IDENTITY_OVERFLOWS = Code.error(
            "identity-not-bigint",
            "An identity column is a bigint whatever the attribute is, and each session of the database takes identity_cache values at once"
                    + " (2026-02): with the default of 65,536 the second session already gets keys that no short holds.",
            "@Id @GeneratedValue(strategy = IDENTITY) Short id;",
            "make the attribute a Long, or set hibernate.dialect.dsql.identity_cache=1");

    static final Code IDENTITY_OF_OTHER_TYPE = Code.error(
            "identity-not-a-number",
            "An identity column gives numbers (2026-02), which an attribute of another type cannot take: the insert is done, and reading the key"
                    + " fails.",
            "@Id @GeneratedValue(strategy = IDENTITY) UUID id;",
            "use GenerationType.UUID for a UUID, or make the attribute a Long");

    static final Code IDENTITY_MAY_OVERFLOW = Code.warn(
            "identity-may-overflow",
            "An identity column is a bigint whatever the attribute is, and each session of the database takes identity_cache values at once"
                    + " (2026-02): an int is used up by 32,768 sessions with the default of 65,536, and then inserts fail.",
            "@Id @GeneratedValue(strategy = IDENTITY) Integer id;",
            "make the attribute a Long, or set hibernate.dialect.dsql.identity_cache=1");

    static final Code SEQUENCE_OPTIONS = Code.error(
            "sequence-options",
            "A sequence is a bigint with a CACHE of 1, or of 65,536 and more (2026-02).",
            "@SequenceGenerator(options = \"cache 100\")",
            "write cache 1 or cache 65536, or leave the options out");

    static final Code SEQUENCE_OVERFLOWS = Code.warn(
            "sequence-may-overflow",
            "Each session of the database takes CACHE values of a sequence at once, each one standing for allocationSize keys (2026-02); Hibernate"
                    + " cuts a key that the attribute does not hold.",
            "@Id @GeneratedValue Integer id; // with sequence_cache=65536",
            "make the attribute a Long, or set hibernate.dialect.dsql.sequence_cache=1");

    static final Code SEQUENCE_GAPS = Code.warn(
            "sequence-gaps",
            "Each session of the database takes CACHE values of a sequence at once, each one standing for allocationSize keys (2026-02): 65,536 times 50"
                    + " are 3.2 million keys a session, most of them never used.",
            "@SequenceGenerator(allocationSize = 50) // with sequence_cache=65536",
            "set hibernate.dialect.dsql.sequence_cache=1, or allocationSize = 1");

    static final Code TABLE = Code.warn(
            "table-generator",
            "All sessions change the one row that a table generator keeps for an entity, and of two that do so at the same time one fails at COMMIT"
                    + " with a conflict (2026-09). Hibernate's own short transaction is run up to 10 times here, not under JTA.",
            "@Id @GeneratedValue(strategy = GenerationType.TABLE) Long id;",
            "use GenerationType.SEQUENCE or UUID; with a table, a large allocationSize");

    static final Code INCREMENT = Code.warn(
            "increment-generator",
            "The increment generator counts on from the largest key when the application starts: two instances give the same keys, and one of"
                    + " them fails at COMMIT (2026-09).",
            "@GenericGenerator(strategy = \"increment\")",
            "use GenerationType.SEQUENCE or UUID");

    static final Code SEQUENTIAL = Code.info(
            "sequential-key",
            "The service keeps a table in the order of its key (2026-09): consecutive keys are neighbours, so that many concurrent inserts into a"
                    + " large table meet at its end.",
            "@Id @GeneratedValue(strategy = SEQUENCE) Long id;",
            "give large tables with many writers a random key: @GeneratedValue(strategy = GenerationType.UUID) UUID id");

    @Override
    public List<Code> codes() {
        return List.of(
                IDENTITY_OVERFLOWS,
                IDENTITY_OF_OTHER_TYPE,
                SEQUENCE_OPTIONS,
                IDENTITY_MAY_OVERFLOW,
                SEQUENCE_OVERFLOWS,
                SEQUENCE_GAPS,
                TABLE,
                INCREMENT,
                SEQUENTIAL);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        // Only a model that is still being built says where its generators belong; later, all of this has been
        // reported.
        if (model.metadata instanceof GeneratorSettings defaults) {
            Search search = new Search(model, findings, defaults, new SequenceOptions(model));
            model.metadata.getEntityBindings().stream()
                    .filter(RootClass.class::isInstance)
                    .sorted(Comparator.comparing(PersistentClass::getEntityName))
                    .forEach(entity -> search.entity((RootClass) entity));
            model.metadata.getCollectionBindings().stream()
                    .sorted(Comparator.comparing(Collection::getRole))
                    .forEach(search::collection);
        }
    }

    private record Search(BootModel model, Findings findings, GeneratorSettings defaults, SequenceOptions sequences) {
        void entity(RootClass entity) {
            Property id = entity.getIdentifierProperty();
            String place = entity.getEntityName() + (id == null ? "" : "." + id.getName());
            if (entity.getIdentifier() instanceof Component composite) {
                for (Property part : composite.getProperties()) {
                    if (part.getValue() instanceof KeyValue key) {
                        value(place + "." + part.getName(), key, entity, part);
                    }
                }
            } else {
                value(place, entity.getIdentifier(), entity, id);
            }
        }

        void collection(Collection collection) {
            if (collection instanceof IdentifierCollection bag) {
                value(collection.getRole() + " (row id)", bag.getIdentifier(), null, null);
            }
        }

        private void value(String place, KeyValue value, @Nullable RootClass entity, @Nullable Property property) {
            Generator generator = generator(value, entity, property);
            if (isIdentity(generator)) {
                if (takesNumbers(value)) {
                    identity(place, bits(value));
                    sequential(place);
                } else {
                    findings.add(
                            IDENTITY_OF_OTHER_TYPE,
                            place,
                            "an identity column gives numbers, and the attribute is a "
                                    + type(value).getSimpleName());
                }
            } else if (generator instanceof SequenceStyleGenerator style
                    && style.getDatabaseStructure().isPhysicalSequence()) {
                sequence(place, style, bits(value));
                sequential(place);
            } else if (generator instanceof TableGenerator || generator instanceof SequenceStyleGenerator) {
                findings.add(TABLE, place, "all sessions change one row of a table for its keys, and conflict over it");
            } else if (generator instanceof IncrementGenerator) {
                findings.add(INCREMENT, place, "two instances of the application give the same keys");
            }
        }

        private @Nullable Generator generator(KeyValue value, @Nullable RootClass entity, @Nullable Property property) {
            try {
                return value.createGenerator(model.dialect, entity, property, defaults);
            } catch (MappingException e) {
                return null; // As in Hibernate itself, which creates it again and then tells.
            }
        }

        private static boolean isIdentity(@Nullable Generator generator) {
            return generator instanceof IdentityGenerator;
        }

        private void identity(String place, int bits) {
            int cache = model.options().identityCache();
            if (bits < 63 && cache > 1) {
                long sessions = (1L << bits) / cache;
                findings.add(
                        bits < 31 ? IDENTITY_OVERFLOWS : IDENTITY_MAY_OVERFLOW,
                        place,
                        "each session of the database takes " + cache
                                + " values at once, so that the attribute is used up by "
                                + (sessions < 2 ? "the first session" : sessions + " sessions"));
            }
        }

        private void sequence(String place, SequenceStyleGenerator generator, int bits) {
            int increment =
                    Math.max(1, Math.abs(generator.getDatabaseStructure().getIncrementSize()));
            SequenceOptions.Cache cache = sequences.of(generator.getDatabaseStructure());
            if (cache.refused() != null) {
                findings.add(
                        SEQUENCE_OPTIONS,
                        place,
                        "Aurora DSQL takes a sequence as bigint with CACHE 1, or CACHE 65536 and more, only, and refuses '"
                                + cache.refused() + "' of the sequence '"
                                + generator
                                        .getDatabaseStructure()
                                        .getPhysicalName()
                                        .render() + "'");
            } else if (cache.values() > 1) {
                double keys = (double) cache.values() * increment;
                if (bits < 63) {
                    findings.add(
                            SEQUENCE_OVERFLOWS,
                            place,
                            "each session of the database takes " + Math.round(keys)
                                    + " keys at once, so that the attribute is used up by "
                                    + Math.max(1, (long) ((1L << bits) / keys)) + " sessions");
                } else if (increment > 1) {
                    findings.add(
                            SEQUENCE_GAPS,
                            place,
                            "CACHE " + cache.values() + " times allocationSize " + increment + " uses up "
                                    + Math.round(keys) + " keys a session");
                }
            }
        }

        private void sequential(String place) {
            findings.add(SEQUENTIAL, place, "consecutive keys are neighbours in the storage");
        }

        /** Hibernate reads a key into numbers of all kinds, and into text. */
        private static boolean takesNumbers(Value value) {
            Class<?> type = type(value);
            return Number.class.isAssignableFrom(type)
                    || type == String.class
                    || (type.isPrimitive() && type != boolean.class && type != char.class);
        }

        /** Returns the type that is read, behind a converter. */
        private static Class<?> type(Value value) {
            BasicValue.Resolution<?> resolution = value instanceof BasicValue basic ? basic.getResolution() : null;
            return resolution == null
                    ? Long.class
                    : resolution.getRelationalJavaType().getJavaTypeClass();
        }

        /** Returns how many bits of a positive number the attribute holds. */
        private static int bits(Value value) {
            BasicValue.Resolution<?> resolution = value instanceof BasicValue basic ? basic.getResolution() : null;
            Class<?> type = resolution == null
                    ? Long.class
                    : resolution.getDomainJavaType().getJavaTypeClass();
            if (type == Integer.class || type == int.class) {
                return 31;
            }
            if (type == Short.class || type == short.class) {
                return 15;
            }
            return type == Byte.class || type == byte.class ? 7 : 63;
        }
    }
}
