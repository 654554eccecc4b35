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
import org.jspecify.annotations.Nullable;

/**
 * Internal: ends a PostgreSQL whose JVM died without a chance to stop it, as after {@code kill -9}.
 *
 * <p>A shell reads from a pipe that only the JVM holds the other end of: the kernel closes it whatever the JVM dies of. Windows has
 * no such shell; there the next start finds the orphan.
 */
final class Guard implements AutoCloseable {
    private static final String SCRIPT = "read -r _; read -r pid < \"$1/postmaster.pid\" && kill -QUIT \"$pid\"";

    private final @Nullable Process shell;

    private Guard(@Nullable Process shell) {
        this.shell = shell;
    }

    /** Watches over the server of a data directory, which need not have started yet. */
    static Guard of(Path data) throws IOException {
        if (Platform.isWindows()) {
            return new Guard(null);
        }
        return new Guard(new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT, "dsql-local-guard", data.toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (shell != null) {
            shell.destroyForcibly();
            Launcher.waitFor(shell);
        }
    }
}
