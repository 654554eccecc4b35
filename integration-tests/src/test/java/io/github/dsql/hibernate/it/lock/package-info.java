/** Locks, upserts and conflicts through Hibernate. */
package io.github.dsql.hibernate.it.lock;
