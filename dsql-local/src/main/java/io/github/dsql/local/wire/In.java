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
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

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
    private final ReentrantLock reading = new ReentrantLock();

    /** What {@link #isAbandoned} has read, at most as much as fits into the buffer. */
    private byte[] earlyBytes = {};

    private int early;
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
        remaining = length(maxLength);
        return type;
    }

    /**
     * Returns how much of the current message has not been read.
     *
     * @return a number of bytes
     */
    public int remaining() {
        return remaining;
    }

    /**
     * Reads the body of the current message; memory is taken as bytes arrive, not as they are announced.
     *
     * @return what follows the length
     * @throws IOException if the connection broke
     */
    public byte[] body() throws IOException {
        int size = remaining;
        byte[] body = new byte[Math.min(size, BUFFER)];
        for (int done = 0; done < size; ) {
            int count = available(size - done);
            if (done + count > body.length) {
                body = Arrays.copyOf(body, Math.min(size, 2 * body.length));
            }
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

    private int length(int max) throws IOException {
        int length = 0;
        for (int i = 0; i < LENGTH_FIELD; i++) {
            available(1);
            length = (length << 8) | (buffer[position++] & 0xff);
        }
        if (length < LENGTH_FIELD || length > max) {
            throw new OversizeException(length, max);
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
        reading.lock();
        try {
            position = 0;
            limit = early > 0 ? takeEarly() : Math.max(0, source.read(buffer));
            return limit > 0;
        } finally {
            reading.unlock();
        }
    }

    private int takeEarly() {
        int count = early;
        System.arraycopy(earlyBytes, 0, buffer, 0, count);
        early = 0;
        return count;
    }

    /**
     * Finds out from another thread whether the partner is gone, while the reader does something else.
     *
     * <p>The only way to see the end of a connection is to read, so what comes instead is kept for the reader.
     *
     * @param socket the socket that is read from
     * @return true if the partner is surely gone; false if it is there, or the reader is waiting for it anyway
     */
    public boolean isAbandoned(Socket socket) {
        if (!reading.tryLock()) {
            return false;
        }
        try {
            return early < BUFFER && readEarly(socket) < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            reading.unlock();
        }
    }

    private int readEarly(Socket socket) throws IOException {
        if (earlyBytes.length == 0) {
            earlyBytes = new byte[BUFFER];
        }
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            int count = source.read(earlyBytes, early, earlyBytes.length - early);
            early += Math.max(0, count);
            return count;
        } finally {
            socket.setSoTimeout(patience);
        }
    }
}
