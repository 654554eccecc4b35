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
package io.github.dsql.hibernate.function;

import java.util.List;
import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;

/** Internal: refuses, while the query is made, the functions that PostgreSQL's dialect offers and Aurora DSQL does not have (2026-09). */
public final class RefusedFunctions {
    private static final String NO_XML = "Aurora DSQL has no type xml, so it has no such function."
            + " Read the column as text and take it apart in Java, or keep the document as JSON and use the json_ functions.";

    private static final String NO_EXTENSION =
            "PostgreSQL has it in the extension fuzzystrmatch, and Aurora DSQL has no extensions."
                    + " Store the code in a column of its own, computed in Java, and compare that.";

    private RefusedFunctions() {}

    /**
     * Registers refusals over the functions of PostgreSQL's dialect.
     *
     * @param contributions where Hibernate collects functions
     */
    public static void register(FunctionContributions contributions) {
        SqmFunctionRegistry registry = contributions.getFunctionRegistry();
        List<String> xmlFunctions = registry.getFunctionsByName()
                .map(function -> function.getKey())
                .filter(name -> name.startsWith("xml"))
                .toList();
        xmlFunctions.forEach(name -> refuse(registry, name, NO_XML));
        registry.register("xmltable", new RefusedSetFunction("xmltable", Refusal.of("xmltable", NO_XML)));
        refuse(registry, "soundex", NO_EXTENSION);
    }

    private static void refuse(SqmFunctionRegistry registry, String name, String wayOut) {
        registry.register(
                name, new RefusedFunction(registry.getFunctionDescriptor(name), name, Refusal.of(name, wayOut)));
    }
}
