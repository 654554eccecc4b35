/** What Hibernate lets a mapping or an application write past the dialect, and what it does around the SQL. */
package io.github.dsql.hibernate.it.feature;
