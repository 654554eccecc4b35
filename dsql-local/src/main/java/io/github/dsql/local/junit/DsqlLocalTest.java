/*
 * Copyright 2026 the dsql-hibernate authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.dsql.local.junit;

import io.github.dsql.local.SchemaConflicts;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a {@link io.github.dsql.local.DsqlLocal} of its own, with an empty database.
 *
 * <p>It starts before the class and ends after it; nested classes share it unless they carry the annotation themselves. All
 * classes of a JVM use one embedded PostgreSQL, each with a database of its own, so that they can run in parallel. Roles belong
 * to the server: see {@link #ownServer()}.
 *
 * <p>Constructors, lifecycle methods and tests can take as parameters:
 *
 * <ul>
 *   <li>{@link io.github.dsql.local.DsqlLocal}: the stand-in
 *   <li>{@link javax.sql.DataSource}: opens a new connection as {@code admin} at each call
 *   <li>{@link java.sql.Connection}: a connection as {@code admin}, closed after the test, or after the class for a
 *       constructor or a method that runs once for a class
 *   <li>{@link String} with {@link DsqlUrl}: a JDBC URL
 * </ul>
 *
 * <p>Before each test the {@linkplain io.github.dsql.local.DsqlLocal#statements() record of statements} is cleared; after it, all
 * {@linkplain io.github.dsql.local.DsqlLocal#faults() faults} are taken back. Both belong to the class, so that tests of one class
 * which run at the same time share them.
 *
 * <p>{@link DsqlLocalExtension#builder()} has what an annotation cannot say.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DsqlLocalExtension.class)
public @interface DsqlLocalTest {
    /**
     * Starts a PostgreSQL for this class alone, for tests that create roles which those of other classes must not see. It
     * takes about as long as a database on the shared one, but more memory.
     *
     * @return false, unless set
     */
    boolean ownServer() default false;

    /**
     * Sets when a change of the schema makes other sessions fail (OC001).
     *
     * @return the mode, {@link SchemaConflicts#CONCURRENT_ONLY} unless set
     */
    SchemaConflicts schemaConflicts() default SchemaConflicts.CONCURRENT_ONLY;

    /**
     * Sets how long an asynchronous job takes, so that tests meet indexes that are not valid yet.
     *
     * @return milliseconds, not negative; 0 unless set
     */
    long jobDelayMillis() default 0;

    /**
     * Prints, to the standard output, what clients sent during a test that failed, and what came of it. Values of parameters are
     * not part of it.
     *
     * @return true, unless set
     */
    boolean statementsOnFailure() default true;
}
