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
package io.github.dsql.local.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.wire.Body;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that are killed, in any state: nothing of them may stay. */
class VanishingClientsIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] NOTHING = new byte[0];

    private static DsqlLocal local = DsqlLocal.builder().allowPlainText().start();

    private interface State {
        void reach(RawClient client) throws Exception;
    }

    @BeforeAll
    static void prepare() throws SQLException {
        execute("CREATE TABLE t (id int PRIMARY KEY, v text)");
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    private static Stream<Arguments> starts() {
        return Stream.of(
                Arguments.of("having said nothing", NOTHING),
                Arguments.of("in the middle of the length", new byte[] {0, 0}),
                Arguments.of("in the middle of the startup packet", Arrays.copyOf(RawClient.startup(), 12)),
                Arguments.of("right after the startup packet", RawClient.startup()),
                Arguments.of(
                        "after asking for TLS",
                        RawClient.untyped(new Body().int32(80877103).bytes())),
                Arguments.of(
                        "in the middle of the TLS handshake",
                        RawClient.all(
                                RawClient.untyped(new Body().int32(80877103).bytes()),
                                new byte[] {22, 3, 1, 0, 100, 1})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("starts")
    void clientThatVanishesInTheHandshakeLeavesNothing(String when, byte[] said) throws Exception {
        vanishes(RawClient.dial(local), client -> client.bytes(said), when);
    }

    private static Stream<Arguments> states() {
        return Stream.of(
                state("idle", client -> {}),
                state(
                        "in the middle of a message",
                        client -> client.bytes(Arrays.copyOf(RawClient.simpleQuery("SELECT 1"), 9))),
                state("in the middle of a large message", client -> {
                    client.bytes(new Body().int8('Q').int32(5_000_000).bytes());
                    client.bytes(new byte[100_000]);
                }),
                state(
                        "with messages held back",
                        client -> client.bytes(RawClient.parse("", "SELECT 1"), RawClient.bind("", ""))),
                state(
                        "without reading a result",
                        client -> client.bytes(
                                RawClient.simpleQuery("SELECT i, repeat('x', 100) FROM generate_series(1, 100000) i"))),
                state("in the middle of reading a result", client -> {
                    client.bytes(RawClient.simpleQuery("SELECT i, repeat('x', 100) FROM generate_series(1, 100000) i"));
                    client.readUntil('D');
                }),
                state("with uncommitted work", client -> {
                    client.bytes(
                            RawClient.simpleQuery("BEGIN"), RawClient.simpleQuery("INSERT INTO t VALUES (1, 'lost')"));
                    client.readUntil('Z');
                    client.readUntil('Z');
                }),
                state("in a failed transaction", client -> {
                    client.bytes(RawClient.simpleQuery("BEGIN"), RawClient.simpleQuery("SELECT nope"));
                    client.readUntil('Z');
                    client.readUntil('Z');
                }),
                state("with an open cursor", client -> {
                    client.bytes(
                            RawClient.simpleQuery("BEGIN"),
                            RawClient.parse("", "SELECT generate_series(1, 1000)"),
                            RawClient.bind("c", ""),
                            RawClient.message('E', new Body().text("c").int32(5).bytes()),
                            RawClient.sync());
                    client.readUntil('s');
                }),
                state("during COPY in", client -> {
                    client.bytes(RawClient.simpleQuery("COPY t FROM STDIN"));
                    client.readUntil('G');
                    client.bytes(RawClient.message('d', "1\tlost\n".getBytes(StandardCharsets.UTF_8)));
                }),
                state("in the middle of a COPY message", client -> {
                    client.bytes(RawClient.simpleQuery("COPY t FROM STDIN"));
                    client.readUntil('G');
                    client.bytes(new Body().int8('d').int32(1_000).int32(7).bytes());
                }),
                state("during COPY out", client -> {
                    client.bytes(RawClient.simpleQuery("COPY (SELECT generate_series(1, 1000000)) TO STDOUT"));
                    client.readUntil('H');
                }),
                state("while a long query runs", client -> client.bytes(RawClient.simpleQuery("SELECT pg_sleep(600)"))),
                state("while a long query runs after others", client -> {
                    client.bytes(
                            RawClient.simpleQuery("BEGIN"), RawClient.simpleQuery("INSERT INTO t VALUES (1, 'lost')"));
                    client.readUntil('Z');
                    client.readUntil('Z');
                    client.bytes(
                            RawClient.parse("", "SELECT pg_sleep(600)"),
                            RawClient.bind("", ""),
                            RawClient.executePortal(""),
                            RawClient.sync());
                }),
                state(
                        "while a long query keeps a processor busy",
                        client -> client.bytes(RawClient.simpleQuery(
                                "SELECT count(*) FROM generate_series(1, 1000000000) a, generate_series(1, 1000) b"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void clientThatVanishesLeavesNothing(String when, State state) throws Exception {
        vanishes(RawClient.open(local), state, when);
        assertThat(number("SELECT count(*) FROM t")).as(when).isZero();
    }

    @Test
    void hundredClientsThatVanishAtOnceLeaveNothing() throws Exception {
        RawClient[] clients = new RawClient[100];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = RawClient.open(local);
            clients[i].bytes(RawClient.simpleQuery(
                    i % 2 == 0 ? "SELECT pg_sleep(600)" : "SELECT repeat('x', 1000) FROM generate_series(1, 20000)"));
        }
        for (RawClient client : clients) {
            client.vanish();
        }
        nothingIsLeft("a hundred clients");
    }

    private static Arguments state(String when, State state) {
        return Arguments.of(when, state);
    }

    private static void vanishes(RawClient client, State state, String when) throws Exception {
        state.reach(client);
        client.vanish();
        nothingIsLeft(when);
    }

    private static void nothingIsLeft(String when) throws SQLException {
        String others = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'admin' AND pid <> pg_backend_pid()";
        long deadline = System.nanoTime() + SOON.toNanos();
        boolean left = true;
        while (left && System.nanoTime() < deadline) {
            left = sessions() > 0 || number(others) > 0;
        }
        assertThat(left)
                .as("something is left of a client that vanished " + when)
                .isFalse();
    }

    private static long sessions() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dsql-local-" + local.port() + "-session"))
                .count();
    }

    private static int number(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
