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
package io.github.dsql.local.sql;

import org.jspecify.annotations.Nullable;

/**
 * Internal: one statement as the client sent it, and what to do with it.
 *
 * @param text the client's own text, without the semicolon
 * @param kind what it does
 * @param refusal the error to answer instead of running it, or null if Aurora DSQL takes it
 * @param backendText what PostgreSQL is sent in its place; equal to {@code text} where nothing needs rewriting
 * @param commandTag the command tag to answer instead of PostgreSQL's, or null to keep it (an ASYNC index is created by a
 *     SELECT behind the scenes but answers {@code CREATE INDEX})
 * @param syntaxText what PostgreSQL must be able to read before this statement is refused, or replaced because of words that only
 *     Aurora DSQL has; those are blanked out, so that positions stay. Null if PostgreSQL is sent the statement itself
 */
public record Statement(
        String text,
        StatementKind kind,
        @Nullable Refusal refusal,
        String backendText,
        @Nullable String commandTag,
        @Nullable String syntaxText) {}
