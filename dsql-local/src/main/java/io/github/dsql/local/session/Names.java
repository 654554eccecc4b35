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

import io.github.dsql.local.sql.Statement;
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
    enum Space {
        STATEMENT,
        PORTAL;

        static Space of(int letter) {
            return letter == 'S' ? STATEMENT : PORTAL;
        }
    }

    private record Key(Space space, String name) {}

    /** A change that PostgreSQL has not confirmed yet; no statement means that the name goes. */
    private record Change(Key key, @Nullable Statement statement) {}

    private final Map<Key, Statement> known = new HashMap<>();
    private final Deque<Change> pending = new ArrayDeque<>();

    /** Notes that a name was sent to PostgreSQL; null stands for a statement that only PostgreSQL judges. */
    void define(Space space, String name, @Nullable Statement statement) {
        pending.addLast(new Change(new Key(space, name), statement));
    }

    /** Notes that the closing of a name was sent to PostgreSQL. */
    void close(Space space, String name) {
        define(space, name, null);
    }

    @Nullable
    Statement find(Space space, String name) {
        Key key = new Key(space, name);
        for (Iterator<Change> latest = pending.descendingIterator(); latest.hasNext(); ) {
            Change change = latest.next();
            if (change.key().equals(key)) {
                return change.statement();
            }
        }
        return known.get(key);
    }

    /** PostgreSQL confirmed the oldest pending change. */
    void confirm() {
        Change change = pending.removeFirst();
        if (change.statement() == null) {
            known.remove(change.key());
        } else {
            known.put(change.key(), change.statement());
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
