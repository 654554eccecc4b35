/** The mapping that the scenarios run on, one file for each area. */
package io.github.dsql.hibernate.it.scenario.model;
