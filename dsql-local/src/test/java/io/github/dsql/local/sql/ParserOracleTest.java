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
package io.github.dsql.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.sql.PgQuery.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our scanner against PostgreSQL's own parser, over every statement that is known and every one that the test suites send. */
class ParserOracleTest {
    private static final String UNSUPPORTED = "unsupported statement: ";

    /** What can come out of {@code stmt:} in PostgreSQL 16's gram.y. */
    private static final String GRAMMAR = """
            AlterCollationStmt AlterDatabaseRefreshCollStmt AlterDatabaseSetStmt AlterDatabaseStmt AlterDefaultPrivilegesStmt
            AlterDomainStmt AlterEnumStmt AlterEventTrigStmt AlterExtensionContentsStmt AlterExtensionStmt AlterFdwStmt
            AlterForeignServerStmt AlterFunctionStmt AlterObjectDependsStmt AlterObjectSchemaStmt AlterOpFamilyStmt
            AlterOperatorStmt AlterOwnerStmt AlterPolicyStmt AlterPublicationStmt AlterRoleSetStmt AlterRoleStmt AlterSeqStmt
            AlterStatsStmt AlterSubscriptionStmt AlterSystemStmt AlterTSConfigurationStmt AlterTSDictionaryStmt
            AlterTableMoveAllStmt AlterTableSpaceOptionsStmt AlterTableStmt AlterTypeStmt AlterUserMappingStmt CallStmt
            CheckPointStmt ClosePortalStmt ClusterStmt CommentStmt CompositeTypeStmt ConstraintsSetStmt CopyStmt CreateAmStmt
            CreateCastStmt CreateConversionStmt CreateDomainStmt CreateEnumStmt CreateEventTrigStmt CreateExtensionStmt
            CreateFdwStmt CreateForeignServerStmt CreateForeignTableStmt CreateFunctionStmt CreateOpClassStmt CreateOpFamilyStmt
            CreatePLangStmt CreatePolicyStmt CreatePublicationStmt CreateRangeStmt CreateRoleStmt CreateSchemaStmt CreateSeqStmt
            CreateStatsStmt CreateStmt CreateSubscriptionStmt CreateTableAsStmt CreateTableSpaceStmt CreateTransformStmt
            CreateTrigStmt CreateUserMappingStmt CreatedbStmt DeallocateStmt DeclareCursorStmt DefineStmt DeleteStmt DiscardStmt
            DoStmt DropOwnedStmt DropRoleStmt DropStmt DropSubscriptionStmt DropTableSpaceStmt DropUserMappingStmt DropdbStmt
            ExecuteStmt ExplainStmt FetchStmt GrantRoleStmt GrantStmt ImportForeignSchemaStmt IndexStmt InsertStmt ListenStmt
            LoadStmt LockStmt MergeStmt NotifyStmt PrepareStmt ReassignOwnedStmt RefreshMatViewStmt ReindexStmt RenameStmt
            RuleStmt SecLabelStmt SelectStmt TransactionStmt TruncateStmt UnlistenStmt UpdateStmt VacuumStmt VariableSetStmt
            VariableShowStmt ViewStmt
            """;

    private static final Map<String, PgQuery.Result> TREES = new LinkedHashMap<>();

    @BeforeAll
    static void parseAll() {
        PgQuery parser = PgQuery.load();
        for (KnownOutcome known : KnownOutcome.all()) {
            TREES.computeIfAbsent(known.sql(), sql -> parser.parse(readable(sql)));
        }
        for (KnownOutcome known : KnownOutcome.ofTools()) {
            TREES.computeIfAbsent(known.sql(), sql -> parser.parse(readable(sql)));
        }
        for (String sql : RecordedStatements.all()) {
            TREES.computeIfAbsent(sql, unknown -> parser.parse(readable(unknown)));
        }
    }

    @Test
    void knownStatementsAreReadableUnlessTheyAreKnownNotToBe() {
        for (KnownOutcome known : KnownOutcome.all()) {
            String error = Objects.requireNonNull(TREES.get(known.sql())).error();
            boolean sameError = known.outcome().endsWith(" " + error);
            boolean readable = error == null && !known.outcome().startsWith("42601 ");
            assertThat(isIam(known.sql()) || sameError || readable)
                    .as("%s, PostgreSQL says %s", known.sql(), error)
                    .isTrue();
        }
    }

    @Test
    void statementsAreSplitAlike() {
        forEachReadable((sql, ours, theirs) -> {
            assertThat(ours).as(sql).hasSameSizeAs(theirs);
            for (int i = 0; i < theirs.size(); i++) {
                String text = Objects.requireNonNullElse(
                        ours.get(i).syntaxText(), ours.get(i).text());
                assertThat(text.strip()).as(sql).isEqualTo(theirs.get(i).text().strip());
            }
        });
    }

    @Test
    void acceptedStatementsAreOfTheSameKind() {
        forEachReadable((sql, ours, theirs) -> {
            for (int i = 0; i < theirs.size(); i++) {
                if (ours.get(i).refusal() == null) {
                    assertThat(ours.get(i).kind()).as(sql).isEqualTo(TreeKind.of(theirs.get(i)));
                }
            }
        });
    }

    @Test
    void unsupportedStatementsAreNamedAfterTheirNode() {
        forEachReadable((sql, ours, theirs) -> {
            for (int i = 0; i < theirs.size(); i++) {
                Refusal refusal = ours.get(i).refusal();
                if (refusal != null && refusal.message().startsWith(UNSUPPORTED)) {
                    String named = refusal.message().substring(UNSUPPORTED.length()) + "Stmt";
                    assertThat(named).as(sql).isEqualTo(tag(theirs.get(i)));
                }
            }
        });
    }

    @Test
    void everyStatementOfTheGrammarHasAKnownOutcome() {
        Set<String> tags = new TreeSet<>();
        for (KnownOutcome known : KnownOutcome.all()) {
            Objects.requireNonNull(TREES.get(known.sql())).statements().forEach(node -> tags.add(node.tag()));
        }
        assertThat(tags).containsExactlyInAnyOrder(GRAMMAR.strip().split("\\s+"));
    }

    @Test
    void actionsOfAlterTableAreNamedAsPostgresNamesThem() {
        forEachReadable((sql, ours, theirs) -> {
            for (int i = 0; i < theirs.size(); i++) {
                Refusal refusal = ours.get(i).refusal();
                if (refusal != null && refusal.capability().equals("alter-table")) {
                    assertThat(AlterTableActions.messages(theirs.get(i)))
                            .as(sql)
                            .contains(refusal.message());
                }
            }
        });
    }

    @Test
    void everyActionOfAlterTableHasAKnownOutcome() {
        Set<String> actions = new TreeSet<>();
        for (KnownOutcome known : KnownOutcome.all()) {
            Objects.requireNonNull(TREES.get(known.sql()))
                    .statements()
                    .forEach(node -> actions.addAll(AlterTableActions.of(node)));
        }
        assertThat(actions).containsAll(AlterTableActions.all());
    }

    private static String tag(Node node) {
        Node decisive = TreeKind.decisive(node);
        return decisive.fields().containsKey("intoClause") ? "CreateTableAsStmt" : decisive.tag();
    }

    private interface Comparison {
        void compare(String sql, List<Statement> ours, List<Node> theirs);
    }

    private static void forEachReadable(Comparison comparison) {
        List<String> disagreements = new ArrayList<>();
        TREES.forEach((sql, result) -> {
            if (result.error() == null && !isIam(sql)) {
                List<Statement> ours = Statements.parse(sql).stream()
                        .filter(statement -> statement.kind() != StatementKind.EMPTY)
                        .toList();
                try {
                    comparison.compare(sql, ours, result.statements());
                } catch (AssertionError e) {
                    disagreements.add(String.valueOf(e.getMessage()));
                }
            }
        });
        assertThat(disagreements).isEmpty();
    }

    private static String readable(String sql) {
        return isIam(sql) ? "" : Statements.syntaxText(sql, Statements.parse(sql));
    }

    private static boolean isIam(String sql) {
        return sql.toLowerCase(Locale.ROOT).startsWith("aws iam ");
    }
}
