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

import io.github.dsql.local.sql.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Internal: counts connections, and turns away those that are too many or come too fast. */
final class Admission {
    private final Clock clock;
    private final ConnectionLimits limits;
    private int open;
    private double tokens;
    private Instant refilled;

    Admission(Clock clock, ConnectionLimits limits) {
        this.clock = clock;
        this.limits = limits;
        this.tokens = limits.burst();
        this.refilled = clock.instant();
    }

    /** Takes note of an attempt to connect. */
    synchronized void arrive() throws FatalException {
        if (limits.perSecond() > 0 && !takeToken()) {
            throw new FatalException(Rule.CONNECTION_RATE.refuse());
        }
    }

    /** Takes note that a session begins; it must be ended by {@link #leave}. */
    synchronized void enter() throws FatalException {
        if (open >= limits.atOnce()) {
            throw new FatalException(Rule.TOO_MANY_CONNECTIONS.refuse());
        }
        open++;
    }

    synchronized void leave() {
        open--;
    }

    /** A bucket that fills with the rate, and holds no more than the burst. */
    private boolean takeToken() {
        Instant now = clock.instant();
        Duration since = Duration.between(refilled, now);
        if (!since.isNegative()) {
            double filled = tokens + since.toNanos() / 1e9 * limits.perSecond();
            tokens = Math.min(limits.burst(), filled);
        }
        refilled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
