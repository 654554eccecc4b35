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
package io.github.dsql.hibernate.lock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.spi.NavigablePath;
import org.hibernate.sql.ast.tree.from.FromClause;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableGroupJoin;

/** Finds what a query fetches along with the entities that it is to lock. */
final class FetchedPaths {
    static final FetchedPaths NONE = new FetchedPaths();

    private final Set<NavigablePath> entities = new HashSet<>();
    private final Set<String> entityNames = new HashSet<>();
    private final Map<NavigablePath, List<PluralAttributeMapping>> collections = new HashMap<>();
    private final Map<NavigablePath, List<String>> toOnes = new HashMap<>();

    private FetchedPaths() {}

    /**
     * Follows the fetched joins.
     *
     * @param from what the query reads
     * @param locked the paths of the entities to lock
     */
    static FetchedPaths of(FromClause from, Set<NavigablePath> locked) {
        FetchedPaths paths = new FetchedPaths();
        for (TableGroup root : from.getRoots()) {
            paths.follow(root, root.getNavigablePath(), locked.contains(root.getNavigablePath()), locked);
        }
        return paths;
    }

    /** The paths of an entity and of the element of a collection that it is differ by a last part in braces. */
    static NavigablePath withoutPart(NavigablePath path) {
        NavigablePath parent = path.getParent();
        return parent != null && path.getLocalName().startsWith("{") ? parent : path;
    }

    boolean isEntity(NavigablePath path) {
        return entities.contains(withoutPart(path));
    }

    /** Tells whether some fetched path leads to entities of this hierarchy. */
    boolean isEntity(String rootEntityName) {
        return entityNames.contains(rootEntityName);
    }

    /** Returns the fetched collections of the entity at a path. */
    List<PluralAttributeMapping> collections(NavigablePath owner) {
        return collections.getOrDefault(withoutPart(owner), List.of());
    }

    /** Returns the paths to the entities fetched from the one at a path, as the names of its attributes. */
    List<String> toOnes(NavigablePath owner) {
        return toOnes.getOrDefault(withoutPart(owner), List.of());
    }

    /** Returns all fetched collections. */
    Stream<PluralAttributeMapping> collections() {
        return collections.values().stream().flatMap(List::stream);
    }

    private void follow(TableGroup group, NavigablePath owner, boolean isLocked, Set<NavigablePath> locked) {
        Stream.concat(group.getTableGroupJoins().stream(), group.getNestedTableGroupJoins().stream())
                .map(TableGroupJoin::getJoinedGroup)
                .forEach(joined -> {
                    if (joined.isVirtual()) {
                        follow(joined, owner, isLocked, locked);
                    } else {
                        boolean isFetched = isLocked && joined.isFetched();
                        if (isFetched) {
                            add(joined, owner);
                        }
                        follow(
                                joined,
                                withoutPart(joined.getNavigablePath()),
                                isFetched || locked.contains(joined.getNavigablePath()),
                                locked);
                    }
                });
    }

    private void add(TableGroup joined, NavigablePath owner) {
        if (joined.getModelPart() instanceof PluralAttributeMapping collection) {
            collections.computeIfAbsent(owner, path -> new ArrayList<>()).add(collection);
            addEntity(joined, collection.getElementDescriptor().getPartMappingType());
        } else {
            toOnes.computeIfAbsent(owner, path -> new ArrayList<>()).add(property(joined.getNavigablePath(), owner));
            addEntity(joined, joined.getModelPart().getPartMappingType());
        }
    }

    private static String property(NavigablePath path, NavigablePath owner) {
        String property = path.getLocalName();
        for (NavigablePath parent = path.getParent();
                parent != null && !withoutPart(parent).equals(owner);
                parent = parent.getParent()) {
            property = parent.getLocalName() + "." + property;
        }
        return property;
    }

    private void addEntity(TableGroup joined, Object type) {
        if (type instanceof EntityMappingType entity) {
            entities.add(withoutPart(joined.getNavigablePath()));
            entityNames.add(entity.getEntityPersister().getRootEntityName());
        }
    }
}
