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

/** One entity of a {@link RandomModel}. */
final class RandomTable {
    final String name;
    final List<RandomColumn> columns = new ArrayList<>();
    final List<String> parents = new ArrayList<>();
    boolean check;
    boolean tags;
    boolean pair;
    private int nextColumn;

    RandomTable(String name) {
        this.name = name;
    }

    static RandomTable any(String name, Random random) {
        RandomTable table = new RandomTable(name);
        for (int i = random.nextInt(3) + 1; i > 0; i--) {
            table.add(random);
        }
        table.change(random, List.of(name));
        return table;
    }

    private void add(Random random) {
        columns.add(RandomColumn.any("c" + nextColumn++, random));
    }

    /** Makes one random change. */
    void change(Random random, List<String> tables) {
        switch (random.nextInt(10)) {
            case 0, 1 -> add(random);
            case 2 -> columns.remove(random.nextInt(columns.size() + 1) % Math.max(1, columns.size()));
            case 3 -> check = !check;
            case 4 -> tags = !tags;
            case 5 -> pair = !pair;
            case 6 -> changeParents(tables.get(random.nextInt(tables.size())));
            default -> {
                if (!columns.isEmpty()) {
                    columns.get(random.nextInt(columns.size())).change(random);
                }
            }
        }
        if (columns.isEmpty()) {
            add(random);
        }
    }

    private void changeParents(String parent) {
        if (!parents.remove(parent)) {
            parents.add(parent);
        }
    }

    RandomTable copy() {
        RandomTable copy = new RandomTable(name);
        columns.forEach(column -> copy.columns.add(column.copy()));
        copy.parents.addAll(parents);
        copy.check = check;
        copy.tags = tags;
        copy.pair = pair;
        copy.nextColumn = nextColumn;
        return copy;
    }

    String source(String model) {
        String indexes = columns.stream()
                .filter(column -> column.indexed)
                .map(column -> "@jakarta.persistence.Index(name = \"ix_" + name + "_" + column.name
                        + "\", columnList = \"" + column.name + "\")")
                .collect(Collectors.joining(", "));
        String unique = pair && columns.size() > 1
                ? "@jakarta.persistence.UniqueConstraint(name = \"uk_" + name + "_pair\", columnNames = {\"id\", \""
                        + columns.get(0).name + "\"})"
                : "";
        StringBuilder source = new StringBuilder();
        source.append("  @jakarta.persistence.Entity(name = \"").append(name).append("\")\n");
        source.append("  @jakarta.persistence.Table(name = \"")
                .append(name)
                .append("\", indexes = {")
                .append(indexes)
                .append("}, uniqueConstraints = {")
                .append(unique)
                .append("})\n");
        if (check) {
            source.append("  @org.hibernate.annotations.Check(name = \"ck_")
                    .append(name)
                    .append("\", constraints = \"id > ")
                    .append(-columns.size())
                    .append("\")\n");
        }
        source.append("  public static class ").append(name).append(" {\n");
        source.append("    @jakarta.persistence.Id public Long id;\n");
        columns.forEach(column -> source.append(column.source(name)));
        parents.forEach(parent -> source.append(
                        "    @jakarta.persistence.ManyToOne @jakarta.persistence.JoinColumn(name = \"p_")
                .append(parent)
                .append("\") public ")
                .append(parent)
                .append(" p")
                .append(parent)
                .append(";\n"));
        if (tags) {
            source.append("    @jakarta.persistence.ElementCollection @jakarta.persistence.CollectionTable(name = \"")
                    .append(name)
                    .append("_tags\") public java.util.Set<String> tags = new java.util.HashSet<>();\n");
        }
        return source.append("  }\n").toString();
    }

    @Override
    public String toString() {
        return name + columns + " parents " + parents + (check ? " check" : "") + (tags ? " tags" : "")
                + (pair ? " pair" : "");
    }
}
