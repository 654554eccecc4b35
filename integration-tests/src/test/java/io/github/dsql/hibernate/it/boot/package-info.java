/** Finding the dialect, settings, several units in one JVM, and the versions of Hibernate. */
package io.github.dsql.hibernate.it.boot;
