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
package io.github.dsql.hibernate.schema;

import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.internal.ExceptionHandlerHaltImpl;
import org.hibernate.tool.schema.internal.ExceptionHandlerLoggedImpl;
import org.hibernate.tool.schema.spi.ExceptionHandler;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what a schema action does with a failed statement.
 *
 * <p>A failure ends the action unless the user said otherwise, by {@code hibernate.hbm2ddl.halt_on_error=false} or by an
 * exception handler of their own.
 *
 * @param lenient what takes the failures so that the action goes on, or null if a failure ends it
 * @param existing what it means that an object to create is there already
 */
record FailurePolicy(@Nullable ExceptionHandler lenient, Existing existing) {
    /** What an existing object means. */
    enum Existing {
        /** A failure as any other. */
        FAILURE,
        /** Worth a warning: it is left as it is, as it may be when several instances of an application start at once. */
        WARNING,
        /** Another instance of the application was faster. */
        FINE
    }

    /** The drop when the session factory closes: too late to fail anything, so that each failure is logged. */
    static final FailurePolicy LOGGED = new FailurePolicy(ExceptionHandlerLoggedImpl.INSTANCE, Existing.FAILURE);

    static FailurePolicy of(ExecutionOptions execution, ServiceRegistry registry) {
        ExceptionHandler handler = execution.getExceptionHandler();
        if (handler instanceof ExceptionHandlerHaltImpl) {
            return new FailurePolicy(null, Existing.FAILURE);
        }
        if (handler instanceof ExceptionHandlerLoggedImpl && !haltOnErrorIsSet(execution, registry)) {
            return new FailurePolicy(null, Existing.WARNING);
        }
        return new FailurePolicy(handler, Existing.FAILURE);
    }

    /** Returns the policy of an action that creates only what it did not find. */
    FailurePolicy ofMigration() {
        return new FailurePolicy(lenient, Existing.FINE);
    }

    private static boolean haltOnErrorIsSet(ExecutionOptions execution, ServiceRegistry registry) {
        String setting = SchemaToolingSettings.HBM2DDL_HALT_ON_ERROR;
        return execution.getConfigurationValues().get(setting) != null
                || registry.requireService(ConfigurationService.class)
                                .getSettings()
                                .get(setting)
                        != null;
    }
}
