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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Internal: decodes a client's texts without changing them. */
final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** Returns the text, or null if the bytes are none in this encoding. */
    static @Nullable String decode(byte[] bytes, Charset charset) {
        String text = new String(bytes, charset);
        return text.indexOf(REPLACEMENT) < 0 || isWellFormed(bytes, charset) ? text : null;
    }

    /** A client may send the replacement character itself. */
    private static boolean isWellFormed(byte[] bytes, Charset charset) {
        try {
            charset.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
