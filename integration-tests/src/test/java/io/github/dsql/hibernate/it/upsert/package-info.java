/** Upserts: entities in every mapping, and HQL. */
package io.github.dsql.hibernate.it.upsert;
