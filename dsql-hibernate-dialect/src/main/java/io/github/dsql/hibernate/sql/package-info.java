/** Internal: the SQL text that differs from PostgreSQL's. */
@NullMarked
package io.github.dsql.hibernate.sql;

import org.jspecify.annotations.NullMarked;
