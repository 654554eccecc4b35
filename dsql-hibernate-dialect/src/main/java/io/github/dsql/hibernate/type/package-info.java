/** Internal: how Java types become the column types that Aurora DSQL has. */
@NullMarked
package io.github.dsql.hibernate.type;

import org.jspecify.annotations.NullMarked;
