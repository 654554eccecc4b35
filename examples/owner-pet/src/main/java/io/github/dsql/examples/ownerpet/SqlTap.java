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
package io.github.dsql.examples.ownerpet;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Keeps the SQL that Hibernate sends while a scene listens, so that the transcript can show it. */
public final class SqlTap implements StatementInspector {
    private static final long serialVersionUID = 1L;
    private static final ThreadLocal<List<String>> HEARD = new ThreadLocal<>();

    @Override
    public String inspect(String sql) {
        List<String> heard = HEARD.get();
        if (heard != null) {
            heard.add(sql);
        }
        return sql;
    }

    /** Returns the statements that Hibernate sent in this thread while the work ran. */
    public static List<String> listen(Runnable work) {
        List<String> heard = new ArrayList<>();
        HEARD.set(heard);
        try {
            work.run();
        } finally {
            HEARD.remove();
        }
        return heard;
    }
}
