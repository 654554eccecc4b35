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
package io.github.dsql.hibernate.it.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.conflict.DsqlConflictException;
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.classloading.internal.ClassLoaderServiceImpl;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.event.service.spi.EventListenerGroup;
import org.hibernate.event.spi.EventType;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units on Aurora DSQL, PostgreSQL and H2 in one JVM do not meet. */
class UnitsIT {
    private static final String OURS = "io.github.dsql";

    /** What is stored by name on Aurora DSQL, and by ordinal elsewhere. */
    enum Kind {
        A,
        B
    }

    @Entity(name = "UnitParent")
    @Table(name = "unit_parent")
    static class Parent {
        @Id
        @GeneratedValue
        Long id;

        String name;
        Kind kind = Kind.B;

        @Lob
        String text;

        @Version
        int version;

        Parent() {}

        Parent(String name) {
            this.name = name;
        }
    }

    @Entity(name = "UnitChild")
    @Table(name = "unit_child")
    static class Child {
        @Id
        Long id;

        int[] numbers;

        @ManyToOne
        Parent parent;

        Child() {}

        Child(long id, Parent parent) {
            this.id = id;
            this.parent = parent;
        }
    }

    /** Hides from Hibernate that this library is on the class path. */
    @SuppressWarnings("serial")
    private static final class WithoutThisLibrary extends ClassLoaderServiceImpl {
        @Override
        public <S> Collection<S> loadJavaServices(Class<S> serviceContract) {
            return super.loadJavaServices(serviceContract).stream()
                    .filter(service -> !service.getClass().getName().startsWith(OURS))
                    .toList();
        }
    }

    private static Map<String, Object> dsql() {
        return Map.of("jakarta.persistence.jdbc.url", Databases.dsql().jdbcUrl());
    }

    private static Map<String, Object> on(Object dataSource) {
        return Map.of("hibernate.connection.datasource", dataSource);
    }

    private static SessionFactory start(Map<String, Object> settings, boolean withThisLibrary) {
        BootstrapServiceRegistryBuilder bootstrap = new BootstrapServiceRegistryBuilder();
        if (!withThisLibrary) {
            bootstrap.applyClassLoaderService(new WithoutThisLibrary());
        }
        Map<String, Object> all = new HashMap<>(settings);
        all.put("hibernate.hbm2ddl.auto", "create-drop");
        return new MetadataSources(new StandardServiceRegistryBuilder(bootstrap.build())
                        .applySettings(all)
                        .build())
                .addAnnotatedClasses(Parent.class, Child.class)
                .buildMetadata()
                .buildSessionFactory();
    }

    private static SessionFactory start(Map<String, Object> settings) {
        return start(settings, true);
    }

    static Stream<String> otherDatabases() {
        return Stream.of("jdbc:h2:mem:units;DB_CLOSE_DELAY=-1", Databases.postgresUrl());
    }

    /** But for the question of a PostgreSQL whether it is Aurora DSQL, which goes past the data source that notes statements. */
    @ParameterizedTest
    @MethodSource("otherDatabases")
    void anotherDatabaseGetsTheSameStatementsAsWithoutThisLibrary(String url) {
        List<List<String>> sent = new ArrayList<>();
        try (SessionFactory dsql = start(dsql())) {
            for (boolean with : new boolean[] {false, true}) {
                RecordingDataSource dataSource = new RecordingDataSource(url);
                Map<String, Object> settings = new HashMap<>(on(dataSource));
                settings.put(DsqlSettings.SEQUENCE_CACHE, "not for this database");
                try (SessionFactory factory = start(settings, with)) {
                    work(factory);
                }
                sent.add(dataSource.sent().stream().map(Object::toString).toList());
            }
            work(dsql);
        }
        assertThat(sent.get(0)).hasSizeGreaterThan(20);
        assertThat(sent.get(1)).isEqualTo(sent.get(0));
    }

    @ParameterizedTest
    @MethodSource("otherDatabases")
    void anotherDatabaseHasNoServiceListenerOrFunctionOfThisLibrary(String url) {
        try (SessionFactory dsql = start(dsql());
                SessionFactory without = start(on(new RecordingDataSource(url)), false);
                SessionFactory with = start(on(new RecordingDataSource(url)))) {
            assertThat(parts(dsql)).anyMatch(part -> part.startsWith(OURS));
            assertThat(parts(with)).isEqualTo(parts(without)).noneMatch(part -> part.contains(OURS));
        }
    }

    /** The classes of what a session factory is made of. */
    private static List<String> parts(SessionFactory factory) {
        SessionFactoryImplementor sessionFactory = factory.unwrap(SessionFactoryImplementor.class);
        var services = sessionFactory.getServiceRegistry();
        Dialect dialect = services.requireService(JdbcServices.class).getDialect();
        List<Object> parts = new ArrayList<>(List.of(
                dialect,
                services.requireService(JdbcEnvironment.class).getDialect(),
                services.requireService(TransactionCoordinatorBuilder.class),
                services.requireService(NativeQueryInterpreter.class),
                services.requireService(SchemaManagementTool.class),
                services.requireService(ConfigurationService.class),
                sessionFactory.getQueryEngine().getSqmTranslatorFactory(),
                sessionFactory.getJdbcServices().getSqlExceptionHelper().getSqlExceptionConverter(),
                dialect.getSqlAstTranslatorFactory(),
                dialect.getTableExporter(),
                dialect.getUniqueDelegate()));
        for (EventType<?> type : EventType.values()) {
            EventListenerGroup<?> group =
                    sessionFactory.getEventEngine().getListenerRegistry().getEventListenerGroup(type);
            group.listeners().forEach(parts::add);
        }
        sessionFactory
                .getQueryEngine()
                .getSqmFunctionRegistry()
                .getFunctionsByName()
                .forEach(entry -> parts.add(entry.getValue()));
        try (Session session = factory.openSession()) {
            parts.add(((SharedSessionContractImplementor) session)
                    .getJdbcCoordinator()
                    .getLogicalConnection());
            parts.add(((SharedSessionContractImplementor) session).getTransactionCoordinator());
        }
        return parts.stream().map(part -> part.getClass().getName()).toList();
    }

    private static void work(SessionFactory factory) {
        Parent parent = new Parent("first");
        factory.inTransaction(session -> {
            session.persist(parent);
            Child child = new Child(1, parent);
            child.numbers = new int[] {1, 2};
            session.persist(child);
        });
        factory.inTransaction(session -> {
            Parent found = session.find(Parent.class, parent.id, LockMode.PESSIMISTIC_WRITE);
            found.name = "second";
            assertThat(session.createSelectionQuery("from UnitChild where parent.name = 'second'", Child.class)
                            .getSingleResult()
                            .numbers)
                    .containsExactly(1, 2);
        });
        factory.inStatelessTransaction((StatelessSession session) -> session.upsert(new Child(2, parent)));
        factory.inTransaction(session -> {
            session.createMutationQuery("delete UnitChild").executeUpdate();
            session.createMutationQuery("update UnitParent set name = 'third'").executeUpdate();
        });
        factory.getSchemaManager().truncateMappedObjects();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inEitherOrderOfStartAndEndTheOthersWorkOn(boolean dsqlFirst) {
        Map<String, Object> other = on(new RecordingDataSource(Databases.postgresUrl()));
        SessionFactory first = start(dsqlFirst ? dsql() : other);
        SessionFactory second = start(dsqlFirst ? other : dsql());
        try (SessionFactory h2 = start(Map.of("jakarta.persistence.jdbc.url", "jdbc:h2:mem:order"))) {
            work(first);
            work(second);
            work(h2);
            first.close();
            work(second);
            work(h2);
            second.close();
            work(h2);
        }
    }

    @Test
    void aConflictOnOneIsRetriedThereWhileTheOthersWork() {
        try (SessionFactory dsql = start(dsql());
                SessionFactory postgres = start(on(new RecordingDataSource(Databases.postgresUrl())))) {
            assertThat(dialect(dsql)).isInstanceOf(DsqlDialect.class);
            Parent parent = new Parent("counted");
            dsql.inTransaction(session -> session.persist(parent));
            AtomicInteger runs = new AtomicInteger();
            Databases.dsql().faults().failNextCommits(2);
            CompletableFuture<Void> elsewhere = CompletableFuture.runAsync(() -> work(postgres));
            OccRetry.withDefaults().inTransaction(dsql, session -> {
                runs.incrementAndGet();
                session.find(Parent.class, parent.id).name = "changed";
            });
            elsewhere.join();
            assertThat(runs).hasValue(3);
            // What PostgreSQL calls a serialization failure is not this library's to name.
            assertThat(catchThrowable(() -> postgres.inTransaction(session -> session.createNativeMutationQuery(
                                    "do $$ begin raise exception 'x' using errcode = '40001'; end $$")
                            .executeUpdate())))
                    .isNotNull()
                    .isNotInstanceOf(DsqlConflictException.class);
        }
    }

    private static Dialect dialect(SessionFactory factory) {
        return factory.unwrap(SessionFactoryImplementor.class).getJdbcServices().getDialect();
    }
}
