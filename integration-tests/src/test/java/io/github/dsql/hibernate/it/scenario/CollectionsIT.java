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
package io.github.dsql.hibernate.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.scenario.model.Collections.Box;
import io.github.dsql.hibernate.it.scenario.model.Collections.Colour;
import io.github.dsql.hibernate.it.scenario.model.Collections.Crate;
import io.github.dsql.hibernate.it.scenario.model.Collections.Label;
import io.github.dsql.hibernate.it.scenario.model.Collections.Part;
import io.github.dsql.hibernate.it.scenario.model.Collections.Slot;
import io.github.dsql.hibernate.it.scenario.model.Collections.Supplier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CollectionsIT extends Scenario {
    private final Supplier acme = new Supplier("ACME");
    private final Supplier umbrella = new Supplier("UMBRELLA");

    @BeforeAll
    void storeSuppliers() {
        persist(acme, umbrella);
    }

    private Box stored(Consumer<Box> fill) {
        Box box = new Box();
        fill.accept(box);
        persist(box);
        return box;
    }

    private void change(Box box, Consumer<Box> change) {
        run(session -> change.accept(session.find(Box.class, box.id)));
    }

    private void check(Box box, Consumer<Box> assertion) {
        run(session -> assertion.accept(session.find(Box.class, box.id)));
    }

    @Test
    void bagKeepsDuplicates() {
        Box box = stored(b -> b.bag.addAll(List.of("a", "b", "a")));
        change(box, b -> b.bag.remove("b"));
        check(box, b -> assertThat(b.bag).containsExactlyInAnyOrder("a", "a"));
    }

    @Test
    void listKeepsItsOrderWhenElementsMove() {
        Box box = stored(b -> b.list.addAll(List.of("one", "two", "three")));
        change(box, b -> {
            b.list.remove(0);
            b.list.add(1, "new");
        });
        check(box, b -> assertThat(b.list).containsExactly("two", "new", "three"));
    }

    @Test
    void listMayStartAtOne() {
        Box box = stored(b -> b.numbersFromOne.addAll(List.of(10, 20)));
        change(box, b -> b.numbersFromOne.add(30));
        check(box, b -> assertThat(b.numbersFromOne).containsExactly(10, 20, 30));
    }

    @Test
    void setTakesAnElementOnce() {
        Box box = stored(b -> b.tags.addAll(Set.of("x", "y")));
        change(box, b -> {
            b.tags.add("x");
            b.tags.add("z");
            b.tags.remove("y");
        });
        check(box, b -> assertThat(b.tags).containsExactlyInAnyOrder("x", "z"));
    }

    @Test
    void setOfEnumsComesBack() {
        Box box = stored(b -> b.colours.addAll(Set.of(Colour.RED, Colour.BLUE)));
        check(box, b -> assertThat(b.colours).containsExactlyInAnyOrder(Colour.RED, Colour.BLUE));
    }

    @Test
    void sortedAndOrderedSetsAreInOrder() {
        Box box = stored(b -> {
            b.sorted.addAll(List.of("m", "a", "z"));
            b.ordered.addAll(List.of("m", "a", "z"));
        });
        check(box, b -> {
            assertThat(b.sorted).containsExactly("a", "m", "z");
            assertThat(b.ordered).containsExactly("a", "m", "z");
        });
    }

    @Test
    void mapOfBasicsIsChangedInPlace() {
        Box box = stored(b -> b.attributes.putAll(Map.of("size", "L", "fit", "slim")));
        change(box, b -> {
            b.attributes.put("size", "XL");
            b.attributes.remove("fit");
        });
        check(box, b -> assertThat(b.attributes).isEqualTo(Map.of("size", "XL")));
    }

    @Test
    void mapWithEnumKeysComesBack() {
        Box box = stored(b -> {
            b.amounts.put(Colour.GREEN, 7);
            b.opposites.put(Colour.RED, Colour.GREEN);
        });
        change(box, b -> b.amounts.put(Colour.RED, 1));
        check(box, b -> {
            assertThat(b.amounts).isEqualTo(Map.of(Colour.GREEN, 7, Colour.RED, 1));
            assertThat(b.opposites).isEqualTo(Map.of(Colour.RED, Colour.GREEN));
        });
    }

    @Test
    void sortedMapIsInOrder() {
        Box box = stored(b -> b.ranking.putAll(Map.of("b", 2, "a", 1)));
        check(box, b -> assertThat(b.ranking.firstKey()).isEqualTo("a"));
    }

    @Test
    void identifiedBagDeletesOneOfTwoEqualElements() {
        Box box = stored(b -> b.identifiedBag.addAll(List.of("same", "same", "other")));
        change(box, b -> b.identifiedBag.remove("same"));
        check(box, b -> assertThat(b.identifiedBag).containsExactlyInAnyOrder("same", "other"));
    }

    @Test
    void removingTheOwnerRemovesEveryCollectionRow() {
        Box box = stored(b -> {
            b.bag.add("x");
            b.tags.add("gone-with-box");
            b.attributes.put("k", "v");
        });
        run(session -> session.remove(session.find(Box.class, box.id)));
        assertThat(nativeOne(Long.class, "select count(*) from box_tags where tags = 'gone-with-box'"))
                .isZero();
    }

    @Test
    void replacingAWholeCollectionKeepsOnlyTheNewElements() {
        Box box = stored(b -> b.list.addAll(List.of("old1", "old2")));
        change(box, b -> b.list = List.of("new1"));
        check(box, b -> assertThat(b.list).containsExactly("new1"));
    }

    @Test
    void embeddableElementsKeepTheirAssociation() {
        Crate crate = new Crate();
        crate.parts.add(new Part("bolt", 4, acme));
        crate.parts.add(new Part("nut", 8, umbrella));
        crate.partSet.add(new Part("plate", 1, acme));
        persist(crate);
        run(session -> session.find(Crate.class, crate.id).parts.remove(0));
        run(session -> {
            Crate found = session.find(Crate.class, crate.id);
            assertThat(found.parts).containsExactly(new Part("nut", 8, null));
            assertThat(session.createSelectionQuery(
                                    "select s.supplier.code from Crate c join c.partSet s where c.id = :id",
                                    String.class)
                            .setParameter("id", crate.id)
                            .getSingleResult())
                    .isEqualTo("ACME");
        });
    }

    @Test
    void mapsWithEmbeddableAndEntityKeysComeBack() {
        Crate crate = new Crate();
        crate.slots.put(new Slot(1, 2), "full");
        crate.stock.put(acme, 40);
        persist(crate);
        run(session -> {
            Crate found = session.find(Crate.class, crate.id);
            assertThat(found.slots).isEqualTo(Map.of(new Slot(1, 2), "full"));
            assertThat(found.stock.values()).containsExactly(40);
        });
        assertThat(one(
                        Object[].class,
                        "select key(s).code, value(s) from Crate c join c.stock s where c.id = ?1",
                        crate.id))
                .containsExactly("ACME", 40);
    }

    @Test
    void listAndMapOfEntitiesComeBack() {
        Crate crate = new Crate();
        crate.preferred.addAll(List.of(umbrella, acme));
        crate.roles.put("main", acme);
        persist(crate);
        run(session -> {
            Crate found = session.find(Crate.class, crate.id);
            assertThat(found.preferred).extracting(s -> s.code).containsExactly("UMBRELLA", "ACME");
            assertThat(found.roles.get("main").code).isEqualTo("ACME");
            found.preferred.remove(0);
            found.roles.put("main", found.preferred.get(0));
        });
        run(session -> assertThat(session.find(Crate.class, crate.id).preferred).hasSize(1));
    }

    @Test
    void orphansOfAJoinTableAreDeleted() {
        Crate crate = new Crate();
        crate.labels.add(new Label("fragile"));
        crate.labels.add(new Label("heavy"));
        persist(crate);
        run(session -> session.find(Crate.class, crate.id).labels.removeIf(l -> l.text.equals("heavy")));
        assertThat(list(String.class, "select text from Label")).containsExactly("fragile");
    }
}
