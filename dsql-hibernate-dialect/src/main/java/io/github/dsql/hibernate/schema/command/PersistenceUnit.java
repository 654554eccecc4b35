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

import jakarta.persistence.PersistenceException;
import java.util.Map;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.hibernate.jpa.boot.spi.EntityManagerFactoryBuilder;

/** Internal: the mapping of a persistence unit, without an entity manager factory. */
final class PersistenceUnit extends HibernatePersistenceProvider {
    EntityManagerFactoryBuilder builder(String name, Map<String, ?> properties) {
        EntityManagerFactoryBuilder builder = getEntityManagerFactoryBuilderOrNull(name, properties);
        if (builder == null) {
            throw new PersistenceException("There is no persistence unit '" + name + "' for Hibernate in any"
                    + " META-INF/persistence.xml on the class path. Check the name, and that the classes of the application"
                    + " are on the class path.");
        }
        return builder;
    }
}
