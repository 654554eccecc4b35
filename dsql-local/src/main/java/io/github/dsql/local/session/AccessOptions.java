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

import io.github.dsql.local.auth.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Internal: who may connect, and how.
 *
 * @param rootCertificate what clients check the stand-in's certificate with
 * @param plainText whether clients may do without TLS
 * @param trusted whether clients need no token
 * @param mappingRequired whether a role needs an IAM identity to be used
 * @param region what tokens must be for, or null for any
 * @param credentials what tokens must be signed with, or null if signatures are not checked
 * @param limits how many connections there may be, how fast, and for how long
 * @param patience how long a client may take to begin a session
 */
public record AccessOptions(
        Path rootCertificate,
        boolean plainText,
        boolean trusted,
        boolean mappingRequired,
        @Nullable String region,
        @Nullable Credentials credentials,
        ConnectionLimits limits,
        Duration patience) {}
