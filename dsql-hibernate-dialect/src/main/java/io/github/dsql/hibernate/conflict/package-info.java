/** What the errors of Aurora DSQL become: conflicts, exceeded limits, unsupported statements and lost connections. */
@NullMarked
package io.github.dsql.hibernate.conflict;

import org.jspecify.annotations.NullMarked;
