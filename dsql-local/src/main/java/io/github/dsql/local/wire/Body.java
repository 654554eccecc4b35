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

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Internal: builds the body of a protocol message field by field. */
public final class Body {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * Adds a string and its final zero byte.
     *
     * @param text the string, in UTF-8
     * @return this
     */
    public Body text(String text) {
        return text(text, StandardCharsets.UTF_8);
    }

    /**
     * Adds a string and its final zero byte.
     *
     * @param text the string
     * @param charset its encoding
     * @return this
     */
    public Body text(String text, Charset charset) {
        bytes.writeBytes(text.getBytes(charset));
        bytes.write(0);
        return this;
    }

    /**
     * Adds one byte.
     *
     * @param value the byte
     * @return this
     */
    public Body int8(int value) {
        bytes.write(value);
        return this;
    }

    /**
     * Adds a two-byte number.
     *
     * @param value the number
     * @return this
     */
    public Body int16(int value) {
        return int8(value >> 8).int8(value);
    }

    /**
     * Adds a four-byte number.
     *
     * @param value the number
     * @return this
     */
    public Body int32(int value) {
        return int16(value >> 16).int16(value);
    }

    /**
     * Adds bytes as they are.
     *
     * @param source where they are
     * @param from the first of them; all up to the end are added
     * @return this
     */
    public Body rest(byte[] source, int from) {
        bytes.write(source, from, source.length - from);
        return this;
    }

    /**
     * Returns the body.
     *
     * @return a new array
     */
    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
