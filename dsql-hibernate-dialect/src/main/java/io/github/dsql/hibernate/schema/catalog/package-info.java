/** Internal: what a database has, read from pg_catalog in a handful of queries whatever the number of tables. */
@NullMarked
package io.github.dsql.hibernate.schema.catalog;

import org.jspecify.annotations.NullMarked;
