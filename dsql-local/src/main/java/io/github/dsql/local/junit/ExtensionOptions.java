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
package io.github.dsql.local.junit;

import io.github.dsql.local.DsqlLocal;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What an annotation or a builder says about the stand-in of a class.
 *
 * @param configuration sets the options of the stand-in
 * @param ownServer whether it has a server of its own
 * @param statementsOnFailure whether the statements of a failed test are printed
 */
record ExtensionOptions(Consumer<DsqlLocal.Builder> configuration, boolean ownServer, boolean statementsOnFailure) {
    static final ExtensionOptions DEFAULT = new ExtensionOptions(local -> {}, false, true);

    static ExtensionOptions of(DsqlLocalTest annotation) {
        return new ExtensionOptions(
                local -> local.schemaConflicts(annotation.schemaConflicts())
                        .jobDelay(Duration.ofMillis(annotation.jobDelayMillis())),
                annotation.ownServer(),
                annotation.statementsOnFailure());
    }
}
