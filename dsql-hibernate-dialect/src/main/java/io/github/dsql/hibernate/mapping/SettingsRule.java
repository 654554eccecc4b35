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

import io.github.dsql.hibernate.boot.IsolationSetting;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.Version;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.cfg.QuerySettings;
import org.hibernate.cfg.TransactionSettings;
import org.hibernate.jpa.SpecHints;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/** Whether Hibernate's settings ask for what Aurora DSQL does not have (2026-10). */
final class SettingsRule implements Rule {
    static final Code ISOLATION = Code.error(
            "isolation-level",
            "The service has one isolation level, repeatable read by snapshot, and takes no statement that sets another (2026-09).",
            "hibernate.connection.isolation = SERIALIZABLE",
            "remove it; lock the rows that a decision rests on, or use @Version");

    static final Code TEMPORARY_TABLES = Code.error(
            "temporary-tables",
            "The service has no temporary tables (2026-09). Bulk changes of several tables are one statement with common table"
                    + " expressions here.",
            "hibernate.query.mutation_strategy = local_temporary",
            "remove it; 'persistent' works too");

    static final Code EARLY_RELEASE = Code.error(
            "connection-release",
            "A transaction of the service is one of one connection (2026-09). Hibernate gives a connection back after each statement, or before"
                    + " COMMIT, as for JTA, and a resource-local transaction is then committed in pieces, which no retry can take back.",
            "hibernate.connection.handling_mode = DELAYED_ACQUISITION_AND_RELEASE_AFTER_STATEMENT",
            "remove it, or use DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION or DELAYED_ACQUISITION_AND_HOLD");

    static final Code LOCK_TIMEOUT = Code.warn(
            "lock-timeout",
            "Nothing ever waits for a lock (2026-09): a timeout has no effect, and of two transactions that want the same row, one fails at"
                    + " COMMIT with a conflict.",
            "jakarta.persistence.lock.timeout = 5000",
            "remove it, and retry after a conflict (OccRetry)");

    static final Code BATCH_SIZE = Code.warn(
            "batch-size",
            "A transaction changes at most 3,000 rows (2026-09): a larger batch fails with 54000 transaction row limit exceeded.",
            "hibernate.jdbc.batch_size = 5000",
            "set it to 3000 or less, such as 100, and commit in chunks of at most 3,000 rows (OccBatches)");

    static final Code ROW_LEVEL_SECURITY = Code.error(
            "row-level-security",
            "The service has no row level security (2026-07), which Hibernate 8 sets up for @TenantId: ALTER TABLE … ENABLE ROW LEVEL SECURITY"
                    + " fails with 0A000. The condition on the tenant in every statement is there without it.",
            "@TenantId String tenant; // on Hibernate 8",
            "set hibernate.multi_tenant.rls_enabled=false");

    private static final String TENANT_FILTER = "_tenantId";
    private static final int MOST_ROWS = 3_000;

    @Override
    public List<Code> codes() {
        return List.of(ISOLATION, TEMPORARY_TABLES, EARLY_RELEASE, ROW_LEVEL_SECURITY, LOCK_TIMEOUT, BATCH_SIZE);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        check(model.settings, findings);
        rowLevelSecurity(model, findings);
    }

    private static void rowLevelSecurity(BootModel model, Findings findings) {
        Object enabled = model.settings.get("hibernate.multi_tenant.rls_enabled");
        boolean setUp = !Version.getVersionString().startsWith("7.")
                && (enabled == null || enabled.toString().isBlank() || Boolean.parseBoolean(enabled.toString()));
        if (setUp && model.metadata.getFilterDefinitions().containsKey(TENANT_FILTER)) {
            for (PersistentClass entity : model.metadata.getEntityBindings()) {
                if (entity.getFilters().stream().anyMatch(filter -> TENANT_FILTER.equals(filter.getName()))) {
                    findings.add(
                            ROW_LEVEL_SECURITY,
                            entity.getEntityName(),
                            "Hibernate sets up row level security for @TenantId, which Aurora DSQL does not have");
                }
            }
        }
    }

    static void check(Map<String, Object> settings, Findings findings) {
        String level = IsolationSetting.of(settings);
        if (level != null) {
            findings.add(
                    ISOLATION,
                    "hibernate.connection.isolation=" + level,
                    "Aurora DSQL has one isolation level, repeatable read by snapshot, and takes no statement that sets another");
        }
        temporary(QuerySettings.QUERY_MULTI_TABLE_MUTATION_STRATEGY, settings, findings);
        temporary(QuerySettings.QUERY_MULTI_TABLE_INSERT_STRATEGY, settings, findings);
        transactions(settings, findings);
    }

    private static void transactions(Map<String, Object> settings, Findings findings) {
        String mode = text(settings, JdbcSettings.CONNECTION_HANDLING);
        String coordinator = text(settings, TransactionSettings.TRANSACTION_COORDINATOR_STRATEGY);
        String upper = mode == null ? "" : mode.toUpperCase(Locale.ROOT);
        boolean jta =
                coordinator != null && coordinator.toLowerCase(Locale.ROOT).contains("jta");
        if (!jta && (upper.endsWith("AFTER_STATEMENT") || upper.endsWith("BEFORE_TRANSACTION_COMPLETION"))) {
            findings.add(
                    EARLY_RELEASE,
                    JdbcSettings.CONNECTION_HANDLING + "=" + mode,
                    "the connection is given back before the end of the transaction, which is then committed in pieces");
        }
        for (String key : List.of(SpecHints.HINT_SPEC_LOCK_TIMEOUT, "javax.persistence.lock.timeout")) {
            String timeout = text(settings, key);
            // Not to wait, or to wait for ever, is what happens anyway.
            if (timeout != null && !timeout.equals("0") && !timeout.equals("-1")) {
                findings.add(LOCK_TIMEOUT, key + "=" + timeout, "nothing ever waits for a lock on Aurora DSQL");
            }
        }
        String batch = text(settings, BatchSettings.STATEMENT_BATCH_SIZE);
        if (batch != null
                && batch.matches("\\d{4,}")
                && new BigInteger(batch).compareTo(BigInteger.valueOf(MOST_ROWS)) > 0) {
            findings.add(
                    BATCH_SIZE,
                    BatchSettings.STATEMENT_BATCH_SIZE + "=" + batch,
                    "a transaction of Aurora DSQL changes at most 3,000 rows");
        }
    }

    private static @Nullable String text(Map<String, Object> settings, String key) {
        Object value = settings.get(key);
        String text = value == null ? null : value.toString().strip();
        return text == null || text.isEmpty() ? null : text;
    }

    private static void temporary(String setting, Map<String, Object> settings, Findings findings) {
        Object strategy = settings.get(setting);
        if (strategy != null && nameOf(strategy).contains("temporary")) {
            findings.add(TEMPORARY_TABLES, setting + "=" + strategy, "Aurora DSQL has no temporary tables");
        }
    }

    /** A strategy is given by its short name, its class or the name of that, or an instance. */
    private static String nameOf(Object strategy) {
        String name = strategy instanceof String || strategy instanceof Class<?>
                ? strategy.toString()
                : strategy.getClass().getName();
        return name.toLowerCase(Locale.ROOT);
    }
}
