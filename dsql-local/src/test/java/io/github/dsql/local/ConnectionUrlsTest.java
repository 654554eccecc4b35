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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;
import software.amazon.dsql.jdbc.ConnUrlParser;

class ConnectionUrlsTest {
    private static final Path ROOT = Path.of("/tmp/with space & more/50%/root.crt");
    private static final ConnectionUrls URLS = new ConnectionUrls("localhost", 5432, ROOT);

    @Test
    void pgjdbcReadsWhatWasMeant() {
        Properties read = Driver.parseURL(URLS.plain("a b&c", "h/?a=b%2F&c=d+e"), new Properties());
        assertThat(read)
                .isNotNull()
                .containsEntry("PGHOST", "localhost")
                .containsEntry("PGPORT", "5432")
                .containsEntry("PGDBNAME", "postgres")
                .containsEntry("user", "a b&c")
                .containsEntry("password", "h/?a=b%2F&c=d+e")
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", ROOT.toString());
    }

    @Test
    void plainTextUrlHasNoCertificateAndNoPasswordUnlessGiven() {
        assertThat(new ConnectionUrls("localhost", 1, null).plain("admin", null))
                .isEqualTo("jdbc:postgresql://localhost:1/postgres?user=admin&sslmode=disable");
    }

    @Test
    void connectorReadsWhatWasMeant() throws Exception {
        ConnectionUrls urls = new ConnectionUrls("localhost", 5432, Path.of("/tmp/with space/root.crt"));
        Properties properties = new Properties();
        String full = ConnUrlParser.convertToFullJdbcUrl(urls.aws("app", "eu-west-1"), properties);
        ConnUrlParser.parsePropertiesFromUrl(full, properties);
        assertThat(properties)
                .containsEntry("user", "app")
                .containsEntry("region", "eu-west-1")
                .containsEntry("sslrootcert", "/tmp/with space/root.crt")
                .containsEntry("sslfactory", "org.postgresql.ssl.LibPQFactory");
        assertThat(Driver.parseURL(full, new Properties())).containsEntry("sslrootcert", "/tmp/with space/root.crt");
    }

    @Test
    void urlsAreUris() throws URISyntaxException {
        assertThat(new URI(URLS.plain("a b", "t?").substring("jdbc:".length())).getHost())
                .isEqualTo("localhost");
    }
}
