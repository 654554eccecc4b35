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

import io.github.dsql.local.wire.Body;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes streams of messages that no client would send out of streams that clients have sent. */
final class StreamMutator {
    private static final String TYPES = "PBDECSHQdcfXFpy\0";
    private static final String[] NAMES = {"", "S_1", "s", "C_1", "dsql$rows", "dsql$portal", "nobody", "ä"};
    private static final String[] STATEMENTS = {
        "SELECT 1",
        "SELECT $1",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "INSERT INTO recorded VALUES ($1, 'x', 1)",
        "INSERT INTO recorded SELECT i, 'x', 1 FROM generate_series(100, 105) i ON CONFLICT DO NOTHING",
        "UPDATE recorded SET v = v || 'x'",
        "WITH x AS (DELETE FROM recorded WHERE id = 5 RETURNING id) SELECT * FROM x",
        "SELECT i, repeat('x', 100) FROM generate_series(1, 1000) i",
        "SELECT * FROM recorded FOR UPDATE",
        "COPY recorded_copy FROM STDIN",
        "COPY recorded TO STDOUT",
        "CREATE TABLE IF NOT EXISTS recorded (id int PRIMARY KEY, v text, n numeric)",
        "CREATE INDEX ASYNC ON recorded (v)",
        "TRUNCATE recorded",
        "DEALLOCATE ALL",
        "SET search_path TO public",
        "SET client_encoding TO 'LATIN1'",
        "SELECT 1 / 0",
        "SELECT 1; SELECT 2; SELECT nope",
        "/* ",
        "'",
        ";;;",
        ""
    };
    private static final int LARGEST = 100_000;

    private final List<byte[]> corpus;
    private final Random random;

    StreamMutator(List<byte[]> corpus, Random random) {
        this.corpus = corpus;
        this.random = random;
    }

    /** Returns a stream whose messages are whole, though what is in them need not make sense. */
    byte[] wellFramed() {
        List<byte[]> messages = messages();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            changeMessages(messages);
        }
        return join(messages);
    }

    /** Returns a stream of bytes. */
    byte[] anyBytes() {
        byte[] stream = random.nextInt(4) == 0 ? join(messages()) : wellFramed();
        for (int changes = 1 + random.nextInt(6); changes > 0 && stream.length > 0; changes--) {
            stream = changeBytes(stream);
        }
        return stream;
    }

    private List<byte[]> messages() {
        if (random.nextInt(4) == 0) {
            List<byte[]> invented = new ArrayList<>();
            for (int count = 1 + random.nextInt(12); count > 0; count--) {
                invented.add(invent());
            }
            return invented;
        }
        return split(corpus.get(random.nextInt(corpus.size())));
    }

    private void changeMessages(List<byte[]> messages) {
        int at = random.nextInt(messages.size() + 1);
        boolean inside = at < messages.size();
        switch (random.nextInt(7)) {
            case 0 -> messages.add(at, invent());
            case 1 -> messages.add(at, messages.isEmpty() ? invent() : messages.get(random.nextInt(messages.size())));
            case 2 -> messages.subList(at, messages.size()).clear();
            case 3 -> messages.addAll(at, split(corpus.get(random.nextInt(corpus.size()))));
            case 4 -> {
                if (inside) {
                    messages.remove(at);
                }
            }
            case 5 -> {
                if (inside) {
                    messages.add(random.nextInt(messages.size()), messages.remove(at));
                }
            }
            default -> {
                if (inside) {
                    messages.set(at, changeBody(messages.get(at)));
                }
            }
        }
    }

    private byte[] changeBody(byte[] message) {
        byte[] body = Arrays.copyOfRange(message, 5, message.length);
        for (int changes = 1 + random.nextInt(3); changes > 0 && body.length > 0; changes--) {
            body = changeBytes(body);
        }
        return RawClient.message(message[0], body);
    }

    private byte[] changeBytes(byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        byte[] changed = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed[at] = new byte[] {0, -1, 127, -128, 1}[random.nextInt(5)];
            case 3 -> changed = Arrays.copyOf(bytes, at);
            case 4 -> changed = concat(bytes, at, random.nextInt(bytes.length));
            default -> {
                int length = Math.min(1 + random.nextInt(8), bytes.length - at);
                changed = concat(bytes, at, at + length);
            }
        }
        return changed.length > LARGEST ? Arrays.copyOf(changed, LARGEST) : changed;
    }

    private static byte[] concat(byte[] bytes, int end, int from) {
        return new Body().rest(Arrays.copyOf(bytes, end), 0).rest(bytes, from).bytes();
    }

    private byte[] invent() {
        char type = TYPES.charAt(random.nextInt(TYPES.length()));
        Body body = new Body();
        switch (type) {
            case 'Q' -> body.text(statement());
            case 'P' -> {
                body.text(name()).text(statement());
                numbers(body, true);
            }
            case 'B' -> {
                body.text(name()).text(name());
                numbers(body, false);
                values(body);
                numbers(body, false);
            }
            case 'E' -> body.text(name()).int32(number());
            case 'D', 'C' ->
                body.int8(random.nextInt(8) == 0 ? 'X' : random.nextBoolean() ? 'S' : 'P')
                        .text(name());
            case 'd', 'f' -> body.text(statement());
            case 'H', 'S', 'c', 'X' -> {}
            default -> body.int32(number());
        }
        return RawClient.message(type, body.bytes());
    }

    private void numbers(Body body, boolean wide) {
        int count = random.nextInt(4);
        body.int16(random.nextInt(10) == 0 ? number() : count);
        for (int i = 0; i < count; i++) {
            if (wide) {
                body.int32(random.nextBoolean() ? 23 : number());
            } else {
                body.int16(random.nextInt(3) == 0 ? number() : random.nextInt(2));
            }
        }
    }

    private void values(Body body) {
        int count = random.nextInt(4);
        body.int16(random.nextInt(10) == 0 ? number() : count);
        for (int i = 0; i < count; i++) {
            byte[] value = Integer.toString(random.nextInt(100)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            body.int32(random.nextInt(10) == 0 ? number() : value.length).rest(value, 0);
        }
    }

    private int number() {
        int[] odd = {0, 1, -1, 2, 255, 256, 32_767, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE, 1_000_000};
        return odd[random.nextInt(odd.length)];
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private String statement() {
        return STATEMENTS[random.nextInt(STATEMENTS.length)];
    }

    /** Splits a recorded stream. */
    private static List<byte[]> split(byte[] stream) {
        List<byte[]> messages = new ArrayList<>();
        for (int at = 0; at + 5 <= stream.length; ) {
            int end = at + 1 + ByteBuffer.wrap(stream).getInt(at + 1);
            messages.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return messages;
    }

    private static byte[] join(List<byte[]> messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        messages.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
