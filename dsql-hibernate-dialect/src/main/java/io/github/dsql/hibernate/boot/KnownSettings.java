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

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.boot.DsqlOptions.ForeignKeys;
import io.github.dsql.hibernate.boot.DsqlOptions.ImplicitEnums;
import io.github.dsql.hibernate.boot.DsqlOptions.MappingReviewMode;
import io.github.dsql.hibernate.boot.DsqlOptions.NonKeyLocks;
import io.github.dsql.hibernate.mapping.MappingReview;
import java.util.List;
import java.util.Set;

/** Every setting of this library, declared once: here. {@code docs/settings.md} comes from this list. */
final class KnownSettings {
    /** The smallest CACHE beside 1 that Aurora DSQL takes for a sequence (2026-02-13). */
    private static final int SMALLEST_LARGE_CACHE = 65536;

    static final Setting<ForeignKeys> FOREIGN_KEYS = choice(
            DsqlSettings.FOREIGN_KEYS,
            ForeignKeys.NONE,
            "Whether the schema tool creates foreign keys. `not_valid` adds each one as `NOT VALID` after its table and then"
                    + " validates it, since Aurora DSQL adds one to a table in no other way (clusters since 2026-08-26)."
                    + " While `none`, Hibernate itself carries out `@OnDelete`. With them, a parent's key is read at each"
                    + " insert of a child, and a change of it is a conflict.");

    static final Setting<NonKeyLocks> NON_KEY_LOCKS = choice(
            DsqlSettings.NON_KEY_LOCKS,
            NonKeyLocks.REJECT,
            "What becomes of a pessimistic lock whose query does not pin the whole primary key by equality"
                    + " ([locks](locks.md)). `reject` refuses it before any SQL is sent. `follow_on` sends the query without"
                    + " the lock and then locks each row that it returned by its key, in the same snapshot, which every"
                    + " cluster takes. `allow` sends it: clusters take it since 2026-08-24.");

    static final Setting<ImplicitEnums> IMPLICIT_ENUMS = choice(
            DsqlSettings.IMPLICIT_ENUMS,
            ImplicitEnums.VARCHAR,
            "How an enum without `@Enumerated` is stored: by name, or by `ordinal`, the default of Jakarta Persistence, for"
                    + " a schema that has ordinals already.");

    static final Setting<Integer> SEQUENCE_CACHE = new Setting<>(
            DsqlSettings.SEQUENCE_CACHE,
            Values.oneOrFrom(SMALLEST_LARGE_CACHE),
            1,
            "values",
            "How many values a session of the database takes from a sequence at once (`CACHE`). Hibernate's own allocation"
                    + " size multiplies with it: 65536 with an allocation size of 50 uses up 3.2 million values a session.");

    static final Setting<Integer> IDENTITY_CACHE = new Setting<>(
            DsqlSettings.IDENTITY_CACHE,
            Values.oneOrFrom(SMALLEST_LARGE_CACHE),
            SMALLEST_LARGE_CACHE,
            "values",
            "How many values a session of the database takes from an identity column at once (`CACHE`). With 1, keys are"
                    + " dense, and each insert waits for the counter.");

    static final Setting<Integer> DDL_MAX_RETRIES = new Setting<>(
            DsqlSettings.DDL_MAX_RETRIES,
            Values.wholeNumbers(0, 100),
            10,
            "retries",
            "How often the schema tool runs a statement again that was refused by a conflict (SQLSTATE 40001): any other"
                    + " change of the schema is one.");

    static final Setting<Boolean> DDL_AWAIT_JOBS = new Setting<>(
            DsqlSettings.DDL_AWAIT_JOBS,
            Values.flag(),
            true,
            "",
            "Whether the schema tool awaits index builds and constraint validations, which Aurora DSQL runs as asynchronous"
                    + " jobs. Without, nobody hears of a failed one, such as a unique index over duplicates.");

    static final Setting<Integer> DDL_JOB_TIMEOUT_SECONDS = new Setting<>(
            DsqlSettings.DDL_JOB_TIMEOUT_SECONDS,
            Values.wholeNumbers(1, 3600),
            600,
            "seconds",
            "How long the schema tool awaits one job before it fails. The index of a large table takes its time.");

    static final Setting<Integer> TRUNCATE_CHUNK_ROWS = new Setting<>(
            DsqlSettings.TRUNCATE_CHUNK_ROWS,
            Values.wholeNumbers(1, 3000),
            1000,
            "rows",
            "How many rows a truncation deletes in one transaction. Aurora DSQL takes at most 3,000 changed rows and 10 MiB a"
                    + " transaction.");

    static final Setting<MappingReviewMode> MAPPING_REVIEW = choice(
            DsqlSettings.MAPPING_REVIEW,
            MappingReviewMode.FAIL,
            "What happens when a mapping or a setting of Hibernate does not fit Aurora DSQL ([mapping review](mapping-review.md))."
                    + " `fail` stops the boot before any statement of a schema is sent, with one report of everything. `warn`"
                    + " logs that report and goes on. `off` does not look, but for names that the service takes for the same.");

    static final Setting<Set<String>> MAPPING_REVIEW_IGNORE = new Setting<>(
            DsqlSettings.MAPPING_REVIEW_IGNORE,
            Values.words(MappingReview.codes()),
            Set.of(),
            "",
            "Codes of findings that the [mapping review](mapping-review.md) leaves out, errors too.");

    static final List<Setting<?>> ALL = List.of(
            FOREIGN_KEYS,
            NON_KEY_LOCKS,
            IMPLICIT_ENUMS,
            SEQUENCE_CACHE,
            IDENTITY_CACHE,
            DDL_MAX_RETRIES,
            DDL_AWAIT_JOBS,
            DDL_JOB_TIMEOUT_SECONDS,
            TRUNCATE_CHUNK_ROWS,
            MAPPING_REVIEW,
            MAPPING_REVIEW_IGNORE);

    private KnownSettings() {}

    private static <E extends Enum<E>> Setting<E> choice(String key, E defaultValue, String why) {
        return new Setting<>(key, Values.of(defaultValue.getDeclaringClass()), defaultValue, "", why);
    }
}
