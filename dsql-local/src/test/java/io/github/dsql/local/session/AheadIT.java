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

import static io.github.dsql.local.SharedServer.execute;
import static io.github.dsql.local.SharedServer.local;
import static io.github.dsql.local.SharedServer.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.session.RawClient.Answer;
import io.github.dsql.local.wire.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements that are sent before the one before has been answered behave as if they had not been. */
class AheadIT {
    @BeforeEach
    void createTable() throws SQLException {
        execute("DROP TABLE IF EXISTS ahead", "CREATE TABLE ahead (id int PRIMARY KEY, v text)");
    }

    @Test
    void errorInTheMiddleFailsTheTransactionAndHidesWhatCameAfter() throws IOException, SQLException {
        try (RawClient client = RawClient.open(local())) {
            begin(client);
            client.bytes(RawClient.parse("s", "INSERT INTO ahead VALUES ($1::text::int, 'x')"));
            for (String id : List.of("1", "2", "1", "3")) {
                client.bytes(bind("s", id), RawClient.executePortal(""));
            }
            client.bytes(RawClient.sync());
            List<Answer> answers = client.readUntil('Z');
            assertThat(types(answers)).isEqualTo("12C2C2EZ");
            assertThat(answers.get(6).field('C')).isEqualTo("23505");
            assertThat(answers.get(7).body()).containsExactly('E');
            client.bytes(RawClient.simpleQuery("COMMIT"));
            assertThat(new String(client.readUntil('Z').get(0).body(), StandardCharsets.UTF_8))
                    .startsWith("ROLLBACK");
        }
        assertThat(query("SELECT count(*) FROM ahead")).containsExactly("0");
    }

    @Test
    void rowTooManyFailsTheTransactionThoughMoreHasBeenSent() throws IOException, SQLException {
        execute("INSERT INTO ahead SELECT i, 'x' FROM generate_series(1, 1500) i");
        try (RawClient client = RawClient.open(local())) {
            begin(client);
            client.bytes(RawClient.parse("s", "UPDATE ahead SET v = $1"));
            for (int i = 0; i < 5; i++) {
                client.bytes(bind("s", "y"), RawClient.executePortal(""));
            }
            client.bytes(RawClient.sync());
            List<Answer> answers = client.readUntil('Z');
            assertThat(types(answers)).isEqualTo("12C2C2EZ");
            assertThat(answers.get(6).field('C')).isEqualTo("54000");
            assertThat(answers.get(7).body()).containsExactly('E');
            client.bytes(RawClient.simpleQuery("ROLLBACK"), RawClient.simpleQuery("SELECT 1"));
            assertThat(types(client.readUntil('Z'))).isEqualTo("CZ");
            assertThat(types(client.readUntil('Z'))).isEqualTo("TDCZ");
        }
        assertThat(query("SELECT count(*) FROM ahead WHERE v = 'y'")).containsExactly("0");
    }

    @Test
    void rowTooManyInOneStatementFailsTheTransactionThoughSyncHasBeenSent() throws IOException, SQLException {
        execute("INSERT INTO ahead SELECT i, 'x' FROM generate_series(1, 3000) i");
        execute("INSERT INTO ahead VALUES (3001, 'x')");
        try (RawClient client = RawClient.open(local())) {
            begin(client);
            client.bytes(
                    RawClient.parse("s", "UPDATE ahead SET v = $1"),
                    bind("s", "y"),
                    RawClient.executePortal(""),
                    RawClient.sync());
            List<Answer> answers = client.readUntil('Z');
            assertThat(types(answers)).isEqualTo("12EZ");
            assertThat(answers.get(2).field('C')).isEqualTo("54000");
            assertThat(answers.get(3).body()).containsExactly('E');
        }
        assertThat(query("SELECT count(*) FROM ahead WHERE v = 'y'")).containsExactly("0");
    }

    @Test
    void batchOutsideATransactionIsOneTransaction() throws IOException, SQLException {
        try (RawClient client = RawClient.open(local())) {
            client.bytes(RawClient.parse("s", "INSERT INTO ahead VALUES ($1::text::int, 'x')"));
            for (String id : List.of("1", "2", "2")) {
                client.bytes(bind("s", id), RawClient.executePortal(""));
            }
            client.bytes(RawClient.sync());
            assertThat(types(client.readUntil('Z'))).isEqualTo("12C2C2EZ");
        }
        assertThat(query("SELECT count(*) FROM ahead")).containsExactly("0");
    }

    @Test
    void wholeTransactionInOnePacketIsAnsweredInOrder() throws IOException, SQLException {
        try (RawClient client = RawClient.open(local())) {
            client.bytes(
                    run("BEGIN"), run("INSERT INTO ahead VALUES (1, 'a')"), run("SELECT v FROM ahead"), run("COMMIT"));
            client.bytes(run("SELECT v || 'b' FROM ahead"), RawClient.sync());
            assertThat(types(client.readUntil('Z'))).isEqualTo("12C12C12DC12C12DCZ");
        }
        assertThat(query("SELECT v FROM ahead")).containsExactly("a");
    }

    @Test
    void copyStartsBeforeSyncAndEndsWithOneReadyForQuery() throws IOException, SQLException {
        try (RawClient client = RawClient.open(local())) {
            client.bytes(run("COPY ahead FROM STDIN"), RawClient.sync());
            client.readUntil('G');
            client.bytes(
                    RawClient.message('d', "1\tx\n".getBytes(StandardCharsets.UTF_8)),
                    RawClient.message('c', new byte[0]),
                    RawClient.sync(),
                    RawClient.simpleQuery("SELECT 1"));
            assertThat(types(client.readUntil('Z'))).isEqualTo("CZ");
            assertThat(types(client.readUntil('Z'))).isEqualTo("TDCZ");
        }
        assertThat(query("SELECT v FROM ahead")).containsExactly("x");
    }

    @Test
    void manyStatementsWithLargeTextsAndLargeResultsDoNotBlockEachOther()
            throws IOException, InterruptedException, ExecutionException {
        try (RawClient client = RawClient.open(local())) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(RawClient.parse("s", "SELECT repeat($1, 10)"));
            String large = "x".repeat(8_000);
            for (int i = 0; i < 500; i++) {
                all.writeBytes(bind("s", i % 3 == 0 ? large.repeat(10) : large));
                all.writeBytes(
                        RawClient.message('D', new Body().int8('P').text("").bytes()));
                all.writeBytes(RawClient.executePortal(""));
            }
            CompletableFuture<List<Answer>> answers = CompletableFuture.supplyAsync(() -> read(client));
            client.bytes(all.toByteArray(), RawClient.sync());
            assertThat(answers.get()).filteredOn(answer -> answer.type() == 'D').hasSize(500);
        }
    }

    @Test
    void manyNoticesBeforeALargeMessageDoNotBlockIt() throws IOException, InterruptedException, ExecutionException {
        String tooLong = " AS " + "x".repeat(100);
        StringBuilder sql = new StringBuilder("SELECT 1").append(tooLong);
        for (int i = 0; i < 1_500; i++) {
            sql.append(", 1").append(tooLong);
        }
        try (RawClient client = RawClient.open(local())) {
            byte[] large = bind("t", "x".repeat(9_000_000));
            CompletableFuture<List<Answer>> answers = CompletableFuture.supplyAsync(() -> read(client));
            for (int i = 0; i < 40; i++) {
                client.bytes(RawClient.parse("s" + i, sql.toString()));
            }
            client.bytes(RawClient.parse("t", "SELECT length($1)"), large, RawClient.executePortal(""));
            client.bytes(RawClient.sync());
            assertThat(types(answers.get().stream()
                            .filter(answer -> answer.type() != 'N')
                            .toList()))
                    .isEqualTo("1".repeat(41) + "2DCZ");
        }
    }

    private static List<Answer> read(RawClient client) {
        try {
            return client.readUntil('Z');
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void begin(RawClient client) throws IOException {
        client.bytes(RawClient.simpleQuery("BEGIN"));
        client.readUntil('Z');
    }

    private static byte[] run(String sql) {
        return RawClient.all(RawClient.parse("", sql), RawClient.bind("", ""), RawClient.executePortal(""));
    }

    private static byte[] bind(String statement, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return RawClient.message(
                'B',
                new Body()
                        .text("")
                        .text(statement)
                        .int16(0)
                        .int16(1)
                        .int32(text.length)
                        .rest(text, 0)
                        .int16(0)
                        .bytes());
    }

    private static String types(List<Answer> answers) {
        StringBuilder types = new StringBuilder();
        answers.forEach(answer -> types.append((char) answer.type()));
        return types.toString();
    }
}
