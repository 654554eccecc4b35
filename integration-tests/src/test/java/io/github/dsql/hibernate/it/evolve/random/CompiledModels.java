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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the source of models and loads their entity classes. */
final class CompiledModels implements AutoCloseable {
    private final URLClassLoader loader;
    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    private CompiledModels(URLClassLoader loader) {
        this.loader = loader;
        // Hibernate looks for the classes of a mapping there.
        Thread.currentThread().setContextClassLoader(loader);
    }

    static CompiledModels of(List<RandomModel> models, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> sources =
                models.stream().<JavaFileObject>map(Source::new).toList();
        boolean compiled = compiler.getTask(
                        null, null, null, List.of("-proc:none", "-d", folder.toString()), null, sources)
                .call();
        assertThat(compiled).as("the models compile").isTrue();
        return new CompiledModels(
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, CompiledModels.class.getClassLoader()));
    }

    List<Class<?>> entities(RandomModel model) throws ClassNotFoundException {
        Class<?> holder = Class.forName(model.packageName + ".Model", true, loader);
        return Arrays.asList(holder.getDeclaredClasses());
    }

    @Override
    public void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(RandomModel model) {
            super(URI.create("string:///" + model.packageName.replace('.', '/') + "/Model.java"), Kind.SOURCE);
            text = model.source();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
