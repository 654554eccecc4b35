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
package io.github.dsql.local.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.SchemaConflicts;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.Statements;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a session's copy of the catalogue is too old. */
class CatalogCopyTest {
    private final AtomicLong version = new AtomicLong(5);

    @Test
    void documentedModeFailsOnceAtTheFirstStatementAfterAChange() {
        CatalogCopy copy = copy(SchemaConflicts.DOCUMENTED);
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isFalse();
        copy.ended();
        version.addAndGet(2);
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isTrue();
        copy.ended();
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = SchemaConflicts.class,
            names = {"CONCURRENT_ONLY", "OFF"})
    void otherModesNeverFailAtAStatement(SchemaConflicts mode) {
        CatalogCopy copy = copy(mode);
        version.incrementAndGet();
        assertThat(copy.conflictsAt(parsed("INSERT INTO t VALUES (1)"))).isFalse();
        assertThat(copy.conflictsAtCommit()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = SchemaConflicts.class,
            names = {"CONCURRENT_ONLY", "DOCUMENTED"})
    void changeDuringATransactionIsToldAtItsCommit(SchemaConflicts mode) {
        CatalogCopy copy = copy(mode);
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isFalse();
        version.incrementAndGet();
        assertThat(copy.conflictsAt(parsed("SELECT 2"))).isFalse();
        assertThat(copy.conflictsAtCommit()).isTrue();
        copy.ended();
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isFalse();
        assertThat(copy.conflictsAtCommit()).isFalse();
    }

    @Test
    void nothingIsToldWhenOff() {
        CatalogCopy copy = copy(SchemaConflicts.OFF);
        copy.conflictsAt(parsed("SELECT 1"));
        version.incrementAndGet();
        assertThat(copy.conflictsAtCommit()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "SET application_name = 'x'", "SHOW timezone", "COMMIT", "ROLLBACK", ""})
    void whatNeedsNoCatalogueNeitherFailsNorRefreshes(String sql) {
        CatalogCopy copy = copy(SchemaConflicts.DOCUMENTED);
        version.incrementAndGet();
        assertThat(copy.conflictsAt(parsed(sql))).isFalse();
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isTrue();
    }

    @Test
    void transactionWithoutAStatementHasNothingToLose() {
        CatalogCopy copy = copy(SchemaConflicts.DOCUMENTED);
        copy.conflictsAt(parsed("BEGIN"));
        version.incrementAndGet();
        assertThat(copy.conflictsAtCommit()).isFalse();
    }

    @Test
    void ownChangeIsNoConflictButAnotherOneBeforeItIs() {
        CatalogCopy copy = copy(SchemaConflicts.DOCUMENTED);
        copy.conflictsAt(parsed("CREATE TABLE t (id int PRIMARY KEY)"));
        copy.changed(version.incrementAndGet());
        copy.ended();
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isFalse();
        copy.ended();
        version.incrementAndGet();
        copy.changed(version.incrementAndGet());
        assertThat(copy.conflictsAt(parsed("SELECT 1"))).isTrue();
    }

    private CatalogCopy copy(SchemaConflicts mode) {
        return new CatalogCopy(mode, version::get);
    }

    private static Statement parsed(String sql) {
        return Statements.parse(sql).get(0);
    }
}
