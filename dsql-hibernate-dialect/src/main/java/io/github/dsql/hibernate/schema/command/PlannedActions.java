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

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.tool.schema.Action;

/** Internal: the schema actions that consist of statements. */
final class PlannedActions {
    private static final Set<Action> ACTIONS =
            EnumSet.of(Action.UPDATE, Action.CREATE_ONLY, Action.CREATE, Action.DROP, Action.TRUNCATE);

    private PlannedActions() {}

    static boolean has(Action action) {
        return ACTIONS.contains(action);
    }

    static Optional<Action> named(String name) {
        return ACTIONS.stream().filter(action -> name(action).equals(name)).findFirst();
    }

    static String names() {
        return ACTIONS.stream().map(PlannedActions::name).sorted().collect(Collectors.joining(", "));
    }

    /** Whether a setting tells Hibernate which schema action to take. */
    static boolean setsAction(String setting) {
        return setting.equals("hibernate.hbm2ddl.auto")
                || (setting.contains(".schema-generation.") && setting.endsWith(".action"));
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
