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
import java.util.Arrays;

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
     * @throws BadMessageException if it is not terminated
     */
    public String text() throws BadMessageException {
        return text(StandardCharsets.UTF_8);
    }

    /**
     * Reads a zero-terminated string; bytes that its encoding does not know are replaced.
     *
     * @param charset its encoding
     * @return the string
     * @throws BadMessageException if it is not terminated
     */
    public String text(Charset charset) throws BadMessageException {
        int start = position;
        skipText();
        return new String(body, start, position - 1 - start, charset);
    }

    /**
     * Reads a zero-terminated string without decoding it.
     *
     * @return its bytes, the final zero left out
     * @throws BadMessageException if it is not terminated
     */
    public byte[] textBytes() throws BadMessageException {
        int start = position;
        skipText();
        return Arrays.copyOfRange(body, start, position - 1);
    }

    /**
     * Reads one byte.
     *
     * @return the byte
     * @throws BadMessageException if there is none
     */
    public int int8() throws BadMessageException {
        if (position == body.length) {
            throw new BadMessageException("no data left in message");
        }
        return body[position++] & 0xff;
    }

    /**
     * Reads a four-byte number.
     *
     * @return the number
     * @throws BadMessageException if there are fewer than four bytes
     */
    public int int32() throws BadMessageException {
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
     * Says that all has been read.
     *
     * @throws BadMessageException if there is more
     */
    public void end() throws BadMessageException {
        if (position < body.length) {
            throw new BadMessageException("invalid message format");
        }
    }

    private void skipText() throws BadMessageException {
        int end = position;
        while (end < body.length && body[end] != 0) {
            end++;
        }
        if (end == body.length) {
            throw new BadMessageException("invalid string in message");
        }
        position = end + 1;
    }
}
