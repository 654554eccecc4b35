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
package io.github.dsql.hibernate.it.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.hibernate.Hibernate;
import org.hibernate.bytecode.enhance.spi.DefaultEnhancementContext;
import org.hibernate.bytecode.enhance.spi.Enhancer;
import org.hibernate.bytecode.enhance.spi.UnloadedClass;
import org.hibernate.bytecode.enhance.spi.UnloadedField;
import org.hibernate.bytecode.internal.BytecodeProviderInitiator;
import org.hibernate.engine.spi.PersistentAttributeInterceptable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnhancementIT {
    /** Defines the entities anew, enhanced, and leaves everything else to its parent. */
    private static final class EnhancingLoader extends ClassLoader {
        private static final String PREFIX = EnhancedModel.class.getName();

        private final Enhancer enhancer = BytecodeProviderInitiator.buildDefaultBytecodeProvider()
                .getEnhancer(new DefaultEnhancementContext() {
                    @Override
                    public ClassLoader getLoadingClassLoader() {
                        return EnhancementIT.class.getClassLoader();
                    }

                    @Override
                    public boolean doDirtyCheckingInline() {
                        return true;
                    }

                    @Override
                    public boolean doBiDirectionalAssociationManagement(UnloadedField field) {
                        return true;
                    }

                    @Override
                    public boolean hasLazyLoadableAttributes(UnloadedClass classDescriptor) {
                        return true;
                    }

                    @Override
                    public boolean isLazyLoadable(UnloadedField field) {
                        return true;
                    }
                });

        EnhancingLoader() {
            super(EnhancementIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(PREFIX)) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] original = in.readAllBytes();
                byte[] enhanced = enhancer.enhance(name, original);
                byte[] bytes = enhanced == null ? original : enhanced;
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static Class<?>[] model(boolean enhanced) throws ClassNotFoundException {
        ClassLoader loader = enhanced ? new EnhancingLoader() : EnhancementIT.class.getClassLoader();
        return new Class<?>[] {
            Class.forName(EnhancedModel.Document.class.getName(), true, loader),
            Class.forName(EnhancedModel.Page.class.getName(), true, loader)
        };
    }

    private static EnhancedDocument create(Class<?>[] model, long id) throws ReflectiveOperationException {
        EnhancedDocument document =
                (EnhancedDocument) model[0].getDeclaredConstructor().newInstance();
        document.fill(id);
        return document;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void storesLoadsAndUpdates(boolean enhanced) throws ReflectiveOperationException {
        Class<?>[] model = model(enhanced);
        assertThat(PersistentAttributeInterceptable.class.isAssignableFrom(model[0]))
                .isEqualTo(enhanced);
        try (Booted booted = Booted.through(model[0].getClassLoader(), model)) {
            EnhancedDocument document = create(model, 1);
            booted.persist(document);
            booted.run(session -> {
                EnhancedDocument found = (EnhancedDocument) session.find(model[0], 1L);
                assertThat(found.text()).isEqualTo("text 1");
                assertThat(found.content()).containsExactly(1, 2, 3);
                assertThat(found.pageTitles()).containsExactly("page 1");
                found.rename("renamed");
            });
            booted.run(session -> {
                EnhancedDocument found = (EnhancedDocument) session.find(model[0], 1L);
                assertThat(found.title()).isEqualTo("renamed");
                assertThat(found.text()).isEqualTo("text 1");
            });
        }
    }

    @Test
    void lazyAttributesAndGroupsAreReadWhenAskedFor() throws ReflectiveOperationException {
        Class<?>[] model = model(true);
        try (Booted booted = Booted.through(model[0].getClassLoader(), model)) {
            booted.persist(create(model, 2));
            List<String> selects = booted.sentBy("select", session -> {
                EnhancedDocument found = (EnhancedDocument) session.find(model[0], 2L);
                assertThat(Hibernate.isPropertyInitialized(found, "text")).isFalse();
                assertThat(Hibernate.isPropertyInitialized(found, "content")).isFalse();
                assertThat(found.content()).hasSize(3);
                assertThat(Hibernate.isPropertyInitialized(found, "text")).isFalse();
                assertThat(found.text()).isEqualTo("text 2");
            });
            assertThat(selects).hasSize(3);
            assertThat(selects.get(0)).doesNotContain("content", "text");
        }
    }

    @Test
    void dirtyTrackingAndAssociationManagementWriteWhatChanged() throws ReflectiveOperationException {
        Class<?>[] model = model(true);
        try (Booted booted = Booted.through(model[0].getClassLoader(), model)) {
            booted.persist(create(model, 3));
            List<String> updates = booted.sentBy("update", session -> {
                EnhancedDocument found = (EnhancedDocument) session.find(model[0], 3L);
                found.rename("new");
            });
            assertThat(updates)
                    .containsExactly("update enhanced_document set title=?,version=? where id=? and version=?");
            booted.run(session -> {
                EnhancedDocument found = (EnhancedDocument) session.find(model[0], 3L);
                session.persist(found.addPage("page 2"));
            });
            booted.run(session -> assertThat(((EnhancedDocument) session.find(model[0], 3L)).pageTitles())
                    .containsExactlyInAnyOrder("page 1", "page 2"));
        }
    }
}
