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
package io.github.dsql.hibernate.conflict;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a listener of {@link OccRetry} is told.
 *
 * @param attempt which attempt it is about, 1 for the first
 * @param maxAttempts how many there are at most
 * @param failure why the attempt failed; null if it succeeded
 * @param delay how long is waited before the next attempt; zero if there is none
 * @param elapsed the time since the first attempt began
 */
public record OccRetryEvent(
        int attempt, int maxAttempts, @Nullable Throwable failure, Duration delay, Duration elapsed) {}
