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
package io.github.dsql.local.junit;

import static io.github.dsql.local.SharedServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.SchemaConflicts;
import io.github.dsql.local.Sql;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs the test classes within it. */
class DsqlLocalExtensionIT {
    /** What the test classes within have seen. */
    private static final Map<String, Object> SEEN = new ConcurrentHashMap<>();

    private static final ByteArrayOutputStream PRINTED = new ByteArrayOutputStream();
    private static Events events;

    /** One run for all, in parallel: each starts a server. */
    @BeforeAll
    static void run() {
        List<DiscoverySelector> classes = Stream.of(DsqlLocalExtensionIT.class.getDeclaredClasses())
                .filter(type -> !Modifier.isAbstract(type.getModifiers()))
                .<DiscoverySelector>map(type -> selectClass(type))
                .toList();
        PrintStream before = System.out;
        System.setOut(new PrintStream(PRINTED, true, StandardCharsets.UTF_8));
        try {
            events = runAll(classes);
        } finally {
            System.setOut(before);
        }
    }

    private static Events runAll(List<DiscoverySelector> classes) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(classes.toArray(DiscoverySelector[]::new))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .execute()
                .allEvents();
    }

    @Test
    void everyKindOfParameterIsInjectedEverywhere() throws SQLException {
        allPass(Parameters.class, 2);
        assertThat(((Connection) seen("connection of the class")).isClosed()).isTrue();
        assertThat(((Connection) seen("connection of the test")).isClosed()).isTrue();
    }

    @DsqlLocalTest
    static class Parameters {
        private final DsqlLocal local;
        private final DataSource dataSource;

        Parameters(DsqlLocal local, DataSource dataSource) {
            this.local = local;
            this.dataSource = dataSource;
        }

        @BeforeAll
        static void create(Connection connection) throws SQLException {
            Sql.run(connection, "CREATE TABLE pet (id int PRIMARY KEY)");
            SEEN.put("connection of the class", connection);
        }

        @BeforeEach
        void insert(DataSource ofTheMethod) throws SQLException {
            try (Connection connection = ofTheMethod.getConnection()) {
                Sql.run(connection, "INSERT INTO pet VALUES (1) ON CONFLICT DO NOTHING");
            }
        }

        @Test
        void allShowTheSame(DsqlLocal local, Connection connection, @DsqlUrl String url) throws SQLException {
            assertThat(local).isSameAs(this.local);
            SEEN.put("connection of the test", connection);
            assertThat(query(connection, "SELECT id FROM pet")).containsExactly("1");
            assertThat(((Connection) seen("connection of the class")).isClosed())
                    .isFalse();
            try (Connection other = DriverManager.getConnection(url);
                    Connection third = dataSource.getConnection()) {
                assertThat(query(other, "SELECT id FROM pet")).containsExactly("1");
                assertThat(query(third, "SELECT current_user")).containsExactly("admin");
            }
        }

        @Test
        void needsNone() {
            assertThat(dataSource.toString()).contains(String.valueOf(local.port()));
        }
    }

    @Test
    void classesRunInParallelOnOneServerWithADatabaseEach() {
        allPass(FirstInParallel.class, 1);
        allPass(SecondInParallel.class, 1);
        assertThat(seen("server of first")).isEqualTo(seen("server of second"));
        assertThat(seen("stand-in of first")).isNotSameAs(seen("stand-in of second"));
        int port = Integer.parseInt(seen("server of first").toString());
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .as("the server ends with the last class")
                .isInstanceOf(ConnectException.class);
    }

    private static final CountDownLatch BOTH = new CountDownLatch(2);

    /** Both have a table of the same name, and are there at the same time. */
    private static void inParallel(String name, DsqlLocal local, Connection connection) throws Exception {
        Sql.run(connection, "CREATE TABLE pet (id int PRIMARY KEY)");
        Sql.run(connection, "INSERT INTO pet VALUES (1)");
        SEEN.put("stand-in of " + name, local);
        SEEN.put(
                "server of " + name,
                query(connection, "SELECT inet_server_port()").get(0));
        BOTH.countDown();
        assertThat(BOTH.await(30, TimeUnit.SECONDS))
                .as("both run at the same time")
                .isTrue();
        assertThat(query(connection, "SELECT count(*) FROM pet")).containsExactly("1");
    }

    @DsqlLocalTest
    static class FirstInParallel {
        @Test
        void run(DsqlLocal local, Connection connection) throws Exception {
            inParallel("first", local, connection);
        }
    }

    @DsqlLocalTest
    static class SecondInParallel {
        @Test
        void run(DsqlLocal local, Connection connection) throws Exception {
            inParallel("second", local, connection);
        }
    }

    @Test
    void nestedClassSharesWithItsOuterClassUnlessAnnotatedItself() {
        allPass(Outer.class, 3);
        assertThat(seen("inner")).isSameAs(seen("outer"));
        assertThat(seen("own")).isNotSameAs(seen("outer"));
    }

    @DsqlLocalTest
    static class Outer {
        @Test
        void test(DsqlLocal local) {
            SEEN.put("outer", local);
        }

        @Nested
        class Inner {
            @Test
            void test(DsqlLocal local) {
                SEEN.put("inner", local);
            }
        }

        @Nested
        @DsqlLocalTest
        class Own {
            private final DsqlLocal ofTheConstructor;

            Own(DsqlLocal local) {
                ofTheConstructor = local;
            }

            @Test
            void test(DsqlLocal local) {
                assertThat(local).isSameAs(ofTheConstructor);
                SEEN.put("own", local);
            }
        }
    }

    @Test
    void instancePerClassGetsTheSameStandInInItsConstructor() {
        allPass(PerClass.class, 1);
    }

    @DsqlLocalTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {
        private final DsqlLocal ofTheConstructor;

        PerClass(DsqlLocal local, Connection connection) throws SQLException {
            ofTheConstructor = local;
            Sql.run(connection, "CREATE TABLE pet (id int PRIMARY KEY)");
        }

        @Test
        void test(DsqlLocal local, Connection connection) throws SQLException {
            assertThat(local).isSameAs(ofTheConstructor);
            assertThat(query(connection, "SELECT count(*) FROM pet")).containsExactly("0");
        }
    }

    @Test
    void annotationIsInheritedAndEachClassHasItsOwn() {
        allPass(FirstChild.class, 1);
        allPass(SecondChild.class, 1);
        assertThat(seen("FirstChild")).isNotSameAs(seen("SecondChild"));
    }

    @DsqlLocalTest
    abstract static class Parent {
        @Test
        void test(DsqlLocal local, Connection connection) throws SQLException {
            Sql.run(connection, "CREATE TABLE pet (id int PRIMARY KEY)");
            SEEN.put(getClass().getSimpleName(), local);
        }
    }

    static class FirstChild extends Parent {}

    static class SecondChild extends Parent {}

    @Test
    void ownServerIsNotTheSharedOne() {
        allPass(OnSharedServer.class, 1);
        allPass(OnOwnServer.class, 1);
        assertThat(seen("own server")).isNotEqualTo(seen("shared server"));
    }

    @DsqlLocalTest
    static class OnSharedServer {
        @Test
        void test(Connection connection) throws SQLException {
            SEEN.put("shared server", query(connection, "SELECT inet_server_port()"));
        }
    }

    @DsqlLocalTest(ownServer = true)
    static class OnOwnServer {
        @Test
        void test(Connection connection) throws SQLException {
            SEEN.put("own server", query(connection, "SELECT inet_server_port()"));
        }
    }

    @Test
    void fieldRegistersAnExtensionWithOptions() {
        allPass(Registered.class, 2);
        assertThat(Registered.CONFIGURED).hasSize(1);
        assertThatThrownBy(Registered.DSQL::local)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not run");
    }

    static class Registered {
        static final Set<Object> CONFIGURED = ConcurrentHashMap.newKeySet();

        @RegisterExtension
        static final DsqlLocalExtension DSQL = DsqlLocalExtension.builder()
                .configure(CONFIGURED::add)
                .configure(local -> local.port(0))
                .build();

        @BeforeAll
        static void isThere() {
            assertThat(DSQL.local().port()).isPositive();
        }

        @Test
        void test(DsqlLocal local) {
            assertThat(local).isSameAs(DSQL.local());
        }

        @Nested
        class Inner {
            @Test
            void test(DsqlLocal local) {
                assertThat(local).isSameAs(DSQL.local());
            }
        }
    }

    @Test
    void fieldThatIsNotStaticIsExplained() {
        fails(NotStatic.class, ExtensionConfigurationException.class, "NotStatic", "@RegisterExtension static");
    }

    static class NotStatic {
        @RegisterExtension
        final DsqlLocalExtension dsql = DsqlLocalExtension.builder().build();

        @Test
        void test() {
            assertThat(dsql).isNotNull();
        }
    }

    @Test
    void urlOfAnotherTypeIsExplained() {
        fails(UrlAsNumber.class, ParameterResolutionException.class, "@DsqlUrl stands for a URL as String");
    }

    @DsqlLocalTest
    static class UrlAsNumber {
        @Test
        void test(@DsqlUrl int url) {
            assertThat(url).isPositive();
        }
    }

    @Test
    void parameterOfAForeignTypeIsLeftToOthers() {
        fails(Foreign.class, ParameterResolutionException.class, "No ParameterResolver registered");
    }

    @DsqlLocalTest
    static class Foreign {
        @Test
        void test(StringBuilder builder) {
            assertThat(builder).isNotNull();
        }
    }

    @Test
    void faultsAreTakenBackAndTheRecordIsClearedBetweenTests() {
        allPass(Faulty.class, 2);
    }

    @DsqlLocalTest
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Faulty {
        @Test
        void first(DsqlLocal local, Connection connection) throws SQLException {
            Sql.run(connection, "SELECT 'first'");
            local.faults().failNextCommits(100);
            assertThat(local.faults().pending()).hasSize(1);
        }

        @Test
        void second(DsqlLocal local, Connection connection) throws SQLException {
            assertThat(local.faults().pending()).isEmpty();
            Sql.run(connection, "SELECT 'second'");
            assertThat(local.statements().sql()).contains("SELECT 'second'").doesNotContain("SELECT 'first'");
        }
    }

    @Test
    void statementsOfAFailedTestArePrinted() {
        fails(Failing.class, AssertionError.class, "on purpose");
        fails(FailingSilently.class, AssertionError.class, "on purpose");
        fails(FailingEarly.class, AssertionError.class, "on purpose");
        assertThat(PRINTED.toString(StandardCharsets.UTF_8))
                .contains("Statements of fails(Connection)", "SELECT 'of a failed test'", "SELECT 'of a failed class'")
                .doesNotContain("of a test that passes", "of a silent test", "of an aborted test");
    }

    @DsqlLocalTest
    static class Failing {
        @Test
        void fails(Connection connection) throws SQLException {
            Sql.run(connection, "SELECT 'of a failed test'");
            throw new AssertionError("on purpose");
        }

        @Test
        void passes(Connection connection) throws SQLException {
            Sql.run(connection, "SELECT 'of a test that passes'");
        }

        @Test
        void aborts(Connection connection) throws SQLException {
            Sql.run(connection, "SELECT 'of an aborted test'");
            Assumptions.abort("on purpose");
        }
    }

    @DsqlLocalTest(statementsOnFailure = false)
    static class FailingSilently {
        @Test
        void fails(Connection connection) throws SQLException {
            Sql.run(connection, "SELECT 'of a silent test'");
            throw new AssertionError("on purpose");
        }
    }

    @DsqlLocalTest
    static class FailingEarly {
        @BeforeAll
        static void fail(Connection connection) throws SQLException {
            Sql.run(connection, "SELECT 'of a failed class'");
            throw new AssertionError("on purpose");
        }

        @Test
        void neverRuns() {
            assertThat(this).isNull();
        }
    }

    @Test
    void annotationSetsOptionsOfTheStandIn() {
        allPass(WithOptions.class, 1);
    }

    @DsqlLocalTest(jobDelayMillis = 3_600_000, schemaConflicts = SchemaConflicts.OFF)
    static class WithOptions {
        @Test
        void jobTakesItsTime(Connection connection) throws SQLException {
            Sql.run(connection, "CREATE TABLE pet (id int PRIMARY KEY, name text)");
            Sql.run(connection, "CREATE INDEX ASYNC ON pet (name)");
            assertThat(query(connection, "SELECT status FROM sys.jobs WHERE job_type = 'INDEX_BUILD'"))
                    .containsExactly("submitted");
        }
    }

    private static void allPass(Class<?> testClass, int tests) {
        assertThat(events.failed().filter(event -> isOf(testClass, event))).isEmpty();
        assertThat(events.succeeded().filter(event -> event.getTestDescriptor().isTest() && isOf(testClass, event)))
                .hasSize(tests);
    }

    private static void fails(Class<?> testClass, Class<? extends Throwable> failure, String... messageParts) {
        assertThat(events.failed().filter(event -> isOf(testClass, event)))
                .haveExactly(1, event(finishedWithFailure(instanceOf(failure), message(text -> Stream.of(messageParts)
                        .allMatch(text::contains)))));
    }

    private static boolean isOf(Class<?> testClass, Event event) {
        String segment = "[class:" + testClass.getName() + "]";
        return event.getTestDescriptor().getUniqueId().toString().contains(segment);
    }

    private static Object seen(String what) {
        return Objects.requireNonNull(SEEN.get(what), what);
    }
}
