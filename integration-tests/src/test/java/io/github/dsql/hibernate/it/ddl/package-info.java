/** The wording of the schema: names, keys, indexes, comments, checks and what a mapping writes itself. */
package io.github.dsql.hibernate.it.ddl;
