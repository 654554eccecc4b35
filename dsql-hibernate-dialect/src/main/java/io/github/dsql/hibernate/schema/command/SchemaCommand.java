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
package io.github.dsql.hibernate.schema.command;

import io.github.dsql.hibernate.schema.plan.PlanNote.Severity;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Prints from a shell what the schema tool would do on Aurora DSQL; {@code --help} lists the options.
 *
 * <p>The plan goes to the standard output and nothing else does, so that it can be piped; errors and the log go to the standard
 * error. Run it with the class path of the application, as by {@code mvn exec:java}.
 */
public final class SchemaCommand {
    private static final int PRINTED = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int SOMETHING_TO_DO = 3;

    private final PrintStream out;
    private final PrintStream err;

    private SchemaCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command and ends the JVM with its exit code if that is not 0.
     *
     * @param arguments the options
     */
    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.out, System.err);
        if (status != PRINTED) {
            System.exit(status);
        }
    }

    /**
     * Runs the command.
     *
     * @param arguments the options
     * @param out where the plan goes
     * @param err where errors go
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        return new SchemaCommand(out, err).run(arguments);
    }

    private int run(List<String> arguments) {
        Optional<CommandOptions> options;
        try {
            options = CommandOptions.of(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(CommandOptions.USAGE);
            return MISUSED;
        }
        if (options.isEmpty()) {
            out.print(CommandOptions.USAGE);
            return PRINTED;
        }
        return print(options.get());
    }

    private int print(CommandOptions options) {
        try {
            SchemaPlan plan = SchemaPlanner.plan(options.unit(), options.properties(), options.action());
            out.print(options.format().write(plan));
            out.flush();
            return options.check() && leavesSomething(plan) ? SOMETHING_TO_DO : PRINTED;
        } catch (
                RuntimeException
                        e) { // Of the settings, the mapping, the driver or the database: all for the user to read.
            String told = "";
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
                if (!told.contains(message)) {
                    err.println((cause == e ? "" : "Caused by: ") + message);
                }
                told += message + "\n";
            }
            return FAILED;
        }
    }

    private static boolean leavesSomething(SchemaPlan plan) {
        return !plan.isEmpty() || plan.notes().stream().anyMatch(note -> note.severity() != Severity.INFO);
    }
}
