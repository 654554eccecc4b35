/** A stand-in for Amazon Aurora DSQL that runs in the JVM: start it, connect with JDBC, close it. */
@NullMarked
package io.github.dsql.local;

import org.jspecify.annotations.NullMarked;
