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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Internal: the fields of an ErrorResponse, by their one-letter names. */
public final class ErrorFields {
    /** Field: SQLSTATE. */
    public static final char STATE = 'C';

    /** Field: the message. */
    public static final char MESSAGE = 'M';

    /** Field: the call stack inside the server's functions. */
    public static final char WHERE = 'W';

    /** Field: the schema of the table that the error is about. */
    public static final char SCHEMA = 's';

    /** Field: position in the client's query, in characters from 1. */
    public static final char POSITION = 'P';

    private final Map<Character, String> fields = new LinkedHashMap<>();

    private ErrorFields() {}

    /**
     * Starts an error.
     *
     * @param severity {@code ERROR} or {@code FATAL}
     * @param sqlState five characters
     * @param message the message
     * @return the error
     */
    public static ErrorFields of(String severity, String sqlState, String message) {
        ErrorFields error = new ErrorFields();
        error.set('S', severity).set('V', severity).set(STATE, sqlState).set(MESSAGE, message);
        return error;
    }

    /**
     * Reads an error.
     *
     * @param body the body of an ErrorResponse
     * @param charset the encoding of its texts
     * @return the error
     * @throws BadMessageException if it is not an error's body
     */
    public static ErrorFields read(byte[] body, Charset charset) throws BadMessageException {
        ErrorFields error = new ErrorFields();
        Cursor cursor = new Cursor(body);
        for (int name = cursor.int8(); name != 0; name = cursor.int8()) {
            error.fields.put((char) name, cursor.text(charset));
        }
        return error;
    }

    /**
     * Returns a field.
     *
     * @param name its letter
     * @return its value, or the empty string if the error lacks it
     */
    public String get(char name) {
        return fields.getOrDefault(name, "");
    }

    /**
     * Sets or removes a field.
     *
     * @param name its letter
     * @param value its value, or null to remove it
     * @return this
     */
    public ErrorFields set(char name, @Nullable String value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.put(name, value);
        }
        return this;
    }

    /**
     * Returns the error as a message body.
     *
     * @param charset the encoding of its texts
     * @return the body of an ErrorResponse
     */
    public byte[] body(Charset charset) {
        Body body = new Body();
        fields.forEach((name, value) -> body.int8(name).text(value, charset));
        return body.int8(0).bytes();
    }
}
