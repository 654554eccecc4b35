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

import io.github.dsql.local.server.EmbeddedServer;
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Statements;
import io.github.dsql.local.wire.BadMessageException;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Internal: decides from a client's first messages whether it gets a session. */
final class Handshake {
    private static final int CANCEL = 80877102;
    private static final int SSL = 80877103;
    private static final int GSSENC = 80877104;

    /** PostgreSQL's own limit. */
    private static final int MAX_PACKET = 10_000;

    private final In client;
    private final Out toClient;
    private final ServerState state;

    Handshake(In client, Out toClient, ServerState state) {
        this.client = client;
        this.toClient = toClient;
        this.state = state;
    }

    /** Returns the startup packet to open the backend with, or null if the connection ends here. */
    byte @Nullable [] accept() throws IOException {
        for (byte[] packet = client.untyped(MAX_PACKET); packet != null; packet = client.untyped(MAX_PACKET)) {
            switch (new Cursor(packet).int32()) {
                case SSL, GSSENC -> toClient.single('N');
                case CANCEL -> {
                    relayCancel(packet);
                    return null;
                }
                default -> {
                    return check(packet);
                }
            }
        }
        return null;
    }

    private byte @Nullable [] check(byte[] packet) throws IOException {
        ErrorFields refusal = refusal(parameters(packet));
        if (refusal == null) {
            return packet;
        }
        toClient.message('E', refusal.body(StandardCharsets.UTF_8));
        toClient.flush();
        return null;
    }

    static Map<String, String> parameters(byte[] packet) throws BadMessageException {
        Cursor cursor = new Cursor(packet);
        cursor.int32();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name = cursor.text(); !name.isEmpty(); name = cursor.text()) {
            parameters.put(name, cursor.text());
        }
        return parameters;
    }

    private static @Nullable ErrorFields refusal(Map<String, String> parameters) {
        String user = parameters.getOrDefault("user", "");
        String database = parameters.getOrDefault("database", user);
        for (Map.Entry<String, String> parameter :
                StartupOptions.sessionParameters(parameters).entrySet()) {
            Refusal refusal = Statements.parse(setting(parameter)).get(0).refusal();
            if (refusal != null) {
                return fatal(refusal.sqlState(), refusal.message()).set('D', refusal.detail());
            }
        }
        if (!database.equals("postgres")) {
            return fatal("3D000", "database \"" + database + "\" does not exist");
        }
        return user.equals(EmbeddedServer.SUPERUSER) ? fatal("28000", "role \"" + user + "\" does not exist") : null;
    }

    /** What may be set by a statement may be set at the start. */
    private static String setting(Map.Entry<String, String> parameter) {
        return "SET " + parameter.getKey() + " TO '" + parameter.getValue().replace("'", "''") + "'";
    }

    private static ErrorFields fatal(String sqlState, String message) {
        return ErrorFields.of("FATAL", sqlState, message);
    }

    /** The client waits for the end of its connection to know that the request has been handled. */
    private void relayCancel(byte[] packet) throws IOException {
        try (Socket postgres = state.database().connect()) {
            Out out = new Out(postgres.getOutputStream());
            out.untyped(new Body().rest(packet, 0).bytes());
            out.flush();
            postgres.getInputStream().readAllBytes();
        }
    }
}
