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

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.HibernateException;
import org.hibernate.Version;
import org.jboss.logging.Logger;

/**
 * Internal: whether this library works with the Hibernate that is here.
 *
 * <p>Runs on any Hibernate: what a service loader finds asks it before it touches a class that an older one does not have.
 */
public final class HibernateVersion {
    private static final Logger LOG = Logger.getLogger(HibernateVersion.class);

    private static final Pattern MAJOR_MINOR = Pattern.compile("([0-9]{1,5})\\.([0-9]{1,5})(?:[^0-9].*)?");

    /** Came with 7.2.0, for a Hibernate whose manifest is lost, as in a jar of an application and all its libraries. */
    private static final String CLASS_SINCE_OLDEST = "org.hibernate.sql.exec.spi.LoadedValuesCollector";

    private static final int OLDEST = order(7, 2);

    private HibernateVersion() {}

    /**
     * Returns why the Hibernate that is here cannot be used.
     *
     * @return a message, empty if it can be used
     */
    public static Optional<String> refusal() {
        return refusal(Version.getVersionString());
    }

    static Optional<String> refusal(String version) {
        Matcher parts = MAJOR_MINOR.matcher(version);
        boolean tooOld = parts.matches() ? order(parts) < OLDEST : !isThere(CLASS_SINCE_OLDEST);
        return tooOld
                ? Optional.of("The Aurora DSQL dialect needs Hibernate ORM 7.2 or newer, and this is "
                        + (parts.matches() ? version : "an older one of unknown version")
                        + ". Update org.hibernate.orm:hibernate-core: 7.2, 7.3 and 7.4 are supported. Nothing was sent to the"
                        + " database.")
                : Optional.empty();
    }

    /** Refuses a Hibernate that is too old. */
    static void require() {
        refusal().ifPresent(message -> {
            throw new HibernateException(message);
        });
    }

    /** Warns of a Hibernate that no test of this library has run with. */
    static void warnIfUntested() {
        warning(Version.getVersionString()).ifPresent(LOG::warn);
    }

    static Optional<String> warning(String version) {
        Matcher parts = MAJOR_MINOR.matcher(version);
        boolean tested = !parts.matches() || order(parts) <= order(7, 4) || order(parts) == order(8, 0);
        return tested
                ? Optional.empty()
                : Optional.of(
                        "Hibernate ORM " + version + " is newer than what this version of the Aurora DSQL dialect was"
                                + " tested with (7.2 to 7.4, and 8.0 as a beta). If it fails where the database is not to blame, use a"
                                + " tested one or a newer dsql-hibernate-dialect.");
    }

    private static int order(Matcher parts) {
        return order(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    private static int order(int major, int minor) {
        return major * 100_000 + minor;
    }

    private static boolean isThere(String className) {
        try {
            Class.forName(className, false, Version.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
