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

/**
 * Hears what becomes of the attempts of {@link OccRetry}, for metrics and logs.
 *
 * <p>Called on the thread that runs the work, outside its transaction. What a listener throws is logged and changes nothing.
 */
public interface OccRetryListener {
    /**
     * Called after every attempt that failed, whatever the reason.
     *
     * @param event what happened
     */
    default void attemptFailed(OccRetryEvent event) {}

    /**
     * Called when a failed attempt is to be followed by another one, before the wait.
     *
     * @param event what happened, with the delay before the next attempt
     */
    default void retried(OccRetryEvent event) {}

    /**
     * Called when a failure would be retried, but the attempts or the time are used up, or the thread was interrupted.
     *
     * @param event what happened
     */
    default void exhausted(OccRetryEvent event) {}

    /**
     * Called when an attempt has succeeded, before its {@linkplain Attempt#afterCommit effects}.
     *
     * @param event what happened
     */
    default void succeeded(OccRetryEvent event) {}
}
