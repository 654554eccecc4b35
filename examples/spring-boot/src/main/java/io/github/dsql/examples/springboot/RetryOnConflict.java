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
package io.github.dsql.examples.springboot;

import io.github.dsql.hibernate.conflict.OccConflicts;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.resilience.retry.MethodRetryPredicate;

/**
 * Runs a method again when its transaction ends with a conflict. Goes on the method (or class) that is {@code @Transactional}: Spring puts the retry around the
 * transaction.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Retryable(
        predicate = RetryOnConflict.Conflict.class,
        maxRetries = 9,
        delay = 10,
        jitter = 10,
        multiplier = 2,
        maxDelay = 1_000)
public @interface RetryOnConflict {
    /** Whether a failure is a conflict, whatever Spring has wrapped around it. */
    final class Conflict implements MethodRetryPredicate {
        @Override
        public boolean shouldRetry(Method method, Throwable failure) {
            return OccConflicts.isConflict(failure);
        }
    }
}
