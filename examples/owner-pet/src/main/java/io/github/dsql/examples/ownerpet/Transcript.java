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
package io.github.dsql.examples.ownerpet;

import java.io.PrintStream;
import java.util.Objects;

/** Tells what the example does, and stops it at the first result that is not the expected one. */
public final class Transcript {
    private final PrintStream out;

    public Transcript(PrintStream out) {
        this.out = out;
    }

    public void scene(String title) {
        out.println();
        out.println("== " + title);
    }

    public void say(String text) {
        out.println("   " + text);
    }

    public void sql(String sql) {
        out.println("   sql> " + sql);
    }

    /** Prints what was found, or ends the example if it is not what must have been found. */
    public void check(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            throw new WrongResultException(what + ": expected " + expected + " but found " + found);
        }
        out.println("   ok   " + what + ": " + found);
    }
}
