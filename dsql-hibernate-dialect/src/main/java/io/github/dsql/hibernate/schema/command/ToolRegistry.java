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
package io.github.dsql.hibernate.schema.command;

import org.hibernate.service.Service;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.jspecify.annotations.Nullable;

/** Internal: the services of a unit, with another schema tool. */
final class ToolRegistry implements ServiceRegistry {
    private final ServiceRegistry services;
    private final SchemaManagementTool tool;

    ToolRegistry(ServiceRegistry services, SchemaManagementTool tool) {
        this.services = services;
        this.tool = tool;
    }

    @Override
    public @Nullable ServiceRegistry getParentServiceRegistry() {
        return services.getParentServiceRegistry();
    }

    @Override
    public <R extends Service> @Nullable R getService(Class<R> serviceRole) {
        return serviceRole == SchemaManagementTool.class ? serviceRole.cast(tool) : services.getService(serviceRole);
    }

    @Override
    public void close() {
        // The services belong to the unit.
    }
}
