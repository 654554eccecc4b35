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
package io.github.dsql.local.occ;

import static io.github.dsql.local.SharedServer.connect;
import static io.github.dsql.local.SharedServer.execute;
import static io.github.dsql.local.SharedServer.query;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many clients at once: nothing is lost, nothing is doubled, and every conflict is told at COMMIT. */
class ContentionIT {
    private static final int CLIENTS = 6;
    private static final int TRANSFERS = 30;
    private static final int ACCOUNTS = 5;

    private final long seed = System.nanoTime();
    private final AtomicInteger conflicts = new AtomicInteger();

    @BeforeEach
    void createTables() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS ledger",
                "DROP TABLE IF EXISTS account",
                "CREATE TABLE account (id int PRIMARY KEY, balance int NOT NULL)",
                "CREATE TABLE ledger (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), account int REFERENCES account, amount int)",
                "INSERT INTO account SELECT i, 1000 FROM generate_series(1, " + ACCOUNTS + ") i");
    }

    @AfterEach
    void dropTables() throws SQLException {
        execute("DROP TABLE ledger", "DROP TABLE account");
    }

    @Test
    void transfersBalanceAndEveryConflictIsToldAtCommit() throws Exception {
        System.out.println("ContentionIT seed " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                Random random = new Random(seed + client);
                clients.add(threads.submit(() -> {
                    transferAll(random);
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(query("SELECT sum(balance) FROM account")).containsExactly(String.valueOf(1000 * ACCOUNTS));
        assertThat(query("SELECT count(*) FROM ledger")).containsExactly(String.valueOf(2 * CLIENTS * TRANSFERS));
        assertThat(query("SELECT a.id FROM account a WHERE balance <> 1000"
                        + " + coalesce((SELECT sum(amount) FROM ledger l WHERE l.account = a.id), 0)"))
                .isEmpty();
        assertThat(conflicts.get()).as("conflicts, seed " + seed).isPositive();
    }

    private void transferAll(Random random) throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            for (int done = 0; done < TRANSFERS; ) {
                transfer(connection, random);
                try {
                    connection.commit();
                    done++;
                } catch (SQLException e) {
                    assertThat(e.getMessage()).contains("change conflicts with another transaction (OC000)");
                    conflicts.incrementAndGet();
                }
            }
        }
    }

    private static void transfer(Connection connection, Random random) throws SQLException {
        int from = 1 + random.nextInt(ACCOUNTS);
        int to = 1 + (from + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        int amount = 1 + random.nextInt(9);
        setBalance(connection, from, balance(connection, from) - amount);
        write(connection, from, -amount);
        setBalance(connection, to, balance(connection, to) + amount);
        write(connection, to, amount);
    }

    private static int balance(Connection connection, int account) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT balance FROM account WHERE id = ?")) {
            select.setInt(1, account);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getInt(1);
            }
        }
    }

    private static void setBalance(Connection connection, int account, int balance) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE account SET balance = ? WHERE id = ?")) {
            update.setInt(1, balance);
            update.setInt(2, account);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static void write(Connection connection, int account, int amount) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO ledger (account, amount) VALUES (?, ?)")) {
            insert.setInt(1, account);
            insert.setInt(2, amount);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }
}
