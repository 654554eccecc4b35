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
package io.github.dsql.hibernate.boot;

import io.github.dsql.hibernate.DsqlDialect;
import java.util.Locale;
import java.util.Set;
import org.hibernate.boot.registry.selector.spi.DialectSelector;
import org.hibernate.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** Internal: the short names of the dialect, as in {@code hibernate.dialect=dsql}. */
public final class DsqlDialectSelector implements DialectSelector {
    private static final long serialVersionUID = 1L;

    private static final Set<String> NAMES =
            Set.of("dsql", "dsqldialect", "auroradsql", "amazonauroradsql", "awsdsql", "awsauroradsql");

    /** Called by Hibernate through the service loader. */
    public DsqlDialectSelector() {}

    @Override
    public @Nullable Class<? extends Dialect> resolve(String name) {
        return isShortName(name) ? DsqlDialect.class : null;
    }

    /** Letter case, blanks, hyphens and underscores do not count. */
    static boolean isShortName(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""));
    }
}
