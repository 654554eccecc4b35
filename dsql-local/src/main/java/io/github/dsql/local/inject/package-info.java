/** Internal: decides where faults hit, and keeps the record of statements. */
@NullMarked
package io.github.dsql.local.inject;

import org.jspecify.annotations.NullMarked;
