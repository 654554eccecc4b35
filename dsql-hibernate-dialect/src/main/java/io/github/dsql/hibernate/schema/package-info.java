/** Internal: the schema tool: what is exported, in which form, and how it is run on Aurora DSQL. */
@NullMarked
package io.github.dsql.hibernate.schema;

import org.jspecify.annotations.NullMarked;
