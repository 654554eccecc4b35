/** Internal: what brings a schema up to its mapping: the difference of mapping and catalogue as a plan of statements and notes. */
@NullMarked
package io.github.dsql.hibernate.schema.migrate;

import org.jspecify.annotations.NullMarked;
