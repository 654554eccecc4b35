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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.boot.DsqlDialectResolver;
import jakarta.persistence.PersistenceConfiguration;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.jdbc.dialect.spi.DatabaseMetaDataDialectResolutionInfoAdapter;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which dialect is chosen, and that what is wrong with the configuration reaches the user. */
class DetectionIT {
    private static final String URL = "jakarta.persistence.jdbc.url";
    private static final String NO_METADATA = "hibernate.boot.allow_jdbc_metadata_access";

    @Test
    void theStandInIsDetected() {
        assertThat(Databases.dialectOf(Map.of(URL, Databases.dsql().jdbcUrl()))).isInstanceOf(DsqlDialect.class);
    }

    @Test
    void theStandInIsDetectedBehindAPoolWithoutAutoCommit() {
        assertThat(Databases.dialectOf(Map.of(
                        "hibernate.connection.datasource",
                        dataSource(Databases.dsql().jdbcUrl(), null))))
                .isInstanceOf(DsqlDialect.class);
    }

    @Test
    void anotherPostgresqlOnTheSameHostStaysPostgresql() {
        String url = Databases.postgresUrl();
        assertThat(Databases.dialectOf(Map.of(URL, url))).isExactlyInstanceOf(PostgreSQLDialect.class);
        assertThat(Databases.dialectOf(Map.of("hibernate.connection.datasource", dataSource(url, null))))
                .isExactlyInstanceOf(PostgreSQLDialect.class);
    }

    @Test
    void h2IsNotTouched() {
        assertThat(Databases.dialectOf(Map.of(URL, "jdbc:h2:mem:detection"))).isInstanceOf(H2Dialect.class);
        assertThat(Databases.dialectOf(Map.of(
                        URL,
                        "jdbc:h2:mem:detection",
                        "hibernate.connection.isolation",
                        "READ_COMMITTED",
                        DsqlSettings.SEQUENCE_CACHE,
                        "not for this database")))
                .isInstanceOf(H2Dialect.class);
    }

    @Test
    void anEndpointInTheUrlOfTheConnectionIsDetected() {
        assertThat(Databases.dialectOf(Map.of(
                        "hibernate.connection.datasource",
                        dataSource(Databases.dsql().jdbcUrl(), Databases.ENDPOINT))))
                .isInstanceOf(DsqlDialect.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "disallow", "DISALLOW"})
    void anEndpointInTheConfigurationIsEnoughWhenTheDatabaseMustNotBeAsked(String access) {
        assertThat(Databases.dialectOf(Map.of(URL, Databases.ENDPOINT, NO_METADATA, access)))
                .isInstanceOf(DsqlDialect.class);
    }

    @Test
    void anEndpointInTheConfigurationDecidesOnANamedProduct() {
        assertThat(Databases.dialectOf(Map.of(
                        URL,
                        Databases.ENDPOINT,
                        NO_METADATA,
                        false,
                        "jakarta.persistence.database-product-name",
                        "PostgreSQL")))
                .isInstanceOf(DsqlDialect.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsql", "DSQL", "AuroraDSQL", "io.github.dsql.hibernate.DsqlDialect"})
    void theNameOfTheDialectIsEnoughWithoutADatabase(String name) {
        assertThat(Databases.dialectOf(Map.of("hibernate.dialect", name, NO_METADATA, "false")))
                .isInstanceOf(DsqlDialect.class);
        assertThat(Databases.dialectOf(Map.of("hibernate.dialect", DsqlDialect.class, NO_METADATA, "false")))
                .isInstanceOf(DsqlDialect.class);
        assertThat(Databases.dialectOf(Map.of("hibernate.dialect", new DsqlDialect(), NO_METADATA, "false")))
                .isInstanceOf(DsqlDialect.class);
    }

    @Test
    void anExplicitDialectWins() {
        assertThat(Databases.dialectOf(Map.of(URL, Databases.dsql().jdbcUrl(), "hibernate.dialect", "PostgreSQL")))
                .isExactlyInstanceOf(PostgreSQLDialect.class);
        assertThat(Databases.dialectOf(
                        Map.of(URL, Databases.ENDPOINT, NO_METADATA, "false", "hibernate.dialect", "PostgreSQL")))
                .isExactlyInstanceOf(PostgreSQLDialect.class);
    }

    static Stream<Map<String, Object>> waysToTheDialect() {
        return Stream.of(
                Map.of("hibernate.dialect", "dsql"),
                Map.of("hibernate.dialect", DsqlDialect.class.getName()),
                Map.of("hibernate.dialect", DsqlDialect.class),
                Map.of("hibernate.dialect", new DsqlDialect()),
                Map.of());
    }

    @ParameterizedTest
    @MethodSource("waysToTheDialect")
    void aBadSettingFailsTheBootWithItsMessage(Map<String, Object> way) {
        Map<String, Object> settings = new HashMap<>(way);
        settings.put(URL, Databases.dsql().jdbcUrl());
        settings.put(DsqlSettings.SEQUENCE_CACHE, 50);
        assertBootFails(settings, DsqlSettings.SEQUENCE_CACHE + "=50", "nearest valid value 1");
    }

    @ParameterizedTest
    @MethodSource("waysToTheDialect")
    void anIsolationLevelFailsTheBootWithOurMessage(Map<String, Object> way) {
        Map<String, Object> settings = new HashMap<>(way);
        // Without a dialect of its own the stand-in is known after the first connection only, on which the pool sets
        // the level.
        settings.put(URL, way.isEmpty() ? Databases.ENDPOINT : Databases.dsql().jdbcUrl());
        settings.put(NO_METADATA, !way.isEmpty());
        settings.put("hibernate.connection.isolation", "REPEATABLE_READ");
        assertBootFails(settings, "hibernate.connection.isolation=REPEATABLE_READ", "one isolation level");
    }

    @Test
    void aBadSystemPropertyFailsTheBoot() {
        assertBootFails(
                Map.of(URL, Databases.dsql().jdbcUrl(), DsqlSettings.TRUNCATE_CHUNK_ROWS, "5000"),
                DsqlSettings.TRUNCATE_CHUNK_ROWS + "=5000");
    }

    @Test
    void settingsMayBeObjects() {
        Map<String, Object> settings = Map.of(DsqlSettings.SEQUENCE_CACHE, 65536, DsqlSettings.DDL_AWAIT_JOBS, false);
        Map<String, Object> all = new HashMap<>(settings);
        all.put(URL, Databases.dsql().jdbcUrl());
        try (SessionFactory factory = Databases.factory(all)) {
            assertThat(factory.unwrap(SessionFactoryImplementor.class)
                            .getJdbcServices()
                            .getDialect())
                    .isInstanceOfSatisfying(DsqlDialect.class, dialect -> {
                        assertThat(dialect.options().sequenceCache()).isEqualTo(65536);
                        assertThat(dialect.options().ddlAwaitJobs()).isFalse();
                    });
        }
    }

    @Test
    void aDatabaseThatOnlySaysItIsPostgresqlSurvivesTheQuestion() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:says-postgresql")) {
            connection.setAutoCommit(false);
            DatabaseMetaData metadata = saying(connection.getMetaData(), "getDatabaseProductName", "PostgreSQL");
            assertThat(new DsqlDialectResolver()
                            .resolveDialect(new DatabaseMetaDataDialectResolutionInfoAdapter(metadata)))
                    .isNull();
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("select 1")).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jdbc:postgresql://db.example.com/postgres", "jdbc:hidden", "not a URL"})
    void theDatabaseIsAskedWhereTheUrlSaysNothing(String told) {
        assertThat(Databases.dialectOf(Map.of(
                        "hibernate.connection.datasource",
                        dataSource(Databases.dsql().jdbcUrl(), told))))
                .isInstanceOf(DsqlDialect.class);
        assertThat(Databases.dialectOf(
                        Map.of("hibernate.connection.datasource", dataSource(Databases.postgresUrl(), told))))
                .isExactlyInstanceOf(PostgreSQLDialect.class);
    }

    @Test
    void ofSeveralHostsTheOneThatAnsweredCounts() {
        String told = Databases.ENDPOINT.replace("/postgres", ",localhost/postgres");
        assertThat(Databases.dialectOf(
                        Map.of("hibernate.connection.datasource", dataSource(Databases.postgresUrl(), told))))
                .isExactlyInstanceOf(PostgreSQLDialect.class);
    }

    @Test
    void theHostOfAClusterIsNotAskedTwice() {
        Databases.dsql().statements().clear();
        Databases.dialectOf(Map.of(
                "hibernate.connection.datasource", dataSource(Databases.dsql().jdbcUrl(), Databases.ENDPOINT)));
        assertThat(Databases.dsql().statements().sql()).noneMatch(sql -> sql.contains("dsql_major_version"));
    }

    /** A dialect of a user's own. */
    public static class OwnDialect extends DsqlDialect {
        public OwnDialect() {}
    }

    /** One that was made for something else. */
    public static class OtherDialect extends PostgreSQLDialect {
        public OtherDialect() {}
    }

    @Test
    void aDialectThatExtendsOursIsOurs() {
        assertBootFails(
                Map.of(
                        URL,
                        Databases.ENDPOINT,
                        "hibernate.dialect",
                        OwnDialect.class.getName(),
                        NO_METADATA,
                        "false",
                        "hibernate.connection.isolation",
                        "2"),
                "hibernate.connection.isolation=2");
        try (Log log = new Log();
                SessionFactory factory = Databases.factory(
                        Map.of(URL, Databases.dsql().jdbcUrl(), "hibernate.dialect", OwnDialect.class.getName()))) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(log.warnings()).isEmpty();
        }
    }

    static Stream<Object> otherDialects() {
        return Stream.of("PostgreSQL", OtherDialect.class.getName(), OtherDialect.class, new OtherDialect());
    }

    @ParameterizedTest
    @MethodSource("otherDialects")
    void anotherDialectForAnEndpointIsWarnedOfOnce(Object dialect) {
        try (Log log = new Log()) {
            Databases.dialectOf(Map.of(URL, Databases.ENDPOINT, "hibernate.dialect", dialect, NO_METADATA, "false"));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "leads to Aurora DSQL", "hibernate.dialect=", "extend io.github.dsql.hibernate.DsqlDialect")
                    .doesNotContain("abcdefghijklmnopqrstuvwxyz");
        }
        try (Log log = new Log();
                SessionFactory factory =
                        Databases.factory(Map.of(URL, Databases.dsql().jdbcUrl(), "hibernate.dialect", dialect))) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(log.warnings()).singleElement().asString().contains("leads to Aurora DSQL");
        }
    }

    @Test
    void everythingWrongWithTheConfigurationIsToldAtOnce() {
        assertBootFails(
                Map.of(
                        URL,
                        Databases.ENDPOINT,
                        "hibernate.connection.isolation",
                        "SERIALIZABLE",
                        "hibernate.query.mutation_strategy",
                        "global_temporary",
                        DsqlSettings.IDENTITY_CACHE,
                        100,
                        "hibernate.dialect.dsql.non_key_lock",
                        "allow"),
                "hibernate.connection.isolation=SERIALIZABLE",
                "hibernate.query.mutation_strategy=global_temporary",
                DsqlSettings.IDENTITY_CACHE + "=100",
                "'hibernate.dialect.dsql.non_key_lock' is not a setting");
    }

    private static void assertBootFails(Map<String, Object> settings, String... parts) {
        Map<String, Callable<? extends AutoCloseable>> starts = Map.of(
                "StandardServiceRegistryBuilder",
                        () -> new MetadataSources(new StandardServiceRegistryBuilder()
                                        .applySettings(settings)
                                        .build())
                                .buildMetadata()
                                .buildSessionFactory(),
                "Configuration",
                        () -> {
                            Configuration configuration = new Configuration();
                            settings.forEach(configuration.getProperties()::put);
                            return configuration.buildSessionFactory();
                        },
                "PersistenceConfiguration",
                        () -> new PersistenceConfiguration("detection")
                                .properties(settings)
                                .createEntityManagerFactory(),
                "Persistence", () -> jakarta.persistence.Persistence.createEntityManagerFactory("empty", settings));
        starts.forEach((name, start) -> assertThatThrownBy(() -> start.call().close())
                .as(name)
                .satisfies(e -> {
                    for (String part : parts) {
                        assertThat(e).hasMessageContaining(part);
                    }
                }));
    }

    /** A pool that hands out connections without auto-commit, and tells another URL if one is given. */
    private static DataSource dataSource(String url, String toldUrl) {
        return handingOut(() -> {
            Connection connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
            return (Connection) proxy(Connection.class, (proxy, method, args) -> {
                Object result = call(connection, method, args);
                return toldUrl != null && result instanceof DatabaseMetaData metadata
                        ? saying(metadata, "getURL", toldUrl.isEmpty() ? null : toldUrl)
                        : result;
            });
        });
    }

    private static DataSource handingOut(Callable<Connection> connections) {
        return (DataSource) proxy(DataSource.class, (proxy, method, args) -> switch (method.getName()) {
            case "getConnection" -> connections.call();
            case "getLogWriter" -> new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8);
            case "getParentLogger" -> Logger.getGlobal();
            case "isWrapperFor" -> false;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == args[0];
            case "toString" -> "data source";
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static DatabaseMetaData saying(DatabaseMetaData metadata, String name, String answer) {
        return (DatabaseMetaData) proxy(
                DatabaseMetaData.class,
                (proxy, method, args) -> method.getName().equals(name) ? answer : call(metadata, method, args));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(DetectionIT.class.getClassLoader(), new Class<?>[] {type}, handler);
    }
}
