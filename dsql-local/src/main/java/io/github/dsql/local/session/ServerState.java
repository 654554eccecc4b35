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

import io.github.dsql.local.auth.TokenCheck;
import io.github.dsql.local.inject.Injector;
import io.github.dsql.local.inject.LogBuffer;
import io.github.dsql.local.job.Jobs;
import io.github.dsql.local.occ.Engine;
import io.github.dsql.local.server.Database;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/** Internal: what all sessions of one stand-in share. */
final class ServerState {
    private final Database database;
    private final ServerOptions options;
    private final Jobs jobs;
    private final SchemaFacts schema;
    private final SyntaxCheck syntax;
    private final SSLContext tls;
    private final TokenCheck tokens;
    private final Admission admission;
    private final Roles roles;
    private final AtomicLong catalogVersion = new AtomicLong();
    private final Engine engine;
    private final Injector injector = new Injector();
    private final LogBuffer log = new LogBuffer();

    ServerState(Database database, ServerOptions options, SSLContext tls) {
        this.database = database;
        this.options = options;
        this.schema = new SchemaFacts(database::connectAsSuperuser);
        this.engine = new Engine(database::connectAsSuperuser);
        this.jobs = new Jobs(database, options.clock(), options.jobDelay());
        jobs.onIndexCompleted(this::catalogChanged);
        injector.onReset(() -> jobs.failNext(0, ""));
        this.tls = tls;
        AccessOptions access = options.access();
        this.tokens = new TokenCheck(options.clock(), access.region(), access.credentials());
        this.admission = new Admission(options.clock(), access.limits());
        this.roles = new Roles(database);
        this.syntax = new SyntaxCheck(database, roles);
    }

    /** Returns what decides between transactions that want the same rows. */
    Engine engine() {
        return engine;
    }

    Database database() {
        return database;
    }

    /** Returns PostgreSQL's parser. */
    SyntaxCheck syntax() {
        return syntax;
    }

    SSLContext tls() {
        return tls;
    }

    TokenCheck tokens() {
        return tokens;
    }

    Admission admission() {
        return admission;
    }

    Roles roles() {
        return roles;
    }

    ServerOptions options() {
        return options;
    }

    /** Returns the clock that the age of tokens, connections, transactions and jobs is measured with. */
    Clock clock() {
        return options.clock();
    }

    /** Returns what sessions must know of the schema. */
    SchemaFacts schema() {
        return schema;
    }

    /** Returns the asynchronous jobs. */
    Jobs jobs() {
        return jobs;
    }

    Injector injector() {
        return injector;
    }

    LogBuffer log() {
        return log;
    }

    /** Returns the number of the last committed change of the catalogue. */
    long catalogVersion() {
        return catalogVersion.get();
    }

    /** Something that sessions remember of the catalogue is no longer true; returns the number of the change. */
    long catalogChanged() {
        return catalogVersion.incrementAndGet();
    }

    /** Gives up what belongs to no session. */
    void close() {
        syntax.close();
        jobs.close();
        engine.close();
        schema.close();
        roles.close();
    }

    /** A transaction has committed a change of the catalogue; returns the number of the change. */
    long ddlCommitted() {
        long number = catalogChanged();
        jobs.committed();
        return number;
    }
}
