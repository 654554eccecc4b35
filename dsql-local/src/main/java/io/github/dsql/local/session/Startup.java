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

import io.github.dsql.local.sql.SessionParameters;
import io.github.dsql.local.wire.BadMessageException;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what a client asks for in its startup packet.
 *
 * @param minorVersion the client's version of the protocol is 3 and this
 * @param parameters the packet's parameters in their order
 */
record Startup(int minorVersion, Map<String, String> parameters) {
    private static final int MAJOR_VERSION = 3;
    private static final int VERSION_3_0 = MAJOR_VERSION << 16;
    private static final String PROTOCOL_EXTENSION = "_pq_.";
    private static final List<String> FALSE = List.of("false", "off", "no", "0", "f", "n");

    static Startup parse(byte[] packet) throws FatalException {
        try {
            return read(packet);
        } catch (BadMessageException e) {
            throw malformed();
        }
    }

    private static Startup read(byte[] packet) throws FatalException, BadMessageException {
        Cursor cursor = new Cursor(packet);
        int version = cursor.int32();
        int major = version >>> 16;
        int minor = version & 0xffff;
        if (major != MAJOR_VERSION) {
            throw new FatalException(
                    "0A000",
                    "unsupported frontend protocol " + major + "." + minor + ": server supports 3.0 to 3.0",
                    null);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name = cursor.text(); !name.isEmpty(); name = cursor.text()) {
            parameters.put(name, cursor.text());
        }
        if (cursor.position() != packet.length) {
            throw malformed();
        }
        return new Startup(minor, parameters);
    }

    private static FatalException malformed() {
        return new FatalException("08P01", "invalid startup packet layout: expected terminator as last byte", null);
    }

    /** Returns a parameter, or the empty string if the client does not send it. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    String user() throws FatalException {
        String user = parameters.getOrDefault("user", "");
        if (user.isEmpty()) {
            throw new FatalException("28000", "no PostgreSQL user name specified in startup packet", null);
        }
        return user;
    }

    /** Returns the database, which is the user's name if the client names none. */
    String database() {
        String database = parameters.getOrDefault("database", "");
        return database.isEmpty() ? parameters.getOrDefault("user", "") : database;
    }

    /** Returns the session parameters that are set, directly or in {@code options}, in the order in which they are. */
    Map<String, String> sessionParameters() throws FatalException {
        Map<String, String> settings = new LinkedHashMap<>(StartupOptions.read(parameters.getOrDefault("options", "")));
        parameters.forEach((name, value) -> {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "user", "database", "options" -> {}
                case "replication" -> {
                    if (!FALSE.contains(value.toLowerCase(Locale.ROOT))) {
                        settings.put(name, value);
                    }
                }
                default -> {
                    if (!name.startsWith(PROTOCOL_EXTENSION)) {
                        settings.put(name, value);
                    }
                }
            }
        });
        return settings;
    }

    /**
     * Returns the body of the message that says which part of the protocol is spoken, or null if the client expects no more than
     * version 3.0.
     */
    byte @Nullable [] negotiation() {
        List<String> unknown = parameters.keySet().stream()
                .filter(name -> name.startsWith(PROTOCOL_EXTENSION))
                .toList();
        if (minorVersion == 0 && unknown.isEmpty()) {
            return null;
        }
        Body body = new Body().int32(VERSION_3_0).int32(unknown.size());
        unknown.forEach(body::text);
        return body.bytes();
    }

    /** Returns the packet that starts the same session in PostgreSQL. */
    byte[] forBackend() throws FatalException {
        Body body = new Body().int32(VERSION_3_0);
        body.text("user").text(parameters.getOrDefault("user", ""));
        body.text("database").text(database());
        sessionParameters().forEach((name, value) -> body.text(SessionParameters.backendName(name))
                .text(value));
        return body.int8(0).bytes();
    }

    /** Returns the packet that starts a session without any settings. */
    static Startup of(String user, String database) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", user);
        parameters.put("database", database);
        return new Startup(0, parameters);
    }
}
