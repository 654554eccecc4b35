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
package io.github.dsql.local.tls;

import io.github.dsql.local.DsqlLocalException;
import io.github.dsql.local.server.Home;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * Internal: what proves to clients that the stand-in is who it says.
 *
 * @param context what TLS connections are made with
 * @param rootCertificate the file with the certificate that clients have to trust; it stays where it is
 */
public record TlsMaterial(SSLContext context, Path rootCertificate) {
    /**
     * Loads what the home has, and makes what it lacks.
     *
     * @param home where it is kept
     * @param region the region of the endpoints that the certificate is for
     * @return the certificates, ready to use
     * @throws DsqlLocalException if they cannot be made
     */
    public static TlsMaterial load(Home home, String region) {
        try {
            return home.exclusively(() -> new CertificateStore(home, region).load());
        } catch (IOException e) {
            throw new DsqlLocalException(
                    "The stand-in's certificate could not be made: " + e.getMessage() + ". The program keytool in "
                            + Path.of(System.getProperty("java.home"), "bin") + " makes it, and " + home.directory()
                            + " keeps it: check that the one is there, and that the other can be written.",
                    e);
        }
    }
}
