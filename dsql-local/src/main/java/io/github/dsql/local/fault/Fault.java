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
package io.github.dsql.local.fault;

/** A fault that waits for its moment, or that has struck. */
public interface Fault {
    /**
     * Returns how often it has struck.
     *
     * @return a number from 0
     */
    int injected();

    /**
     * Returns whether it may still strike: it has not struck as often as it shall, and was taken back neither by {@link #cancel()} nor
     * by {@link Faults#reset()}.
     *
     * @return whether it is waiting
     */
    boolean isPending();

    /** Takes it back; what it has done stays done. A second call does nothing. */
    void cancel();

    /**
     * Says in words what it does, as the statement log does.
     *
     * @return for example {@code fail 2 commits with 40001 … (OC000), nothing kept}
     */
    @Override
    String toString();
}
