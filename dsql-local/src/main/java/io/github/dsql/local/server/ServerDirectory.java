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
package io.github.dsql.local.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Internal: where the data of one running server is, and what becomes of it. */
interface ServerDirectory {
    /** The data directory, which may be filled only now. */
    Path data(Template template) throws IOException;

    /** Settings that differ from the template's, as {@code name=value}. */
    List<String> settings();

    /** Stops the server in the way that suits its data. */
    void stop(PostgresProcess process) throws IOException;

    /** Sets space aside, with which a server that filled the disk can start again. */
    void reserve() throws IOException;

    /** Gives that space free. */
    void release() throws IOException;

    /** Gives the directory up, once no server runs there. */
    void end() throws IOException;
}
