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
package io.github.dsql.hibernate.schema.catalog;

/** Internal: the queries of {@link CatalogReader}, of tables and functions that Aurora DSQL is known to answer (2026-10). */
final class CatalogSql {
    static final String SCHEMAS = "select nspname from pg_catalog.pg_namespace";

    static final String RELATIONS = """
            select c.oid, n.nspname, c.relname, c.relkind, d.description
             from pg_catalog.pg_class c
             join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             left join pg_catalog.pg_description d
             on d.objoid = c.oid and d.objsubid = 0 and d.classoid = 'pg_catalog.pg_class'::regclass
             where n.nspname in $schemas and c.relkind in ('r', 'p', 'f', 'v', 'm')""";

    static final String COLUMNS = """
            select a.attrelid, a.attnum, a.attname, t.typname, a.atttypmod, a.attnotnull, a.attidentity, a.attgenerated,
             pg_catalog.pg_get_expr(e.adbin, e.adrelid), d.description
             from pg_catalog.pg_class c
             join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             join pg_catalog.pg_attribute a on a.attrelid = c.oid
             join pg_catalog.pg_type t on t.oid = a.atttypid
             left join pg_catalog.pg_attrdef e on e.adrelid = a.attrelid and e.adnum = a.attnum
             left join pg_catalog.pg_description d
             on d.objoid = c.oid and d.objsubid = a.attnum and d.classoid = 'pg_catalog.pg_class'::regclass
             where n.nspname in $schemas and c.relkind in ('r', 'p', 'f', 'v', 'm') and a.attnum > 0 and not a.attisdropped
             order by a.attrelid, a.attnum""";

    static final String CONSTRAINTS = """
            select k.conrelid, k.conname, k.contype, k.convalidated, k.conkey::text, pg_catalog.pg_get_constraintdef(k.oid),
             fn.nspname, f.relname, k.confrelid, k.confkey::text, k.confdeltype, k.confupdtype
             from pg_catalog.pg_constraint k
             join pg_catalog.pg_class c on c.oid = k.conrelid
             join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             left join pg_catalog.pg_class f on f.oid = k.confrelid
             left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
             where n.nspname in $schemas
             order by k.conrelid, k.conname""";

    static final String INDEXES = """
            select i.indrelid, i.indexrelid, x.relname, i.indisunique, i.indisprimary, i.indisvalid, i.indnkeyatts,
             i.indkey::text, pg_catalog.pg_get_expr(i.indexprs, i.indrelid), pg_catalog.pg_get_expr(i.indpred, i.indrelid),
             pg_catalog.pg_get_indexdef(i.indexrelid), k.conname
             from pg_catalog.pg_index i
             join pg_catalog.pg_class x on x.oid = i.indexrelid
             join pg_catalog.pg_class c on c.oid = i.indrelid
             join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             left join pg_catalog.pg_constraint k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
             where n.nspname in $schemas
             order by i.indrelid, x.relname""";

    static final String SEQUENCES = """
            select n.nspname, c.relname, s.seqstart, s.seqincrement, s.seqcache
             from pg_catalog.pg_sequence s
             join pg_catalog.pg_class c on c.oid = s.seqrelid
             join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             where n.nspname in $schemas""";

    static final String ROUTINES = """
            select n.nspname, p.proname
             from pg_catalog.pg_proc p
             join pg_catalog.pg_namespace n on n.oid = p.pronamespace
             where n.nspname in $schemas""";

    static final String DOMAINS = """
            select n.nspname, t.typname
             from pg_catalog.pg_type t
             join pg_catalog.pg_namespace n on n.oid = t.typnamespace
             where t.typtype = 'd' and n.nspname in $schemas""";

    static final String JOBS = """
            select job_id, job_type, object_id, object_name
             from sys.jobs
             where status in ('submitted', 'processing') and job_type in ('INDEX_BUILD', 'VALIDATE_CONSTRAINT')""";

    private CatalogSql() {}
}
