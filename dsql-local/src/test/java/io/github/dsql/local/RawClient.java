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

import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that speaks the protocol byte by byte, also wrongly. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final Out out;
    private final In in;

    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.out = new Out(socket.getOutputStream());
        this.in = new In(socket.getInputStream(), out, 1_000_000);
    }

    public static RawClient connect(DsqlLocal local) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), local.port()));
    }

    public Socket socket() {
        return socket;
    }

    /** Sends a startup packet of version 3.0 with names and values. */
    public void start(String... parameters) throws IOException {
        Body body = new Body().int32(3 << 16);
        for (String parameter : parameters) {
            body.text(parameter);
        }
        out.untyped(body.int8(0).bytes());
        out.flush();
    }

    public void untyped(Body body) throws IOException {
        out.untyped(body.bytes());
        out.flush();
    }

    public void message(int type, Body body) throws IOException {
        out.message(type, body.bytes());
        out.flush();
    }

    public void bytes(int... bytes) throws IOException {
        for (int b : bytes) {
            out.single(b);
        }
        out.flush();
    }

    /** Returns the type of the next message, or -1 if the connection has been closed. */
    public int next() throws IOException {
        return in.next();
    }

    public Cursor body() throws IOException {
        return new Cursor(in.body());
    }

    /** Reads up to an error, and returns it. */
    public ErrorFields error() throws IOException {
        for (int type = next(); type >= 0; type = next()) {
            if (type == 'E') {
                return ErrorFields.read(in.body(), StandardCharsets.UTF_8);
            }
        }
        throw new IOException("The connection was closed without an error");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
