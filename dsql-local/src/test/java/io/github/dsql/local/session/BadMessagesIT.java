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
import static io.github.dsql.local.session.RawClient.all;
import static io.github.dsql.local.session.RawClient.bind;
import static io.github.dsql.local.session.RawClient.executePortal;
import static io.github.dsql.local.session.RawClient.message;
import static io.github.dsql.local.session.RawClient.parse;
import static io.github.dsql.local.session.RawClient.simpleQuery;
import static io.github.dsql.local.session.RawClient.sync;
import static io.github.dsql.local.session.RawClient.untyped;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.session.RawClient.Answer;
import io.github.dsql.local.wire.Body;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that no driver sends: an error for their sender, and nothing for anybody else. */
class BadMessagesIT {
    private static final byte[] NOTHING = new byte[0];

    private static Stream<Arguments> malformed() {
        byte[] noName = new Body().int16(0).int16(0).int16(0).bytes();
        return Stream.of(
                Arguments.of("Query without an end", message('Q', "SELECT 1".getBytes(UTF_8)), "08P01"),
                Arguments.of("Query with a zero byte", message('Q', "SELECT 1\0 + 1\0".getBytes(UTF_8)), "08P01"),
                Arguments.of("empty Query message", message('Q', NOTHING), "08P01"),
                Arguments.of("Query that is not UTF-8", message('Q', new byte[] {'-', '-', (byte) 0xff, 0}), "22021"),
                Arguments.of("truncated Query text", message('Q', new byte[] {'\'', (byte) 0xe2, '\'', 0}), "22021"),
                Arguments.of("empty Parse", message('P', NOTHING), "08P01"),
                Arguments.of(
                        "Parse of a name alone",
                        message('P', new Body().text("s").bytes()),
                        "08P01"),
                Arguments.of(
                        "Parse without the number of types",
                        message('P', new Body().text("s").text("SELECT 1").bytes()),
                        "08P01"),
                Arguments.of("Parse that is not UTF-8", parseBytes(new byte[] {'\'', (byte) 0xc0, '\''}), "22021"),
                Arguments.of("Parse with a negative number of types", parseWithTypes("SELECT 1", -1, 0), "08P01"),
                Arguments.of("Parse with fewer types than said", parseWithTypes("SELECT 1", 3, 1), "08P01"),
                Arguments.of("Parse with more types than said", parseWithTypes("SELECT 1", 1, 3), "08P01"),
                Arguments.of(
                        "rewritten Parse with fewer types than said",
                        parseWithTypes("CREATE INDEX ASYNC ON nowhere (a)", 3, 1),
                        "08P01"),
                Arguments.of("Parse of unknown type", parseWithTypes("SELECT $1", 1, 1), "42704|XX000"),
                Arguments.of("empty Bind", message('B', NOTHING), "08P01"),
                Arguments.of(
                        "Bind of a portal alone",
                        message('B', new Body().text("p").bytes()),
                        "08P01"),
                Arguments.of("Bind of numbers alone", message('B', noName), "08P01|26000"),
                Arguments.of("Bind of an unknown statement", bind("", "nobody knows"), "26000"),
                Arguments.of("Bind with too few values", all(parse("", "SELECT $1::int"), bind("", "")), "08P01"),
                Arguments.of(
                        "Bind with a negative number of values",
                        all(parse("", "SELECT 1"), bindWithValues(-1, NOTHING)),
                        "08P01"),
                Arguments.of(
                        "Bind with a value longer than the message",
                        all(
                                parse("", "SELECT $1::text"),
                                bindWithValues(1, new Body().int32(1_000_000).bytes())),
                        "08P01"),
                Arguments.of(
                        "Bind with a value of negative length",
                        all(
                                parse("", "SELECT $1::text"),
                                bindWithValues(1, new Body().int32(-2).bytes())),
                        "08P01|22023"),
                Arguments.of(
                        "Bind of a value with a zero byte",
                        all(
                                parse("", "SELECT $1::text"),
                                bindWithValues(
                                        1, new Body().int32(1).int8(0).int16(0).bytes())),
                        "22021"),
                Arguments.of("empty Execute", message('E', NOTHING), "08P01"),
                Arguments.of("Execute of an unknown portal", executePortal("nobody knows"), "34000"),
                Arguments.of(
                        "Execute without a row count",
                        message('E', new Body().text("").bytes()),
                        "08P01|34000"),
                Arguments.of("empty Describe", message('D', NOTHING), "08P01"),
                Arguments.of(
                        "Describe of an unknown kind",
                        message('D', new Body().int8('X').text("").bytes()),
                        "08P01"),
                Arguments.of("empty Close", message('C', NOTHING), "08P01"),
                Arguments.of("Close without an end", message('C', new byte[] {'S', 'x'}), "08P01"),
                Arguments.of(
                        "Close of an unknown kind",
                        message('C', new Body().int8('X').text("").bytes()),
                        "08P01"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void malformedMessageIsAnErrorAndTheSessionGoesOn(String what, byte[] messages, String sqlState)
            throws IOException {
        try (RawClient client = RawClient.open(local())) {
            boolean query = messages[0] == 'Q';
            client.bytes(messages, query ? NOTHING : sync());
            List<Answer> answers = client.readUntil('Z');
            assertThat(answers)
                    .as(what)
                    .filteredOn(answer -> answer.type() == 'E')
                    .hasSize(1);
            assertThat(answers.stream()
                            .filter(answer -> answer.type() == 'E')
                            .findFirst()
                            .orElseThrow()
                            .field('C'))
                    .as(what)
                    .matches(sqlState);
            assertThat(last(answers).body()).containsExactly('I');
            client.bytes(simpleQuery("SELECT 1"));
            assertThat(client.readUntil('Z'))
                    .extracting(Answer::type)
                    .containsExactly((int) 'T', (int) 'D', (int) 'C', (int) 'Z');
        }
    }

    private static Stream<Arguments> fatal() {
        return Stream.of(
                Arguments.of("unknown type", message('y', NOTHING)),
                Arguments.of("type 0", message(0, NOTHING)),
                Arguments.of("type 255", message(255, NOTHING)),
                Arguments.of("function call", message('F', new byte[20])),
                Arguments.of(
                        "password nobody asked for",
                        message('p', new Body().text("x").bytes())),
                Arguments.of("unknown type after an error", all(bind("", "nobody knows"), message('y', NOTHING))),
                Arguments.of("Sync with a body", message('S', new byte[1])),
                Arguments.of("Flush with a body", message('H', new byte[1])),
                Arguments.of("Describe of 20 KB", message('D', new byte[20_000])),
                Arguments.of("Execute of 20 KB", message('E', new byte[20_000])),
                Arguments.of("another startup packet", RawClient.startup()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fatal")
    void whatIsNoMessageEndsTheConnectionWithAnError(String what, byte[] messages) throws IOException {
        try (RawClient client = RawClient.open(local())) {
            client.bytes(messages);
            List<Answer> answers = client.readUntil(-1);
            assertThat(answers.get(answers.size() - 2).field('C')).as(what).isEqualTo("08P01");
            assertThat(answers.get(answers.size() - 2).field('S')).as(what).isEqualTo("FATAL");
        }
    }

    private static Stream<Arguments> silentEnds() {
        return Stream.of(
                Arguments.of("length 3", new Body().int8('Q').int32(3).bytes()),
                Arguments.of("length 0", new Body().int8('Q').int32(0).bytes()),
                Arguments.of("negative length", new Body().int8('Q').int32(-1).bytes()),
                Arguments.of(
                        "smallest length",
                        new Body().int8('Q').int32(Integer.MIN_VALUE).bytes()),
                Arguments.of(
                        "largest length",
                        new Body().int8('Q').int32(Integer.MAX_VALUE).bytes()),
                Arguments.of(
                        "10 MiB and one byte",
                        new Body().int8('B').int32(10 * 1024 * 1024 + 1).bytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silentEnds")
    void lengthThatCannotBeEndsTheConnection(String what, byte[] messages) throws IOException {
        try (RawClient client = RawClient.open(local())) {
            client.bytes(messages);
            assertThat(last(client.readUntil(-1)).type()).as(what).isEqualTo(-1);
        }
    }

    @Test
    void whatCameBeforeAMessageThatIsTooLongIsAnswered() throws IOException {
        try (RawClient client = RawClient.open(local())) {
            client.bytes(
                    simpleQuery("SELECT 1"),
                    new Body().int8('B').int32(10 * 1024 * 1024 + 1).bytes());
            assertThat(client.readUntil(-1))
                    .extracting(Answer::type)
                    .containsExactly((int) 'T', (int) 'D', (int) 'C', (int) 'Z', -1);
        }
    }

    @Test
    void messageOfNearlyTenMebibytesIsTaken() throws IOException {
        try (RawClient client = RawClient.open(local())) {
            byte[] blanks = new byte[10 * 1024 * 1024 - 10];
            Arrays.fill(blanks, (byte) ' ');
            byte[] sql = "SELECT 1".getBytes(UTF_8);
            System.arraycopy(sql, 0, blanks, 0, sql.length);
            blanks[blanks.length - 1] = 0;
            client.bytes(message('Q', blanks));
            assertThat(last(client.readUntil('Z')).type()).isEqualTo('Z');
        }
    }

    private static Stream<Arguments> badStarts() {
        return Stream.of(
                Arguments.of("nothing at all", untyped(NOTHING)),
                Arguments.of("two bytes", untyped(new byte[2])),
                Arguments.of(
                        "unknown version", untyped(new Body().int32(0x00020000).bytes())),
                Arguments.of(
                        "version of the far future",
                        untyped(new Body().int32(0x00ff0000).int8(0).bytes())),
                Arguments.of(
                        "no parameters", untyped(new Body().int32(0x00030000).bytes())),
                Arguments.of(
                        "name without a value",
                        untyped(new Body().int32(0x00030000).text("user").bytes())),
                Arguments.of(
                        "no user", untyped(new Body().int32(0x00030000).int8(0).bytes())),
                Arguments.of("20 KB", untyped(new byte[20_000])),
                Arguments.of("a web browser", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8)),
                Arguments.of(
                        "a length of 2 GB", new Body().int32(Integer.MAX_VALUE).bytes()),
                Arguments.of("a negative length", new Body().int32(-5).bytes()),
                Arguments.of(
                        "a short cancel",
                        untyped(new Body().int32(80877102).int16(1).bytes())),
                Arguments.of(
                        "a cancel for nobody",
                        untyped(new Body().int32(80877102).int32(1).int32(1).bytes())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badStarts")
    void badStartEndsTheConnection(String what, byte[] start) throws IOException {
        try (RawClient client = RawClient.dial(local())) {
            client.bytes(start);
            List<Answer> answers = client.readUntil(-1);
            assertThat(last(answers).type()).as(what).isEqualTo(-1);
            assertThat(answers).as(what).noneMatch(answer -> answer.type() == 'Z');
        }
    }

    @Test
    void statementTakesAsManyParameterTypesAsTheirCountCanSay() throws IOException {
        try (RawClient client = RawClient.open(local())) {
            client.bytes(parseWithTypes("SELECT 1", 65_535, 65_535), sync());
            assertThat(client.readUntil('Z')).extracting(Answer::type).containsExactly((int) '1', (int) 'Z');
        }
    }

    @Test
    void messagesInTheWrongStateChangeNothing() throws IOException {
        try (RawClient client = RawClient.open(local())) {
            byte[] copyData = message('d', "1\n".getBytes(UTF_8));
            client.bytes(
                    copyData,
                    message('c', NOTHING),
                    message('f', new Body().text("why").bytes()),
                    sync());
            assertThat(client.readUntil('Z')).hasSize(1);
        }
    }

    @Test
    void clientThatNeverAsksForAResultIsAnsweredAllTheSame() throws IOException {
        try (RawClient client = RawClient.open(local())) {
            for (int i = 0; i < 5_000; i++) {
                client.bytes(
                        parse("s" + i % 10, "SELECT " + i),
                        message('C', new Body().int8('S').text("s" + i % 10).bytes()));
            }
            client.bytes(sync());
            List<Answer> answers = client.readUntil('Z');
            assertThat(answers).hasSize(10_001);
            assertThat(answers).noneMatch(answer -> answer.type() == 'E');
        }
    }

    @Test
    void badMessagesOfOneClientDoNotReachAnother() throws IOException, SQLException {
        execute("DROP TABLE IF EXISTS innocent", "CREATE TABLE innocent (id int PRIMARY KEY)");
        execute("INSERT INTO innocent VALUES (1)");
        try (RawClient innocent = RawClient.open(local())) {
            innocent.bytes(simpleQuery("BEGIN"), simpleQuery("INSERT INTO innocent VALUES (2)"));
            innocent.readUntil('Z');
            innocent.readUntil('Z');
            for (Arguments bad : Stream.concat(fatal(), silentEnds()).toList()) {
                try (RawClient guilty = RawClient.open(local())) {
                    guilty.bytes((byte[]) bad.get()[1]);
                    guilty.readUntil(-1);
                }
            }
            innocent.bytes(simpleQuery("COMMIT"));
            assertThat(innocent.readUntil('Z').get(0).type()).isEqualTo('C');
        }
        assertThat(query("SELECT id FROM innocent ORDER BY id")).containsExactly("1", "2");
    }

    private static byte[] parseBytes(byte[] sql) {
        return message('P', new Body().text("").rest(sql, 0).int8(0).int16(0).bytes());
    }

    private static byte[] parseWithTypes(String sql, int said, int sent) {
        Body body = new Body().text("").text(sql).int16(said);
        for (int i = 0; i < sent; i++) {
            body.int32(said == sent && said == 1 ? 4_000_000 : 23);
        }
        return message('P', body.bytes());
    }

    private static byte[] bindWithValues(int count, byte[] values) {
        return message(
                'B',
                new Body()
                        .text("")
                        .text("")
                        .int16(0)
                        .int16(count)
                        .rest(values, 0)
                        .bytes());
    }

    private static Answer last(List<Answer> answers) {
        return answers.get(answers.size() - 1);
    }
}
