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

import java.io.IOException;

/** Internal: what a session must know of the schema to tell what a statement may do beyond its own words. */
final class SchemaFacts {
    private static final HiddenStatement FACTS = new HiddenStatement("dsql$facts", """
            SELECT pg_catalog.concat(
                EXISTS (SELECT FROM pg_catalog.pg_constraint
                    WHERE contype OPERATOR(pg_catalog.=) 'f'
                        AND (confdeltype OPERATOR(pg_catalog.=) ANY ('{c,n,d}')
                            OR confupdtype OPERATOR(pg_catalog.=) ANY ('{c,n,d}'))),
                EXISTS (SELECT FROM pg_catalog.pg_proc
                    WHERE oid OPERATOR(pg_catalog.>=) 16384 AND provolatile OPERATOR(pg_catalog.=) 'v'
                        AND pronamespace OPERATOR(pg_catalog.<>) ALL ('{dsql_internal,sys}'::pg_catalog.regnamespace[])))
            """);
    private static final long NEVER = -1;

    private final Backend backend;
    private final ServerState state;
    private long knownAt = NEVER;
    private String facts = "";

    SchemaFacts(Backend backend, ServerState state) {
        this.backend = backend;
        this.state = state;
    }

    /** Returns whether some foreign key changes the rows that refer to a changed row. */
    boolean hasCascades() throws IOException, HiddenStatementException {
        return fact(0);
    }

    /** Returns whether there are functions of the client's own that may write. */
    boolean hasWritingFunctions() throws IOException, HiddenStatementException {
        return fact(1);
    }

    private boolean fact(int number) throws IOException, HiddenStatementException {
        long version = state.catalogVersion();
        if (version != knownAt) {
            facts = backend.ask(FACTS);
            knownAt = version;
        }
        return facts.charAt(number) == 't';
    }
}
