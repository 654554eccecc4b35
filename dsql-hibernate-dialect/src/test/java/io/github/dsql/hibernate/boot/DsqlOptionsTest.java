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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.boot.DsqlOptions.ForeignKeys;
import io.github.dsql.hibernate.boot.DsqlOptions.ImplicitEnums;
import io.github.dsql.hibernate.boot.DsqlOptions.MappingReviewMode;
import io.github.dsql.hibernate.boot.DsqlOptions.NonKeyLocks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.hibernate.HibernateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DsqlOptionsTest {
    @Test
    void everySettingHasItsDefault() {
        DsqlOptions options = DsqlOptions.from(Map.of("hibernate.show_sql", "true"));
        assertThat(options).isEqualTo(DsqlOptions.DEFAULTS);
        assertThat(options.foreignKeys()).isEqualTo(ForeignKeys.NONE);
        assertThat(options.nonKeyLocks()).isEqualTo(NonKeyLocks.REJECT);
        assertThat(options.implicitEnums()).isEqualTo(ImplicitEnums.VARCHAR);
        assertThat(options.sequenceCache()).isEqualTo(1);
        assertThat(options.identityCache()).isEqualTo(65536);
        assertThat(options.ddlMaxRetries()).isEqualTo(10);
        assertThat(options.ddlAwaitJobs()).isTrue();
        assertThat(options.ddlJobTimeoutSeconds()).isEqualTo(600);
        assertThat(options.truncateChunkRows()).isEqualTo(1000);
    }

    @Test
    void takesTextInAnyCaseWithBlanksAround() {
        DsqlOptions options = DsqlOptions.from(Map.of(
                DsqlSettings.FOREIGN_KEYS, " Not_Valid ",
                DsqlSettings.NON_KEY_LOCKS, "ALLOW",
                DsqlSettings.IMPLICIT_ENUMS, "ordinal",
                DsqlSettings.SEQUENCE_CACHE, "70000",
                DsqlSettings.IDENTITY_CACHE, "1",
                DsqlSettings.DDL_MAX_RETRIES, "0",
                DsqlSettings.DDL_AWAIT_JOBS, "FALSE",
                DsqlSettings.DDL_JOB_TIMEOUT_SECONDS, "3600",
                DsqlSettings.TRUNCATE_CHUNK_ROWS, " 3000",
                DsqlSettings.MAPPING_REVIEW, "Warn"));
        assertThat(options)
                .isEqualTo(new DsqlOptions(
                        ForeignKeys.NOT_VALID,
                        NonKeyLocks.ALLOW,
                        ImplicitEnums.ORDINAL,
                        70000,
                        1,
                        0,
                        false,
                        3600,
                        3000,
                        MappingReviewMode.WARN,
                        Set.of()));
    }

    @Test
    void readsTheCodesThatTheReviewLeavesOut() {
        String key = DsqlSettings.MAPPING_REVIEW_IGNORE;
        assertThat(DsqlOptions.from(Map.of(key, " key-size , No-Primary-Key")).ignoredFindings())
                .containsExactlyInAnyOrder("key-size", "no-primary-key");
        assertThatThrownBy(() -> DsqlOptions.from(Map.of(key, "no-primary-kye")))
                .hasMessageContaining(key + "=no-primary-kye")
                .hasMessageContaining("nearest valid value no-primary-key");
    }

    @Test
    void takesObjects() {
        DsqlOptions options = DsqlOptions.from(Map.of(
                DsqlSettings.FOREIGN_KEYS,
                ForeignKeys.NOT_VALID,
                DsqlSettings.IMPLICIT_ENUMS,
                ImplicitEnums.ORDINAL,
                DsqlSettings.SEQUENCE_CACHE,
                65536L,
                DsqlSettings.IDENTITY_CACHE,
                1,
                DsqlSettings.DDL_AWAIT_JOBS,
                false,
                DsqlSettings.TRUNCATE_CHUNK_ROWS,
                (short) 10));
        assertThat(options.foreignKeys()).isEqualTo(ForeignKeys.NOT_VALID);
        assertThat(options.implicitEnums()).isEqualTo(ImplicitEnums.ORDINAL);
        assertThat(options.sequenceCache()).isEqualTo(65536);
        assertThat(options.identityCache()).isEqualTo(1);
        assertThat(options.ddlAwaitJobs()).isFalse();
        assertThat(options.truncateChunkRows()).isEqualTo(10);
    }

    @Test
    void anEmptyValueIsTheDefault() {
        assertThat(DsqlOptions.from(Map.of(DsqlSettings.SEQUENCE_CACHE, " "))).isEqualTo(DsqlOptions.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foreign_keys           | notvalid   | one of none, not_valid                | not_valid",
                "foreign_keys           | on         | one of none, not_valid                | none",
                "non_key_locks          | rejects    | one of reject, follow_on, allow                       | reject",
                "implicit_enums         | string     | one of varchar, ordinal               | ordinal",
                "sequence_cache         | 0          | 1, or a whole number from 65536       | 1",
                "sequence_cache         | 2          | 1, or a whole number from 65536       | 1",
                "sequence_cache         | 65535      | 1, or a whole number from 65536       | 65536",
                "sequence_cache         | -5         | 1, or a whole number from 65536       | 1",
                "sequence_cache         | 9999999999 | to 2147483647                         | 2147483647",
                "identity_cache         | many       | 1, or a whole number from 65536       | 65536",
                "identity_cache         | 50         | 1, or a whole number from 65536       | 1",
                "ddl_max_retries        | -1         | a whole number from 0 to 100          | 0",
                "ddl_max_retries        | 101        | a whole number from 0 to 100          | 100",
                "ddl_max_retries        | 1.5        | a whole number from 0 to 100          | 2",
                "ddl_await_jobs         | yes        | true or false                         | true",
                "ddl_await_jobs         | falsch     | true or false                         | false",
                "ddl_job_timeout_seconds| 0          | a whole number from 1 to 3600         | 1",
                "ddl_job_timeout_seconds| 3601       | a whole number from 1 to 3600         | 3600",
                "ddl_job_timeout_seconds| 10s        | a whole number from 1 to 3600         | 10",
                "ddl_job_timeout_seconds| ten        | a whole number from 1 to 3600         | 600",
                "ddl_job_timeout_seconds| PT10S      | a whole number from 1 to 3600         | 600",
                "ddl_await_jobs         | off        | true or false                         | false",
                "ddl_await_jobs         | 0          | true or false                         | false",
                "truncate_chunk_rows    | 1_000      | a whole number from 1 to 3000         | 1",
                "truncate_chunk_rows    | 0          | a whole number from 1 to 3000         | 1",
                "truncate_chunk_rows    | 3001       | a whole number from 1 to 3000         | 3000",
                "truncate_chunk_rows    | 99999999999999999999 | a whole number from 1 to 3000 | 3000",
            })
    void aBadValueIsNamedWithItsRangeAndTheNearestValidOne(String key, String value, String range, String nearest) {
        assertThatThrownBy(() -> DsqlOptions.from(Map.of(DsqlSettings.PREFIX + key, value)))
                .isInstanceOf(HibernateException.class)
                .hasMessageContaining(DsqlSettings.PREFIX + key + "=" + value)
                .hasMessageContaining(range)
                .hasMessageContaining("nearest valid value " + nearest);
    }

    @ParameterizedTest
    @CsvSource({
        "hibernate.dialect.dsql.foreign_key, foreign_keys",
        "hibernate.dialect.dsql.Non_Key_Locks, non_key_locks",
        "hibernate.dialect.dsql.implict_enum, implicit_enums",
        "hibernate.dialect.dsql.foreign.keys, foreign_keys",
        "hibernate.dialect.dsql.sequence-cache, sequence_cache",
        "hibernate.dialect.dsql.ddl_job_timeout, ddl_job_timeout_seconds",
        "HIBERNATE.DIALECT.DSQL.IDENTITY_CACHE, identity_cache",
        "hibernate.dialect.dsq.truncate_chunk_rows, truncate_chunk_rows",
        "hibernate.dialect.dslq.ddl_max_retries, ddl_max_retries",
        "hibernate.dialect.dsql_non_key_locks, non_key_locks",
        "hibernate.dsql.non_key_locks, non_key_locks",
    })
    void anUnknownKeyNamesTheNearest(String key, String nearest) {
        assertThatThrownBy(() -> DsqlOptions.from(Map.of(key, "1")))
                .isInstanceOf(HibernateException.class)
                .hasMessageContaining("'" + key + "' is not a setting")
                .hasMessageContaining("'" + DsqlSettings.PREFIX + nearest + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hibernate.dialect",
                "hibernate.dialect.oracle.is_autonomous",
                "hibernate.dialect_resolvers",
                "com.example.hibernate.dialect.dsql.foreign_keys",
                "dsql.local.port",
                "aws.dsql.user"
            })
    void keysOfOthersAreLeftAlone(String key) {
        assertThat(DsqlOptions.from(Map.of(key, "1"))).isEqualTo(DsqlOptions.DEFAULTS);
    }

    @Test
    void allProblemsComeInOneMessage() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(DsqlSettings.SEQUENCE_CACHE, 3);
        settings.put(DsqlSettings.DDL_AWAIT_JOBS, "maybe");
        settings.put(DsqlSettings.PREFIX + "foo", "bar");
        assertThatThrownBy(() -> DsqlOptions.from(settings))
                .hasMessageContaining("sequence_cache=3")
                .hasMessageContaining("ddl_await_jobs=maybe")
                .hasMessageContaining("foo");
    }

    @Test
    void theLogTellsEverySettingWithItsSource() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord each) {
                lines.addAll(new SimpleFormatter().formatMessage(each).lines().toList());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(SettingsLog.class.getName());
        Level level = logger.getLevel();
        logger.addHandler(handler);
        logger.setLevel(Level.FINE);
        System.setProperty(DsqlSettings.DDL_MAX_RETRIES, " 7 ");
        try {
            DsqlOptions.from(Map.of(DsqlSettings.DDL_MAX_RETRIES, " 7 ", DsqlSettings.NON_KEY_LOCKS, "Allow"));
        } finally {
            System.clearProperty(DsqlSettings.DDL_MAX_RETRIES);
            logger.setLevel(level);
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .hasSize(KnownSettings.ALL.size() + 1)
                .contains(
                        "  hibernate.dialect.dsql.ddl_max_retries=7 (system property)",
                        "  hibernate.dialect.dsql.non_key_locks=allow (configuration)",
                        "  hibernate.dialect.dsql.identity_cache=65536 (default)");
    }
}
