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
package io.github.dsql.local.junit;

import io.github.dsql.local.DsqlLocal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Does what {@link DsqlLocalTest} says, or what its builder was told:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DsqlLocalExtension dsql =
 *         DsqlLocalExtension.builder().configure(local -> local.clock(clock)).build();
 * }</pre>
 *
 * <p>The field must be static, since the stand-in starts before the class.
 */
public final class DsqlLocalExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DsqlLocalExtension.class);

    /** What a builder was told; null if the annotation of the class holds the options. */
    private final @Nullable ExtensionOptions options;

    private final Set<ClassStandIn> open = ConcurrentHashMap.newKeySet();

    /** Creates the extension for {@link DsqlLocalTest}, which holds its options. */
    public DsqlLocalExtension() {
        this.options = null;
    }

    private DsqlLocalExtension(ExtensionOptions options) {
        this.options = options;
    }

    /**
     * Returns a builder for an extension that is registered by a field.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the stand-in of the class that runs.
     *
     * @return the running stand-in
     * @throws IllegalStateException if none runs yet, or if several classes use this extension at the same time and it is not
     *     clear which is meant
     */
    public DsqlLocal local() {
        List<ClassStandIn> running = List.copyOf(open);
        if (running.size() == 1) {
            return running.get(0).local();
        }
        throw new IllegalStateException(
                running.isEmpty()
                        ? "The stand-in does not run: it starts before the methods annotated with @BeforeAll and ends after"
                                + " those with @AfterAll. Ask for it in a method of the test."
                        : "Several test classes use this extension at the same time. Take DsqlLocal as a parameter instead, which"
                                + " is the one of the class.");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        standIn(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        find(context).beforeTest();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        find(context).afterTest(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        ClassStandIn found = existing(context);
        if (found != null) {
            found.printIfFailed(context);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return Injection.supports(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Injection.resolve(parameter, standIn(context).local(), context.getStore(NAMESPACE));
    }

    /** Returns the stand-in of the class around a test, which was started before the class. */
    private ClassStandIn find(ExtensionContext context) {
        ClassStandIn found = existing(classContext(context));
        if (found == null) {
            throw new ExtensionConfigurationException("DsqlLocalExtension was not there when the class "
                    + context.getRequiredTestClass().getName()
                    + " started, so that it has no stand-in. Declare the field with @RegisterExtension static, or put"
                    + " @DsqlLocalTest on the class.");
        }
        return found;
    }

    /** Returns the stand-in of a class, and starts it if it is the first to ask. */
    private ClassStandIn standIn(ExtensionContext context) {
        ExtensionContext ofClass = classContext(context);
        Class<?> testClass = ofClass.getRequiredTestClass();
        ClassStandIn found = testClass.isAnnotationPresent(DsqlLocalTest.class) ? null : existing(ofClass);
        return found != null
                ? found
                : ofClass.getStore(NAMESPACE)
                        .getOrComputeIfAbsent(key(testClass), key -> start(ofClass), ClassStandIn.class);
    }

    private ClassStandIn start(ExtensionContext ofClass) {
        ExtensionOptions chosen = options(ofClass.getRequiredTestClass());
        DsqlLocal.Builder builder = DsqlLocal.builder();
        if (!chosen.ownServer()) {
            SharedPostgres shared = ofClass.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(SharedPostgres.class, key -> new SharedPostgres(), SharedPostgres.class);
            builder.server(shared.server());
        }
        chosen.configuration().accept(builder);
        ClassStandIn started = new ClassStandIn(builder.start(), chosen.statementsOnFailure(), open::remove);
        open.add(started);
        return started;
    }

    private ExtensionOptions options(Class<?> testClass) {
        return options != null
                ? options
                : AnnotationSupport.findAnnotation(testClass, DsqlLocalTest.class)
                        .map(ExtensionOptions::of)
                        .orElse(ExtensionOptions.DEFAULT);
    }

    /** A store looks into those of the enclosing contexts too; the class is named so that it finds the right one. */
    private @Nullable ClassStandIn existing(ExtensionContext ofClass) {
        for (Class<?> testClass = ofClass.getRequiredTestClass();
                testClass != null;
                testClass = testClass.getEnclosingClass()) {
            ClassStandIn found = ofClass.getStore(NAMESPACE).get(key(testClass), ClassStandIn.class);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private Object key(Class<?> testClass) {
        return List.of(this, testClass);
    }

    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext current = context;
        while (current.getTestMethod().isPresent()) {
            current = current.getParent().orElseThrow();
        }
        return current;
    }

    /** Collects the options of an extension that is registered by a field. */
    public static final class Builder {
        private Consumer<DsqlLocal.Builder> configuration = local -> {};
        private boolean ownServer;
        private boolean statementsOnFailure = true;

        private Builder() {}

        /**
         * Sets options of the stand-in. It is called once for each class, before the class's stand-in starts.
         *
         * @param options sets them; a second call of this method adds to the first
         * @return this builder
         */
        public Builder configure(Consumer<DsqlLocal.Builder> options) {
            this.configuration = configuration.andThen(Objects.requireNonNull(options, "options"));
            return this;
        }

        /**
         * Starts a PostgreSQL for each class alone, as {@link DsqlLocalTest#ownServer()} does.
         *
         * @return this builder
         */
        public Builder ownServer() {
            this.ownServer = true;
            return this;
        }

        /**
         * Prints the statements of failed tests or not, as {@link DsqlLocalTest#statementsOnFailure()} does.
         *
         * @param print whether to print them, by default true
         * @return this builder
         */
        public Builder statementsOnFailure(boolean print) {
            this.statementsOnFailure = print;
            return this;
        }

        /**
         * Builds the extension.
         *
         * @return the extension, to be kept in a static field annotated with {@code @RegisterExtension}
         */
        public DsqlLocalExtension build() {
            return new DsqlLocalExtension(new ExtensionOptions(configuration, ownServer, statementsOnFailure));
        }
    }
}
