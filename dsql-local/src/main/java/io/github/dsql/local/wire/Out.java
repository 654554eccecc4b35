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
package io.github.dsql.local.wire;

import java.io.IOException;
import java.io.OutputStream;

/** Internal: writes protocol messages, sending them when the buffer is full or someone is about to wait. */
public final class Out {
    private static final int BUFFER = 64 * 1024;

    private final OutputStream sink;
    private final byte[] buffer = new byte[BUFFER];
    private int used;

    /**
     * Creates a writer.
     *
     * @param sink where messages go
     */
    public Out(OutputStream sink) {
        this.sink = sink;
    }

    /**
     * Writes a message.
     *
     * @param type its first byte
     * @param body what follows the length
     * @throws IOException if the other side is gone
     */
    public void message(int type, byte[] body) throws IOException {
        header(type, body.length);
        bytes(body, 0, body.length);
    }

    /**
     * Writes a message without a body.
     *
     * @param type its first byte
     * @throws IOException if the other side is gone
     */
    public void message(int type) throws IOException {
        header(type, 0);
    }

    /**
     * Writes a message of the start of a connection, which has no type byte.
     *
     * @param body what follows the length
     * @throws IOException if the other side is gone
     */
    public void untyped(byte[] body) throws IOException {
        int32(body.length + 4);
        bytes(body, 0, body.length);
    }

    /**
     * Writes a single byte that is no message.
     *
     * @param value the byte
     * @throws IOException if the other side is gone
     */
    public void single(int value) throws IOException {
        if (used == BUFFER) {
            flush();
        }
        buffer[used++] = (byte) value;
    }

    /**
     * Writes messages that were put together elsewhere.
     *
     * @param messages their bytes
     * @throws IOException if the other side is gone
     */
    public void raw(byte[] messages) throws IOException {
        bytes(messages, 0, messages.length);
    }

    /**
     * Sends what is buffered.
     *
     * @throws IOException if the other side is gone
     */
    public void flush() throws IOException {
        if (used > 0) {
            sink.write(buffer, 0, used);
            used = 0;
        }
    }

    void header(int type, int size) throws IOException {
        single(type);
        int32(size + 4);
    }

    void bytes(byte[] source, int offset, int length) throws IOException {
        if (length > BUFFER - used) {
            flush();
            if (length > BUFFER) {
                sink.write(source, offset, length);
                return;
            }
        }
        System.arraycopy(source, offset, buffer, used, length);
        used += length;
    }

    private void int32(int value) throws IOException {
        single(value >> 24);
        single(value >> 16);
        single(value >> 8);
        single(value);
    }
}
