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
package io.github.dsql.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens the door that no client uses: connections to the PostgreSQL behind a stand-in. */
public final class DirectAccess {
    private DirectAccess() {}

    /** Connects as the same user as the stand-in's own clients. */
    public static Connection connect(DsqlLocal local) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + local.host() + ":"
                        + local.database().address().getPort() + "/postgres",
                local.user(),
                local.database().secret());
    }
}
