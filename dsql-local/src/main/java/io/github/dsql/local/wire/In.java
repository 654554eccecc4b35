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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Internal: reads protocol messages one by one; large ones can be passed on without being held in memory.
 *
 * <p>Before it waits for more bytes it sends what is buffered for the same partner: nobody can answer what was not sent.
 */
public final class In {
    private static final int BUFFER = 64 * 1024;
    private static final int LENGTH_FIELD = 4;

    private final InputStream source;
    private final Out answersTo;
    private final int maxLength;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private int remaining;

    /**
     * Creates a reader.
     *
     * @param source where messages come from
     * @param answersTo the writer to the same partner
     * @param maxLength the largest message accepted, in bytes
     */
    public In(InputStream source, Out answersTo, int maxLength) {
        this.source = source;
        this.answersTo = answersTo;
        this.maxLength = maxLength;
    }

    /**
     * Reads the header of the next message; what is left of the one before is skipped.
     *
     * @return the message's type, or -1 if the partner has closed the connection
     * @throws IOException if the connection broke or the message is larger than allowed
     */
    public int next() throws IOException {
        skip();
        if (position == limit && !fill()) {
            return -1;
        }
        int type = buffer[position++] & 0xff;
        remaining = length();
        return type;
    }

    /**
     * Reads the first message of a connection, which has no type byte.
     *
     * @return what follows the length, or null if the partner has closed the connection
     * @throws IOException if the connection broke or the message is larger than allowed
     */
    public byte @Nullable [] untyped() throws IOException {
        if (position == limit && !fill()) {
            return null;
        }
        remaining = length();
        return body();
    }

    /**
     * Reads the body of the current message.
     *
     * @return what follows the length
     * @throws IOException if the connection broke
     */
    public byte[] body() throws IOException {
        byte[] body = new byte[remaining];
        int done = 0;
        while (done < body.length) {
            int count = available(body.length - done);
            System.arraycopy(buffer, position, body, done, count);
            position += count;
            done += count;
        }
        remaining = 0;
        return body;
    }

    /**
     * Passes the current message on.
     *
     * @param type the type {@link #next()} returned
     * @param to where to
     * @throws IOException if a connection broke
     */
    public void forward(int type, Out to) throws IOException {
        to.header(type, remaining);
        while (remaining > 0) {
            int count = available(remaining);
            to.bytes(buffer, position, count);
            position += count;
            remaining -= count;
        }
    }

    private void skip() throws IOException {
        while (remaining > 0) {
            int count = available(remaining);
            position += count;
            remaining -= count;
        }
    }

    private int length() throws IOException {
        int length = 0;
        for (int i = 0; i < LENGTH_FIELD; i++) {
            available(1);
            length = (length << 8) | (buffer[position++] & 0xff);
        }
        if (length < LENGTH_FIELD || length > maxLength) {
            throw new IOException(
                    "Message of " + Integer.toUnsignedString(length) + " bytes, allowed are " + maxLength);
        }
        return length - LENGTH_FIELD;
    }

    /** Returns how many of the wanted bytes are buffered, at least one. */
    private int available(int wanted) throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("Connection closed in the middle of a message");
        }
        return Math.min(wanted, limit - position);
    }

    private boolean fill() throws IOException {
        answersTo.flush();
        position = 0;
        limit = Math.max(0, source.read(buffer));
        return limit > 0;
    }
}
