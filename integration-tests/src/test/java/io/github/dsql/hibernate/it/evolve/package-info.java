/** Integration tests of how a schema follows its mapping. */
package io.github.dsql.hibernate.it.evolve;
