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
package io.github.dsql.hibernate.it.evolve.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** A version of a random model: entities that can be written as a Java class of their own package. */
final class RandomModel {
    final String packageName;
    final List<RandomTable> tables;
    final boolean foreignKeys;

    private RandomModel(String packageName, List<RandomTable> tables, boolean foreignKeys) {
        this.packageName = packageName;
        this.tables = tables;
        this.foreignKeys = foreignKeys;
    }

    static RandomModel any(String packageName, Random random) {
        List<RandomTable> tables = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            tables.add(RandomTable.any("T" + i, random));
        }
        return new RandomModel(packageName, tables, random.nextBoolean());
    }

    /** Another version: up to five changes later, now and then with one more table. */
    RandomModel next(String nextPackage, Random random) {
        List<RandomTable> next =
                new ArrayList<>(tables.stream().map(RandomTable::copy).toList());
        if (random.nextInt(3) == 0) {
            next.add(RandomTable.any("T" + next.size(), random));
        }
        List<String> names = next.stream().map(table -> table.name).toList();
        for (int i = random.nextInt(5); i >= 0; i--) {
            next.get(random.nextInt(next.size())).change(random, names);
        }
        return new RandomModel(nextPackage, next, random.nextInt(4) == 0 ? !foreignKeys : foreignKeys);
    }

    String source() {
        return "package " + packageName + ";\npublic class Model {\n"
                + tables.stream().map(table -> table.source(packageName)).collect(Collectors.joining()) + "}\n";
    }

    @Override
    public String toString() {
        return tables + (foreignKeys ? " with" : " without") + " foreign keys";
    }
}
