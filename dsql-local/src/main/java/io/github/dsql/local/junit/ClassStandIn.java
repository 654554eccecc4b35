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
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** The stand-in of one test class, which JUnit closes with the class. */
@SuppressWarnings("deprecation") // Versions of JUnit before 5.13 close nothing else.
final class ClassStandIn implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final DsqlLocal local;
    private final boolean statementsOnFailure;
    private final Consumer<ClassStandIn> whenClosed;

    ClassStandIn(DsqlLocal local, boolean statementsOnFailure, Consumer<ClassStandIn> whenClosed) {
        this.local = local;
        this.statementsOnFailure = statementsOnFailure;
        this.whenClosed = whenClosed;
    }

    DsqlLocal local() {
        return local;
    }

    void beforeTest() {
        local.statements().clear();
    }

    void afterTest(ExtensionContext context) {
        printIfFailed(context);
        local.faults().reset();
    }

    /** Prints what was sent, which says more of a failure than the last exception; an assumption that fails is none. */
    void printIfFailed(ExtensionContext context) {
        boolean failed = context.getExecutionException()
                .filter(failure -> !(failure instanceof TestAbortedException))
                .isPresent();
        if (failed && statementsOnFailure) {
            System.out.println("Statements of " + context.getDisplayName() + " on DSQL Local, port " + local.port()
                    + ":\n" + local.statements());
        }
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        local.close();
    }
}
