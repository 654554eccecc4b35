package io.github.dsql.hibernate.it.scenario;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives a scenario the booted model and lets it say which SQLSTATEs it means to provoke; any other one fails it. */
@ExtendWith(LargeModelExtension.class)
abstract class Scenario {
    private final Set<String> expectedStates = new HashSet<>();
    private RecordingDataSource dataSource;
    private SessionFactory factory;

    final void use(RecordingDataSource dataSource, SessionFactory factory) {
        this.dataSource = dataSource;
        this.factory = factory;
    }

    final boolean expects(String sqlState) {
        return expectedStates.contains(sqlState);
    }

    /** Says that the scenario provokes statements that fail with this SQLSTATE, and what they abort (25P02). */
    protected final void expectFailure(String sqlState) {
        expectedStates.add(sqlState);
    }

    protected final SessionFactory factory() {
        return factory;
    }

    protected final RecordingDataSource dataSource() {
        return dataSource;
    }

    /** Returns the SQL sent by this scenario that starts with a word, for instance {@code update}. */
    protected final List<String> sent(String firstWord) {
        return dataSource.sql().stream()
                .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith(firstWord))
                .toList();
    }

    protected final void run(Consumer<Session> work) {
        factory.inTransaction(work);
    }

    protected final <T> T call(Function<Session, T> work) {
        return factory.fromTransaction(work);
    }

    protected final void runStateless(Consumer<StatelessSession> work) {
        factory.inStatelessTransaction(work);
    }

    /** Stores the objects in the order given, in one transaction. */
    protected final void persist(Object... entities) {
        run(session -> {
            for (Object entity : entities) {
                session.persist(entity);
            }
        });
    }

    /** Returns the results of an HQL query without parameters. */
    protected final <T> List<T> list(Class<T> type, String hql) {
        return call(session -> session.createSelectionQuery(hql, type).getResultList());
    }

    /** Returns the only result of an HQL query without parameters. */
    protected final <T> T one(Class<T> type, String hql) {
        return call(session -> session.createSelectionQuery(hql, type).getSingleResult());
    }
}
