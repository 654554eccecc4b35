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

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.env.spi.IdentifierHelper;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what names of tables and columns become for Aurora DSQL beyond what they become for PostgreSQL.
 *
 * <p>{@code async} is a keyword of the service behind INDEX and TABLE, so that it is always quoted. A name of more than 63 bytes is
 * cut there by the service, as by PostgreSQL, so that the catalog is searched for what is left.
 */
public final class ServiceNames {
    /**
     * Words that are no names: {@code async}, which only this service has, and those of PostgreSQL that Hibernate otherwise learns from the
     * connection.
     */
    public static final List<String> KEYWORDS = List.of(
            "async",
            "analyse",
            "analyze",
            "concurrently",
            "freeze",
            "ilike",
            "isnull",
            "limit",
            "notnull",
            "offset",
            "placing",
            "returning",
            "variadic",
            "verbose");

    private static final String ASYNC = "async";

    private static final int MOST_BYTES = 63;

    private ServiceNames() {}

    /**
     * Returns a helper that does as another one and knows the service's names.
     *
     * <p>A proxy, since the interface has another method from Hibernate 7.4 on.
     *
     * @param helper the helper for PostgreSQL
     * @return the helper
     */
    public static IdentifierHelper in(IdentifierHelper helper) {
        return (IdentifierHelper) Proxy.newProxyInstance(
                IdentifierHelper.class.getClassLoader(),
                new Class<?>[] {IdentifierHelper.class},
                (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(helper, arguments);
                        return result instanceof Identifier identifier
                                ? quoted(identifier)
                                : method.getName().startsWith("toMetaData") && result instanceof String name
                                        ? cut(name)
                                        : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                });
    }

    /**
     * Returns the name of a constraint as it is written in a statement.
     *
     * @param name the name in the mapping, or null
     * @param dialect what quotes
     * @return the name, quoted if it is in the mapping or contains what needs it
     */
    public static @Nullable String quoted(@Nullable String name, Dialect dialect) {
        return name == null || name.isBlank()
                ? null
                : Identifier.toIdentifier(name).render(dialect);
    }

    private static Identifier quoted(Identifier identifier) {
        return !identifier.isQuoted() && identifier.getText().equalsIgnoreCase(ASYNC)
                ? new Identifier(ASYNC, true)
                : identifier;
    }

    /**
     * Returns what is left of a name in the catalog.
     *
     * @param name the name
     * @return as many of its characters as fit into 63 bytes
     */
    public static String cut(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(UTF_8).length > MOST_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
