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

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.dsql.hibernate.it.support.SideBySide;
import io.github.dsql.hibernate.it.support.SideBySide.Side;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.generator.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the database or Hibernate generates: read back after every insert and update, as on PostgreSQL. */
class GeneratedValuesIT {
    @Entity(name = "Generous")
    static class Generous {
        @Id
        Long id;

        String name;

        @Generated
        @ColumnDefault("gen_random_uuid()")
        UUID token;

        @Generated(writable = true)
        @ColumnDefault("'default'")
        String writable;

        @Generated(
                event = {EventType.INSERT, EventType.UPDATE},
                sql = "'computed'")
        String computed;

        @GeneratedColumn("upper(name)")
        String upper;

        @CurrentTimestamp(source = SourceType.DB, event = EventType.INSERT)
        Instant databaseCreated;

        @CurrentTimestamp(source = SourceType.DB)
        Instant databaseUpdated;

        @CurrentTimestamp(source = SourceType.VM)
        Instant machineUpdated;

        @CreationTimestamp
        Instant created;

        @UpdateTimestamp
        Instant updated;
    }

    @Entity(name = "Defaulted")
    @DynamicInsert
    static class Defaulted {
        @Id
        Long id;

        @ColumnDefault("'default'")
        String text;
    }

    @Entity(name = "TimeVersioned")
    static class TimeVersioned {
        @Id
        Long id;

        String name;

        @Version
        @CurrentTimestamp(source = SourceType.DB)
        Instant version;
    }

    private static void check(Side side, String getGeneratedKeys) {
        Generous row = side.factory().fromTransaction(session -> {
            Generous generous = new Generous();
            generous.id = 1L;
            generous.name = "a";
            session.persist(generous);
            session.flush();
            return generous;
        });
        assertThat(row.upper).as(side.name()).isEqualTo("A");
        assertThat(row.computed).isEqualTo("computed");
        assertThat(new Object[] {
                    row.token, row.databaseCreated, row.databaseUpdated, row.machineUpdated, row.created, row.updated
                })
                .doesNotContainNull();
        side.factory().inTransaction(session -> {
            Generous found = session.find(Generous.class, 1L);
            assertThat(found.token).isEqualTo(row.token);
            found.name = "b";
            session.flush();
            assertThat(found.upper).as(side + " " + getGeneratedKeys).isEqualTo("B");
            assertThat(found.databaseUpdated).as(side.name()).isAfter(row.databaseUpdated);
            assertThat(found.updated).as(side.name()).isAfter(row.updated);
            assertThat(found.databaseCreated).isEqualTo(row.databaseCreated);
            assertThat(found.token).isEqualTo(row.token);
        });
        versions(side);
        side.factory().inTransaction(session -> {
            Defaulted defaulted = new Defaulted();
            defaulted.id = 1L;
            session.persist(defaulted);
            session.flush();
            session.refresh(defaulted);
            assertThat(defaulted.text).isEqualTo("default");
        });
    }

    private static void versions(Side side) {
        TimeVersioned versioned = new TimeVersioned();
        versioned.id = 1L;
        side.factory().inTransaction(session -> session.persist(versioned));
        Instant first = versioned.version;
        assertThat(first).isNotNull();
        side.factory().inTransaction(session -> {
            TimeVersioned found = session.find(TimeVersioned.class, 1L);
            found.name = "changed";
            session.flush();
            assertThat(found.version).isAfter(first);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void areReadBack(String getGeneratedKeys) {
        assumeFalse(
                org.hibernate.Version.getVersionString().startsWith("8.0.0.Beta"),
                "8.0.0.Beta1 does not read the database's time after an update, on PostgreSQL either");
        try (SideBySide both = new SideBySide(
                Map.of("hibernate.jdbc.use_get_generated_keys", getGeneratedKeys, "hibernate.jdbc.batch_size", "10"),
                Generous.class,
                Defaulted.class,
                TimeVersioned.class)) {
            both.sides().forEach(side -> check(side, getGeneratedKeys));
        }
    }
}
