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

import io.github.dsql.local.auth.Credentials;
import io.github.dsql.local.auth.TokenCheck;
import io.github.dsql.local.auth.TokenMaker;
import io.github.dsql.local.session.AccessOptions;
import io.github.dsql.local.session.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gives clients what they need to connect to a stand-in: URLs, tokens, the certificate to trust. */
final class ClientAccess {
    static final String HOST = "localhost";

    private static final Credentials ANY_CREDENTIALS = new Credentials("DSQLLOCAL", "dsql-local");
    private static final Duration LONGEST = Duration.ofSeconds(TokenCheck.MAX_SECONDS);

    private final ServerOptions options;
    private final int port;

    ClientAccess(ServerOptions options, int port) {
        this.options = options;
        this.port = port;
    }

    String jdbcUrl(String user) {
        AccessOptions access = options.access();
        Path trusted = access.plainText() ? null : access.rootCertificate();
        return new ConnectionUrls(HOST, port, trusted).plain(user, access.trusted() ? null : token(user, LONGEST));
    }

    String awsJdbcUrl(String user) {
        return new ConnectionUrls(HOST, port, rootCertificate()).aws(user, region());
    }

    String token(String user, Duration validity) {
        if (validity.toSeconds() < 1 || validity.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A token cannot be valid for " + validity
                    + ": it must be at least 1 second and at most " + TokenCheck.MAX_SECONDS + " seconds (7 days).");
        }
        return TokenMaker.token(
                HOST, region(), user, credentials(), options.clock().instant(), validity);
    }

    Path rootCertificate() {
        return options.access().rootCertificate();
    }

    private Credentials credentials() {
        @Nullable Credentials chosen = options.access().credentials();
        return chosen == null ? ANY_CREDENTIALS : chosen;
    }

    private String region() {
        String chosen = options.access().region();
        return chosen == null ? AccessChoices.DEFAULT_REGION : chosen;
    }
}
