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
package io.github.dsql.hibernate.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what is visible of the connections and their pool asks for what Aurora DSQL does not take (2026-10). */
final class ConnectionRule implements Rule {
    static final Code AUTOSAVE = Code.error(
            "autosave",
            "The service has no savepoints, which pgjdbc sets before each statement with autosave=always, and before some with conservative"
                    + " (2026-09): unsupported transaction statement: SAVEPOINT.",
            "jdbc:postgresql://…/postgres?autosave=conservative",
            "remove it; the default is never");

    static final Code POOL_ISOLATION = Code.error(
            "pool-isolation-level",
            "The service has one isolation level, repeatable read by snapshot, and takes no statement that sets another (2026-09).",
            "hibernate.hikari.transactionIsolation = TRANSACTION_SERIALIZABLE",
            "remove it");

    static final Code SESSION_PARAMETER = Code.error(
            "session-parameter",
            "The service takes few session parameters (2026-10), among them search_path, timezone and application_name: no statement_timeout,"
                    + " lock_timeout, work_mem or idle_in_transaction_session_timeout. A connection that begins with another one fails.",
            "jdbc:postgresql://…/postgres?options=-c%20statement_timeout=5000",
            "remove it");

    static final Code LIFETIME = Code.warn(
            "pool-lifetime",
            "The service closes a connection after 60 minutes, in the middle of a transaction too (2026-10).",
            "hibernate.hikari.maxLifetime = 7200000",
            "let the pool renew its connections before that, after 55 minutes for instance");

    static final Code NOT_REWRITTEN = Code.info(
            "batch-inserts",
            "Each statement of a batch is run by itself (2026-10): pgjdbc makes one of many inserts with reWriteBatchedInserts=true.",
            "hibernate.jdbc.batch_size = 50 without reWriteBatchedInserts in the URL",
            "add reWriteBatchedInserts=true to the URL");

    private static final Set<String> SETTABLE = Set.of(
            "application_name",
            "client_encoding",
            "datestyle",
            "extra_float_digits",
            "intervalstyle",
            "timezone",
            "search_path",
            "enable_bitmapscan",
            "enable_hashjoin",
            "enable_indexonlyscan",
            "enable_indexscan",
            "enable_material",
            "enable_mergejoin",
            "enable_nestloop",
            "enable_seqscan",
            "dsql.enable_batched_nestloop",
            "disable_sync_create_index",
            "role");

    private static final Pattern OPTION = Pattern.compile("(?:-c\\s*|--)([A-Za-z_.-]+)\\s*=");
    private static final Pattern SET = Pattern.compile(
            "(?i)(?:^|;)\\s*set\\s+(?:session\\s+|local\\s+)?(?!transaction\\b|characteristics\\b|constraints\\b)([a-z_.]+)");
    private static final Pattern SET_ISOLATION =
            Pattern.compile("(?i)\\bisolation\\s+level\\s+(?!repeatable\\s+read)\\w+");

    @Override
    public List<Code> codes() {
        return List.of(AUTOSAVE, POOL_ISOLATION, SESSION_PARAMETER, LIFETIME, NOT_REWRITTEN);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        check(model.settings, findings);
    }

    static void check(Map<String, Object> settings, Findings findings) {
        Connections connections = Connections.of(settings);
        connections.properties().forEach((name, property) -> property(name, property, findings));
        for (Connections.Property sql : connections.initialSql()) {
            parameters(SET.matcher(sql.value()), sql.place(), findings);
            if (SET_ISOLATION.matcher(sql.value()).find()) {
                findings.add(POOL_ISOLATION, sql.place(), "Aurora DSQL has one isolation level, repeatable read");
            }
        }
        for (Connections.Property level : connections.isolation()) {
            if (!level.value().toUpperCase(Locale.ROOT).endsWith("REPEATABLE_READ")
                    && !level.value().equals("4")) {
                findings.add(
                        POOL_ISOLATION,
                        level.place(),
                        "Aurora DSQL has one isolation level, repeatable read by snapshot, and refuses the pool's '"
                                + level.value() + "'");
            }
        }
        connections
                .lifetime()
                .ifPresent(place -> findings.add(
                        LIFETIME,
                        place,
                        "Aurora DSQL closes a connection after 60 minutes, and the pool keeps it for longer"));
        Object batch = settings.get("hibernate.jdbc.batch_size");
        if (batch != null
                && batch.toString().strip().matches("[2-9]|[1-9]\\d+")
                && connections.hasUrl()
                && !connections.properties().containsKey("rewritebatchedinserts")) {
            findings.add(
                    NOT_REWRITTEN,
                    "hibernate.jdbc.batch_size=" + batch,
                    "each insert of a batch is a statement of its own");
        }
    }

    private static void property(String name, Connections.Property property, Findings findings) {
        if (name.equals("autosave")
                && (property.value().equalsIgnoreCase("always")
                        || property.value().equalsIgnoreCase("conservative"))) {
            findings.add(
                    AUTOSAVE,
                    property.place(),
                    "pgjdbc sets savepoints with autosave=" + property.value() + ", and Aurora DSQL has none");
        }
        if (name.equals("options")) {
            parameters(OPTION.matcher(property.value()), property.place(), findings);
        }
    }

    private static void parameters(Matcher matcher, String place, Findings findings) {
        while (matcher.find()) {
            String name = matcher.group(1);
            if (!SETTABLE.contains(name.toLowerCase(Locale.ROOT).replace('-', '_'))) {
                findings.add(
                        SESSION_PARAMETER,
                        place,
                        "Aurora DSQL does not take the session parameter '" + name + "', and the connection fails");
            }
        }
    }
}
