/** What the integration tests share. */
package io.github.dsql.hibernate.it.support;
