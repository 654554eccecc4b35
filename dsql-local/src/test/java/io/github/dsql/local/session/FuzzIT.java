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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random and mutated message streams, for a few seconds; {@code -Ddsql.fuzz.seconds=600} and {@code -Ddsql.fuzz.seed=1} change
 * that.
 *
 * <p>Afterwards the session must have ended, or answer what it is asked; the log holds no failure of the stand-in; an innocent
 * session finds its data; and no session is left.
 */
class FuzzIT {
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("dsql.fuzz.seconds", 4));
    private static final long SEED = Long.getLong("dsql.fuzz.seed", System.nanoTime());
    private static final int PATIENCE_SECONDS = 20;

    private static final PrintStream REAL_ERR = System.err;
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    private static DsqlLocal local = start();
    private static Connection innocent = connect();

    private static DsqlLocal start() {
        return DsqlLocal.builder().allowPlainText().start();
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection(local.jdbcUrl());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void prepare() throws SQLException {
        System.setErr(new PrintStream(LOG, true, StandardCharsets.UTF_8));
        try (Statement statement = innocent.createStatement()) {
            statement.execute("CREATE TABLE innocent (id int PRIMARY KEY, v int)");
            statement.execute("INSERT INTO innocent VALUES (1, 0)");
        }
        innocent.setAutoCommit(false);
    }

    @AfterAll
    static void finish() throws SQLException {
        System.setErr(REAL_ERR);
        innocent.close();
        local.close();
    }

    @Test
    void noStreamOfMessagesHarmsAnybodyElse() throws Exception {
        System.out.println("Seed: " + SEED);
        Random random = new Random(SEED);
        StreamMutator mutator = new StreamMutator(corpus(), random);
        long end = System.nanoTime() + TIME.toNanos();
        int cases = 0;
        for (; System.nanoTime() < end; cases++) {
            boolean framed = random.nextBoolean();
            byte[] stream = framed ? mutator.wellFramed() : mutator.anyBytes();
            survives(stream, framed, "seed " + SEED + ", case " + cases);
            if (cases % 20 == 0) {
                innocentFindsItsData();
            }
        }
        innocentFindsItsData();
        System.out.println(cases + " streams");
        onlyTheInnocentSessionIsLeft();
    }

    /** Streams that have found something. */
    @ParameterizedTest
    @ValueSource(strings = {"bind-among-queries.bin"})
    void streamThatFoundSomethingNoLongerDoes(String file) throws Exception {
        survives(read("found/" + file), true, file);
        innocentFindsItsData();
    }

    private static void survives(byte[] stream, boolean framed, String what) throws Exception {
        try (RawClient client = RawClient.open(local)) {
            String token = Integer.toHexString(stream.length) + "-" + what.hashCode();
            CompletableFuture<String> answers = CompletableFuture.supplyAsync(() -> readAll(client));
            send(client, stream);
            if (framed) {
                // Out of a COPY, out of an error, and then a question.
                send(client, RawClient.message('f', new Body().text("enough").bytes()));
                send(client, RawClient.sync());
                send(client, RawClient.simpleQuery("ROLLBACK"));
                send(client, RawClient.simpleQuery("SELECT 'token " + token + "'"));
            }
            client.shutdownOutput();
            String seen;
            try {
                seen = answers.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                throw new AssertionError("Session is stuck: " + describe(stream, what) + stacks(), e);
            }
            if (framed && !seen.contains("SFATAL") && !hasTerminate(stream)) {
                assertThat(seen).as(() -> describe(stream, what)).contains("token " + token);
            }
            assertThat(LOG.toString(StandardCharsets.UTF_8))
                    .as(() -> describe(stream, what))
                    .doesNotContain("ERROR");
        }
    }

    private static boolean hasTerminate(byte[] stream) {
        for (int at = 0; at + 5 <= stream.length; ) {
            if (stream[at] == 'X') {
                return true;
            }
            at += 1 + java.nio.ByteBuffer.wrap(stream).getInt(at + 1);
        }
        return false;
    }

    private static void send(RawClient client, byte[] bytes) {
        try {
            client.bytes(bytes);
        } catch (IOException e) {
            // The session has ended; what came before is judged by what was answered.
            assertThat(e).isInstanceOf(java.net.SocketException.class);
        }
    }

    private static String readAll(RawClient client) {
        StringBuilder seen = new StringBuilder();
        try {
            for (RawClient.Answer answer = client.read(); answer.type() != -1; answer = client.read()) {
                seen.append((char) answer.type())
                        .append(new String(answer.body(), StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
        } catch (IOException e) {
            seen.append(e);
        }
        return seen.toString();
    }

    private static String describe(byte[] stream, String what) {
        return what + ": " + HexFormat.of().formatHex(stream) + "\n" + LOG.toString(StandardCharsets.UTF_8);
    }

    private static String stacks() {
        StringBuilder stacks = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (thread.getName().startsWith("dsql-local-" + local.port())) {
                stacks.append('\n').append(thread.getName());
                for (StackTraceElement frame : frames) {
                    stacks.append("\n    ").append(frame);
                }
            }
        });
        return stacks.toString();
    }

    private static void innocentFindsItsData() throws SQLException {
        try (Statement statement = innocent.createStatement()) {
            statement.execute("UPDATE innocent SET v = v + 1");
            int before;
            try (var rows = statement.executeQuery("SELECT count(*), min(v) FROM innocent")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
                before = rows.getInt(2);
            }
            innocent.commit();
            try (var rows = statement.executeQuery("SELECT v FROM innocent")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(before);
            }
            innocent.commit();
        }
    }

    private static void onlyTheInnocentSessionIsLeft() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (sessions() > 1 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(sessions()).as(FuzzIT::stacks).isEqualTo(1);
    }

    private static long sessions() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dsql-local-" + local.port() + "-session"))
                .count();
    }

    private static List<byte[]> corpus() throws IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (String name : List.of("prepared", "simple", "binary", "cursor", "copy", "errors")) {
            corpus.add(read("pgjdbc-" + name + ".bin"));
        }
        corpus.add(read("psql-script.bin"));
        return corpus;
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = FuzzIT.class.getResourceAsStream("streams/" + file)) {
            assertThat(in).as(file).isNotNull();
            return in.readAllBytes();
        }
    }
}
