package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import org.hibernate.exception.spi.ViolatedConstraintNameExtractor;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Internal: finds the name of the violated constraint, in the server's own field first and then in the text. */
public final class ConstraintNames implements ViolatedConstraintNameExtractor {
    private static final boolean PGJDBC = isPgjdbcPresent();

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
        if (PGJDBC) {
            for (SQLException e = error; e != null; e = e.getNextException()) {
                String name = Pgjdbc.constraint(e);
                if (name != null) {
                    return name;
                }
            }
        }
        String state = error.getSQLState();
        // PostgreSQL's extractor parses the state as a number.
        return state == null || state.chars().allMatch(Character::isDigit) ? fromText.extractConstraintName(error) : null;
    }

    private static boolean isPgjdbcPresent() {
        try {
            Class.forName("org.postgresql.util.PSQLException", false, ConstraintNames.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            // The driver is optional; another one may bring the same messages.
            return false;
        }
    }

    /** Keeps the optional driver out of the enclosing class. */
    private static final class Pgjdbc {
        private Pgjdbc() {}

        static @Nullable String constraint(SQLException error) {
            return error instanceof PSQLException e && e.getServerErrorMessage() != null
                    ? e.getServerErrorMessage().getConstraint()
                    : null;
        }
    }
}
