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

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.exception.ScramException;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Internal: proves to PostgreSQL that the stand-in may act as a role, in the ways that PostgreSQL may ask for. */
final class Authentication {
    static final int CLEARTEXT = 3;

    private static final int OK = 0;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final Backend backend;
    private final String secret;
    private @Nullable ScramClient scram;

    Authentication(Backend backend, String secret) {
        this.backend = backend;
        this.secret = secret;
    }

    /** Answers until PostgreSQL is content, and throws if it refuses the session. */
    void complete() throws IOException, FatalException {
        for (int type = backend.next(); ; type = backend.next()) {
            byte[] body = backend.in().body();
            if (type == 'E') {
                throw FatalException.of(ErrorFields.read(body, StandardCharsets.UTF_8));
            }
            if (type == 'R' && !answer(body)) {
                return;
            }
        }
    }

    /** Answers a request; returns false if there is nothing more to prove. */
    private boolean answer(byte[] body) throws IOException {
        Cursor request = new Cursor(body);
        int kind = request.int32();
        try {
            switch (kind) {
                case OK -> {
                    return false;
                }
                case CLEARTEXT -> password(new Body().text(secret));
                case SASL -> begin(request);
                case SASL_CONTINUE -> proceed(text(body));
                case SASL_FINAL -> client().serverFinalMessage(text(body));
                default -> throw new IOException("PostgreSQL asks for authentication of kind " + kind);
            }
            return true;
        } catch (ScramException | IllegalArgumentException e) {
            throw new IOException("PostgreSQL did not prove that it knows the password of its roles", e);
        }
    }

    private void begin(Cursor request) throws IOException {
        List<String> mechanisms = new ArrayList<>();
        for (String name = request.text(); !name.isEmpty(); name = request.text()) {
            mechanisms.add(name);
        }
        // PostgreSQL goes by the user of the startup packet.
        ScramClient client = ScramClient.builder()
                .advertisedMechanisms(mechanisms)
                .username("*")
                .password(secret.toCharArray())
                .build();
        scram = client;
        byte[] first = client.clientFirstMessage().toString().getBytes(StandardCharsets.UTF_8);
        password(new Body()
                .text(client.getScramMechanism().getName())
                .int32(first.length)
                .rest(first, 0));
    }

    private void proceed(String serverFirst) throws IOException, ScramException {
        client().serverFirstMessage(serverFirst);
        String last = client().clientFinalMessage().toString();
        password(new Body().rest(last.getBytes(StandardCharsets.UTF_8), 0));
    }

    private ScramClient client() throws IOException {
        if (scram == null) {
            throw new IOException("PostgreSQL goes on with an authentication that it has not begun");
        }
        return scram;
    }

    private void password(Body body) throws IOException {
        backend.out().message('p', body.bytes());
    }

    /** The rest of the message, which no zero byte ends. */
    private static String text(byte[] body) {
        return new String(body, 4, body.length - 4, StandardCharsets.UTF_8);
    }
}
