/** Generated keys and values. */
package io.github.dsql.hibernate.it.id;
