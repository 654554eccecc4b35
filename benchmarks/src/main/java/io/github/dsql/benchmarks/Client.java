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
package io.github.dsql.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One connection of one thread, and what it does with it. */
@State(Scope.Thread)
public class Client {
    private static final int BATCH = 50;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private Connection connection = NO_CONNECTION;
    private PreparedStatement select = NO_STATEMENT;
    private PreparedStatement update = NO_STATEMENT;
    private PreparedStatement insert = NO_STATEMENT;
    private PreparedStatement readAll = NO_STATEMENT;
    private int next = NUMBERS.incrementAndGet() * 1_000;

    // JMH makes the object before there is a connection.
    @SuppressWarnings("NullAway")
    private static final Connection NO_CONNECTION = null;

    @SuppressWarnings("NullAway")
    private static final PreparedStatement NO_STATEMENT = null;

    @Setup
    public void open(Server server) throws SQLException {
        connection = server.connect();
        select = connection.prepareStatement("SELECT balance FROM account WHERE id = ?");
        update = connection.prepareStatement("UPDATE account SET balance = balance + 1 WHERE id = ?");
        insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?)");
        readAll = connection.prepareStatement("SELECT id, number, text FROM big");
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }

    long select() throws SQLException {
        select.setInt(1, account());
        try (ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    int update() throws SQLException {
        update.setInt(1, account());
        return update.executeUpdate();
    }

    long readModifyWrite() throws SQLException {
        connection.setAutoCommit(false);
        long balance = select() + update();
        connection.commit();
        return balance;
    }

    int insertBatch() throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < BATCH; i++) {
            next++;
            insert.setInt(1, next);
            insert.setLong(2, next * 7L);
            insert.setString(3, "text " + next);
            insert.addBatch();
        }
        int length = insert.executeBatch().length;
        connection.commit();
        return length;
    }

    long readAll() throws SQLException {
        long sum = 0;
        try (ResultSet rows = readAll.executeQuery()) {
            while (rows.next()) {
                sum += rows.getInt(1) + rows.getLong(2) + rows.getString(3).length();
            }
        }
        return sum;
    }

    private int account() {
        next = (next * 31 + 17) & Integer.MAX_VALUE;
        return next % Server.ACCOUNTS + 1;
    }
}
