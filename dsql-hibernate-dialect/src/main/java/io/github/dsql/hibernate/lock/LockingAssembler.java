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

import java.util.Objects;
import java.util.function.BiConsumer;
import org.hibernate.sql.results.graph.DomainResultAssembler;
import org.hibernate.sql.results.graph.Initializer;
import org.hibernate.sql.results.graph.entity.EntityInitializer;
import org.hibernate.sql.results.jdbc.spi.RowProcessingState;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

/** Hands out the entity of each row as Hibernate does, once it is locked. */
final class LockingAssembler<E> implements DomainResultAssembler<E> {
    private final DomainResultAssembler<E> assembler;
    private final ReturnedRows rows;

    LockingAssembler(DomainResultAssembler<E> assembler, ReturnedRows rows) {
        this.assembler = assembler;
        this.rows = rows;
    }

    @Override
    public @Nullable E assemble(RowProcessingState row) {
        E entity = assembler.assemble(row);
        if (entity != null) {
            EntityInitializer<?> initializer =
                    Objects.requireNonNull(assembler.getInitializer()).asEntityInitializer();
            rows.read(row, Objects.requireNonNull(initializer));
        }
        return entity;
    }

    @Override
    public JavaType<E> getAssembledJavaType() {
        return assembler.getAssembledJavaType();
    }

    @Override
    public void resolveState(RowProcessingState row) {
        assembler.resolveState(row);
    }

    @Override
    public @Nullable Initializer<?> getInitializer() {
        return assembler.getInitializer();
    }

    @Override
    public <X> void forEachResultAssembler(BiConsumer<Initializer<?>, X> consumer, X arg) {
        assembler.forEachResultAssembler(consumer, arg);
    }

    @Override
    public boolean isEager() {
        return assembler.isEager();
    }

    @Override
    public boolean hasLazySubInitializers() {
        return assembler.hasLazySubInitializers();
    }
}
