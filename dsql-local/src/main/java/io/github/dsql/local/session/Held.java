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

import io.github.dsql.local.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Internal: a client's message held back until its unit is complete. */
final class Held {
    private final int type;
    private final byte[] body;
    private final @Nullable Statement statement;

    Held(int type, byte[] body) {
        this(type, body, null);
    }

    /** An Execute of a known statement. */
    Held(int type, byte[] body, @Nullable Statement statement) {
        this.type = type;
        this.body = body;
        this.statement = statement;
    }

    int type() {
        return type;
    }

    byte[] body() {
        return body;
    }

    @Nullable
    Statement statement() {
        return statement;
    }
}
