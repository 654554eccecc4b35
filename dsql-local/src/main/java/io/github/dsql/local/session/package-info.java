/** Internal: what happens between a client and the embedded PostgreSQL, statement by statement. */
@NullMarked
package io.github.dsql.local.session;

import org.jspecify.annotations.NullMarked;
