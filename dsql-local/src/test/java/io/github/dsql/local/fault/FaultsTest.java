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
package io.github.dsql.local.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.inject.Client;
import io.github.dsql.local.inject.Injection;
import io.github.dsql.local.inject.Injector;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.Statements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which fault strikes when, without a server. */
class FaultsTest {
    private static final Client ADMIN = new Client(1, "admin", "orders");
    private static final Client OTHER = new Client(2, "reader", "reports");

    private final Injector injector = new Injector();
    private final Faults faults = new Faults(injector);

    @Test
    void faultsStrikeInTheOrderInWhichTheyWereArmed() {
        faults.failNextCommits(2);
        faults.failNextCommits(1, Failure.schemaConflict(), CommitOutcome.COMMITTED);
        assertThat(commit(ADMIN)).contains("OC000");
        assertThat(commit(ADMIN)).contains("OC000");
        assertThat(commit(ADMIN)).contains("OC001");
        assertThat(commit(ADMIN)).isNull();
    }

    @Test
    void afterLetsThatManyPassWhateverHitsThem() {
        faults.failNextCommits(1);
        Fault third = faults.after(2).failNextCommits(1, Failure.serverUnavailable());
        assertThat(commit(ADMIN)).contains("OC000");
        assertThat(commit(ADMIN)).isNull();
        assertThat(third.injected()).isZero();
        assertThat(third.isPending()).isTrue();
        assertThat(commit(ADMIN)).contains("server unavailable");
        assertThat(third.injected()).isEqualTo(1);
        assertThat(third.isPending()).isFalse();
        assertThat(commit(ADMIN)).isNull();
    }

    @Test
    void limitsToUserAndApplicationHoldTogether() {
        faults.forUser("admin").forApplication("orders").failNextCommits(1);
        assertThat(commit(OTHER)).isNull();
        assertThat(commit(new Client(3, "admin", "reports"))).isNull();
        assertThat(commit(new Client(3, "reader", "orders"))).isNull();
        assertThat(commit(ADMIN)).isNotNull();
    }

    @Test
    void statementsThatDriversSendOfTheirOwnAccordDoNotCount() {
        faults.failNextStatements(1, Failure.serverUnavailable());
        for (String sql : List.of("BEGIN", "SET application_name = 'x'", "ROLLBACK", "COMMIT", "")) {
            assertThat(statement(sql)).as(sql).isNull();
        }
        assertThat(statement("SELECT 1")).isNotNull();
    }

    @Test
    void typesAndConditionsChooseAnyStatement() {
        faults.onStatements(StatementType.TRANSACTION).failNextStatements(1, Failure.serverUnavailable());
        faults.onStatements(sql -> sql.startsWith("SET")).failNextStatements(1, Failure.error("22023", "no"));
        faults.onStatements(StatementType.WRITE, StatementType.LOCK).failNextStatements(2, Failure.error("55000", "w"));
        assertThat(statement("SELECT 1")).isNull();
        assertThat(statement("SET application_name = 'x'")).contains("22023");
        assertThat(statement("BEGIN")).contains("XX000");
        assertThat(statement("SELECT 1 FROM t FOR UPDATE")).contains("55000");
        assertThat(statement("WITH d AS (DELETE FROM t RETURNING 1) SELECT * FROM d"))
                .contains("55000");
        assertThat(faults.pending()).isEmpty();
    }

    @Test
    void commitIsChosenByTheStatementsOfItsTransaction() {
        faults.onStatements(sql -> sql.contains("account")).failNextCommits(1);
        assertThat(commit(ADMIN, "INSERT INTO orders VALUES (1)", "SELECT 1")).isNull();
        assertThat(commit(ADMIN, "SELECT 1", "UPDATE account SET v = 1")).contains("OC000");
    }

    @Test
    void faultThatIsGivenBackStrikesLater() {
        Fault fault = faults.failNextCommits(1);
        Injection injection = Objects.requireNonNull(injector.onCommit(ADMIN, List.of()));
        injector.giveBack(injection);
        assertThat(fault.injected()).isZero();
        assertThat(faults.pending()).containsExactly(fault);
        injection = Objects.requireNonNull(injector.onCommit(ADMIN, List.of()));
        faults.reset();
        injector.giveBack(injection);
        assertThat(faults.pending()).isEmpty();
        assertThat(commit(ADMIN)).isNull();
    }

    @Test
    void conditionThatThrowsFailsTheStatementAndSaysSo() {
        faults.onStatements(sql -> {
                    throw new IllegalStateException("broken test");
                })
                .failNextStatements(1, Failure.dataConflict());
        assertThat(statement("SELECT 1")).contains("XX000", "broken test");
    }

    @Test
    void nothingStrikesAfterResetOrCancel() {
        Fault first = faults.failNextCommits(3);
        Fault second = faults.failNextStatements(3, Failure.droppedConnection());
        assertThat(faults.pending()).containsExactly(first, second);
        first.cancel();
        first.cancel();
        assertThat(commit(ADMIN)).isNull();
        assertThat(faults.pending()).containsExactly(second);
        faults.forUser("reader").reset();
        assertThat(statement("SELECT 1")).isNull();
        assertThat(faults.pending()).isEmpty();
        assertThat(second.isPending()).isFalse();
    }

    @Test
    void ddlFaultHitsGrantsTooButNoWrites() {
        faults.failNextDdl(2);
        assertThat(statement("INSERT INTO t VALUES (1)")).isNull();
        assertThat(statement("GRANT SELECT ON t TO r")).contains("OC001");
        assertThat(statement("CREATE TABLE t (id int PRIMARY KEY)")).contains("OC001");
        assertThat(statement("DROP TABLE t")).isNull();
    }

    @Test
    void nthStatementCountsFromOne() {
        Fault fault = faults.dropConnectionAtStatement(3);
        assertThat(statement("SELECT 1")).isNull();
        assertThat(statement("SELECT 2")).isNull();
        assertThat(statement("SELECT 3")).contains("end of the connection");
        assertThat(fault.isPending()).isFalse();
    }

    @Test
    void tokensAreExpiredForTheChosenUserUntilReset() {
        faults.forUser("admin").expireTokens();
        assertThat(injector.tokenExpired(ADMIN)).isTrue();
        assertThat(injector.tokenExpired(ADMIN)).isTrue();
        assertThat(injector.tokenExpired(OTHER)).isFalse();
        faults.reset();
        assertThat(injector.tokenExpired(ADMIN)).isFalse();
    }

    @Test
    void exactlyAsManyAreHitAsAskedForWhenThreadsRace() throws Exception {
        Fault fault = faults.after(100).failNextCommits(500);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> hits = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                hits.add(threads.submit(() -> {
                    int own = 0;
                    for (int i = 0; i < 200; i++) {
                        own += commit(ADMIN) == null ? 0 : 1;
                    }
                    return own;
                }));
            }
            int all = 0;
            for (Future<Integer> own : hits) {
                all += own.get();
            }
            assertThat(all).isEqualTo(500).isEqualTo(fault.injected());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void wordsSayWhatAFaultDoes() {
        assertThat(faults.forUser("a").forApplication("b").after(2).failNextCommits(3))
                .hasToString("fail 3 commits with 40001 change conflicts with another transaction (OC000), nothing kept"
                        + " for user a for application b after 2");
        assertThat(faults.dropConnectionAtNextCommit(CommitOutcome.COMMITTED))
                .hasToString("fail 1 commits with the end of the connection, all kept");
        assertThat(faults.refuseConnections(Failure.wakingUp()))
                .hasToString("refuse all connections with FATAL 57P03 unable to accept connection,"
                        + " waking up cluster, please retry later");
        assertThat(faults.onStatements(StatementType.WRITE).delayAnswers(Duration.ofMillis(5)))
                .hasToString("delay all answers by 5 ms on WRITE");
        assertThat(faults.expireTokens()).hasToString("expire tokens");
    }

    @Test
    void senselessValuesAreRefusedWithTheWayOut() {
        assertRefused(() -> faults.failNextCommits(0), "1 or more");
        assertRefused(() -> faults.failNextStatements(-1, Failure.dataConflict()), "-1", "1 or more");
        assertRefused(() -> faults.after(-1), "0 or more");
        assertRefused(() -> faults.dropConnectionAtStatement(0), "the next statement is number 1");
        assertRefused(() -> faults.delayAnswers(Duration.ZERO), "more than zero");
        assertRefused(() -> faults.delayNextAnswers(1, Duration.ofMillis(-1)), "more than zero");
        assertRefused(() -> faults.forUser(" "), "blank");
        assertRefused(() -> faults.forApplication(""), "blank");
        assertRefused(() -> Failure.error("4000", "x"), "five");
        assertRefused(() -> Failure.error("00000", "x"), "success");
        assertRefused(() -> Failure.fatal("40001", " "), "blank");
        Faults writes = faults.onStatements(StatementType.WRITE);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> writes.failNextDdl(1),
                () -> writes.refuseNextConnections(1, Failure.accessDenied()),
                () -> writes.refuseConnections(Failure.accessDenied()),
                writes::expireTokens)) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot be limited by onStatements");
        }
        assertThat(faults.pending()).isEmpty();
    }

    private static void assertRefused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).satisfies(e -> assertThat(e.getMessage())
                .contains(parts));
    }

    private @Nullable String commit(Client client, String... sql) {
        return words(injector.onCommit(
                client, Arrays.stream(sql).map(FaultsTest::parsed).toList()));
    }

    private @Nullable String statement(String sql) {
        return words(injector.onStatement(ADMIN, parsed(sql)));
    }

    private static Statement parsed(String sql) {
        return Statements.parse(sql).get(0);
    }

    private static @Nullable String words(@Nullable Injection injection) {
        return injection == null ? null : String.valueOf(injection.failure());
    }
}
