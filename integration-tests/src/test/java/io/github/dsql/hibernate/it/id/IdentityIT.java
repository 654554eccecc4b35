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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.support.SideBySide;
import io.github.dsql.hibernate.it.support.SideBySide.Side;
import java.lang.reflect.Constructor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity keys of every type: the column is a bigint, and a value beyond the attribute's range is an error. */
class IdentityIT {
    private static SideBySide both;

    @BeforeAll
    static void boot() {
        // An identity column that takes one value after the other, as PostgreSQL's does.
        both = new SideBySide(
                Map.of("hibernate.jdbc.batch_size", "10", "hibernate.dialect.dsql.identity_cache", "1"),
                GeneratedKeys.IDENTITIES);
    }

    @AfterAll
    static void close() {
        both.close();
    }

    static Stream<Class<?>> entities() {
        return Stream.of(GeneratedKeys.IDENTITIES);
    }

    static Object create(Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No constructor to call", e);
        }
    }

    private static List<Object> persistTwo(SessionFactory factory, Class<?> type) {
        List<Object> ids = new ArrayList<>();
        factory.inTransaction(session -> {
            for (int i = 0; i < 2; i++) {
                Object entity = create(type);
                session.persist(entity);
                ids.add(session.getIdentifier(entity));
            }
        });
        factory.inStatelessTransaction(session -> {
            Object entity = create(type);
            session.insert(entity);
            ids.add(session.getIdentifier(entity));
        });
        return ids;
    }

    @ParameterizedTest
    @MethodSource("entities")
    void generatesTheSameKeysAsPostgresql(Class<?> type) {
        List<List<Object>> ids = new ArrayList<>();
        for (Side side : both.sides()) {
            ids.add(persistTwo(side.factory(), type));
        }
        assertThat(ids.get(1)).isEqualTo(ids.get(0)).doesNotHaveDuplicates();
        Object last = ids.get(1).get(2);
        Object found = both.dsql.factory().fromTransaction(session -> session.find(type, last));
        assertThat(found).isInstanceOf(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IntegerIdentity",
                "IntIdentity",
                "ShortIdentity",
                "PrimitiveShortIdentity",
                "DefinedIdentity",
                "InheritedIdentity"
            })
    void keyBeyondTheRangeOfTheAttributeIsAnErrorAndStoresNothing(String entity) {
        long tooBig = entity.contains("Short") ? Short.MAX_VALUE + 1L : Integer.MAX_VALUE + 1L;
        SessionFactory factory = both.dsql.factory();
        restart(entity, tooBig);
        Class<?> type = entities()
                .filter(each -> each.getSimpleName().equals(entity))
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> factory.inTransaction(session -> session.persist(create(type))))
                .isInstanceOf(JDBCException.class)
                .hasStackTraceContaining(String.valueOf(tooBig));
        assertThatThrownBy(() -> factory.inStatelessTransaction(session -> session.insert(create(type))))
                .isInstanceOf(JDBCException.class);
        assertThat(count(factory, "select count(*) from " + entity + " where id >= " + tooBig))
                .isZero();
        restart(entity, 1_000);
    }

    @Test
    void largestKeysAreNotCut() {
        restart("IntegerIdentity", Integer.MAX_VALUE);
        both.dsql.factory().inTransaction(session -> {
            GeneratedKeys.IntegerIdentity number = new GeneratedKeys.IntegerIdentity();
            session.persist(number);
            assertThat(number.id).isEqualTo(Integer.MAX_VALUE);
            session.remove(number);
        });
        restart("IntegerIdentity", 500);
        try (SessionFactory factory = SideBySide.dsql(
                        Map.of("hibernate.dialect.dsql.identity_cache", "1"), GeneratedKeys.BigIdentity.class)
                .factory()) {
            restart("BigIdentity", Long.MAX_VALUE);
            factory.inTransaction(session -> {
                GeneratedKeys.BigIdentity big = new GeneratedKeys.BigIdentity();
                session.persist(big);
                assertThat(big.id).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE));
            });
        }
    }

    @Test
    void keysAreReadWithoutReturningToo() {
        for (String getGeneratedKeys : List.of("true", "false")) {
            try (SideBySide sides = new SideBySide(
                    Map.of("hibernate.jdbc.use_get_generated_keys", getGeneratedKeys),
                    GeneratedKeys.LongIdentity.class)) {
                for (Side side : sides.sides()) {
                    assertThat(persistTwo(side.factory(), GeneratedKeys.LongIdentity.class))
                            .hasSize(3)
                            .doesNotContainNull();
                }
            }
        }
    }

    private static void restart(String table, long value) {
        both.dsql
                .factory()
                .inSession(session -> session.doWork(connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute("alter table " + table + " alter column id restart with " + value);
                    }
                }));
    }

    static long count(SessionFactory factory, String query) {
        return factory.fromTransaction(
                session -> session.createNativeQuery(query, Long.class).getSingleResult());
    }
}
