/** Conflicts, retries and batches through Hibernate. */
package io.github.dsql.hibernate.it.conflict;
