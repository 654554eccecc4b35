/** Scenarios on one large mapping, each of which must end without a statement that the service refuses. */
package io.github.dsql.hibernate.it.scenario;
