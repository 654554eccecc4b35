/** Queries and changes: the same statement, on Aurora DSQL with this dialect and on PostgreSQL with its own. */
package io.github.dsql.hibernate.it.query;
