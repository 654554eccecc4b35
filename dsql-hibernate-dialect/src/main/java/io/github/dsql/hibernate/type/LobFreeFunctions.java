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
package io.github.dsql.hibernate.type;

import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.dialect.function.CommonFunctionFactory;

/** Internal: the functions that PostgreSQL's dialect sends a large-object call for, as plain calls on text and bytea. */
public final class LobFreeFunctions {
    private LobFreeFunctions() {}

    /**
     * Registers the functions over those of PostgreSQL's dialect.
     *
     * @param contributions where Hibernate collects functions
     */
    public static void register(FunctionContributions contributions) {
        CommonFunctionFactory functions = new CommonFunctionFactory(contributions);
        functions.concat_pipeOperator();
        functions.length_characterLength();
        functions.bitLength();
        functions.octetLength();
    }
}
