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

import java.time.Duration;

/**
 * Internal: how many connections there may be, how fast they may come, and how long they may last.
 *
 * @param atOnce the largest number of sessions
 * @param perSecond how many may be opened in a second on average, or 0 for any number
 * @param burst how many may be opened at once
 * @param life how long a session lasts at most
 */
public record ConnectionLimits(int atOnce, int perSecond, int burst, Duration life) {
    /** The limits of the service that need no decision of the user's: connections end after an hour (AWS docs 2026-09). */
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(Integer.MAX_VALUE, 0, 0, Duration.ofMinutes(60));
}
