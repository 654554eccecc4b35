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
package io.github.dsql.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first messages of a connection, right and wrong. */
class HandshakeIT {
    private static final int VERSION_3_0 = 3 << 16;
    private static final int GSSENC = 80877104;
    private static final int CANCEL = 80877102;
    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().trustClients().start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @AfterEach
    void othersStillConnect() throws SQLException {
        assertThat(local.jdbcUrl()).doesNotContain("password");
        try (var connection = DriverManager.getConnection(local.jdbcUrl())) {
            assertThat(connection.isValid(0)).isTrue();
        }
    }

    @Test
    void trustedClientNeedsNoPassword() throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.start("user", "admin", "database", "postgres");
            assertThat(client.next()).isEqualTo('R');
            assertThat(client.body().int32()).as("authenticated").isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 10_001, Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 0x47455420})
    void packetOfAnImpossibleLengthEndsTheConnection(int length) throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.bytes(length >>> 24, length >>> 16, length >>> 8, length);
            client.bytes(0, 3, 0, 0, 0, 0);
            assertThat(end(client)).isEqualTo(-1);
        }
    }

    /** A connection that is closed with bytes unread may be reset. */
    private static int end(RawClient client) {
        try {
            return client.next();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
            return -1;
        }
    }

    @Test
    void startupPacketMustEndWithItsTerminator() throws IOException {
        String layout = "invalid startup packet layout: expected terminator as last byte";
        List<Body> packets = new ArrayList<>();
        packets.add(new Body().int32(VERSION_3_0).text("user").text("admin"));
        packets.add(
                new Body().int32(VERSION_3_0).text("user").text("admin").int8(0).int8(0));
        packets.add(new Body().int32(VERSION_3_0).int8('u'));
        packets.add(
                new Body().int32(VERSION_3_0).text("user").text("admin").int8(0).text("x"));
        for (Body packet : packets) {
            try (RawClient client = RawClient.connect(local)) {
                client.untyped(packet);
                assertThat(client.error().get(ErrorFields.MESSAGE)).isEqualTo(layout);
                assertThat(client.next()).isEqualTo(-1);
            }
        }
    }

    @Test
    void userMustBeNamed() throws IOException {
        for (String[] parameters :
                new String[][] {{}, {"database", "postgres"}, {"user", "", "database", "postgres"}}) {
            try (RawClient client = RawClient.connect(local)) {
                client.start(parameters);
                ErrorFields error = client.error();
                assertThat(error.get(ErrorFields.STATE)).isEqualTo("28000");
                assertThat(error.get(ErrorFields.MESSAGE))
                        .isEqualTo("no PostgreSQL user name specified in startup packet");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2 << 16, 4 << 16, 0, -1, 3, 1234 << 16})
    void otherMajorVersionIsRefused(int version) throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.untyped(new Body().int32(version).text("user").text("admin").int8(0));
            ErrorFields error = client.error();
            assertThat(error.get(ErrorFields.STATE)).isEqualTo("0A000");
            assertThat(error.get(ErrorFields.MESSAGE))
                    .isEqualTo("unsupported frontend protocol " + (version >>> 16) + "." + (version & 0xffff)
                            + ": server supports 3.0 to 3.0");
        }
    }

    @Test
    void newerMinorVersionAndUnknownExtensionsAreNegotiatedDown() throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.untyped(new Body()
                    .int32(VERSION_3_0 + 2)
                    .text("user")
                    .text("admin")
                    .text("database")
                    .text("postgres")
                    .text("_pq_.more")
                    .text("1")
                    .int8(0));
            assertThat(client.next()).isEqualTo('v');
            Cursor negotiation = client.body();
            assertThat(negotiation.int32()).isEqualTo(VERSION_3_0);
            assertThat(negotiation.int32()).isEqualTo(1);
            assertThat(negotiation.text()).isEqualTo("_pq_.more");
            assertThat(client.next()).isEqualTo('R');
            assertThat(client.body().int32()).isZero();
        }
    }

    @Test
    void encryptionByKerberosIsDeclinedAndTheConnectionGoesOn() throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.untyped(new Body().int32(GSSENC));
            assertThat(client.socket().getInputStream().read()).isEqualTo('N');
            client.start("user", "admin", "database", "postgres");
            assertThat(client.next()).isEqualTo('R');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "off", "no", "0"})
    void replicationThatIsNotAskedForIsNoMatter(String value) throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.start("user", "admin", "database", "postgres", "replication", value);
            assertThat(client.next()).isEqualTo('R');
        }
    }

    @Test
    void replicationIsRefused() throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.start("user", "admin", "database", "postgres", "replication", "database");
            assertThat(client.error().get(ErrorFields.MESSAGE))
                    .isEqualTo("setting configuration parameter \"replication\" not supported");
        }
    }

    @Test
    void settingWithoutANameIsRefused() throws IOException {
        for (String options : new String[] {"-c =5", "-c", "--", "--=x", "x", "-e", "-c search_path"}) {
            try (RawClient client = RawClient.connect(local)) {
                client.start("user", "admin", "database", "postgres", "options", options);
                assertThat(client.error().get('S')).as(options).isEqualTo("FATAL");
            }
        }
    }

    @Test
    void valueThatPostgresqlDoesNotTakeEndsTheConnectionWithItsError() throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.start("user", "admin", "database", "postgres", "DateStyle", "nonsense");
            assertThat(client.error().get(ErrorFields.MESSAGE))
                    .isEqualTo("invalid value for parameter \"DateStyle\": \"nonsense\"");
            assertThat(client.next()).isEqualTo(-1);
        }
    }

    @Test
    void cancelRequestForNobodyIsIgnored() throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            client.untyped(new Body().int32(CANCEL).int32(1).int32(2));
            assertThat(client.next()).isEqualTo(-1);
        }
        for (Body broken :
                new Body[] {new Body().int32(CANCEL), new Body().int32(CANCEL).int32(1)}) {
            try (RawClient client = RawClient.connect(local)) {
                client.untyped(broken);
                assertThat(client.next()).isEqualTo(-1);
            }
        }
    }

    @Test
    void clientsThatSayNothingKeepNobodyOut() throws IOException, SQLException {
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(RawClient.connect(local));
            }
            othersStillConnect();
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void passwordMessageMustBeOne() throws IOException {
        try (DsqlLocal strict = DsqlLocal.builder().allowPlainText().start()) {
            try (RawClient client = RawClient.connect(strict)) {
                client.start("user", "admin", "database", "postgres");
                assertThat(client.next()).isEqualTo('R');
                assertThat(client.body().int32()).as("clear text").isEqualTo(3);
                client.message('Q', new Body().text("SELECT 1"));
                assertThat(client.error().get(ErrorFields.STATE)).isEqualTo("08P01");
            }
            try (RawClient client = RawClient.connect(strict)) {
                client.start("user", "admin", "database", "postgres");
                client.message('p', new Body().text(""));
                assertThat(client.error().get('H')).startsWith("The password is empty");
            }
        }
    }
}
