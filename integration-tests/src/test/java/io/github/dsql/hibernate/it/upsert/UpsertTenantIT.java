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
package io.github.dsql.hibernate.it.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.support.SideBySide;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OptimisticLockException;
import java.util.List;
import java.util.Map;
import org.hibernate.PropertyValueException;
import org.hibernate.SessionFactory;
import org.hibernate.StaleObjectStateException;
import org.hibernate.Version;
import org.hibernate.annotations.TenantId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Upserts of entities that belong to a tenant. */
class UpsertTenantIT {
    private static SideBySide both;

    @Entity(name = "Contract")
    static class Contract {
        @Id
        Long id;

        String name;

        @TenantId
        String tenant;

        Contract() {}

        Contract(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /** Has nothing that could be updated. */
    @Entity(name = "Seal")
    static class Seal {
        @Id
        Long id;

        @TenantId
        String tenant;

        Seal() {}

        Seal(long id) {
            this.id = id;
        }
    }

    @BeforeAll
    static void boot() {
        // Hibernate 8 would have the database guard the rows, too.
        both = new SideBySide(Map.of("hibernate.multi_tenant.rls_enabled", false), Contract.class, Seal.class);
    }

    @AfterAll
    static void close() {
        both.close();
    }

    @BeforeEach
    void bindsColumnsThatAreNotUpdatable() {
        Assumptions.assumeFalse(
                Version.getVersionString().startsWith("7.2.0"),
                "Hibernate before 7.2.16 does not bind columns that are not updatable, such as the tenant, in an upsert");
    }

    private static void upsertAs(String tenant, Object entity) {
        SessionFactory factory = both.dsql.factory();
        try (var session =
                factory.withStatelessOptions().tenantIdentifier((Object) tenant).openStatelessSession()) {
            session.beginTransaction();
            session.upsert(entity);
            session.getTransaction().commit();
        }
    }

    private static List<String> contracts() {
        try (var session = both.dsql
                .factory()
                .withStatelessOptions()
                .tenantIdentifier((Object) "any")
                .openStatelessSession()) {
            return session.createNativeQuery("select name || ' of ' || tenant from Contract order by id", String.class)
                    .getResultList();
        }
    }

    @Test
    void rowBelongsToTheTenantOfTheSession() {
        Contract contract = new Contract(1, "a");
        upsertAs("A", contract);
        assertThat(contract.tenant).isEqualTo("A");
        upsertAs("A", new Contract(1, "b"));
        assertThat(contracts()).contains("b of A");
    }

    @Test
    void rowOfAnotherTenantIsNotTouched() {
        upsertAs("A", new Contract(2, "mine"));
        assertThatThrownBy(() -> upsertAs("B", new Contract(2, "stolen")))
                .isInstanceOfAny(StaleObjectStateException.class, OptimisticLockException.class);
        assertThat(contracts()).contains("mine of A").doesNotContain("stolen of A", "stolen of B");
        upsertAs("A", new Seal(1));
        upsertAs("A", new Seal(1));
        assertThatThrownBy(() -> upsertAs("B", new Seal(1)))
                .isInstanceOfAny(StaleObjectStateException.class, OptimisticLockException.class);
    }

    @Test
    void refusesTheTenantOfAnotherSession() {
        Contract contract = new Contract(3, "a");
        contract.tenant = "B";
        assertThatThrownBy(() -> upsertAs("A", contract)).isInstanceOf(PropertyValueException.class);
    }
}
