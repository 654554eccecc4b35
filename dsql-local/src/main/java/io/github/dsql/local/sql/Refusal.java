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
 * Internal: the error with which Aurora DSQL answers a statement that it does not take.
 *
 * @param capability id of the rule, for example {@code truncate}
 * @param sqlState five characters, mostly {@code 0A000}
 * @param message the service's own words
 * @param detail the DETAIL line, if the service sends one
 */
public record Refusal(
        String capability,
        String sqlState,
        String message,
        @Nullable String detail) {}
