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
package io.github.dsql.local.inject;

import io.github.dsql.local.fault.Failure;
import java.io.Serial;

/** Internal: says that the condition a test gave for a fault threw. */
final class BrokenConditionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ArmedFault fault;

    BrokenConditionException(ArmedFault fault, RuntimeException cause) {
        super("The condition of a fault threw", cause);
        this.fault = fault;
    }

    /** Returns what the client is told instead of an answer. */
    Failure failure() {
        return Failure.error("XX000", "the condition of the fault '" + fault + "' threw " + getCause());
    }

    ArmedFault fault() {
        return fault;
    }
}
