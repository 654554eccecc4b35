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
package io.github.dsql.hibernate.schema;

import java.util.concurrent.TimeUnit;
import org.hibernate.tool.schema.spi.SchemaManagementException;

/** Internal: how the schema tool waits, so that a test need not. */
@FunctionalInterface
interface Pause {
    /** Lets the thread sleep; an interrupt ends the schema action and stays set. */
    Pause SLEEP = millis -> {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaManagementException("The schema action was interrupted while it waited for Aurora DSQL", e);
        }
    };

    void millis(long millis);
}
