/** Faults on demand: what a client of Aurora DSQL has to survive, made to happen at a chosen moment. */
@NullMarked
package io.github.dsql.local.fault;

import org.jspecify.annotations.NullMarked;
