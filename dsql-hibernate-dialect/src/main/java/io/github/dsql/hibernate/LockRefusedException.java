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
package io.github.dsql.hibernate;

import org.hibernate.HibernateException;

/** Says that a pessimistic lock was refused before anything was sent, why, and what to do instead. */
public final class LockRefusedException extends HibernateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of a refused lock.
     *
     * @param message what was refused, why, and what to do instead
     */
    public LockRefusedException(String message) {
        super(message);
    }
}
