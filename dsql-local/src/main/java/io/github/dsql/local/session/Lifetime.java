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

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how long a connection may last.
 *
 * <p>A session grows old by the stand-in's clock. How long a client may take to begin one is measured by the machine's, since a test
 * that moves the other means the sessions.
 */
final class Lifetime {
    private final ServerState state;
    private final long patienceEnds;
    private volatile @Nullable Instant sessionEnds;

    Lifetime(ServerState state) {
        this.state = state;
        this.patienceEnds =
                System.nanoTime() + state.options().access().patience().toNanos();
    }

    /** The client has got a session. */
    void begins() {
        sessionEnds =
                state.clock().instant().plus(state.options().access().limits().life());
    }

    boolean isOver() {
        Instant end = sessionEnds;
        return end == null
                ? System.nanoTime() - patienceEnds > 0
                : !state.clock().instant().isBefore(end);
    }
}
