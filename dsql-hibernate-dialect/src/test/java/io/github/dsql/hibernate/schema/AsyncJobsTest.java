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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlSettings;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AsyncJobsTest {
    private static final long MILLION = 1_000_000;

    private final Map<String, JobState> states = new HashMap<>();
    private final Map<String, Long> doneAt = new HashMap<>();
    private final List<Integer> looks = new ArrayList<>();
    private long millis;

    private final AsyncJobs jobs =
            new AsyncJobs(this::look, statement -> "advice", pause -> millis += pause, () -> millis * MILLION, 60);

    private Map<AsyncJob, JobState> look(Collection<AsyncJob> asked) {
        looks.add(asked.size());
        Map<AsyncJob, JobState> found = new LinkedHashMap<>();
        for (AsyncJob job : asked) {
            JobState ended = millis >= doneAt.getOrDefault(job.id(), Long.MAX_VALUE) ? JobState.DONE : JobState.RUNNING;
            found.put(job, states.getOrDefault(job.id(), ended));
        }
        return found;
    }

    private void start(String id, String sql) {
        jobs.started(new AsyncJob(id, DdlStatement.of(sql)));
    }

    @Test
    void allAreAwaitedTogether() throws SQLException {
        for (int i = 0; i < 12; i++) {
            start("j" + i, "create index async i" + i + " on t" + i + " (a)");
            doneAt.put("j" + i, 5_000L + i);
        }
        assertThat(jobs.awaitAll()).isEmpty();
        assertThat(millis).isBetween(5_000L, 9_000L);
        assertThat(looks.get(0)).isEqualTo(12);
        assertThat(looks.size()).isLessThan(15);
        assertThat(jobs.awaitAll()).isEmpty();
    }

    @Test
    void deadlineEndsTheWaitInOneMessage() throws SQLException {
        start("a", "create index async i on t (a)");
        start("b", "create index async j on t (b)");
        start("c", "create index async k on t (c)");
        doneAt.put("c", 100L);
        assertThat(jobs.awaitAll()).singleElement().satisfies(message -> assertThat(message)
                .contains("2 of 3", "60 seconds", "They go on", "sys.jobs", DsqlSettings.DDL_JOB_TIMEOUT_SECONDS)
                .contains("job a", "job b")
                .doesNotContain("job c"));
        assertThat(millis).isBetween(60_000L, 63_000L);
    }

    @Test
    void everyFailureIsTold() throws SQLException {
        start("a", "create index async i on t (a)");
        start("b", "alter table async t validate constraint c");
        states.put("a", JobState.failed("key size too large"));
        states.put("b", JobState.failed("some row"));
        assertThat(jobs.awaitAll())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .contains("create index async i on t (a)", "job a", "key size too large", "advice"),
                        second -> assertThat(second).contains("validate constraint c", "some row"));
    }

    @Test
    void jobThatNobodyKnowsAndWhoseIndexIsNotValidIsGivenUpAfterAWhile() throws SQLException {
        start("a", "create index async i on t (a)");
        states.put("a", JobState.MISSING);
        assertThat(jobs.awaitAll()).singleElement().satisfies(message -> assertThat(message)
                .contains("no job for it is in sys.jobs", "not valid"));
        assertThat(millis).isBetween(10_000L, 13_000L);
    }

    @Test
    void foreignKeyAwaitsTheUniqueIndexesOfItsTargetOnly() throws SQLException {
        start("target", "create unique index async i on p (a)");
        start("plain", "create index async j on p (b)");
        start("other", "create unique index async k on q (a)");
        doneAt.put("target", 1_000L);
        assertThat(jobs.awaitBefore(
                        DdlStatement.of("alter table c add constraint f foreign key (a) references P (a) not valid")))
                .isEmpty();
        assertThat(looks).containsOnly(1);
        looks.clear();
        assertThat(jobs.awaitBefore(DdlStatement.of("alter table c add constraint x check (a > 0) not valid")))
                .isEmpty();
        assertThat(jobs.awaitBefore(DdlStatement.of("alter table async c validate constraint f")))
                .isEmpty();
        assertThat(looks).isEmpty();
    }

    @Test
    void indexIsAwaitedBeforeItBecomesAKey() throws SQLException {
        start("i", "create unique index async i on s.t (a)");
        doneAt.put("i", 500L);
        jobs.awaitBefore(DdlStatement.of("alter table s.t add constraint k unique using index i"));
        assertThat(looks).isNotEmpty();
    }

    @Test
    void jobsOfWhatIsDroppedAreForgotten() throws SQLException {
        start("a", "create index async i on t (a)");
        start("b", "create index async j on s.t (a)");
        start("c", "alter table async u validate constraint c");
        start("d", "create index async k on u (a)");
        jobs.dropped(DdlStatement.of("drop table if exists t cascade"));
        jobs.dropped(DdlStatement.of("drop schema s cascade"));
        jobs.dropped(DdlStatement.of("alter table u drop constraint c"));
        jobs.dropped(DdlStatement.of("drop index k"));
        assertThat(jobs.awaitAll()).isEmpty();
        assertThat(looks).isEmpty();
    }
}
