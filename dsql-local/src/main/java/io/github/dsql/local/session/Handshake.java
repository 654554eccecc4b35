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

import io.github.dsql.local.auth.InvalidTokenException;
import io.github.dsql.local.server.EmbeddedServer;
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.SessionParameters;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.EOFException;
import java.io.IOException;

/** Internal: decides whether a client that has asked for a session gets one. */
final class Handshake {
    private static final String ADMIN = "admin";
    private static final String DATABASE = "postgres";

    private final Startup startup;
    private final boolean encrypted;
    private final ServerState state;
    private final SessionWatch watch;

    Handshake(Startup startup, boolean encrypted, ServerState state, SessionWatch watch) {
        this.startup = startup;
        this.encrypted = encrypted;
        this.state = state;
        this.watch = watch;
    }

    /** Asks the client for what it needs to know, and throws if the client gets no session. */
    void accept(In client, Out toClient) throws IOException, FatalException {
        if (!encrypted && !state.options().access().plainText()) {
            throw new FatalException(
                    "28000",
                    "unable to accept connection, SSL is required",
                    "Connect with sslmode=verify-full and sslrootcert="
                            + state.options().access().rootCertificate()
                            + ", or start the stand-in with allowPlainText().");
        }
        String user = startup.user();
        byte[] negotiation = startup.negotiation();
        if (negotiation != null) {
            toClient.message('v', negotiation);
        }
        state.admission().arrive();
        if (!state.options().access().trusted()) {
            checkToken(user, client, toClient);
        }
        checkRole(user);
        checkSession();
    }

    private void checkToken(String user, In client, Out toClient) throws IOException, FatalException {
        toClient.message('R', new Body().int32(Authentication.CLEARTEXT).bytes());
        int type = client.next();
        if (type < 0) {
            throw new EOFException("The client left when asked for its password");
        }
        if (type != 'p') {
            throw new FatalException("08P01", "expected password response, got message type " + type, null);
        }
        try {
            state.tokens().check(user, new Cursor(client.body()).text());
        } catch (InvalidTokenException e) {
            throw FatalException.accessDenied(e.reason());
        }
        if (watch.tokenExpired()) {
            throw FatalException.accessDenied("Signature expired: by a fault that was asked for.");
        }
    }

    /** The role admin is always there, and needs no mapping. */
    private void checkRole(String user) throws IOException, FatalException {
        if (user.equals(ADMIN)) {
            return;
        }
        Roles.Standing standing = user.equals(EmbeddedServer.SUPERUSER)
                ? Roles.Standing.UNKNOWN
                : state.roles().standing(user);
        boolean mappingRequired = state.options().access().mappingRequired();
        switch (standing) {
            case UNKNOWN -> throw FatalException.accessDenied("Role \"" + user + "\" does not exist.");
            case NO_LOGIN ->
                throw FatalException.accessDenied("Role \"" + user + "\" is not permitted to log in: CREATE ROLE "
                        + user + " WITH LOGIN permits it.");
            case UNMAPPED -> {
                if (mappingRequired) {
                    throw FatalException.accessDenied("No IAM identity is mapped to the role \"" + user
                            + "\". As admin, run: AWS IAM GRANT " + user
                            + " TO 'arn:aws:iam::<account>:role/<name>'; or start the stand-in with"
                            + " requireIamMappings(false).");
                }
            }
            case MAPPED -> {}
        }
    }

    private void checkSession() throws FatalException {
        if (!startup.database().equals(DATABASE)) {
            throw new FatalException("3D000", "database \"" + startup.database() + "\" does not exist", null);
        }
        for (String name : startup.sessionParameters().keySet()) {
            Refusal refusal = SessionParameters.refusalOf(name);
            if (refusal != null) {
                throw new FatalException(refusal);
            }
        }
    }
}
