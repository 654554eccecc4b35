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

import io.github.dsql.local.sql.PgQuery.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What PostgreSQL 16 calls the actions of ALTER TABLE that its grammar knows ({@code alter_table_type_to_string}). */
final class AlterTableActions {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("AT_AddColumn", "ADD COLUMN"),
            Map.entry("AT_ColumnDefault", "ALTER COLUMN ... SET DEFAULT"),
            Map.entry("AT_DropNotNull", "ALTER COLUMN ... DROP NOT NULL"),
            Map.entry("AT_SetNotNull", "ALTER COLUMN ... SET NOT NULL"),
            Map.entry("AT_DropExpression", "ALTER COLUMN ... DROP EXPRESSION"),
            Map.entry("AT_SetStatistics", "ALTER COLUMN ... SET STATISTICS"),
            Map.entry("AT_SetOptions", "ALTER COLUMN ... SET"),
            Map.entry("AT_ResetOptions", "ALTER COLUMN ... RESET"),
            Map.entry("AT_SetStorage", "ALTER COLUMN ... SET STORAGE"),
            Map.entry("AT_SetCompression", "ALTER COLUMN ... SET COMPRESSION"),
            Map.entry("AT_DropColumn", "DROP COLUMN"),
            Map.entry("AT_AddConstraint", "ADD CONSTRAINT"),
            Map.entry("AT_AlterConstraint", "ALTER CONSTRAINT"),
            Map.entry("AT_ValidateConstraint", "VALIDATE CONSTRAINT"),
            Map.entry("AT_DropConstraint", "DROP CONSTRAINT"),
            Map.entry("AT_AlterColumnType", "ALTER COLUMN ... SET DATA TYPE"),
            Map.entry("AT_AlterColumnGenericOptions", "ALTER COLUMN ... OPTIONS"),
            Map.entry("AT_ChangeOwner", "OWNER TO"),
            Map.entry("AT_ClusterOn", "CLUSTER ON"),
            Map.entry("AT_DropCluster", "SET WITHOUT CLUSTER"),
            Map.entry("AT_SetAccessMethod", "SET ACCESS METHOD"),
            Map.entry("AT_SetLogged", "SET LOGGED"),
            Map.entry("AT_SetUnLogged", "SET UNLOGGED"),
            Map.entry("AT_DropOids", "SET WITHOUT OIDS"),
            Map.entry("AT_SetTableSpace", "SET TABLESPACE"),
            Map.entry("AT_SetRelOptions", "SET"),
            Map.entry("AT_ResetRelOptions", "RESET"),
            Map.entry("AT_EnableTrig", "ENABLE TRIGGER"),
            Map.entry("AT_EnableAlwaysTrig", "ENABLE ALWAYS TRIGGER"),
            Map.entry("AT_EnableReplicaTrig", "ENABLE REPLICA TRIGGER"),
            Map.entry("AT_DisableTrig", "DISABLE TRIGGER"),
            Map.entry("AT_EnableTrigAll", "ENABLE TRIGGER ALL"),
            Map.entry("AT_DisableTrigUser", "DISABLE TRIGGER USER"),
            Map.entry("AT_EnableRule", "ENABLE RULE"),
            Map.entry("AT_EnableAlwaysRule", "ENABLE ALWAYS RULE"),
            Map.entry("AT_DisableRule", "DISABLE RULE"),
            Map.entry("AT_AddInherit", "INHERIT"),
            Map.entry("AT_DropInherit", "NO INHERIT"),
            Map.entry("AT_AddOf", "OF"),
            Map.entry("AT_DropOf", "NOT OF"),
            Map.entry("AT_ReplicaIdentity", "REPLICA IDENTITY"),
            Map.entry("AT_EnableRowSecurity", "ENABLE ROW SECURITY"),
            Map.entry("AT_DisableRowSecurity", "DISABLE ROW SECURITY"),
            Map.entry("AT_ForceRowSecurity", "FORCE ROW SECURITY"),
            Map.entry("AT_NoForceRowSecurity", "NO FORCE ROW SECURITY"),
            Map.entry("AT_GenericOptions", "OPTIONS"),
            Map.entry("AT_AttachPartition", "ATTACH PARTITION"),
            Map.entry("AT_DetachPartition", "DETACH PARTITION"),
            Map.entry("AT_DetachPartitionFinalize", "DETACH PARTITION ... FINALIZE"),
            Map.entry("AT_AddIdentity", "ALTER COLUMN ... ADD IDENTITY"),
            Map.entry("AT_SetIdentity", "ALTER COLUMN ... SET IDENTITY"),
            Map.entry("AT_DropIdentity", "ALTER COLUMN ... DROP IDENTITY"));

    private AlterTableActions() {}

    static Set<String> all() {
        return NAMES.keySet();
    }

    /** The actions of an ALTER TABLE, none for another statement. */
    @SuppressWarnings("unchecked")
    static List<String> of(Node node) {
        if (!node.tag().equals("AlterTableStmt")) {
            return List.of();
        }
        List<String> actions = new ArrayList<>();
        for (Map<String, Object> command :
                (List<Map<String, Object>>) Objects.requireNonNull(node.fields().get("cmds"))) {
            Map<String, Object> action = (Map<String, Object>) Objects.requireNonNull(command.get("AlterTableCmd"));
            actions.add(String.valueOf(action.get("subtype")));
        }
        return actions;
    }

    /** The refusals that the service may have for a statement. */
    static List<String> messages(Node node) {
        return of(node).stream()
                .map(action -> "unsupported ALTER TABLE " + NAMES.get(action) + " statement")
                .toList();
    }
}
