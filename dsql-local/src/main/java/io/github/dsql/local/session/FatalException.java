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

import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Rule;
import io.github.dsql.local.wire.ErrorFields;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Internal: a client gets no session, and is told why. */
final class FatalException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String TOO_MANY_CONNECTIONS = "53300";

    private final transient ErrorFields error;

    FatalException(Refusal refusal) {
        this(refusal.sqlState(), refusal.message(), null);
        error.set('D', refusal.detail());
    }

    FatalException(String sqlState, String message, @Nullable String hint) {
        super(message);
        this.error = ErrorFields.of("FATAL", sqlState, message).set('H', hint);
    }

    /** Turns away a client that the service does not know; the hint says why (seen 2026-10). */
    static FatalException accessDenied(String hint) {
        Refusal refusal = Rule.ACCESS_DENIED.refuse();
        return new FatalException(refusal.sqlState(), refusal.message(), hint);
    }

    /** Passes on why PostgreSQL does not start a session; it has fewer slots for them than the service has. */
    static FatalException of(ErrorFields error) {
        return error.get(ErrorFields.STATE).equals(TOO_MANY_CONNECTIONS)
                ? new FatalException(Rule.TOO_MANY_CONNECTIONS.refuse())
                : new FatalException(error.get(ErrorFields.STATE), error.get(ErrorFields.MESSAGE), null);
    }

    ErrorFields error() {
        return error;
    }
}
