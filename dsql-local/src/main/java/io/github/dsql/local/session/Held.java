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

import org.jspecify.annotations.Nullable;

/**
 * Internal: a client's message held back until its unit is complete, or one that is put among them.
 *
 * @param type the message's type
 * @param body what follows its length
 * @param bound what an Execute runs, or null if it is another message, or if only PostgreSQL judges the statement
 * @param origin where it comes from
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Held(int type, byte[] body, @Nullable Bound bound, Origin origin) {
    /** Where a message comes from. */
    enum Origin {
        CLIENT,
        /** From the client, and sent before: names that it gives are known already. */
        REPEATED,
        /** From the stand-in: the client must not see the answer. */
        HIDDEN
    }

    Held(int type, byte[] body) {
        this(type, body, null, Origin.CLIENT);
    }

    Held(int type, byte[] body, @Nullable Bound bound) {
        this(type, body, bound, Origin.CLIENT);
    }

    static Held hidden(int type, byte[] body) {
        return new Held(type, body, null, Origin.HIDDEN);
    }

    /** The same message with another body. */
    Held with(byte[] otherBody) {
        return new Held(type, otherBody, bound, origin);
    }

    /** The same message, sent once more. */
    Held repeated() {
        return new Held(type, body, bound, Origin.REPEATED);
    }
}
