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
package io.github.dsql.local;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Says that the stand-in cannot do what it was asked to, why, and what to do about it. */
public final class DsqlLocalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, why, and what to do
     * @param cause the failure underneath, if there is one
     */
    public DsqlLocalException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
