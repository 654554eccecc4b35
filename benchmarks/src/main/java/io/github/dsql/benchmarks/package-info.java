/** Measures DSQL Local against the PostgreSQL behind it. */
@NullMarked
package io.github.dsql.benchmarks;

import org.jspecify.annotations.NullMarked;
