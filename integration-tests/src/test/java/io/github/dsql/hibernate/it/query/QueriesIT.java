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
package io.github.dsql.hibernate.it.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries of every form, which return the same as on PostgreSQL. */
class QueriesIT {
    private static Twins twins;

    /** What a query instantiates. */
    record Pair(String label, Long id) {}

    @BeforeAll
    static void boot() {
        twins = Twins.boot(Map.of(), ShopModel.CLASSES);
        twins.run(ShopModel::store);
    }

    @AfterAll
    static void close() {
        twins.close();
    }

    static Stream<String> queries() {
        try (InputStream file = QueriesIT.class.getResourceAsStream("queries.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void returnsWhatPostgreSQLReturns(String hql) {
        twins.assertSame(hql);
    }
}
