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
package io.github.dsql.local.session;

import io.github.dsql.local.DsqlLocal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Records what real clients send, once their session is open, into the files that {@link FuzzIT} starts from.
 *
 * <p>Run {@code main} with the directory of those files after changing what is recorded. It needs psql.
 */
final class StreamRecorder {
    private interface Client {
        void use(String url) throws Exception;
    }

    private StreamRecorder() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        try (DsqlLocal local = DsqlLocal.start()) {
            record(local, directory.resolve("pgjdbc-prepared.bin"), StreamRecorder::prepared);
            record(local, directory.resolve("pgjdbc-simple.bin"), url -> prepared(url + "&preferQueryMode=simple"));
            record(local, directory.resolve("pgjdbc-binary.bin"), url -> prepared(url + "&prepareThreshold=-1"));
            record(local, directory.resolve("pgjdbc-cursor.bin"), StreamRecorder::cursor);
            record(local, directory.resolve("pgjdbc-copy.bin"), StreamRecorder::copy);
            record(local, directory.resolve("pgjdbc-errors.bin"), StreamRecorder::errors);
            record(local, directory.resolve("psql-script.bin"), StreamRecorder::psql);
        }
    }

    private static void prepared(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS recorded");
            statement.execute("CREATE TABLE recorded (id int PRIMARY KEY, v text, n numeric)");
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement("INSERT INTO recorded VALUES (?, ?, ?)")) {
                for (int id = 0; id < 12; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, "värde " + id);
                    insert.setBigDecimal(3, new java.math.BigDecimal("1.5"));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            connection.setAutoCommit(true);
            try (var select = connection.prepareStatement("SELECT v, n FROM recorded WHERE id = ?")) {
                for (int id = 0; id < 7; id++) {
                    select.setInt(1, id);
                    select.executeQuery().close();
                }
            }
            statement.executeUpdate("UPDATE recorded SET v = 'x' WHERE id < 3");
            statement.execute("SELECT 1; SELECT 2");
            connection.getMetaData().getPrimaryKeys(null, "public", "recorded").close();
        }
    }

    private static void cursor(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(5);
            try (var rows = statement.executeQuery("SELECT i, 'row ' || i FROM generate_series(1, 23) i")) {
                while (rows.next()) {
                    rows.getString(2);
                }
            }
            connection.rollback();
        }
    }

    private static void copy(String url) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS recorded_copy");
            statement.execute("CREATE TABLE recorded_copy (id int PRIMARY KEY, v text)");
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn("COPY recorded_copy FROM STDIN", new StringReader("1\ta\n2\tb\n"));
            copy.copyOut("COPY recorded_copy TO STDOUT", OutputStream.nullOutputStream());
            var abandoned = copy.copyIn("COPY recorded_copy FROM STDIN");
            abandoned.writeToCopy("3\n".getBytes(StandardCharsets.UTF_8), 0, 2);
            abandoned.cancelCopy();
        }
    }

    private static void errors(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of("SELECT nope", "TRUNCATE recorded", "SELECT 1 / 0", "SELEKT", "VACUUM")) {
                refused(statement, sql);
            }
            connection.setAutoCommit(false);
            statement.execute("SELECT 1");
            refused(statement, "SELECT nope");
            refused(statement, "SELECT 1");
            connection.rollback();
        }
    }

    private static void refused(Statement statement, String sql) {
        try {
            statement.execute(sql);
            throw new IllegalStateException(sql + " was to be refused");
        } catch (SQLException expected) {
            System.out.println("Refused as it should be: " + expected.getMessage());
        }
    }

    private static void psql(String url) throws IOException, InterruptedException {
        String port = url.replaceAll(".*:(\\d+)/.*", "$1");
        Process psql = new ProcessBuilder("psql", "-X", "-h", "localhost", "-p", port, "-U", "admin", "-d", "postgres")
                .redirectErrorStream(true)
                .start();
        try (OutputStream script = psql.getOutputStream()) {
            script.write("""
                    SELECT 1;
                    BEGIN; INSERT INTO recorded_copy VALUES (7, 'seven'); SELECT * FROM recorded_copy; ROLLBACK;
                    BEGIN;
                    TRUNCATE recorded_copy;
                    SELECT 1;
                    COMMIT;
                    \\d recorded_copy
                    \\copy recorded_copy TO STDOUT
                    COPY recorded_copy FROM STDIN;
                    8\teight
                    \\.
                    CREATE INDEX ASYNC ON recorded_copy (v);
                    SELECT 1\\; SELECT nope\\; SELECT 2;
                    """.getBytes(StandardCharsets.UTF_8));
        }
        System.out.println(new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        psql.waitFor();
    }

    /** Puts itself between a client and the stand-in, and keeps what the client says after its startup packet. */
    private static void record(DsqlLocal local, Path file, Client client) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ByteArrayOutputStream heard = new ByteArrayOutputStream();
            Thread relay = new Thread(() -> relay(server, local.port(), heard));
            relay.start();
            client.use("jdbc:postgresql://localhost:" + server.getLocalPort()
                    + "/postgres?user=admin&sslmode=disable&gssEncMode=disable");
            relay.join();
            Files.write(file, withoutStartup(heard.toByteArray()));
        }
    }

    private static void relay(ServerSocket server, int port, ByteArrayOutputStream heard) {
        try (Socket client = server.accept();
                Socket standIn = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread answers = new Thread(() -> copyStream(standIn, client, OutputStream.nullOutputStream()));
            answers.start();
            copyStream(client, standIn, heard);
            answers.join();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copyStream(Socket from, Socket to, OutputStream copy) {
        byte[] buffer = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                to.getOutputStream().write(buffer, 0, count);
                copy.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            System.out.println("Relay ended: " + e);
        }
    }

    /** psql asks for encryption first. */
    private static byte[] withoutStartup(byte[] stream) {
        int from = 0;
        while (stream[from] == 0) {
            from += (stream[from + 2] & 0xff) << 8 | (stream[from + 3] & 0xff);
        }
        return Arrays.copyOfRange(stream, from, stream.length);
    }
}
