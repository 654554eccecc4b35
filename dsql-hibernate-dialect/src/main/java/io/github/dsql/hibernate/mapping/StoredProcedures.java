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
package io.github.dsql.hibernate.mapping;

import java.util.List;

/** Which named queries of a model call stored procedures, which Aurora DSQL does not have (2026-10). */
final class StoredProcedures implements Rule {
    static final Code FUNCTION = Code.warn(
            "stored-procedure",
            "The service has no procedures and no PL/pgSQL (2026-10): a stored procedure query calls a function of that name, which is written in"
                    + " SQL. A parameter of mode REF_CURSOR is refused.",
            "@NamedStoredProcedureQuery(name = \"pay\", procedureName = \"pay\")",
            "create a function with language sql, or do the work in Java");

    @Override
    public List<Code> codes() {
        return List.of(FUNCTION);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        model.metadata.visitNamedProcedureCallDefinition(query -> findings.add(
                FUNCTION,
                "named stored procedure query '" + query.getRegistrationName() + "'",
                "Aurora DSQL has no procedures, and calls '" + query.getProcedureName()
                        + "' as a function, which cannot be in PL/pgSQL"));
    }
}
