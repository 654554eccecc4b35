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
package io.github.dsql.hibernate.it.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.DsqlSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.PersistenceConfiguration;
import java.io.IOException;
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
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which dialect is chosen, and that what is wrong with the configuration reaches the user. */
class DetectionIT {
    private static final String ENDPOINT =
            "jdbc:postgresql://abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws/postgres";
    private static final String URL = "jakarta.persistence.jdbc.url";
    private static final String NO_METADATA = "hibernate.boot.allow_jdbc_metadata_access";

    @Test
    void theStandInIsDetected() {
        assertThat(dialectOf(Map.of(URL, Boot.url()))).isInstanceOf(DsqlDialect.class);
    }

    @Test
    void theStandInIsDetectedBehindAPoolWithoutAutoCommit() {
        assertThat(dialectOf(Map.of("hibernate.connection.datasource", dataSource(Boot.url(), null))))
                .isInstanceOf(DsqlDialect.class);
    }

    @Test
    void anotherPostgresqlOnTheSameHostStaysPostgresql() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            assertThat(dialectOf(Map.of(URL, url))).isExactlyInstanceOf(PostgreSQLDialect.class);
            assertThat(dialectOf(Map.of("hibernate.connection.datasource", dataSource(url, null))))
                    .isExactlyInstanceOf(PostgreSQLDialect.class);
        }
    }

    @Test
    void twoDatabasesInOneJvmDoNotMeet() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            Map<String, Object> other = Map.of(
                    URL,
                    postgres.getJdbcUrl("postgres", "postgres"),
                    "hibernate.hbm2ddl.auto",
                    "create",
                    "hibernate.dialect",
                    "PostgreSQL");
            Map<String, Object> dsql = Map.of("hibernate.hbm2ddl.auto", "create-drop");
            try (SessionFactory first = Boot.sessionFactory(dsql, EnumModel.Code.class);
                    SessionFactory second = Boot.sessionFactory(other, EnumModel.Code.class)) {
                assertThat(first.isOpen() && second.isOpen()).isTrue();
                assertThat(Boot.typeOf("enum_code", "kind")).isEqualTo("character varying(255)");
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        var columns = connection.getMetaData().getColumns(null, null, "enum_code", "kind")) {
                    assertThat(columns.next()).isTrue();
                    assertThat(columns.getString("TYPE_NAME")).isEqualTo("int2");
                }
            }
        }
    }

    @Test
    void h2IsNotTouched() {
        assertThat(dialectOf(Map.of(URL, "jdbc:h2:mem:detection"))).isInstanceOf(H2Dialect.class);
        assertThat(dialectOf(Map.of(
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
        assertThat(dialectOf(Map.of("hibernate.connection.datasource", dataSource(Boot.url(), ENDPOINT))))
                .isInstanceOf(DsqlDialect.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "disallow", "DISALLOW"})
    void anEndpointInTheConfigurationIsEnoughWhenTheDatabaseMustNotBeAsked(String access) {
        assertThat(dialectOf(Map.of(URL, ENDPOINT, NO_METADATA, access))).isInstanceOf(DsqlDialect.class);
    }

    @Test
    void anEndpointInTheConfigurationDecidesOnANamedProduct() {
        assertThat(dialectOf(Map.of(
                        URL, ENDPOINT, NO_METADATA, false, "jakarta.persistence.database-product-name", "PostgreSQL")))
                .isInstanceOf(DsqlDialect.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsql", "DSQL", "AuroraDSQL", "io.github.dsql.hibernate.DsqlDialect"})
    void theNameOfTheDialectIsEnoughWithoutADatabase(String name) {
        assertThat(dialectOf(Map.of("hibernate.dialect", name, NO_METADATA, "false")))
                .isInstanceOf(DsqlDialect.class);
        assertThat(dialectOf(Map.of("hibernate.dialect", DsqlDialect.class, NO_METADATA, "false")))
                .isInstanceOf(DsqlDialect.class);
        assertThat(dialectOf(Map.of("hibernate.dialect", new DsqlDialect(), NO_METADATA, "false")))
                .isInstanceOf(DsqlDialect.class);
    }

    @Test
    void anExplicitDialectWins() {
        assertThat(dialectOf(Map.of(URL, Boot.url(), "hibernate.dialect", "PostgreSQL")))
                .isExactlyInstanceOf(PostgreSQLDialect.class);
        assertThat(dialectOf(Map.of(URL, ENDPOINT, NO_METADATA, "false", "hibernate.dialect", "PostgreSQL")))
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
        settings.put(URL, Boot.url());
        settings.put(DsqlSettings.SEQUENCE_CACHE, 50);
        assertBootFails(settings, DsqlSettings.SEQUENCE_CACHE + "=50", "nearest valid value 1");
    }

    @ParameterizedTest
    @MethodSource("waysToTheDialect")
    void anIsolationLevelFailsTheBootWithOurMessage(Map<String, Object> way) {
        Map<String, Object> settings = new HashMap<>(way);
        // Without a dialect of its own the stand-in is known after the first connection only, on which the pool sets
        // the level.
        settings.put(URL, way.isEmpty() ? ENDPOINT : Boot.url());
        settings.put("hibernate.connection.isolation", "REPEATABLE_READ");
        assertBootFails(settings, "hibernate.connection.isolation=REPEATABLE_READ", "one isolation level");
    }

    @Test
    void aBadSystemPropertyFailsTheBoot() {
        assertBootFails(
                Map.of(URL, Boot.url(), DsqlSettings.TRUNCATE_CHUNK_ROWS, "5000"),
                DsqlSettings.TRUNCATE_CHUNK_ROWS + "=5000");
    }

    @Test
    void settingsMayBeObjects() {
        Map<String, Object> settings = Map.of(DsqlSettings.SEQUENCE_CACHE, 65536, DsqlSettings.DDL_AWAIT_JOBS, false);
        try (SessionFactory factory = Boot.sessionFactory(settings)) {
            assertThat(factory.unwrap(SessionFactoryImplementor.class)
                            .getJdbcServices()
                            .getDialect())
                    .isInstanceOfSatisfying(DsqlDialect.class, dialect -> {
                        assertThat(dialect.options().sequenceCache()).isEqualTo(65536);
                        assertThat(dialect.options().ddlAwaitJobs()).isFalse();
                    });
        }
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

    /** Asks as early as Hibernate can, since an endpoint of the tests cannot be connected to. */
    private static Dialect dialectOf(Map<String, ?> settings) {
        var registry = new StandardServiceRegistryBuilder()
                .applySettings(new HashMap<>(settings))
                .build();
        try {
            return registry.requireService(JdbcEnvironment.class).getDialect();
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    /** A pool that hands out connections without auto-commit, and tells another URL if one is given. */
    private static DataSource dataSource(String url, String toldUrl) {
        return (DataSource) proxy(DataSource.class, (proxy, method, args) -> switch (method.getName()) {
            case "getConnection" -> connection(url, toldUrl);
            case "getLogWriter" -> new PrintWriter(System.err, true, java.nio.charset.StandardCharsets.UTF_8);
            case "getParentLogger" -> Logger.getGlobal();
            case "isWrapperFor" -> false;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == args[0];
            case "toString" -> "data source of " + url;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private static Connection connection(String url, String toldUrl) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        return (Connection) proxy(Connection.class, (proxy, method, args) -> {
            Object result = call(connection, method, args);
            return toldUrl != null && result instanceof DatabaseMetaData metadata
                    ? proxy(
                            DatabaseMetaData.class,
                            (p, m, a) -> m.getName().equals("getURL") ? toldUrl : call(metadata, m, a))
                    : result;
        });
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
