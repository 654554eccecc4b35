/** Integration tests of the schema tool. */
package io.github.dsql.hibernate.it.schema;
