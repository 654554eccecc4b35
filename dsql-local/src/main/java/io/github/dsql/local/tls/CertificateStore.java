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

import io.github.dsql.local.server.Home;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: a certificate authority of the home's own, and certificates from it; the caller holds the home's lock.
 *
 * <p>They are kept, since making them takes seconds, and so that a client may go on trusting the root certificate. Each region
 * has a certificate of its own, for {@code *.dsql.<region>.on.aws} and for this machine.
 */
final class CertificateStore {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateStore.class);

    private static final String CA = "ca";
    private static final String SERVER = "server";

    /** It guards nothing: only the owner of the files can read them. */
    private static final String PASSWORD = "dsql-local";

    private static final int CA_DAYS = 3650;

    /** Some clients take no server's certificate that is valid for more than 825 days. */
    private static final int SERVER_DAYS = 800;

    private static final Duration SERVER_LEFT = Duration.ofDays(30);
    private static final Duration CA_LEFT = SERVER_LEFT.plusDays(SERVER_DAYS);
    private static final int LINE = 64;

    private final Path directory;
    private final Path authority;
    private final Path keys;
    private final Path root;
    private final String names;

    CertificateStore(Home home, String region) throws IOException {
        this.directory = home.privateDirectory("tls");
        this.authority = directory.resolve("authority.p12");
        this.keys = directory.resolve(region + ".p12");
        // Outside of the private directory: it is no secret, and other users may be clients.
        this.root = home.resolve("root.crt");
        this.names = "san=dns:localhost,ip:127.0.0.1,ip:::1,dns:*.dsql." + region + ".on.aws";
    }

    TlsMaterial load() throws IOException {
        try {
            return read();
        } catch (IOException | GeneralSecurityException e) {
            LOG.debug("Making a certificate, since there is none to use: {}", e.toString());
        }
        try {
            makeKeys(authority());
            return read();
        } catch (GeneralSecurityException e) {
            throw new IOException(e.toString(), e);
        }
    }

    private TlsMaterial read() throws IOException, GeneralSecurityException {
        KeyStore store = open(keys);
        Certificate[] chain = store.getCertificateChain(SERVER);
        if (chain == null || chain.length != 2) {
            throw new CertificateException("There is no certificate in " + keys);
        }
        requireValid(chain[0], SERVER_LEFT);
        requireValid(chain[1], SERVER_LEFT);
        if (!Files.exists(root) || !Files.readString(root).equals(pem(chain[1]))) {
            throw new CertificateException("The certificate in " + keys + " does not come from " + root);
        }
        store.deleteEntry(CA);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return new TlsMaterial(context, root);
    }

    /** Returns the file with the authority's key, and sees to it that the root certificate is that of the authority. */
    private Path authority() throws IOException, GeneralSecurityException {
        Certificate certificate;
        try {
            certificate = authorityCertificate();
        } catch (IOException | GeneralSecurityException e) {
            LOG.debug("Making a certificate authority, since there is none to use: {}", e.toString());
            makeAuthority();
            certificate = authorityCertificate();
        }
        Path draft = directory.resolve("root.draft");
        Files.writeString(draft, pem(certificate));
        publish(draft, root);
        return authority;
    }

    private Certificate authorityCertificate() throws IOException, GeneralSecurityException {
        Certificate certificate = open(authority).getCertificate(CA);
        requireValid(certificate, CA_LEFT);
        return certificate;
    }

    private void makeAuthority() throws IOException {
        Path draft = directory.resolve("authority.draft");
        Files.deleteIfExists(draft);
        Keytool keytool = new Keytool(draft, PASSWORD);
        keytool.generate(
                CA, "DSQL Local", CA_DAYS, List.of("-ext", "bc:c=ca:true,pathlen:0", "-ext", "ku:c=keyCertSign"));
        publish(draft, authority);
    }

    private void makeKeys(Path signer) throws IOException {
        Path draft = directory.resolve("server.draft");
        Files.copy(signer, draft, StandardCopyOption.REPLACE_EXISTING);
        Keytool keytool = new Keytool(draft, PASSWORD);
        keytool.generate(
                SERVER,
                "localhost",
                SERVER_DAYS,
                List.of("-signer", CA, "-ext", names, "-ext", "eku=serverAuth", "-ext", "ku:c=digitalSignature"));
        publish(draft, keys);
    }

    private static KeyStore open(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void requireValid(Certificate certificate, Duration left) throws CertificateException {
        if (!(certificate instanceof X509Certificate x509)) {
            throw new CertificateException("There is no certificate");
        }
        Instant now = Instant.now();
        x509.checkValidity(Date.from(now));
        x509.checkValidity(Date.from(now.plus(left)));
    }

    private static void publish(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(Certificate certificate) throws CertificateException {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }
}
