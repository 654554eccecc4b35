/** Internal: the walk over the boot model and the review of what it maps. */
@NullMarked
package io.github.dsql.hibernate.mapping;

import org.jspecify.annotations.NullMarked;
