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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Internal: tells what has become of jobs by {@code sys.jobs} and the catalogue.
 *
 * <p>An index counts by {@code pg_index.indisvalid}: a job of {@code create index … if not exists} completes at once where another
 * session is still building the index, and a job that ended is forgotten after some 30 minutes.
 */
final class CatalogJobStates implements JobStates {
    private static final String INDEXES = """
            select c.relname, t.relname, n.nspname, pg_catalog.pg_table_is_visible(t.oid), i.indisvalid, c.oid, t.oid
            from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid
            join pg_catalog.pg_class t on t.oid = i.indrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            where c.relname in (%s)
            """;
    private static final String CONSTRAINTS = """
            select c.conname, t.relname, n.nspname, pg_catalog.pg_table_is_visible(t.oid), c.convalidated, c.oid, t.oid
            from pg_catalog.pg_constraint c
            join pg_catalog.pg_class t on t.oid = c.conrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            where c.conname in (%s)
            """;

    private final StatementSender sender;

    CatalogJobStates(StatementSender sender) {
        this.sender = sender;
    }

    /** A row of {@code sys.jobs}. */
    private record Row(String type, String status, @Nullable String details, long object) {
        boolean running() {
            return !"completed".equals(status) && !"failed".equals(status);
        }

        boolean failed() {
            return "failed".equals(status);
        }
    }

    /** What is built or validated. */
    private record Target(ObjectName table, boolean visible, boolean valid, long oid, long tableOid) {
        boolean isOf(DdlStatement statement) {
            ObjectName named = statement.table();
            return named != null
                    && named.name().equals(table.name())
                    && (named.schema() == null ? visible : named.schema().equals(table.schema()));
        }
    }

    @Override
    public Map<AsyncJob, JobState> of(Collection<AsyncJob> jobs) throws SQLException {
        Map<AsyncJob, JobState> states = new LinkedHashMap<>();
        Map<String, Row> rows = rows(jobs);
        List<AsyncJob> open = new ArrayList<>();
        for (AsyncJob job : jobs) {
            Row row = job.id() == null ? null : rows.get(job.id());
            if (row != null && row.running()) {
                states.put(job, JobState.RUNNING);
            } else if (row != null && row.failed()) {
                states.put(job, JobState.failed(row.details()));
            } else if (row != null
                    && (!job.statement().createsIndex() || job.statement().object() == null)) {
                states.put(job, JobState.DONE);
            } else {
                open.add(job);
            }
        }
        byCatalogue(open.stream().filter(job -> job.statement().createsIndex()).toList(), INDEXES, states);
        byCatalogue(open.stream().filter(job -> !job.statement().createsIndex()).toList(), CONSTRAINTS, states);
        return states;
    }

    private Map<String, Row> rows(Collection<AsyncJob> jobs) throws SQLException {
        List<String> ids = new ArrayList<>();
        jobs.forEach(job -> {
            if (job.id() != null) {
                ids.add(job.id());
            }
        });
        Map<String, Row> rows = new HashMap<>();
        if (!ids.isEmpty()) {
            String sql = "select job_id, job_type, status, details, object_id from sys.jobs where job_id in (%s)";
            sender.read(connection -> {
                try (PreparedStatement query = prepare(connection, sql, ids);
                        ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        rows.put(found.getString(1), row(found));
                    }
                }
                return rows;
            });
        }
        return rows;
    }

    private static Row row(ResultSet found) throws SQLException {
        return new Row(found.getString(2), found.getString(3), found.getString(4), found.getLong(5));
    }

    private void byCatalogue(List<AsyncJob> jobs, String sql, Map<AsyncJob, JobState> states) throws SQLException {
        if (jobs.isEmpty()) {
            return;
        }
        Map<String, List<Target>> targets = targets(jobs, sql);
        List<Row> others = null;
        for (AsyncJob job : jobs) {
            ObjectName object = job.statement().object();
            Target target = targets.getOrDefault(object == null ? "" : object.name(), List.of()).stream()
                    .filter(candidate -> candidate.isOf(job.statement()))
                    .findFirst()
                    .orElse(null);
            if (target != null && target.valid()) {
                states.put(job, JobState.DONE);
            } else {
                others = others == null ? unfinished() : others;
                states.put(job, target == null ? JobState.MISSING : byOthers(target, job.statement(), others));
            }
        }
    }

    /** Whether any job of any session works on the object, be it listed by the object itself or by its table. */
    private static JobState byOthers(Target target, DdlStatement statement, List<Row> rows) {
        String type = statement.createsIndex() ? "INDEX_BUILD" : "VALIDATE_CONSTRAINT";
        List<Row> own = rows.stream()
                .filter(row ->
                        row.type().equals(type) && (row.object() == target.oid() || row.object() == target.tableOid()))
                .toList();
        if (own.stream().anyMatch(Row::running)) {
            return JobState.RUNNING;
        }
        return own.stream()
                .filter(row -> row.failed() && row.object() == target.oid())
                .findFirst()
                .map(row -> JobState.failed(row.details()))
                .orElse(JobState.MISSING);
    }

    private List<Row> unfinished() throws SQLException {
        return sender.read(connection -> {
            List<Row> rows = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement(
                            "select job_id, job_type, status, details, object_id from sys.jobs"
                                    + " where status <> 'completed' order by start_time desc");
                    ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return rows;
        });
    }

    private Map<String, List<Target>> targets(List<AsyncJob> jobs, String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        for (AsyncJob job : jobs) {
            ObjectName object = job.statement().object();
            if (object != null) {
                names.add(object.name());
            }
        }
        Map<String, List<Target>> targets = new HashMap<>();
        if (!names.isEmpty()) {
            sender.read(connection -> {
                targets.clear();
                try (PreparedStatement query = prepare(connection, sql, names);
                        ResultSet found = query.executeQuery()) {
                    while (found.next()) {
                        targets.computeIfAbsent(found.getString(1), name -> new ArrayList<>())
                                .add(target(found));
                    }
                }
                return targets;
            });
        }
        return targets;
    }

    private static Target target(ResultSet found) throws SQLException {
        return new Target(
                new ObjectName(found.getString(3), found.getString(2)),
                found.getBoolean(4),
                found.getBoolean(5),
                found.getLong(6),
                found.getLong(7));
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<String> values)
            throws SQLException {
        String places = String.join(", ", Collections.nCopies(values.size(), "?"));
        PreparedStatement query = connection.prepareStatement(sql.formatted(places));
        for (int i = 0; i < values.size(); i++) {
            query.setString(i + 1, values.get(i));
        }
        return query;
    }
}
