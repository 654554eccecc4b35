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
package io.github.dsql.hibernate.lock;

import io.github.dsql.hibernate.boot.DsqlOptions.NonKeyLocks;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.dialect.lock.LockingStrategy;
import org.hibernate.persister.entity.EntityPersister;

/** Internal: what a dialect, and so the session factory that it belongs to, knows of locks. */
public final class DsqlLocks {
    /** The one lock that every cluster takes and that protects the whole row. */
    public static final String FOR_UPDATE = " for update";

    private static final Pattern OWN_LOCK =
            Pattern.compile("\\bfor\\s+(update|key\\s+share)\\b[\\w\\s,.\"]*;?\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern READS_VERSION =
            Pattern.compile("^(/\\*.*\\*/ )?select (\\S+ as )?version_ from ", Pattern.DOTALL);

    private final LockHints hints = new LockHints();
    private final LockPlanner planner;

    /**
     * Creates the knowledge of one dialect.
     *
     * @param nonKeyLocks the setting, asked for when a lock is
     */
    public DsqlLocks(Supplier<NonKeyLocks> nonKeyLocks) {
        this.planner = new LockPlanner(nonKeyLocks);
    }

    /**
     * Returns what decides how a query is locked.
     *
     * @return the planner
     */
    public LockPlanner planner() {
        return planner;
    }

    /**
     * Returns what is told about timeouts.
     *
     * @return the memory of what was said
     */
    public LockHints hints() {
        return hints;
    }

    NonKeyLocks setting() {
        return planner.setting();
    }

    /**
     * Returns how an entity is locked that the session has already.
     *
     * @param lockable the class of the entity
     * @param mode the lock mode
     * @param withCollections whether rows of collection tables are locked too
     * @return the strategy
     */
    public LockingStrategy strategy(EntityPersister lockable, LockMode mode, boolean withCollections) {
        return new KeyLockingStrategy(lockable, mode, withCollections, setting(), hints);
    }

    /** Tells whether SQL of the user's own ends in a lock. */
    static boolean locksItself(String sql) {
        return OWN_LOCK.matcher(sql).find();
    }

    /**
     * Adds the lock to SQL that Hibernate takes as it is.
     *
     * @param sql the SQL
     * @param options the lock asked for
     * @return the SQL with the lock
     */
    @SuppressWarnings("removal") // LockOptions moves to another package in a later version of Hibernate.
    public String applyTo(String sql, LockOptions options) {
        if (!options.getLockMode().isPessimistic() || locksItself(sql)) {
            return sql;
        }
        return sql + FOR_UPDATE;
    }

    /**
     * Makes the check of a version at COMMIT a lock.
     *
     * <p>{@link LockMode#OPTIMISTIC} reads the version again before it commits. On Aurora DSQL that read shows the snapshot of the
     * transaction, in which nothing ever changes; locked, the row is compared at COMMIT.
     *
     * @param select a select of Hibernate's own
     * @return the same, with a lock if it reads a version
     */
    public static String lockVersion(String select) {
        return READS_VERSION.matcher(select).find() && !locksItself(select) ? select + FOR_UPDATE : select;
    }
}
