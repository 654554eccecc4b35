/** Internal: sequences and identity columns with the CACHE that Aurora DSQL asks for. */
@NullMarked
package io.github.dsql.hibernate.id;

import org.jspecify.annotations.NullMarked;
