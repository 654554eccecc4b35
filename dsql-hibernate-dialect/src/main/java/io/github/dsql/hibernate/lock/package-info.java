/** Internal: pessimistic locks, which Aurora DSQL takes on rows found by their primary key. */
@NullMarked
package io.github.dsql.hibernate.lock;

import org.jspecify.annotations.NullMarked;
