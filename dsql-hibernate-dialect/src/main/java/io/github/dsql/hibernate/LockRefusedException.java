package io.github.dsql.hibernate;

import org.hibernate.HibernateException;

/** Says that a pessimistic lock was refused before anything was sent, why, and what to do instead. */
public final class LockRefusedException extends HibernateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of a refused lock.
     *
     * @param message what was refused, why, and what to do instead
     */
    public LockRefusedException(String message) {
        super(message);
    }
}
