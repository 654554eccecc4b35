/** Internal: what a statement is and whether Aurora DSQL takes it. */
@NullMarked
package io.github.dsql.local.sql;

import org.jspecify.annotations.NullMarked;
