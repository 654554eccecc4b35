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
package io.github.dsql.hibernate.schema.plan;

/**
 * One statement of a {@link SchemaPlan}.
 *
 * @param sql the statement as it is sent, without a delimiter
 * @param reason why it is sent, in a few words, as "column Pet.weight is missing"
 * @param startsJob whether it starts an asynchronous job of the service: an index build or the validation of a constraint
 * @param awaitsJobs whether every job before it must have succeeded, since it removes what they replace
 */
public record PlannedStatement(String sql, String reason, boolean startsJob, boolean awaitsJobs) {
    /**
     * Creates one that does not wait.
     *
     * @param sql the statement as it is sent, without a delimiter
     * @param reason why it is sent, in a few words
     * @param startsJob whether it starts an asynchronous job of the service
     */
    public PlannedStatement(String sql, String reason, boolean startsJob) {
        this(sql, reason, startsJob, false);
    }
}
