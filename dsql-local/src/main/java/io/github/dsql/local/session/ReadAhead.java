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
import io.github.dsql.local.wire.Out;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * Internal: keeps what is left of partly fetched results when a transaction gives way, since its portals do not survive that.
 */
final class ReadAhead {
    /** The rows that are left, and the command tag behind them. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Rest(Queue<byte[]> rows, byte[] tag) {}

    private final Set<String> suspended = new HashSet<>();
    private final Map<String, Rest> read = new HashMap<>();

    /** A portal has more rows than were asked for. */
    void suspended(String portal) {
        suspended.add(portal);
    }

    /** Returns whether a portal has been read from, and has more. */
    boolean isSuspended(String portal) {
        return suspended.contains(portal);
    }

    /** A portal is at its end, closed, or bound anew. */
    void forget(String portal) {
        suspended.remove(portal);
        read.remove(portal);
    }

    /** The transaction ended, and its portals with it. */
    void clear() {
        suspended.clear();
        read.clear();
    }

    /** Returns whether what is left of this portal is kept here. */
    boolean has(String portal) {
        return read.containsKey(portal);
    }

    /** Reads all suspended portals to their end. */
    void readAll(Backend backend) throws IOException, HiddenStatementException {
        for (String portal : suspended) {
            backend.out().message('E', new Body().text(portal).int32(0).bytes());
            backend.out().message('H');
            Queue<byte[]> rows = new ArrayDeque<>();
            int type = backend.next();
            for (; type == 'D'; type = backend.next()) {
                rows.add(backend.in().body());
            }
            byte[] last = backend.in().body();
            if (type == 'E') {
                throw new HiddenStatementException(last);
            }
            read.put(portal, new Rest(rows, last));
        }
        suspended.clear();
    }

    /** Answers an Execute: at most {@code limit} rows, or all for 0. */
    void answer(String portal, int limit, Out client) throws IOException {
        Rest rest = read.get(portal);
        if (rest == null) {
            throw new IllegalStateException("Nothing is kept of portal " + portal);
        }
        for (int sent = 0; !rest.rows().isEmpty(); sent++) {
            if (limit > 0 && sent == limit) {
                client.message('s');
                return;
            }
            client.message('D', rest.rows().remove());
        }
        client.message('C', rest.tag());
        read.remove(portal);
    }
}
