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
package io.github.dsql.local.inject;

import io.github.dsql.local.fault.StatementType;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Internal: whom and what a fault may hit.
 *
 * @param user the only user, or null for all
 * @param application the only application, or null for all
 * @param types the only types of statements, or null for those that the client sends of its own accord
 * @param condition what the text of a statement has to meet, or null for all
 * @param skipped how many events pass before the fault strikes
 */
public record Scope(
        @Nullable String user,
        @Nullable String application,
        @Nullable Set<StatementType> types,
        @Nullable Predicate<String> condition,
        int skipped) {
    /** Everyone and everything. */
    public static final Scope ALL = new Scope(null, null, null, null, 0);

    private static final Set<StatementType> SENT_BY_APPLICATIONS =
            EnumSet.of(StatementType.READ, StatementType.LOCK, StatementType.WRITE, StatementType.DDL);

    /**
     * Narrows to a user.
     *
     * @param name the user
     * @return the narrower scope
     */
    public Scope withUser(String name) {
        return new Scope(name, application, types, condition, skipped);
    }

    /**
     * Narrows to an application.
     *
     * @param name the application
     * @return the narrower scope
     */
    public Scope withApplication(String name) {
        return new Scope(user, name, types, condition, skipped);
    }

    /**
     * Narrows to types of statements.
     *
     * @param only the types
     * @return the narrower scope
     */
    public Scope withTypes(Set<StatementType> only) {
        return new Scope(user, application, only, condition, skipped);
    }

    /**
     * Narrows to statements that meet a condition.
     *
     * @param only the condition
     * @return the narrower scope
     */
    public Scope withCondition(Predicate<String> only) {
        return new Scope(user, application, types, condition == null ? only : condition.and(only), skipped);
    }

    /**
     * Lets events pass.
     *
     * @param events how many
     * @return the scope
     */
    public Scope withSkipped(int events) {
        return new Scope(user, application, types, condition, events);
    }

    /**
     * Returns whether some statements are in the scope and others are not.
     *
     * @return whether it was narrowed to statements
     */
    public boolean choosesStatements() {
        return types != null || condition != null;
    }

    boolean admits(Client client) {
        return (user == null || user.equals(client.user()))
                && (application == null || application.equals(client.application()));
    }

    boolean admits(Statement statement) {
        StatementType type = typeOf(statement.kind());
        if (type == null) {
            return false;
        }
        if (types != null ? !types.contains(type) : condition == null && !SENT_BY_APPLICATIONS.contains(type)) {
            return false;
        }
        return condition == null || condition.test(statement.text());
    }

    /** A transaction is in the scope with any of its statements. */
    boolean admitsCommitOf(List<Statement> statements) {
        return !choosesStatements() || statements.stream().anyMatch(this::admits);
    }

    /** Says the limits in words, each with a blank before it. */
    String inWords() {
        StringBuilder words = new StringBuilder();
        if (types != null) {
            words.append(types.stream().sorted().map(Enum::name).collect(Collectors.joining(", ", " on ", "")));
        }
        words.append(condition == null ? "" : " on condition");
        words.append(user == null ? "" : " for user " + user);
        words.append(application == null ? "" : " for application " + application);
        return words.append(skipped == 0 ? "" : " after " + skipped).toString();
    }

    private static @Nullable StatementType typeOf(StatementKind kind) {
        return switch (kind) {
            case EMPTY -> null;
            case BEGIN, COMMIT, ROLLBACK -> StatementType.TRANSACTION;
            case QUERY, COPY_OUT, STANDALONE -> StatementType.READ;
            case LOCKING_QUERY -> StatementType.LOCK;
            case DML, COPY_IN -> StatementType.WRITE;
            case DDL -> StatementType.DDL;
            case SESSION -> StatementType.SETTING;
        };
    }
}
