/** Internal: the functions of HQL and criteria that Aurora DSQL needs other SQL for, or does not have. */
@NullMarked
package io.github.dsql.hibernate.function;

import org.jspecify.annotations.NullMarked;
