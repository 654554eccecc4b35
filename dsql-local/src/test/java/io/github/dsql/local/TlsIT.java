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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encryption and certificates. */
class TlsIT {
    private static final int CANCEL = 80877102;
    private static final int SSL = 80877103;
    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().region("eu-central-1").start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void certificateIsVerifiedForEveryNameOfTheStandIn() throws SQLException {
        for (String host : new String[] {"localhost", "127.0.0.1"}) {
            assertThat(connects(local.jdbcUrl().replace("localhost", host))).isTrue();
        }
        String endpoint = local.jdbcUrl().replace("localhost", "abcdefghijklmnopqrstuvwxyz.dsql.eu-central-1.on.aws");
        assertThat(connects(endpoint + factory())).isTrue();
        assertThatThrownBy(() -> connects(endpoint.replace("eu-central-1", "us-east-1") + factory()))
                .hasMessageContaining("could not be verified by hostnameverifier");
    }

    @Test
    void tlsCanBeSpokenAtOnce() throws SQLException {
        assertThat(connects(local.jdbcUrl() + "&sslNegotiation=direct")).isTrue();
    }

    @Test
    void anotherRootDoesNotVerify(@TempDir Path directory) throws IOException {
        Path empty = Files.createFile(directory.resolve("root with space.crt"));
        String url = local.jdbcUrl()
                .replaceAll(
                        "sslrootcert=[^&]*", "sslrootcert=" + empty.toString().replace(" ", "%20"));
        assertThatThrownBy(() -> connects(url)).isInstanceOf(SQLException.class);
        Files.copy(local.rootCertificate(), empty, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(catchNothing(url)).isTrue();
    }

    private static boolean catchNothing(String url) {
        try {
            return connects(url);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void plainTextIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> connects(local.jdbcUrl() + "&sslmode=disable"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessage(
                        "FATAL: unable to accept connection, SSL is required\n  Hint: Connect with sslmode=verify-full"
                                + " and sslrootcert=" + local.rootCertificate()
                                + ", or start the stand-in with allowPlainText().");
    }

    @Test
    void plainTextIsTakenWhenAllowedAndTlsStillIs() throws SQLException {
        try (DsqlLocal plain = DsqlLocal.builder().allowPlainText().start()) {
            assertThat(plain.jdbcUrl()).contains("sslmode=disable").contains("&password=");
            assertThat(connects(plain.jdbcUrl())).isTrue();
            assertThat(connects(plain.jdbcUrl()
                            .replace("sslmode=disable", "sslmode=verify-full&sslrootcert=" + plain.rootCertificate())))
                    .isTrue();
            assertThat(plain.rootCertificate()).isEqualTo(local.rootCertificate());
        }
    }

    @Test
    void directTlsMustNameTheProtocol() throws Exception {
        try (RawClient client = new RawClient(tls(new String[0]))) {
            client.start("user", "admin", "database", "postgres");
            assertThat(client.error().get(ErrorFields.MESSAGE))
                    .isEqualTo("received direct SSL connection request without ALPN protocol negotiation extension");
        }
        assertThatThrownBy(() -> tls(new String[] {"h2"})).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void requestForTlsThroughTlsIsNoStartupPacket() throws Exception {
        try (RawClient client = new RawClient(tls(new String[] {"postgresql"}))) {
            client.untyped(new Body().int32(SSL));
            assertThat(client.error().get(ErrorFields.MESSAGE))
                    .isEqualTo("unsupported frontend protocol 1234.5679: server supports 3.0 to 3.0");
        }
    }

    @Test
    void plainBytesBehindTheRequestForTlsAreNotTakenForEncryptedOnes() throws IOException {
        try (RawClient client = RawClient.connect(local)) {
            Body startup = new Body().int32(3 << 16).text("user").text("admin").int8(0);
            Body both = new Body().int32(SSL).int32(startup.bytes().length + 4).rest(startup.bytes(), 0);
            client.bytes(0, 0, 0, 8);
            for (byte b : both.bytes()) {
                client.bytes(b & 0xff);
            }
            assertThat(client.socket().getInputStream().read()).isEqualTo('S');
            int alert = client.socket().getInputStream().read();
            assertThat(alert).as("a TLS alert, or the end of the connection").isIn(0x15, -1);
        }
    }

    @Test
    void cancelRequestIsTakenThroughTls() throws Exception {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
            int pid = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            try (RawClient client = new RawClient(tls(new String[] {"postgresql"}))) {
                client.untyped(new Body().int32(CANCEL).int32(pid).int32(0));
                assertThat(client.next()).as("closed without an answer").isEqualTo(-1);
            }
            assertThat(connection.isValid(0)).isTrue();
        }
    }

    @Test
    void stoppedHandshakeHarmsNobody() throws Exception {
        for (int[] start : new int[][] {{0x16}, {0x16, 3, 1}, {0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5}, {0x16, 0xff, 0xff}}) {
            try (RawClient client = RawClient.connect(local)) {
                client.bytes(start);
            }
        }
        assertThat(connects(local.jdbcUrl())).isTrue();
    }

    /** Connects as a client does that trusts the stand-in's root, and shakes hands. */
    private static Socket tls(String[] protocols) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(local.rootCertificate())) {
            trusted.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", local.port());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static boolean connects(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(0);
        }
    }

    private static String factory() {
        return "&socketFactory=" + ToLocalhost.class.getName();
    }

    /** Dials this machine, whatever the host. */
    public static final class ToLocalhost extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress address, int timeout) throws IOException {
                    int port = ((InetSocketAddress) address).getPort();
                    super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
