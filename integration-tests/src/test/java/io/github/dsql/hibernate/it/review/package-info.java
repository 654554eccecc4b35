/** Integration tests of the mapping review. */
package io.github.dsql.hibernate.it.review;
