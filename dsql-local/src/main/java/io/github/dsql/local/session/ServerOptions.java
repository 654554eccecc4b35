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
package io.github.dsql.local.session;

import io.github.dsql.local.SchemaConflicts;
import java.time.Clock;
import java.time.Duration;

/**
 * Internal: what the user chose for all sessions of one stand-in.
 *
 * @param clock what the age of tokens, connections, transactions and jobs is measured with
 * @param jobDelay how long an asynchronous job takes
 * @param schemaConflicts when a change of the schema makes other sessions fail
 * @param access who may connect, and how
 */
public record ServerOptions(Clock clock, Duration jobDelay, SchemaConflicts schemaConflicts, AccessOptions access) {}
