/** Internal: the PostgreSQL wire protocol, version 3: framing and message fields. */
@NullMarked
package io.github.dsql.local.wire;

import org.jspecify.annotations.NullMarked;
