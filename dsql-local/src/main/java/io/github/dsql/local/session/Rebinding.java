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
import io.github.dsql.local.wire.Cursor;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Internal: binds the portal of a unit to another statement than the client's, or once more to the same. */
final class Rebinding {
    private static final String STATEMENT = "dsql$on_copies";

    private final ReadAhead readAhead;
    private final Relay relay;

    Rebinding(ReadAhead readAhead, Relay relay) {
        this.readAhead = readAhead;
        this.relay = relay;
    }

    /** Returns the portal that a unit executes. */
    static String portal(List<Held> unit, Charset charset) throws IOException {
        return new Cursor(unit.get(unit.size() - 1).body()).text(charset);
    }

    /** Returns whether the unit goes on with a result that has been read from: its portal cannot be bound again half-way. */
    boolean isHalfRead(List<Held> unit) throws IOException {
        return lastBind(unit) < 0 && readAhead.isSuspended(portal(unit, relay.charset()));
    }

    /**
     * Returns what to send so that a unit runs on a portal that is bound now.
     *
     * @param sql the statement to bind to instead of the client's own, or null
     */
    List<Held> bind(List<Held> unit, Bound bound, @Nullable String sql) throws IOException {
        if (lastBind(unit) < 0) {
            return bindAgain(unit, bound, sql == null ? bound.statement().backendText() : sql);
        }
        return sql == null ? unit : bindTo(sql, unit, bound);
    }

    private List<Held> bindTo(String sql, List<Held> unit, Bound bound) throws IOException {
        int bind = lastBind(unit);
        List<Held> changed = new ArrayList<>(unit.subList(0, bind));
        String portal = new Cursor(unit.get(bind).body()).text(relay.charset());
        prepare(sql, bound, changed);
        changed.add(unit.get(bind).with(body(portal, bound)));
        changed.addAll(unit.subList(bind + 1, unit.size()));
        return changed;
    }

    /** Binds a portal once more whose Bind was sent earlier, being long. */
    private List<Held> bindAgain(List<Held> unit, Bound bound, String sql) throws IOException {
        if (isHalfRead(unit)) {
            return unit;
        }
        String portal = portal(unit, relay.charset());
        List<Held> changed = new ArrayList<>();
        prepare(sql, bound, changed);
        changed.add(Held.hidden(
                'C', new Body().int8('P').text(portal, relay.charset()).bytes()));
        changed.add(Held.hidden('B', body(portal, bound)));
        changed.addAll(unit);
        return changed;
    }

    private void prepare(String sql, Bound bound, List<Held> messages) {
        messages.add(Held.hidden('C', new Body().int8('S').text(STATEMENT).bytes()));
        messages.add(
                Held.hidden('P', Backend.parse(STATEMENT, sql, bound.prepared().types(), relay.charset())));
    }

    private byte[] body(String portal, Bound bound) {
        return new Body()
                .text(portal, relay.charset())
                .text(STATEMENT)
                .rest(bound.parameters(), 0)
                .bytes();
    }

    private static int lastBind(List<Held> unit) {
        for (int i = unit.size() - 1; i >= 0; i--) {
            if (unit.get(i).type() == 'B') {
                return i;
            }
        }
        return -1;
    }
}
