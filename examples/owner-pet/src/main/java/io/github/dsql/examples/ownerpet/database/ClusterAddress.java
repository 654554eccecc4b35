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
package io.github.dsql.examples.ownerpet.database;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the cluster is and who connects to it.
 *
 * @param endpoint host name of the cluster, without scheme, port or path
 * @param user database role to connect as
 */
public record ClusterAddress(String endpoint, String user) {
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Reads {@code CLUSTER_ENDPOINT} and {@code CLUSTER_USER}.
     *
     * @return the address, or empty if neither is set: the example then runs on DSQL Local
     * @throws IllegalArgumentException if only one is set, or one cannot be right
     */
    public static Optional<ClusterAddress> from(Map<String, String> environment) {
        String endpoint = environment.getOrDefault("CLUSTER_ENDPOINT", "").trim();
        String user = environment.getOrDefault("CLUSTER_USER", "").trim();
        if (endpoint.isEmpty() && user.isEmpty()) {
            return Optional.empty();
        }
        if (endpoint.isEmpty()) {
            throw new IllegalArgumentException(
                    "CLUSTER_USER is set but CLUSTER_ENDPOINT is not. Set CLUSTER_ENDPOINT to the"
                            + " endpoint of your cluster, or unset both to run on DSQL Local.");
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException(
                    "CLUSTER_ENDPOINT is set but CLUSTER_USER is not. Set CLUSTER_USER to admin, or"
                            + " to a database role that may work in schema myschema, or unset both to run on DSQL Local.");
        }
        if (!HOST_NAME.matcher(endpoint).matches()) {
            throw new IllegalArgumentException(
                    "CLUSTER_ENDPOINT is '" + endpoint + "', which is not a host name. Give the host"
                            + " name alone, without scheme, port or path, as in <cluster id>.dsql.us-east-1.on.aws.");
        }
        if (!ROLE_NAME.matcher(user).matches()) {
            throw new IllegalArgumentException(
                    "CLUSTER_USER is '" + user + "', which is not the name of a database role. Use"
                            + " letters, digits and underscores, as in admin.");
        }
        return Optional.of(new ClusterAddress(endpoint, user));
    }

    /** Returns the schema to work in: only admin may create tables in {@code public}. */
    public String schema() {
        return user.equals("admin") ? "public" : "myschema";
    }

    /**
     * Returns a URL for the Aurora DSQL connector, which makes a fresh IAM token for each connection out of the AWS credentials
     * that it finds (environment, profile, instance role).
     */
    public String jdbcUrl() {
        return "jdbc:aws-dsql:postgresql://" + endpoint + "/postgres?user=" + user
                // Aurora DSQL takes TLS only. The Java trust store knows Amazon's certificate authority.
                + "&sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
                // The search path of every connection of the pool.
                + "&currentSchema=" + schema();
    }
}
