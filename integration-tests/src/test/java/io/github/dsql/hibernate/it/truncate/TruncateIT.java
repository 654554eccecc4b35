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
package io.github.dsql.hibernate.it.truncate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.fault.Failure;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Length;
import org.hibernate.SessionFactory;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TruncateIT {
    private static Database database;
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        database = new Database();
        Map<String, Object> settings =
                Map.of("hibernate.hbm2ddl.auto", "create", "hibernate.hbm2ddl.create_namespaces", true);
        factory = database.factory(settings, Cell.class, Bag.class, Document.class, Elsewhere.class, Mixed.class);
    }

    @AfterAll
    static void stop() {
        factory.close();
        database.close();
    }

    @BeforeEach
    void forget() {
        database.sent().clear();
    }

    @Test
    void deletesMoreRowsThanATransactionMayChange() {
        database.fill("cell", 8100, "n % 90, n");
        factory.getSchemaManager().truncateTable("cell");
        assertThat(database.count("cell")).isZero();
        assertThat(database.deletes()).hasSize(9);
        assertThat(database.sent().failures()).isEmpty();
    }

    @Test
    void goesThroughALargeTableOnceInBoundedSteps() {
        database.fill("document", 100_000, "gen_random_uuid(), 'x'");
        factory.getSchemaManager().truncateTable("document");
        assertThat(database.count("document")).isZero();
        assertThat(database.deletes()).hasSize(101);
        assertThat(database.sent().sql()).hasSizeLessThan(210);
        assertThat(database.sent().failures()).isEmpty();
    }

    @Test
    void emptiesATableWithoutAPrimaryKeyWhoseRowsAreAllEqual() {
        database.run("insert into bag values (gen_random_uuid())");
        database.fill("bag_words", 9000, "(select id from bag), 'same'");
        factory.getSchemaManager().truncateTable("bag_words");
        assertThat(database.count("bag_words")).isZero();
        assertThat(database.count("bag")).isOne();
        factory.getSchemaManager().truncateTable("bag");
    }

    @Test
    void halvesChunksWhoseBytesATransactionRefusesAtItsCommit() {
        database.fill("cell", 3000, "n, n");
        Failure tooLarge = Failure.error("54000", "transaction size limit 10mb exceeded");
        database.local().faults().onStatements(sql -> sql.startsWith("delete")).failNextCommits(3, tooLarge);
        factory.getSchemaManager().truncateTable("cell");
        assertThat(database.count("cell")).isZero();
        assertThat(database.sent().failures()).hasSize(3);
        assertThat(database.local().faults().pending()).isEmpty();
    }

    @Test
    void namesTheTableWhoseSingleRowIsTooLarge() {
        database.fill("cell", 10, "n, n");
        Failure tooLarge = Failure.error("54000", "transaction size limit 10mb exceeded");
        database.local().faults().onStatements(sql -> sql.startsWith("delete")).failNextCommits(100, tooLarge);
        assertThatThrownBy(() -> factory.getSchemaManager().truncateTable("cell"))
                .hasMessageContaining("delete from cell")
                .hasMessageContaining("transaction size limit 10mb exceeded");
        database.local().faults().reset();
        factory.getSchemaManager().truncateTable("cell");
    }

    @Test
    void ordersKeysAsTheDatabaseDoesWhateverTheirTypesAndNames() {
        database.fill("\"Mixed Table\" (\"A\", \"order\", c, d)", 2500, """
                (n % 7) / 3.0, chr(64 + n % 26) || case n % 3 when 0 then '''' when 1 then '\\n' else 'é' end,
                timestamptz '2020-01-01' + n * interval '1 second', n % 2 = 0""");
        factory.getSchemaManager().truncateTable("Mixed Table");
        assertThat(database.count("\"Mixed Table\"")).isZero();
        assertThat(database.deletes()).hasSize(3);
        assertThat(database.sent().failures()).isEmpty();
    }

    @Test
    void emptiesTablesOfEverySchema() {
        database.run("insert into town.elsewhere values (1)", "insert into cell values (1, 1)");
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.count("town.elsewhere")).isZero();
        assertThat(database.count("cell")).isZero();
    }

    @Test
    void sendsTwoStatementsForAnEmptyTable() {
        factory.getSchemaManager().truncateTable("cell");
        assertThat(database.sent().sql()).hasSize(2).last().isEqualTo("delete from cell where true");
    }

    @Test
    void leavesTheOtherTablesAlone() {
        database.run("insert into cell values (1, 1)", "insert into document values (gen_random_uuid(), 'x')");
        factory.getSchemaManager().truncateTable("document");
        assertThat(database.count("document")).isZero();
        assertThat(database.count("cell")).isOne();
        factory.getSchemaManager().truncateTable("cell");
    }

    @Test
    void refusesANameThatNoMappedTableHas() {
        assertThatThrownBy(() -> factory.getSchemaManager().truncateTable("Cell"))
                .hasMessageContaining("Nothing was truncated")
                .hasMessageContaining("Mixed Table, bag, bag_words, cell, document, elsewhere");
    }

    @Test
    void runsLoadScriptsAfterATruncationOfAllTables() {
        database.run("insert into cell values (1, 1)");
        Map<String, Object> settings = Map.of(
                "jakarta.persistence.sql-load-script-source",
                new StringReader("insert into cell values (5, 6);\ninsert into cell values (7, 8);"));
        try (SessionFactory loading = database.factory(settings, Cell.class)) {
            loading.getSchemaManager().truncateMappedObjects();
            assertThat(database.number("select sum(x * 10 + y) from cell")).isEqualTo(56 + 78);
            loading.getSchemaManager().truncateTable("cell");
            assertThat(database.count("cell")).isZero();
        }
    }

    @Test
    void stopsWhenTheThreadIsInterrupted() {
        database.fill("cell", 3000, "n, n");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> factory.getSchemaManager().truncateTable("cell"))
                .isInstanceOf(SchemaManagementException.class)
                .hasMessageContaining("cell is emptied in part");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(database.count("cell")).isEqualTo(3000);
        factory.getSchemaManager().truncateTable("cell");
    }

    @Entity
    @Table(name = "cell")
    static class Cell {
        @EmbeddedId
        Place id = new Place();
    }

    @Embeddable
    static class Place {
        int x;
        int y;

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.x == x && place.y == y;
        }

        @Override
        public int hashCode() {
            return 31 * x + y;
        }
    }

    @Entity
    @Table(name = "bag")
    static class Bag {
        @Id
        UUID id;

        @ElementCollection
        @CollectionTable(name = "bag_words")
        List<String> words = new ArrayList<>();
    }

    @Entity
    @Table(name = "document")
    static class Document {
        @Id
        UUID id;

        @Column(length = Length.LONG32)
        String text;
    }

    @Entity
    @Table(name = "elsewhere", schema = "town")
    static class Elsewhere {
        @Id
        int id;
    }

    @Entity
    @Table(name = "`Mixed Table`")
    @IdClass(MixedId.class)
    static class Mixed {
        @Id
        @Column(name = "`A`", precision = 20, scale = 5)
        BigDecimal a;

        @Id
        @Column(name = "`order`", length = 20)
        String b;

        @Id
        Instant c;

        @Id
        boolean d;
    }

    record MixedId(BigDecimal a, String b, Instant c, boolean d) {}
}
