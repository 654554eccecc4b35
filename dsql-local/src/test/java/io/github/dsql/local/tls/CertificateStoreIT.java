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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.server.EmbeddedServer;
import io.github.dsql.local.server.Home;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files only, but keytool takes its time. */
class CertificateStoreIT {
    @Test
    void certificatesAreKeptPerRegionUnderOneRootAndMadeAgainWhenDamaged(@TempDir Path directory) throws Exception {
        System.setProperty(EmbeddedServer.HOME_PROPERTY, directory.toString());
        try {
            Home home = Home.open();
            Path root = TlsMaterial.load(home, "us-east-1").rootCertificate();
            Path keys = home.resolve("tls").resolve("us-east-1.p12");
            String firstRoot = Files.readString(root);
            byte[] firstKeys = Files.readAllBytes(keys);

            TlsMaterial.load(home, "us-east-1");
            TlsMaterial.load(home, "eu-west-1");
            assertThat(Files.readString(root)).isEqualTo(firstRoot);
            assertThat(Files.readAllBytes(keys)).isEqualTo(firstKeys);

            Files.write(keys, new byte[] {1, 2, 3});
            Files.delete(root);
            TlsMaterial.load(home, "us-east-1");
            assertThat(Files.readString(root)).isEqualTo(firstRoot);
            assertThat(Files.readAllBytes(keys)).isNotEqualTo(firstKeys);

            Files.write(home.resolve("tls").resolve("authority.p12"), new byte[0]);
            Files.delete(keys);
            TlsMaterial.load(home, "us-east-1");
            assertThat(Files.readString(root)).isNotEqualTo(firstRoot);
            checkRoot(root);
            onlyTheOwnerReads(home.resolve("tls"));
        } finally {
            System.clearProperty(EmbeddedServer.HOME_PROPERTY);
        }
    }

    private static void checkRoot(Path root) throws Exception {
        try (InputStream in = Files.newInputStream(root)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            assertThat(certificate.getBasicConstraints()).isZero();
            assertThat(certificate.getKeyUsage()[5]).as("may sign certificates").isTrue();
        }
    }

    private static void onlyTheOwnerReads(Path directory) throws IOException {
        if (List.copyOf(directory.getFileSystem().supportedFileAttributeViews()).contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .isEqualTo("rwx------");
        }
    }
}
