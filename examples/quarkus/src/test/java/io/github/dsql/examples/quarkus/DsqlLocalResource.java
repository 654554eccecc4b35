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
package io.github.dsql.examples.quarkus;

import io.github.dsql.local.DsqlLocal;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts DSQL Local before the application and gives it its URL. */
public class DsqlLocalResource implements QuarkusTestResourceLifecycleManager {
    private DsqlLocal dsql;

    @Override
    public Map<String, String> start() {
        dsql = DsqlLocal.builder().allowPlainText().start();
        return Map.of("quarkus.datasource.jdbc.url", dsql.jdbcUrl());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(dsql, new TestInjector.MatchesType(DsqlLocal.class));
    }

    @Override
    public void stop() {
        dsql.close();
    }
}
