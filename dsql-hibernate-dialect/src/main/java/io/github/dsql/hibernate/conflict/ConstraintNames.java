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
package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import org.hibernate.exception.spi.ViolatedConstraintNameExtractor;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Internal: finds the name of the violated constraint, in the server's own field first and then in the text. */
public final class ConstraintNames implements ViolatedConstraintNameExtractor {
    private final ViolatedConstraintNameExtractor fromText;

    /**
     * Creates the extractor.
     *
     * @param fromText what reads the name from the text of the message
     */
    public ConstraintNames(ViolatedConstraintNameExtractor fromText) {
        this.fromText = fromText;
    }

    @Override
    public @Nullable String extractConstraintName(SQLException error) {
        if (Pgjdbc.IS_PRESENT) {
            for (SQLException e = error; e != null; e = e.getNextException()) {
                String name = Driver.constraint(e);
                if (name != null) {
                    return name;
                }
            }
        }
        String state = error.getSQLState();
        // PostgreSQL's extractor parses the state as a number.
        return state == null || state.chars().allMatch(Character::isDigit)
                ? fromText.extractConstraintName(error)
                : null;
    }

    /** Keeps the optional driver out of the enclosing class. */
    private static final class Driver {
        private Driver() {}

        static @Nullable String constraint(SQLException error) {
            return error instanceof PSQLException e && e.getServerErrorMessage() != null
                    ? e.getServerErrorMessage().getConstraint()
                    : null;
        }
    }
}
