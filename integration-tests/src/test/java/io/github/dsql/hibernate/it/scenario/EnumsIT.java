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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.scenario.model.Enums.EnumBox;
import io.github.dsql.hibernate.it.scenario.model.Enums.Grade;
import io.github.dsql.hibernate.it.scenario.model.Enums.Level;
import io.github.dsql.hibernate.it.scenario.model.Enums.Mood;
import io.github.dsql.hibernate.it.scenario.model.Enums.Operation;
import io.github.dsql.hibernate.it.scenario.model.Enums.Priority;
import io.github.dsql.hibernate.it.scenario.model.Enums.Rating;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnumsIT extends Scenario {
    private EnumBox stored(Consumer<EnumBox> fill) {
        EnumBox box = new EnumBox();
        fill.accept(box);
        persist(box);
        return box;
    }

    private EnumBox reload(EnumBox box) {
        return find(EnumBox.class, box.id);
    }

    private Object raw(EnumBox box, String column) {
        return nativeOne(Object.class, "select " + column + " from enum_box where id = " + box.id);
    }

    @Test
    void implicitEnumIsText() {
        EnumBox box = stored(b -> b.implicit = Level.HIGH);
        assertThat(reload(box).implicit).isEqualTo(Level.HIGH);
        assertThat(raw(box, "implicit")).isEqualTo("HIGH");
    }

    @Test
    void stringEnumIsText() {
        EnumBox box = stored(b -> b.string = Level.MEDIUM);
        assertThat(reload(box).string).isEqualTo(Level.MEDIUM);
        assertThat(raw(box, "string")).isEqualTo("MEDIUM");
    }

    @Test
    void ordinalEnumIsANumber() {
        EnumBox box = stored(b -> b.ordinal = Level.HIGH);
        assertThat(reload(box).ordinal).isEqualTo(Level.HIGH);
        assertThat(((Number) raw(box, "ordinal")).intValue()).isEqualTo(2);
    }

    @Test
    void namedEnumIsText() {
        EnumBox box = stored(b -> {
            b.named = Level.LOW;
            b.namedOrdinal = Level.HIGH;
        });
        assertThat(reload(box).named).isEqualTo(Level.LOW);
        assertThat(reload(box).namedOrdinal).isEqualTo(Level.HIGH);
        assertThat(raw(box, "named")).isEqualTo("LOW");
    }

    @Test
    void enumsByTypeCodeComeBack() {
        EnumBox box = stored(b -> {
            b.byTypeCode = Level.HIGH;
            b.byNumberCode = Level.MEDIUM;
            b.byDefinition = Level.HIGH;
        });
        assertThat(List.of(reload(box).byTypeCode, reload(box).byNumberCode, reload(box).byDefinition))
                .containsExactly(Level.HIGH, Level.MEDIUM, Level.HIGH);
        assertThat(raw(box, "byTypeCode")).isEqualTo("HIGH");
        assertThat(((Number) raw(box, "byDefinition")).intValue()).isEqualTo(2);
    }

    @Test
    void enumWithValuesOfItsOwnKeepsAQuote() {
        EnumBox box = stored(b -> b.mood = Mood.SO_SO);
        assertThat(raw(box, "mood")).isEqualTo("it's okay");
        assertThat(reload(box).mood).isEqualTo(Mood.SO_SO);
        assertThat(one(Long.class, "select count(*) from EnumBox where mood = SO_SO"))
                .isEqualTo(1);
        assertThat(reload(stored(b -> b.mood = Mood.BAD)).mood).isEqualTo(Mood.BAD);
    }

    @Test
    void enumWithNumbersOfItsOwnComesBack() {
        EnumBox box = stored(b -> b.priority = Priority.NOW);
        assertThat(reload(box).priority).isEqualTo(Priority.NOW);
        assertThat(((Number) raw(box, "priority")).intValue()).isEqualTo(99);
    }

    @Test
    void enumWithBodiesComesBack() {
        EnumBox box = stored(b -> b.operation = Operation.SUBTRACT);
        assertThat(find(EnumBox.class, box.id).operation.apply(5, 3)).isEqualTo(2);
    }

    @Test
    void convertedEnumIsWhatTheConverterSays() {
        EnumBox box = stored(b -> b.grade = Grade.B);
        assertThat(reload(box).grade).isEqualTo(Grade.B);
        assertThat(raw(box, "grade")).isEqualTo("b");
    }

    @Test
    void enumsInAnEmbeddableAndAReservedColumnComeBack() {
        EnumBox box = stored(b -> {
            b.rating = new Rating();
            b.rating.level = Level.HIGH;
            b.rating.named = Level.LOW;
            b.reserved = Level.MEDIUM;
        });
        assertThat(List.of(reload(box).rating.level, reload(box).rating.named, reload(box).reserved))
                .containsExactly(Level.HIGH, Level.LOW, Level.MEDIUM);
    }

    @Test
    void enumsInCollectionsAndAsMapKeysComeBack() {
        EnumBox box = stored(b -> {
            b.levels.addAll(Set.of(Level.LOW, Level.HIGH));
            b.moods.add(Mood.SO_SO);
            b.byLevel.put(Level.MEDIUM, "m");
            b.levelByName.put("x", Level.HIGH);
        });
        run(session -> {
            EnumBox found = session.find(EnumBox.class, box.id);
            assertThat(found.levels).containsExactlyInAnyOrder(Level.LOW, Level.HIGH);
            assertThat(found.moods).containsExactly(Mood.SO_SO);
            assertThat(found.byLevel).isEqualTo(Map.of(Level.MEDIUM, "m"));
            assertThat(found.levelByName).isEqualTo(Map.of("x", Level.HIGH));
        });
    }

    @Test
    void arraysAndListsOfEnumsComeBack() {
        EnumBox box = stored(b -> {
            b.levelArray = new Level[] {Level.HIGH, Level.LOW};
            b.levelList = List.of(Level.MEDIUM);
        });
        assertThat(reload(box).levelArray).containsExactly(Level.HIGH, Level.LOW);
        assertThat(reload(box).levelList).containsExactly(Level.MEDIUM);
    }

    @Test
    void nullEnumsStayNull() {
        EnumBox box = stored(b -> {});
        run(session -> {
            EnumBox found = session.find(EnumBox.class, box.id);
            assertThat(found.implicit).isNull();
            assertThat(found.named).isNull();
            assertThat(found.mood).isNull();
            assertThat(found.levelArray).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "named", "implicit", "mood", "grade", "operation", "\"order\""})
    void databaseRefusesAValueThatIsNoConstant(String column) {
        expectFailure("23514");
        EnumBox box = stored(b -> {});
        assertThatThrownBy(() -> run(session -> session.createNativeMutationQuery(
                                "update enum_box set " + column + " = 'NONSENSE' where id = " + box.id)
                        .executeUpdate()))
                .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void queriesTakeEnumsAsParametersLiteralsAndInUpdates() {
        EnumBox box = stored(b -> {
            b.implicit = Level.LOW;
            b.named = Level.LOW;
        });
        assertThat(one(
                        Long.class,
                        "select id from EnumBox where implicit = ?1 and named = LOW and id = ?2",
                        Level.LOW,
                        box.id))
                .isEqualTo(box.id);
        assertThat(execute("update EnumBox set implicit = HIGH, named = ?1 where id = ?2", Level.HIGH, box.id))
                .isEqualTo(1);
        assertThat(list(
                        Long.class,
                        "select id from EnumBox where named in (MEDIUM, HIGH) and implicit > LOW or id = ?1",
                        box.id))
                .contains(box.id);
    }
}
