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

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Internal: a backend's streams, whose failures can be told from those of the client's. */
final class BackendStreams {
    private BackendStreams() {}

    /** Knows how long a read has been waiting. */
    static final class Waiting {
        private static final long NOT = 0;

        private volatile long since = NOT;

        /** Returns for how long a thread has been waiting for PostgreSQL, in nanoseconds; 0 if none is. */
        long nanos() {
            long start = since;
            return start == NOT ? 0 : System.nanoTime() - start;
        }

        private void begin() {
            since = System.nanoTime() | 1;
        }

        private void end() {
            since = NOT;
        }
    }

    static InputStream in(Socket socket, Waiting waiting) throws IOException {
        return new FilterInputStream(socket.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count;
                waiting.begin();
                try {
                    count = in.read(bytes, offset, length);
                } catch (SocketTimeoutException e) {
                    throw e;
                } catch (IOException e) {
                    throw lost(e);
                } finally {
                    waiting.end();
                }
                if (count < 0) {
                    throw new BackendLostException("PostgreSQL closed the connection", null);
                }
                return count;
            }
        };
    }

    static OutputStream out(Socket socket) throws IOException {
        return new FilterOutputStream(socket.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw lost(e);
                }
            }
        };
    }

    private static BackendLostException lost(IOException e) {
        return new BackendLostException("The connection to PostgreSQL broke: " + e.getMessage(), e);
    }
}
