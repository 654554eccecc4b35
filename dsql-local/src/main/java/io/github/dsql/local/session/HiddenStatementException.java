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

import io.github.dsql.local.wire.BadMessageException;
import io.github.dsql.local.wire.ErrorFields;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/** Internal: PostgreSQL's error for a hidden statement, which is then the client's. */
final class HiddenStatementException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final byte[] error;

    HiddenStatementException(byte[] error) throws BadMessageException {
        super(describe(ErrorFields.read(error, StandardCharsets.UTF_8)));
        this.error = error;
    }

    private static String describe(ErrorFields error) {
        return "A hidden statement failed: " + error.get(ErrorFields.STATE) + " " + error.get(ErrorFields.MESSAGE);
    }

    /** Returns the body of the ErrorResponse. */
    byte[] error() {
        return error;
    }
}
