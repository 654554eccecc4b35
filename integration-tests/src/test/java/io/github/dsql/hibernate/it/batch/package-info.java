/** Batches, and work on more rows than a transaction takes. */
package io.github.dsql.hibernate.it.batch;
