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

import io.github.dsql.hibernate.it.lock.LockMatrixIT.Mapping;
import io.github.dsql.hibernate.it.lock.MatrixModel.Filtered;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.ScrollableResults;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;

/** One way to ask for a lock on the target row of a mapping. */
final class LockEntry {
    private static final AtomicLong PROOFS = new AtomicLong();

    /** Takes the lock and returns what was locked. */
    interface Work<S> {
        Object run(S session, Mapping mapping, LockMode mode);
    }

    private final String name;
    private final Work<Session> work;
    private final Work<StatelessSession> stateless;
    private final Set<LockMode> notTaken;

    private LockEntry(String name, Work<Session> work, Work<StatelessSession> stateless, LockMode... notTaken) {
        this.name = name;
        this.work = work;
        this.stateless = stateless;
        this.notTaken = Set.of(notTaken);
    }

    static final List<LockEntry> BY_KEY = List.of(
            entry("find", (session, mapping, mode) -> session.find(mapping.type(), mapping.id(), mode)),
            entry("find of a loaded entity", (session, mapping, mode) -> {
                session.find(mapping.type(), mapping.id());
                return session.find(mapping.type(), mapping.id(), mode);
            }),
            entry(
                    "lock",
                    (session, mapping, mode) -> {
                        Object entity = session.find(mapping.type(), mapping.id());
                        session.lock(entity, mode);
                        return entity;
                    },
                    LockMode.UPGRADE_SKIPLOCKED),
            entry(
                    "lock of a reference",
                    (session, mapping, mode) -> {
                        Object entity = session.getReference(mapping.type(), mapping.id());
                        session.lock(entity, mode);
                        return entity;
                    },
                    LockMode.UPGRADE_SKIPLOCKED),
            entry("refresh", (session, mapping, mode) -> {
                Object entity = session.find(mapping.type(), mapping.id());
                session.refresh(entity, new LockOptions(mode).getLockMode());
                return entity;
            }),
            entry("byId", LockEntry::loadAccess),
            entry("HQL by id", (session, mapping, mode) -> byId(session, mapping, mode)
                    .getSingleResult()),
            entry("HQL by id of a loaded entity", (session, mapping, mode) -> {
                session.find(mapping.type(), mapping.id());
                return byId(session, mapping, mode).getSingleResult();
            }),
            entry("HQL by id in a list of one", (session, mapping, mode) -> select(
                            session, mapping, mode, "where id(e) in (:ids)")
                    .setParameterList("ids", List.of(mapping.id()))
                    .getSingleResult()),
            entry("distinct HQL by id", (session, mapping, mode) -> {
                SelectionQuery<?> query = session.createSelectionQuery(
                        "select distinct e from " + mapping.type().getName() + " e where id(e) = :id", mapping.type());
                return query.setParameter("id", mapping.id())
                        .setHibernateLockMode(mode)
                        .getSingleResult();
            }),
            entry("criteria by id", (session, mapping, mode) -> criteria(session, mapping, mode, true)),
            entry("stream by id", (session, mapping, mode) -> first(byId(session, mapping, mode))),
            entry("scroll by id", (session, mapping, mode) -> scrolled(byId(session, mapping, mode))),
            entry("HQL by id with an entity graph", (session, mapping, mode) -> graph(session, mapping, mode)),
            stateless("stateless get", (session, mapping, mode) -> session.get(mapping.type(), mapping.id(), mode)),
            stateless("stateless HQL by id", (session, mapping, mode) -> byId(session, mapping, mode)
                    .getSingleResult()),
            stateless("stateless refresh", (session, mapping, mode) -> {
                Object entity = session.get(mapping.type(), mapping.id());
                session.refresh(entity, mode);
                return entity;
            }));

    static final List<LockEntry> WITHOUT_KEY = List.of(
            entry("HQL", (session, mapping, mode) -> byLabel(session, mapping, mode, "")
                    .getSingleResult()),
            entry("HQL of a loaded entity", (session, mapping, mode) -> {
                session.find(mapping.type(), mapping.id());
                return byLabel(session, mapping, mode, "").getSingleResult();
            }),
            entry("queue", (session, mapping, mode) -> byLabel(session, mapping, mode, " order by id(e)")
                    .setMaxResults(1)
                    .getSingleResult()),
            entry("distinct", (session, mapping, mode) -> {
                SelectionQuery<?> query = session.createSelectionQuery(
                        "select distinct e from " + mapping.type().getName() + " e where e.label = :label",
                        mapping.type());
                return query.setParameter("label", label(mapping))
                        .setHibernateLockMode(mode)
                        .getSingleResult();
            }),
            entry("entity and value", (session, mapping, mode) -> session.createSelectionQuery(
                            "select e, e.label from " + mapping.type().getName() + " e where e.label = :label",
                            Object[].class)
                    .setParameter("label", label(mapping))
                    .setHibernateLockMode(mode)
                    .getSingleResult()[0]),
            entry("criteria", (session, mapping, mode) -> criteria(session, mapping, mode, false)),
            entry("stream", (session, mapping, mode) -> first(byLabel(session, mapping, mode, ""))),
            entry("scroll", (session, mapping, mode) -> scrolled(byLabel(session, mapping, mode, ""))),
            stateless("stateless HQL", (session, mapping, mode) -> byLabel(session, mapping, mode, "")
                    .getSingleResult()));

    private static LockEntry entry(String name, Work<Session> work, LockMode... notTaken) {
        return new LockEntry(name, work, null, notTaken);
    }

    private static LockEntry stateless(String name, Work<StatelessSession> work) {
        return new LockEntry(
                name,
                null,
                work,
                LockMode.OPTIMISTIC,
                LockMode.OPTIMISTIC_FORCE_INCREMENT,
                LockMode.PESSIMISTIC_FORCE_INCREMENT);
    }

    boolean needsNaturalId() {
        return false;
    }

    boolean loadsFirst() {
        return name.contains("of a loaded entity");
    }

    boolean isQuery() {
        return name.startsWith("HQL");
    }

    boolean takes(LockMode mode) {
        return !notTaken.contains(mode);
    }

    /** Locks, does what comes in between, writes a row and commits; with nothing in between it only locks. */
    void run(SessionFactory factory, Connection connection, Mapping mapping, LockMode mode, Runnable between) {
        if (work != null) {
            try (Session session = factory.withOptions().connection(connection).openSession()) {
                inTransaction(work, session, mapping, mode, between);
            }
        } else {
            try (StatelessSession session = factory.openStatelessSession(connection)) {
                inTransaction(stateless, session, mapping, mode, between);
            }
        }
    }

    private <S extends SharedSessionContract> void inTransaction(
            Work<S> work, S session, Mapping mapping, LockMode mode, Runnable between) {
        session.beginTransaction();
        locked(work, session, mapping, mode);
        if (between == null) {
            session.getTransaction().rollback();
        } else {
            between.run();
            write(session);
            session.getTransaction().commit();
        }
    }

    private <S extends SharedSessionContract> void locked(Work<S> work, S session, Mapping mapping, LockMode mode) {
        if (mapping.type() == Filtered.class) {
            session.enableFilter("labels").setParameter("label", "target");
        }
        if (work.run(session, mapping, mode) == null) {
            throw new AssertionError(name + " found no " + mapping);
        }
    }

    private static void write(SharedSessionContract session) {
        session.createNativeMutationQuery("insert into Proof (id) values (:id)")
                .setParameter("id", PROOFS.incrementAndGet() + System.nanoTime())
                .executeUpdate();
    }

    @SuppressWarnings({"removal", "deprecation"}) // One of the ways that every version of Hibernate has.
    private static Object loadAccess(Session session, Mapping mapping, LockMode mode) {
        return session.byId(mapping.type()).with(new LockOptions(mode)).load(mapping.id());
    }

    private static SelectionQuery<?> byId(SharedSessionContract session, Mapping mapping, LockMode mode) {
        return select(session, mapping, mode, "where id(e) = :id").setParameter("id", mapping.id());
    }

    private static SelectionQuery<?> byLabel(
            SharedSessionContract session, Mapping mapping, LockMode mode, String order) {
        return select(session, mapping, mode, "where e.label = :label" + order).setParameter("label", label(mapping));
    }

    private static String label(Mapping mapping) {
        return mapping.id().equals(2L) ? "target2" : "target";
    }

    private static SelectionQuery<?> select(
            SharedSessionContract session, Mapping mapping, LockMode mode, String restriction) {
        return session.createSelectionQuery(
                        "select e from " + mapping.type().getName() + " e " + restriction, mapping.type())
                .setHibernateLockMode(mode);
    }

    private static Object criteria(Session session, Mapping mapping, LockMode mode, boolean byId) {
        return criteria(session, mapping.type(), mapping, mode, byId);
    }

    private static <E> E criteria(Session session, Class<E> type, Mapping mapping, LockMode mode, boolean byId) {
        HibernateCriteriaBuilder builder = session.getCriteriaBuilder();
        CriteriaQuery<E> query = builder.createQuery(type);
        Root<E> root = query.from(type);
        query.select(root)
                .where(
                        byId
                                ? builder.equal(builder.id(root), mapping.id())
                                : builder.equal(root.get("label"), label(mapping)));
        return session.createSelectionQuery(query).setHibernateLockMode(mode).getSingleResult();
    }

    private static Object graph(Session session, Mapping mapping, LockMode mode) {
        return graph(session, mapping.type(), mapping, mode);
    }

    private static <E> E graph(Session session, Class<E> type, Mapping mapping, LockMode mode) {
        var graph = session.createEntityGraph(type);
        return session.createSelectionQuery("select e from " + type.getName() + " e where id(e) = :id", type)
                .setParameter("id", mapping.id())
                .setHint("jakarta.persistence.fetchgraph", graph)
                .setHibernateLockMode(mode)
                .getSingleResult();
    }

    private static Object first(SelectionQuery<?> query) {
        try (Stream<?> stream = query.getResultStream()) {
            return stream.findFirst().orElse(null);
        }
    }

    private static Object scrolled(SelectionQuery<?> query) {
        try (ScrollableResults<?> results = query.scroll()) {
            return results.next() ? results.get() : null;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
