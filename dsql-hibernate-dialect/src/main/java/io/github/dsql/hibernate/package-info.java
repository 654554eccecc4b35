/** Hibernate on Amazon Aurora DSQL: the dialect and its settings. */
@NullMarked
package io.github.dsql.hibernate;

import org.jspecify.annotations.NullMarked;
