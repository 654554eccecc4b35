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

import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.Out;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the beginning of a connection, up to the startup packet: TLS, asked for or at once, and requests to cancel.
 *
 * <p>No byte is read ahead, since what comes next may belong to TLS.
 */
final class Opening implements AutoCloseable {
    private static final int CANCEL = 80877102;
    private static final int SSL = 80877103;
    private static final int GSSENC = 80877104;

    /** PostgreSQL's own limit, and the least that holds a code. */
    private static final int MAX_PACKET = 10_000;

    private static final int MIN_PACKET = 8;

    /** A TLS connection begins with this byte, a packet with the high byte of its length. */
    private static final int TLS_HANDSHAKE = 0x16;

    private static final String ALPN = "postgresql";

    private final ServerState state;
    private Socket socket;
    private boolean encrypted;

    Opening(Socket socket, ServerState state) {
        this.socket = socket;
        this.state = state;
    }

    /** Returns the startup packet, or null if the connection ends here. */
    @Nullable
    Startup read() throws IOException, FatalException {
        for (int first = in().read(); first >= 0; first = in().read()) {
            if (first == TLS_HANDSHAKE && !encrypted) {
                encrypt(new ByteArrayInputStream(new byte[] {TLS_HANDSHAKE}));
                requireProtocol();
                continue;
            }
            byte[] packet = packet(first);
            int code = new Cursor(packet).int32();
            if (code == CANCEL) {
                relayCancel(packet);
                return null;
            }
            if (code == SSL && !encrypted) {
                answer('S');
                encrypt(null);
            } else if (code == GSSENC && !encrypted) {
                answer('N');
            } else {
                return Startup.parse(packet);
            }
        }
        return null;
    }

    /** Returns the socket that the client is read from: the one of TLS, if that is spoken. */
    Socket socket() {
        return socket;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private byte[] packet(int first) throws IOException {
        byte[] rest = exactly(3);
        int length = first << 24 | (rest[0] & 0xff) << 16 | (rest[1] & 0xff) << 8 | (rest[2] & 0xff);
        if (length < MIN_PACKET || length > MAX_PACKET) {
            throw new IOException(
                    "Startup packet of " + Integer.toUnsignedString(length) + " bytes, allowed are " + MAX_PACKET);
        }
        return exactly(length - 4);
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in().readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("Connection closed in the middle of its first message");
        }
        return bytes;
    }

    private void answer(int value) throws IOException {
        out().write(value);
        out().flush();
    }

    private void encrypt(@Nullable InputStream consumed) throws IOException {
        SSLSocket tls = (SSLSocket) state.tls().getSocketFactory().createSocket(socket, consumed, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {ALPN});
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        socket = tls;
        encrypted = true;
    }

    /** Without a request for it, only the protocol's name tells that a client of another protocol did not come by mistake. */
    private void requireProtocol() throws FatalException {
        String protocol = ((SSLSocket) socket).getApplicationProtocol();
        if (!protocol.equals(ALPN)) {
            throw new FatalException(
                    "08P01",
                    "received direct SSL connection request without ALPN protocol negotiation extension",
                    "Name the protocol \"" + ALPN
                            + "\" in the TLS handshake, or ask for TLS with an SSLRequest first.");
        }
    }

    /** The client waits for the end of its connection to know that the request has been handled. */
    private void relayCancel(byte[] packet) throws IOException {
        try (Socket postgres = state.database().connect()) {
            Out out = new Out(postgres.getOutputStream());
            out.untyped(new Body().rest(packet, 0).bytes());
            out.flush();
            postgres.getInputStream().readAllBytes();
        }
    }
}
