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

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.boot.DsqlOptions;
import io.github.dsql.hibernate.schema.FailurePolicy.Existing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.hibernate.engine.jdbc.internal.FormatStyle;
import org.hibernate.tool.schema.spi.CommandAcceptanceException;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.ScriptSourceInput;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: runs the statements of a schema action on Aurora DSQL: each alone in its transaction, again after a conflict or a
 * lost connection, with its asynchronous job awaited before anything that depends on it.
 *
 * <p>A statement that fails ends the action. Hibernate's own target reports a {@link CommandAcceptanceException}, which is
 * logged and forgotten by default, so that an application starts with a schema that is not there.
 */
final class DsqlGenerationTarget implements GenerationTarget {
    private static final Logger LOG = Logger.getLogger(DsqlGenerationTarget.class);

    private final SharedIsolator isolator;
    private final FailurePolicy policy;
    private final StatementSender sender;
    private final AsyncJobs jobs;
    private final boolean awaitJobs;
    private @Nullable String script;

    /**
     * Creates the target.
     *
     * @param isolator gives the connection
     * @param options the settings
     * @param policy what to do with failures
     */
    DsqlGenerationTarget(SharedIsolator isolator, DsqlOptions options, FailurePolicy policy) {
        this.isolator = isolator;
        this.policy = policy;
        this.awaitJobs = options.ddlAwaitJobs();
        this.sender = new StatementSender(
                isolator, new ConflictRetry(options.ddlMaxRetries(), Pause.SLEEP, longest -> ThreadLocalRandom.current()
                        .nextLong(longest + 1)));
        this.jobs = new AsyncJobs(
                new CatalogJobStates(sender),
                new JobAdvice(sender)::of,
                Pause.SLEEP,
                System::nanoTime,
                options.ddlJobTimeoutSeconds());
    }

    @Override
    public void prepare() {
        // The connection is taken when the first statement comes.
    }

    @Override
    public void beforeScript(ScriptSourceInput scriptSource) {
        script = scriptSource.getScriptDescription();
    }

    @Override
    public void accept(String command) {
        DdlStatement statement = DdlStatement.of(command);
        try {
            report(jobs.awaitBefore(statement));
            try {
                run(statement);
            } catch (SQLException e) {
                if (!mayPassAfterJobs(statement, e)) {
                    throw e;
                }
                LOG.debugf("Refused while jobs run on the table, sent again after them: %s", e.getMessage());
                report(jobs.awaitTableOf(statement));
                run(statement);
            }
        } catch (SQLException e) {
            failed(statement, e);
        }
    }

    private void run(DdlStatement statement) throws SQLException {
        Optional<Optional<String>> sent =
                sender.send(statement, connection -> execute(connection, statement.sql(), DsqlGenerationTarget::jobOf));
        if (statement.startsJob()) {
            sent.flatMap(id -> id)
                    .ifPresentOrElse(
                            id -> jobs.started(new AsyncJob(id, statement)), () -> awaitByCatalogue(statement));
        }
        jobs.dropped(statement);
    }

    /** Awaits an index that this or another session is building, with a job whose id nobody told us. */
    private void awaitByCatalogue(DdlStatement statement) {
        if (statement.object() != null) {
            jobs.started(new AsyncJob(null, statement));
        }
    }

    private boolean mayPassAfterJobs(DdlStatement statement, SQLException e) {
        return jobs.hasJobOn(statement)
                && SchemaFailure.of(statement, e, script).outcome() == SchemaFailure.Outcome.REFUSED
                && statement.isRepeatable();
    }

    /**
     * Runs work that sends several statements through {@link #rows()}; its failure counts as that of the
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

    /** What sends statements that change rows, which repeat after a conflict or a lost connection. */
    RowStatements rows() {
        return new RowStatements(sender, sql -> isolator.getJdbcContext()
                .getSqlStatementLogger()
                .logStatement(sql, FormatStyle.NONE.getFormatter()));
    }

    /** Reads, again after a conflict or a lost connection. */
    StatementSender sender() {
        return sender;
    }

    /**
     * Awaits the jobs still running, whatever the setting is, for a statement that removes what they replace.
     *
     * @return whether all succeeded; otherwise their failure was reported
     */
    boolean awaitJobs() {
        try {
            List<String> failures = jobs.awaitAll();
            report(failures);
            return failures.isEmpty();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static SchemaManagementException unreadable(SQLException e) {
        return new SchemaManagementException(
                "The state of the asynchronous jobs could not be read from sys.jobs: " + e.getMessage(), e);
    }

    /** Awaits the jobs still running, and reports those that failed. */
    void finish() {
        if (!awaitJobs) {
            jobs.leave("since " + DsqlSettings.DDL_AWAIT_JOBS + "=false");
            return;
        }
        try {
            report(jobs.awaitAll());
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Ends an action that failed: its jobs go on. */
    void abandon() {
        jobs.leave("although the schema action has ended");
    }

    @Override
    public void release() {
        try {
            finish();
        } finally {
            isolator.end();
        }
    }

    @FunctionalInterface
    private interface Outcome<T> {
        T of(Statement statement) throws SQLException;
    }

    private <T> T execute(Connection connection, String sql, Outcome<T> outcome) throws SQLException {
        isolator.getJdbcContext().getSqlStatementLogger().logStatement(sql, FormatStyle.NONE.getFormatter());
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return outcome.of(statement);
        }
    }

    private static Optional<String> jobOf(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            boolean job = rows != null && "job_id".equals(rows.getMetaData().getColumnLabel(1));
            return job && rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    private void failed(DdlStatement statement, SQLException e) {
        SchemaFailure failure = SchemaFailure.of(statement, e, script);
        switch (failure.outcome()) {
            case AS_WANTED -> LOG.debugf("Nothing to drop: %s", e.getMessage());
            case TOLERATED -> LOG.warn(failure.message());
            case EXISTS -> exists(statement, failure, e);
            case REFUSED -> throw thrown(failure, e);
        }
    }

    private void exists(DdlStatement statement, SchemaFailure failure, SQLException e) {
        if (policy.existing() == Existing.FAILURE) {
            throw thrown(failure, e);
        }
        CreatedObject created = CreatedObject.of(statement);
        if (created != null && !isPresent(created)) {
            throw thrown(new SchemaFailure(failure.outcome(), failure.message() + created.taken()), e);
        }
        if (policy.existing() == Existing.WARNING) {
            LOG.warnf("Left as it is: %s", failure.message());
        } else {
            LOG.infof("Another session was faster: %s", e.getMessage());
        }
        if (statement.createsIndex()) {
            awaitByCatalogue(statement);
        }
    }

    private boolean isPresent(CreatedObject created) {
        try {
            return sender.read(created::isPresent);
        } catch (SQLException e) {
            throw new SchemaManagementException(
                    "Whether " + created.name().sql() + " is there could not be read: " + e.getMessage(), e);
        }
    }

    /** Hibernate hands a {@link CommandAcceptanceException} to the user's handler, or forgets it. */
    private RuntimeException thrown(SchemaFailure failure, SQLException e) {
        return policy.lenient() == null
                ? new SchemaManagementException(failure.message(), e)
                : new CommandAcceptanceException(failure.message(), e);
    }

    private void report(List<String> failures) {
        if (failures.isEmpty()) {
            return;
        }
        String message = String.join("\n", failures);
        if (policy.lenient() == null) {
            throw new SchemaManagementException(message);
        }
        policy.lenient().handleException(new CommandAcceptanceException(message));
    }
}
