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

import io.github.dsql.hibernate.boot.DsqlOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.hibernate.engine.jdbc.internal.FormatStyle;
import org.hibernate.resource.transaction.spi.DdlTransactionIsolator;
import org.hibernate.tool.schema.spi.CommandAcceptanceException;
import org.hibernate.tool.schema.spi.ExceptionHandler;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: runs the statements of a schema action on Aurora DSQL: each alone in its transaction, again after a conflict, with
 * its asynchronous job awaited before anything that depends on it.
 *
 * <p>A statement that fails ends the action. Hibernate's own target reports a {@link CommandAcceptanceException}, which is
 * logged and forgotten by default, so that an application starts with a schema that is not there.
 */
final class DsqlGenerationTarget implements GenerationTarget {
    private static final Logger LOG = Logger.getLogger(DsqlGenerationTarget.class);

    private final DdlTransactionIsolator isolator;
    private final @Nullable ExceptionHandler lenient;
    private final ConflictRetry retry;
    private final AsyncJobs jobs;
    private final boolean awaitJobs;

    /**
     * Creates the target.
     *
     * @param isolator gives the connection
     * @param options the settings
     * @param lenient what takes the failures so that the action goes on, or null if a failure ends it
     */
    DsqlGenerationTarget(DdlTransactionIsolator isolator, DsqlOptions options, @Nullable ExceptionHandler lenient) {
        this(isolator, lenient, options.ddlAwaitJobs(), retry(options), jobs(options));
    }

    DsqlGenerationTarget(
            DdlTransactionIsolator isolator,
            @Nullable ExceptionHandler lenient,
            boolean awaitJobs,
            ConflictRetry retry,
            AsyncJobs jobs) {
        this.isolator = isolator;
        this.lenient = lenient;
        this.awaitJobs = awaitJobs;
        this.retry = retry;
        this.jobs = jobs;
    }

    private static ConflictRetry retry(DsqlOptions options) {
        return new ConflictRetry(options.ddlMaxRetries(), Pause.SLEEP, longest -> ThreadLocalRandom.current()
                .nextLong(longest + 1));
    }

    private static AsyncJobs jobs(DsqlOptions options) {
        return new AsyncJobs(retry(options), Pause.SLEEP, System::nanoTime, options.ddlJobTimeoutSeconds());
    }

    @Override
    public void prepare() {
        // The connection is taken when the first statement comes.
    }

    @Override
    public void accept(String command) {
        DdlStatement statement = DdlStatement.of(command);
        try {
            report(jobs.awaitBefore(statement, connection()));
            Optional<String> job = execute(command, DsqlGenerationTarget::jobOf);
            if (awaitJobs) {
                job.ifPresent(id -> jobs.started(id, statement));
            }
        } catch (SQLException e) {
            failed(statement, e);
        }
    }

    /**
     * Runs work that sends several statements through {@link #update} and {@link #number}; its failure counts as that of the
     * statement it stands for.
     */
    void accept(String command, SqlWork work) {
        try {
            work.run();
        } catch (SQLException e) {
            failed(DdlStatement.of(command), e);
        }
    }

    /** Work that sends several statements. */
    @FunctionalInterface
    interface SqlWork {
        void run() throws SQLException;
    }

    /**
     * Runs a statement that changes rows, in a transaction of its own.
     *
     * @return the number of rows changed
     */
    long update(String sql) throws SQLException {
        return execute(sql, Statement::getLargeUpdateCount);
    }

    /** Runs a query of one number. */
    long number(String sql) throws SQLException {
        return execute(sql, statement -> {
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** Awaits the jobs still running, and reports those that failed. */
    void finish() {
        try {
            report(jobs.awaitAll(connection()));
        } catch (SQLException e) {
            throw new SchemaManagementException(
                    "The state of the asynchronous jobs could not be read from sys.jobs", e);
        }
    }

    @Override
    public void release() {
        try {
            finish();
        } finally {
            isolator.release();
        }
    }

    private Connection connection() {
        return isolator.getIsolatedConnection(true);
    }

    @FunctionalInterface
    private interface Outcome<T> {
        T of(Statement statement) throws SQLException;
    }

    private <T> T execute(String sql, Outcome<T> outcome) throws SQLException {
        return retry.run(() -> {
            isolator.getJdbcContext().getSqlStatementLogger().logStatement(sql, FormatStyle.NONE.getFormatter());
            try (Statement statement = connection().createStatement()) {
                statement.execute(sql);
                return outcome.of(statement);
            }
        });
    }

    private static Optional<String> jobOf(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            boolean job = rows != null && "job_id".equals(rows.getMetaData().getColumnLabel(1));
            return job && rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    private void failed(DdlStatement statement, SQLException e) {
        SchemaFailure failure = SchemaFailure.of(statement, e);
        switch (failure.outcome()) {
            case AS_WANTED -> LOG.debugf("Nothing to drop: %s", e.getMessage());
            case TOLERATED -> LOG.warn(failure.message());
            // Whether that is an error is Hibernate's to say: a migration creates auxiliary objects again and again.
            case EXISTS -> throw new CommandAcceptanceException(failure.message(), e);
            case REFUSED -> {
                if (lenient == null) {
                    throw new SchemaManagementException(failure.message(), e);
                }
                throw new CommandAcceptanceException(failure.message(), e);
            }
        }
    }

    private void report(List<String> failures) {
        if (failures.isEmpty()) {
            return;
        }
        String message = String.join("\n", failures);
        if (lenient == null) {
            throw new SchemaManagementException(message);
        }
        lenient.handleException(new CommandAcceptanceException(message));
    }
}
