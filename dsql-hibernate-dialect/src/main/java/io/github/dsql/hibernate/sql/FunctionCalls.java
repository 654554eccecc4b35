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
package io.github.dsql.hibernate.sql;

import jakarta.persistence.ParameterMode;
import org.hibernate.HibernateException;
import org.hibernate.procedure.internal.AbstractStandardCallableStatementSupport;
import org.hibernate.procedure.internal.PostgreSQLCallableStatementSupport;
import org.hibernate.procedure.spi.ProcedureCallImplementor;
import org.hibernate.sql.exec.spi.JdbcOperationQueryCall;

/**
 * Internal: how a stored procedure query is sent: as the call of a function, since Aurora DSQL has no procedures (2026-10) but the
 * one of its own that waits for a job.
 */
public final class FunctionCalls extends AbstractStandardCallableStatementSupport {
    /** The only instance. */
    public static final FunctionCalls INSTANCE = new FunctionCalls();

    private FunctionCalls() {}

    @Override
    public JdbcOperationQueryCall interpretCall(ProcedureCallImplementor<?> procedureCall) {
        String name = procedureCall.getProcedureName();
        boolean cursor = procedureCall.getParameterMetadata().getRegistrationsAsList().stream()
                .anyMatch(parameter -> parameter.getMode() == ParameterMode.REF_CURSOR);
        if (cursor) {
            throw new HibernateException(
                    "The call of '" + name + "' has a parameter of mode REF_CURSOR: Aurora DSQL has no"
                            + " cursors. Let the function return a table (returns table or setof), and register the parameters of"
                            + " mode IN only.");
        }
        return (name.startsWith("sys.")
                        ? PostgreSQLCallableStatementSupport.INSTANCE
                        : PostgreSQLCallableStatementSupport.V10_INSTANCE)
                .interpretCall(procedureCall);
    }
}
