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

import java.io.Serial;

/**
 * Says that a transaction was committed, but something that was to be done {@linkplain Attempt#afterCommit after that} failed.
 *
 * <p>The work must not run again. The cause is the first failure; those of further effects are suppressed in this one.
 */
public final class AfterCommitException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    AfterCommitException(Throwable first) {
        super(
                "The transaction was committed, but something after it failed: do not run the work again, only that ["
                        + first.getMessage() + "]",
                first);
    }
}
