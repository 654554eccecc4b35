/** Internal: the embedded PostgreSQL: its binaries, its cached data directory, its process. */
@NullMarked
package io.github.dsql.local.server;

import org.jspecify.annotations.NullMarked;
