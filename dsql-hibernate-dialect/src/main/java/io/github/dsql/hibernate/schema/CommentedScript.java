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
package io.github.dsql.hibernate.schema;

import java.util.HashSet;
import java.util.Set;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.ScriptSourceInput;

/**
 * Internal: writes the statements of a schema action into a script, with comments where whoever runs it has to wait.
 *
 * <p>The script is what would be run: each statement is a transaction of its own, and none waits for the job of another.
 */
final class CommentedScript implements GenerationTarget {
    private final GenerationTarget script;
    private final String delimiter;
    private final Set<ObjectName> uniqueIndexes = new HashSet<>();
    private final Set<ObjectName> indexes = new HashSet<>();

    CommentedScript(GenerationTarget script, String delimiter) {
        this.script = script;
        this.delimiter = delimiter;
    }

    @Override
    public void prepare() {
        script.prepare();
    }

    @Override
    public void beforeScript(ScriptSourceInput scriptSource) {
        script.beforeScript(scriptSource);
    }

    @Override
    public void accept(String command) {
        DdlStatement statement = DdlStatement.of(command);
        if (needsIndex(statement)) {
            script.accept("-- needs an index above: run it once select * from sys.jobs says that its job is completed");
        }
        if (statement.createsIndex()) {
            script.accept("-- starts a job that builds the index; select * from sys.jobs says when it is completed");
            noteIndex(statement);
        } else if (statement.startsJob()) {
            script.accept(
                    "-- starts a job that validates the constraint; select * from sys.jobs says when it is completed");
        }
        script.accept(command + delimiter);
    }

    /** Writes a line that is no statement. */
    void comment(String text) {
        script.accept("-- " + text);
    }

    private void noteIndex(DdlStatement statement) {
        if (statement.table() != null) {
            indexes.add(statement.table());
            if (statement.kind() == DdlStatement.Kind.CREATE_UNIQUE_INDEX) {
                uniqueIndexes.add(statement.table());
            }
        }
    }

    private boolean needsIndex(DdlStatement statement) {
        return switch (statement.kind()) {
            case ADD_FOREIGN_KEY -> statement.target() != null && uniqueIndexes.contains(statement.target());
            case USE_INDEX -> statement.table() != null && indexes.contains(statement.table());
            default -> false;
        };
    }

    @Override
    public void release() {
        script.release();
    }
}
