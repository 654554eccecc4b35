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

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.wire.Body;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client that sends what it likes. */
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int VERSION_3 = 3 << 16;

    /** A message of the server; the end of the connection is one of type -1. */
    static final class Answer {
        private final int type;
        private final byte[] body;

        Answer(int type, byte[] body) {
            this.type = type;
            this.body = body;
        }

        int type() {
            return type;
        }

        byte[] body() {
            return body;
        }

        String field(char name) {
            int at = 0;
            while (body[at] != 0) {
                int end = at + 1;
                while (body[end] != 0) {
                    end++;
                }
                if (body[at] == name) {
                    return new String(body, at + 1, end - at - 1, StandardCharsets.UTF_8);
                }
                at = end + 1;
            }
            return "";
        }
    }

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;

    private RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        out = socket.getOutputStream();
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connects and says nothing. */
    static RawClient dial(DsqlLocal local) throws IOException {
        return new RawClient(local.port());
    }

    /** Connects and gets a session. */
    static RawClient open(DsqlLocal local) throws IOException {
        RawClient client = dial(local);
        client.bytes(startup());
        if (client.isAskedForPassword()) {
            client.bytes(message('p', new Body().text(local.token("admin")).bytes()));
        }
        client.readUntil('Z');
        return client;
    }

    private boolean isAskedForPassword() throws IOException {
        Answer request = read();
        return request.type() == 'R' && request.body()[3] != 0;
    }

    static byte[] startup() {
        return untyped(new Body()
                .int32(VERSION_3)
                .text("user")
                .text("admin")
                .text("database")
                .text("postgres")
                .int8(0)
                .bytes());
    }

    static byte[] untyped(byte[] body) {
        return new Body().int32(body.length + 4).rest(body, 0).bytes();
    }

    static byte[] message(int type, byte[] body) {
        return new Body().int8(type).int32(body.length + 4).rest(body, 0).bytes();
    }

    static byte[] simpleQuery(String sql) {
        return message('Q', new Body().text(sql).bytes());
    }

    static byte[] parse(String name, String sql) {
        return message('P', new Body().text(name).text(sql).int16(0).bytes());
    }

    static byte[] bind(String portal, String statement) {
        return message(
                'B',
                new Body()
                        .text(portal)
                        .text(statement)
                        .int16(0)
                        .int16(0)
                        .int16(0)
                        .bytes());
    }

    static byte[] executePortal(String portal) {
        return message('E', new Body().text(portal).int32(0).bytes());
    }

    static byte[] sync() {
        return message('S', new byte[0]);
    }

    static byte[] all(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    void bytes(byte[]... parts) throws IOException {
        out.write(all(parts));
        out.flush();
    }

    /** Reads one message. */
    Answer read() throws IOException {
        try {
            int type = in.read();
            if (type < 0) {
                return new Answer(-1, new byte[0]);
            }
            byte[] body = new byte[in.readInt() - 4];
            in.readFully(body);
            return new Answer(type, body);
        } catch (SocketException | EOFException e) {
            return new Answer(-1, new byte[0]);
        }
    }

    /** Reads up to a message of a type, or to the end. */
    List<Answer> readUntil(int type) throws IOException {
        List<Answer> answers = new ArrayList<>();
        do {
            answers.add(read());
        } while (answers.get(answers.size() - 1).type() != type
                && answers.get(answers.size() - 1).type() != -1);
        return answers;
    }

    /** Closes with a reset, as when a process is killed with data unread. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says that nothing more will come. */
    void shutdownOutput() throws IOException {
        if (!socket.isClosed()) {
            socket.shutdownOutput();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
