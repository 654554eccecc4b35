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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Internal: reads the body of a protocol message field by field. */
public final class Cursor {
    private final byte[] body;
    private int position;

    /**
     * Creates a cursor at the start of a body.
     *
     * @param body what follows a message's length
     */
    public Cursor(byte[] body) {
        this.body = body;
    }

    /**
     * Reads a zero-terminated string in UTF-8.
     *
     * @return the string
     */
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    /**
     * Reads a zero-terminated string; one that is not terminated ends with the body.
     *
     * @param charset its encoding
     * @return the string
     */
    public String text(Charset charset) {
        int end = position;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        String text = new String(body, position, end - position, charset);
        position = Math.min(end + 1, body.length);
        return text;
    }

    /**
     * Reads one byte.
     *
     * @return the byte, 0 at the end of the body
     */
    public int int8() {
        return position < body.length ? body[position++] & 0xff : 0;
    }

    /**
     * Reads a four-byte number.
     *
     * @return the number
     */
    public int int32() {
        return (int8() << 24) | (int8() << 16) | (int8() << 8) | int8();
    }

    /**
     * Returns where the next field starts.
     *
     * @return an index into the body
     */
    public int position() {
        return position;
    }

    /**
     * Returns whether there is more to read.
     *
     * @return false at the end of the body
     */
    public boolean hasMore() {
        return position < body.length;
    }
}
