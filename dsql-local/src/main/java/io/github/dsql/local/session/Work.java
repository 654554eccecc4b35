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

import io.github.dsql.local.occ.Engine;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.TableName;
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: what an explicit transaction has done behind its hidden savepoint, so that it can be put aside, brought back, or carried on
 * with on temporary copies of its tables.
 */
final class Work {
    /** A larger table takes too long to copy: there a conflict is told at the statement. */
    static final int LARGEST_COPY = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);

    private static final int ATTEMPTS = 20;
    private static final String DEADLOCK = "40P01";

    private static final HiddenStatement SET_BASE = new HiddenStatement("dsql$base", "SAVEPOINT dsql_base");
    private static final HiddenStatement TO_BASE =
            new HiddenStatement("dsql$to_base", "ROLLBACK TO SAVEPOINT dsql_base");
    private static final HiddenStatement WRITES = new HiddenStatement("dsql$writes", "SELECT dsql_internal.writes()");
    private static final HiddenStatement CAPTURE =
            new HiddenStatement("dsql$capture", "SELECT dsql_internal.capture($1)");
    private static final HiddenStatement COME_BACK =
            new HiddenStatement("dsql$come_back", "SELECT dsql_internal.come_back($1)");
    private static final HiddenStatement SHADOW = new HiddenStatement(
            "dsql$shadow",
            "SELECT dsql_internal.shadow($1, pg_catalog.current_schemas(false), $2, " + LARGEST_COPY + ")");
    private static final HiddenStatement NEW_PLANS = new HiddenStatement("dsql$new_plans", "DISCARD PLANS");

    private enum Place {
        TABLES,
        ASIDE,
        /** Put aside, but its rows could not be kept. */
        FORGOTTEN,
        COPIES
    }

    /** A DDL statement, and what was set for its job. */
    private record SchemaChange(Bound bound, @Nullable String jobSettings) {}

    private final Backend backend;
    private final Engine engine;
    private final ReadAhead readAhead;
    private final RowLockSet locks;
    private final List<Bound> settings = new ArrayList<>();
    private final List<SchemaChange> schemaChanges = new ArrayList<>();
    private Place place = Place.TABLES;
    private String image = "";
    private Set<TableName> copies = Set.of();

    Work(Backend backend, Engine engine, ReadAhead readAhead, RowLockSet locks) {
        this.backend = backend;
        this.engine = engine;
        this.readAhead = readAhead;
        this.locks = locks;
    }

    void appendBase() throws IOException {
        backend.append(SET_BASE);
    }

    /** Notes a statement that has succeeded. */
    void add(Bound bound, @Nullable String jobSettings) {
        if (place != Place.TABLES) {
            return;
        }
        switch (bound.statement().kind()) {
            case SESSION -> settings.add(bound);
            case DDL -> schemaChanges.add(new SchemaChange(bound, jobSettings));
            case LOCKING_QUERY -> locks.add(bound);
            default -> {}
        }
    }

    void clear() {
        readAhead.clear();
        settings.clear();
        schemaChanges.clear();
        locks.clear();
        place = Place.TABLES;
        image = "";
        copies = Set.of();
    }

    boolean isAside() {
        return place == Place.ASIDE || place == Place.FORGOTTEN;
    }

    boolean isOnCopies() {
        return place == Place.COPIES;
    }

    boolean changesSchema() {
        return !schemaChanges.isEmpty();
    }

    /** Captures what is done, and takes it back, with all its locks. */
    void putAside() throws IOException, SQLException {
        try {
            readAhead.readAll(backend);
            image = capture();
            backend.ask(TO_BASE);
            place = Place.ASIDE;
        } catch (HiddenStatementException e) {
            LOG.warn("A transaction that had to give way is lost: {}", e.toString());
            image = "";
            place = Place.FORGOTTEN;
            backToBase();
        }
    }

    /** Takes back what a failed transaction has done, with all its locks; it stays failed. */
    void abandon() throws IOException, HiddenStatementException {
        backend.ask(TO_BASE);
        backend.fail();
        backend.recover();
    }

    /** Does everything again; returns false if that is no longer possible, and leaves it put aside then. */
    boolean bringBack(Charset charset) throws IOException {
        for (int attempt = 1; place == Place.ASIDE; attempt++) {
            try {
                doAgain(charset);
                place = Place.TABLES;
                return true;
            } catch (HiddenStatementException e) {
                ErrorFields error = ErrorFields.read(e.error(), StandardCharsets.UTF_8);
                LOG.debug("A transaction cannot come back: {}", e.getMessage());
                backToBase();
                if (attempt == ATTEMPTS || !error.get(ErrorFields.STATE).equals(DEADLOCK)) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Goes on with copies of the tables that it has changed, and of these. */
    void moveToCopies(Set<TableName> tables, Charset charset) throws IOException, HiddenStatementException {
        if (place == Place.TABLES) {
            try {
                image = capture();
            } catch (SQLException e) {
                throw new IOException("Cannot see which rows a transaction has replaced", e);
            }
            backend.ask(TO_BASE);
        }
        place = Place.COPIES;
        repeat(settings, charset);
        copy(tables);
    }

    /** Copies these tables too. */
    void copy(Set<TableName> tables) throws IOException, HiddenStatementException {
        String copied = backend.ask(SHADOW, TableName.toJson(tables), image);
        image = "";
        if (!copied.isEmpty()) {
            copies = TableName.parseHex(copied);
            backend.ask(NEW_PLANS);
        }
    }

    /** The statement that is to run on copies instead of the client's, or null if the client's own will do. */
    @Nullable
    String onCopies(Statement statement) {
        String text = TableName.inTemporarySchema(statement.backendText(), copies);
        return text.equals(statement.backendText()) ? null : text;
    }

    private String capture() throws IOException, SQLException, HiddenStatementException {
        String writes = backend.ask(WRITES);
        if (writes.isEmpty()) {
            return "";
        }
        String marked = engine.markedBy(writes);
        return backend.ask(CAPTURE, marked == null ? "" : marked);
    }

    private void doAgain(Charset charset) throws IOException, HiddenStatementException {
        repeat(settings, charset);
        for (SchemaChange change : schemaChanges) {
            if (change.jobSettings() != null) {
                backend.askOnce(change.jobSettings());
            }
            backend.repeat(change.bound(), charset);
        }
        if (!image.isEmpty()) {
            backend.ask(COME_BACK, image);
        }
        repeat(locks.queries(), charset);
    }

    private void repeat(List<Bound> statements, Charset charset) throws IOException, HiddenStatementException {
        for (Bound bound : statements) {
            backend.repeat(bound, charset);
        }
    }

    private void backToBase() throws IOException {
        backend.recover();
        try {
            backend.ask(TO_BASE);
        } catch (HiddenStatementException e) {
            throw new IOException("The transaction's start is gone: " + e.getMessage(), e);
        }
    }
}
