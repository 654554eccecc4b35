/** What needs to see the inside of DSQL Local. */
@NullMarked
package io.github.dsql.local;

import org.jspecify.annotations.NullMarked;
