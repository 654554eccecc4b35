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

import java.util.Locale;
import java.util.Map;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.boot.registry.classloading.spi.ClassLoadingException;
import org.hibernate.cfg.JdbcSettings;
import org.jspecify.annotations.Nullable;

/** What Hibernate's own settings say on the dialect. */
final class BootSettings {
    /** Not asked of the class, which an old Hibernate cannot load. */
    private static final String DIALECT = "io.github.dsql.hibernate.DsqlDialect";

    private BootSettings() {}

    /** Returns the dialect that the user has chosen, null if Hibernate is to find it. */
    static @Nullable Object dialect(Map<String, Object> settings) {
        Object dialect = settings.get(JdbcSettings.DIALECT);
        return dialect == null || dialect.toString().isBlank() ? null : dialect;
    }

    /** Tells whether a chosen dialect is that of this library or extends it. */
    static boolean isDsql(Object dialect, @Nullable ClassLoaderService classes) {
        if (dialect instanceof String name) {
            return DsqlDialectSelector.isShortName(name)
                    || name.trim().equals(DIALECT)
                    || (classes != null && isDsql(name.trim(), classes));
        }
        return isDsql(dialect instanceof Class<?> type ? type : dialect.getClass());
    }

    private static boolean isDsql(String className, ClassLoaderService classes) {
        if (!className.contains(".") || className.startsWith("org.hibernate.dialect.")) {
            return false;
        }
        try {
            return isDsql(classes.classForName(className));
        } catch (ClassLoadingException e) {
            return false; // Hibernate will complain.
        }
    }

    private static boolean isDsql(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().equals(DIALECT)) {
                return true;
            }
        }
        return false;
    }

    static boolean mustNotConnect(Map<String, Object> settings) {
        Object access = settings.get(JdbcSettings.ALLOW_METADATA_ON_BOOT);
        if (access == null) {
            access = settings.getOrDefault("hibernate.temp.use_jdbc_metadata_defaults", "");
        }
        String text = access.toString().toLowerCase(Locale.ROOT);
        return text.equals("false") || text.equals("disallow");
    }
}
