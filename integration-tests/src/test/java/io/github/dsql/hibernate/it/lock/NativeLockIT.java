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
package io.github.dsql.hibernate.it.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.LockRefusedException;
import io.github.dsql.hibernate.it.lock.MatrixModel.OptionalOne;
import io.github.dsql.hibernate.it.lock.MatrixModel.Plain;
import io.github.dsql.hibernate.it.lock.MatrixModel.Versioned;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.NativeQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native queries with a lock mode: nothing looks into their SQL. */
class NativeLockIT {
    private static final Map<String, SessionFactory> FACTORIES = new TreeMap<>();
    private static DsqlLocal local;
    private static RecordingDataSource recording;

    @BeforeAll
    static void boot() {
        local = DsqlLocal.builder().allowPlainText().start();
        recording = new RecordingDataSource(local.jdbcUrl());
        for (String setting : List.of("reject", "follow_on", "allow")) {
            FACTORIES.put(
                    setting,
                    Fixture.factory(
                            recording,
                            Map.of("hibernate.dialect.dsql.non_key_locks", setting),
                            setting.equals("reject") ? "create" : "none",
                            MatrixModel.ENTITIES));
        }
        FACTORIES.get("reject").inTransaction(session -> MatrixData.persist(session::persist));
    }

    @AfterAll
    static void close() {
        FACTORIES.values().forEach(SessionFactory::close);
        local.close();
    }

    private static List<String> sent(String setting, Consumer<Session> work) {
        recording.clear();
        FACTORIES.get(setting).inTransaction(work);
        return recording.sql();
    }

    private static List<?> plain(Session session, String sql) {
        return session.createNativeQuery(sql, Plain.class)
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Test
    void rejectRefusesBeforeAnythingIsSent() {
        recording.clear();
        assertThatThrownBy(() -> FACTORIES.get("reject").inTransaction(session -> {
                    session.find(Plain.class, 1L).label = "target";
                    recording.clear();
                    plain(session, "select * from Plain where id = 1");
                }))
                .isInstanceOf(LockRefusedException.class)
                .hasMessageContainingAll(
                        "'select * from Plain where id = 1' with PESSIMISTIC_WRITE is native SQL",
                        "for update yourself",
                        "find()",
                        "hibernate.dialect.dsql.non_key_locks=follow_on");
        assertThat(recording.sql()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "follow_on", "allow"})
    void aLockOfTheUsersOwnIsSentAsItIs(String setting) {
        assertThat(sent(setting, session -> plain(session, "select * from Plain where id = 1 FOR UPDATE")))
                .containsExactly("select * from Plain where id = 1 FOR UPDATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "follow_on", "allow"})
    void withoutALockModeNothingIsAdded(String setting) {
        assertThat(sent(setting, session -> session.createNativeQuery("select * from Plain", Plain.class)
                        .getResultList()))
                .containsExactly("select * from Plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "follow_on", "allow"})
    void anOptimisticModeIsCheckedAtCommit(String setting) {
        assertThat(sent(setting, session -> session.createNativeQuery("select * from Versioned", Versioned.class)
                        .setHibernateLockMode(LockMode.OPTIMISTIC)
                        .setMaxResults(1)
                        .getResultList()))
                .hasSize(2)
                .last()
                .isEqualTo("select version as version_ from Versioned where id=? for update");
    }

    @Test
    void followOnLocksTheReturnedEntitiesByKey() {
        String lock = "select 1 from Plain where id=? for update";
        assertThat(sent("follow_on", session -> plain(session, "select * from Plain")))
                .containsExactly("select * from Plain", lock, lock);
        assertThat(sent("follow_on", session -> {
                    session.find(Plain.class, 1L);
                    plain(session, "select * from Plain where label = 'target'");
                }))
                .endsWith("select * from Plain where label = 'target'", lock)
                .hasSize(3);
        assertThat(sent("follow_on", session -> {
                    NativeQuery<?> query = session.createNativeQuery(
                            "select upper(p.label) as up, {o.*} from OptionalOne o join Plain p on p.id = o.plain_id");
                    query.addScalar("up").addEntity("o", OptionalOne.class);
                    query.setHibernateLockMode(LockMode.PESSIMISTIC_READ).getResultList();
                }))
                .contains("select 1 from OptionalOne where id=? for update");
    }

    @Test
    void followOnLocksWhatIsStreamed() {
        assertThat(sent("follow_on", session -> {
                    try (var stream = session.createNativeQuery("select * from Plain", Plain.class)
                            .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                            .getResultStream()) {
                        assertThat(stream.count()).isEqualTo(2);
                    }
                }))
                .hasSize(3);
    }

    @Test
    void followOnRefusesScalars() {
        recording.clear();
        assertThatThrownBy(() -> FACTORIES.get("follow_on").inTransaction(session -> session.createNativeQuery(
                                "select label from Plain", String.class)
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .getResultList()))
                .isInstanceOf(LockRefusedException.class)
                .hasMessageContaining("returns no entity");
        assertThat(recording.sql()).isEmpty();
    }

    @Test
    void allowAppendsForUpdateOnce() {
        assertThat(sent("allow", session -> plain(session, "select * from Plain where label = 'target'")))
                .containsExactly("select * from Plain where label = 'target' for update");
        assertThat(sent("allow", session -> plain(session, "select * from Plain where label = 'for update'")))
                .containsExactly("select * from Plain where label = 'for update' for update");
        assertThat(sent("allow", session -> session.createNativeQuery("select label from Plain", String.class)
                        .setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED)
                        .setMaxResults(1)
                        .getResultList()))
                .singleElement()
                .asString()
                .endsWith(" for update")
                .doesNotContain("skip");
    }
}
