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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Internal: knows which statement stands behind the names of prepared statements and portals.
 *
 * <p>A name counts for PostgreSQL only once it has said so; until then it is pending, and an error drops what is pending.
 */
final class Names {
    /** Whose name it is. */
    private enum Space {
        STATEMENT,
        PORTAL
    }

    private record Key(Space space, String name) {}

    /** A change that PostgreSQL has not confirmed yet; no value means that the name goes. */
    private record Change(Key key, @Nullable Object value) {}

    private final Map<Key, Object> known = new HashMap<>();
    private final Deque<Change> pending = new ArrayDeque<>();

    /** Notes that a Parse was sent to PostgreSQL; null stands for a statement that only PostgreSQL judges. */
    void prepare(String name, @Nullable Prepared prepared) {
        pending.addLast(new Change(new Key(Space.STATEMENT, name), prepared));
    }

    /** Notes that a Bind was sent to PostgreSQL; null stands for a statement that only PostgreSQL judges. */
    void bind(String portal, @Nullable Bound bound) {
        pending.addLast(new Change(new Key(Space.PORTAL, portal), bound));
    }

    /** Notes that the closing of a name was sent to PostgreSQL. */
    void close(int letter, String name) {
        pending.addLast(new Change(new Key(letter == 'S' ? Space.STATEMENT : Space.PORTAL, name), null));
    }

    @Nullable
    Prepared prepared(String name) {
        return (Prepared) find(new Key(Space.STATEMENT, name));
    }

    @Nullable
    Bound bound(String portal) {
        return (Bound) find(new Key(Space.PORTAL, portal));
    }

    private @Nullable Object find(Key key) {
        for (Iterator<Change> latest = pending.descendingIterator(); latest.hasNext(); ) {
            Change change = latest.next();
            if (change.key().equals(key)) {
                return change.value();
            }
        }
        return known.get(key);
    }

    /** PostgreSQL confirmed the oldest pending change. */
    void confirm() {
        Change change = pending.removeFirst();
        if (change.value() == null) {
            known.remove(change.key());
        } else {
            known.put(change.key(), change.value());
        }
    }

    /** PostgreSQL failed and has ignored the rest. */
    void dropPending() {
        pending.clear();
    }

    /** The transaction ended, and its portals with it. */
    void dropPortals() {
        known.keySet().removeIf(key -> key.space() == Space.PORTAL);
    }

    /** The client dropped all its prepared statements. */
    void dropStatements() {
        known.keySet().removeIf(key -> key.space() == Space.STATEMENT);
    }
}
