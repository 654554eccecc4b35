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
import io.github.dsql.local.session.AccessOptions;
import io.github.dsql.local.session.ConnectionLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects who may connect to a stand-in, and how, before it starts. */
final class AccessChoices {
    static final String DEFAULT_REGION = "us-east-1";

    /** As long as PostgreSQL waits for a client to authenticate itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    boolean plainText;
    boolean trusted;
    boolean mappingRequired = true;

    private @Nullable String region;
    private @Nullable Credentials credentials;
    private ConnectionLimits limits = ConnectionLimits.DEFAULT;

    void region(String name) {
        if (!name.matches("[a-z]{2,}(-[a-z]+)+-[0-9]+")) {
            throw new IllegalArgumentException(
                    "Not the name of an AWS region: '" + name + "'. One reads like " + DEFAULT_REGION + ".");
        }
        region = name;
    }

    String region() {
        return region == null ? DEFAULT_REGION : region;
    }

    void credentials(String accessKeyId, String secretAccessKey) {
        if (!accessKeyId.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("Not an access key id: '" + accessKeyId
                    + "'. It consists of letters, digits, '_' and '-', and is not empty.");
        }
        credentials = new Credentials(accessKeyId, Objects.requireNonNull(secretAccessKey, "secretAccessKey"));
    }

    void maxConnections(int connections) {
        atLeastOne("connections", connections);
        limits = new ConnectionLimits(connections, limits.perSecond(), limits.burst(), limits.life());
    }

    void connectionRate(int perSecond, int burst) {
        atLeastOne("perSecond", perSecond);
        atLeastOne("burst", burst);
        limits = new ConnectionLimits(limits.atOnce(), perSecond, burst, limits.life());
    }

    void connectionLife(Duration life) {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("A connection cannot last " + life + ": it must be more than zero.");
        }
        limits = new ConnectionLimits(limits.atOnce(), limits.perSecond(), limits.burst(), life);
    }

    AccessOptions options(Path rootCertificate) {
        return new AccessOptions(
                rootCertificate, plainText, trusted, mappingRequired, region, credentials, limits, PATIENCE);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value + ".");
        }
    }
}
