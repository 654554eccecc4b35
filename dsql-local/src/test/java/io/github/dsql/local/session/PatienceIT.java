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

import io.github.dsql.local.SchemaConflicts;
import io.github.dsql.local.server.EmbeddedServer;
import io.github.dsql.local.server.Home;
import io.github.dsql.local.tls.TlsMaterial;
import io.github.dsql.local.wire.Body;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of clients that do not get on with it, and of those that go around the stand-in. */
class PatienceIT {
    private static final int SSL = 80877103;
    private static EmbeddedServer server;
    private static Listener listener;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedServer.start();
        TlsMaterial tls = TlsMaterial.load(Home.open(), "us-east-1");
        AccessOptions access = new AccessOptions(
                tls.rootCertificate(), true, false, true, null, null, ConnectionLimits.DEFAULT, Duration.ofMillis(300));
        ServerOptions options =
                new ServerOptions(Clock.systemUTC(), Duration.ZERO, SchemaConflicts.CONCURRENT_ONLY, access);
        listener = Listener.open(0, server.onlyDatabase(), options, tls.context());
    }

    @AfterAll
    static void stop() {
        listener.close();
        server.close();
    }

    @Test
    void silentClientIsClosed() throws IOException {
        assertThat(firstByteAfter()).isEqualTo(-1);
    }

    @Test
    void clientThatStopsInTheMiddleOfItsFirstMessageIsClosed() throws IOException {
        assertThat(firstByteAfter(0, 0, 0)).isEqualTo(-1);
        assertThat(firstByteAfter(0x16, 3, 1)).isEqualTo(-1);
    }

    @Test
    void clientThatDoesNotGoOnWithTlsIsClosed() throws IOException {
        try (Socket socket = connect(new Body().int32(8).int32(SSL).bytes())) {
            assertThat(socket.getInputStream().read()).isEqualTo('S');
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void clientThatDoesNotSendItsPasswordIsClosed() throws IOException {
        byte[] startup = new Body()
                .int32(3 << 16)
                .text("user")
                .text("admin")
                .text("database")
                .text("postgres")
                .int8(0)
                .bytes();
        byte[] packet = new Body().int32(startup.length + 4).rest(startup, 0).bytes();
        try (Socket socket = connect(packet)) {
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(9)).startsWith('R');
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void postgresqlItselfLetsNobodyInWithoutTheSecret() {
        for (String user : new String[] {"postgres", "admin"}) {
            for (String password : new String[] {"", "&password=postgres"}) {
                String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=" + user + password;
                SQLException failure = org.assertj.core.api.Assertions.catchThrowableOfType(
                        SQLException.class,
                        () -> DriverManager.getConnection(url).close());
                assertThat((Throwable) failure).as(url).isNotNull();
            }
        }
    }

    private static int firstByteAfter(int... bytes) throws IOException {
        byte[] sent = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            sent[i] = (byte) bytes[i];
        }
        try (Socket socket = connect(sent)) {
            return socket.getInputStream().read();
        }
    }

    private static Socket connect(byte[] bytes) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(bytes);
        return socket;
    }
}
