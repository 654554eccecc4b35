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

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The rows of {@link MatrixModel}: of every entity one that is labelled {@code target}, and of some another. */
final class MatrixData {
    private MatrixData() {}

    static void persist(Consumer<Object> store) {
        MatrixModel.Plain plain = labelled(new MatrixModel.Plain(), 1, "target");
        store.accept(plain);
        MatrixModel.Plain other = labelled(new MatrixModel.Plain(), 2, "other");
        store.accept(other);
        store.accept(labelled(new MatrixModel.Versioned(), 1, "target"));
        store.accept(labelled(new MatrixModel.Versioned(), 2, "other"));
        store.accept(labelled(new MatrixModel.JoinedLeaf(), 1, "target"));
        store.accept(labelled(new MatrixModel.JoinedBase(), 2, "target2"));
        store.accept(labelled(new MatrixModel.UnionLeaf(), 1, "target"));
        store.accept(labelled(new MatrixModel.UnionBase(), 2, "target2"));
        store.accept(labelled(new MatrixModel.SingleLeaf(), 1, "target"));
        MatrixModel.TwoTables twoTables = labelled(new MatrixModel.TwoTables(), 1, "target");
        twoTables.more = "more";
        store.accept(twoTables);
        MatrixModel.OptionalTable optional = labelled(new MatrixModel.OptionalTable(), 1, "target");
        optional.more = "more";
        store.accept(optional);
        MatrixModel.Embedded embedded = new MatrixModel.Embedded();
        embedded.id = new MatrixModel.Key(1, "b");
        embedded.label = "target";
        store.accept(embedded);
        MatrixModel.Classed classed = new MatrixModel.Classed();
        classed.a = 1L;
        classed.b = "b";
        classed.label = "target";
        store.accept(classed);
        MatrixModel.Derived derived = new MatrixModel.Derived();
        derived.plain = plain;
        derived.label = "target";
        store.accept(derived);
        MatrixModel.OptionalOne optionalOne = labelled(new MatrixModel.OptionalOne(), 1, "target");
        optionalOne.plain = other;
        store.accept(optionalOne);
        MatrixModel.RequiredOne requiredOne = labelled(new MatrixModel.RequiredOne(), 1, "target");
        requiredOne.plain = other;
        store.accept(requiredOne);
        MatrixModel.EagerMany eagerMany = labelled(new MatrixModel.EagerMany(), 1, "target");
        eagerMany.plains.addAll(Set.of(plain, other));
        store.accept(eagerMany);
        collected(store, plain, other);
        store.accept(labelled(new MatrixModel.Softly(), 1, "target"));
        store.accept(labelled(new MatrixModel.Filtered(), 1, "target"));
        store.accept(labelled(new MatrixModel.Filtered(), 2, "other"));
        store.accept(labelled(new MatrixModel.Restricted(), 1, "target"));
        MatrixModel.ByCode natural = labelled(new MatrixModel.ByCode(), 1, "target");
        natural.code = "n1";
        store.accept(natural);
    }

    private static void collected(Consumer<Object> store, MatrixModel.Plain plain, MatrixModel.Plain other) {
        MatrixModel.Collected collected = labelled(new MatrixModel.Collected(), 1, "target");
        collected.tags.addAll(Set.of("red", "blue"));
        collected.bag.addAll(List.of("x", "x"));
        collected.lines.addAll(List.of("first", "second"));
        collected.counts.putAll(Map.of("one", 1, "two", 2));
        collected.plains.addAll(Set.of(plain, other));
        store.accept(collected);
        MatrixModel.Listed listed = labelled(new MatrixModel.Listed(), 1, "target");
        listed.collected = collected;
        store.accept(listed);
    }

    private static <E extends MatrixModel.Labelled> E labelled(E entity, long id, String label) {
        entity.id = id;
        entity.label = label;
        return entity;
    }
}
