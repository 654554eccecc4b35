-- What the catalogue tells a client. Functions of pg_catalog are replaced by inlinable SQL ones: the planner puts their body
-- in place, whereas a built-in would be called by its number. Tables of pg_catalog cannot be replaced; the views of the same
-- name in dsql_internal stand in for them once the client's SQL has been rewritten to name those. They have a column xmin, which
-- DataGrip reads to see what has changed; of a view it would not be there by itself.

CREATE OR REPLACE FUNCTION pg_catalog.version() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$SELECT 'PostgreSQL 16'::text$$;

-- The originals, under names that are not replaced.
CREATE FUNCTION dsql_internal.plain_indexdef(oid, integer, boolean) RETURNS text
LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'pg_get_indexdef_ext';
CREATE FUNCTION dsql_internal.plain_constraintdef(oid, boolean) RETURNS text
LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'pg_get_constraintdef_ext';

-- The primary key's index holds the whole row: its key, then the columns of its own INCLUDE, then all others. It is not
-- built that way here because PostgreSQL would then refuse rows over 2,704 bytes.
CREATE FUNCTION dsql_internal.primary_key_columns(index_oid oid, table_oid oid, own int2vector) RETURNS int2[]
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT own::int2[] || coalesce(array_agg(attnum ORDER BY attnum), '{}')
    FROM pg_attribute
    WHERE attrelid = table_oid AND attnum > 0 AND NOT attisdropped AND attnum <> ALL (own::int2[])
$$;

CREATE VIEW dsql_internal.pg_index AS
SELECT i.indexrelid, i.indrelid, coalesce(cardinality(k.columns)::int2, i.indnatts) AS indnatts, i.indnkeyatts, i.indisunique,
    i.indnullsnotdistinct, i.indisprimary, i.indisexclusion, i.indimmediate, i.indisclustered, i.indisvalid, i.indcheckxmin,
    i.indisready, i.indislive, i.indisreplident,
    coalesce(array_to_string(k.columns, ' ')::int2vector, i.indkey) AS indkey,
    i.indcollation, i.indclass, i.indoption, i.indexprs, i.indpred, i.xmin
FROM pg_catalog.pg_index i
LEFT JOIN LATERAL dsql_internal.primary_key_columns(i.indexrelid, i.indrelid, i.indkey) AS k (columns)
    ON i.indisprimary AND i.indexrelid >= 16384;

CREATE VIEW dsql_internal.pg_namespace AS
SELECT oid, nspname, nspowner, nspacl, xmin FROM pg_catalog.pg_namespace WHERE nspname <> 'dsql_internal';

CREATE VIEW dsql_internal.pg_event_trigger AS SELECT *, xmin FROM pg_catalog.pg_event_trigger WHERE false;

-- Indexes are of the method btree_index, next to which a btree exists (seen 2026-08).
CREATE VIEW dsql_internal.pg_am AS
SELECT oid, CASE amname WHEN 'btree' THEN 'btree_index'::name ELSE amname END AS amname, amhandler, amtype, xmin
FROM pg_catalog.pg_am
UNION ALL
SELECT 10003::oid, amname, amhandler, amtype, xmin FROM pg_catalog.pg_am WHERE amname = 'btree';

-- A cluster has one database. On a server that several stand-ins share it has another name, which clients do not see.
CREATE OR REPLACE FUNCTION pg_catalog.current_database() RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE AS $$SELECT 'postgres'::pg_catalog.name$$;

CREATE VIEW dsql_internal.pg_database AS
SELECT oid, 'postgres'::name AS datname, datdba, encoding, datlocprovider, datistemplate, datallowconn, datconnlimit,
    datfrozenxid, datminmxid, dattablespace, datcollate, datctype, daticulocale, daticurules, datcollversion, datacl, xmin
FROM pg_catalog.pg_database
WHERE datname = dsql_internal.database_name();

GRANT SELECT ON dsql_internal.pg_database, dsql_internal.pg_index, dsql_internal.pg_namespace,
    dsql_internal.pg_event_trigger, dsql_internal.pg_am TO PUBLIC;

-- Adds the columns that a primary key's index includes to its definition.
CREATE FUNCTION dsql_internal.with_included_columns(definition text, index_oid oid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT CASE
        WHEN i.names IS NULL THEN definition
        WHEN definition ~ ' INCLUDE \(.*\)$' THEN left(definition, -1) || ', ' || i.names || ')'
        ELSE definition || ' INCLUDE (' || i.names || ')' END
    FROM (
        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS names
        FROM pg_index p
        JOIN pg_attribute a ON a.attrelid = p.indrelid AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attnum <> ALL (p.indkey::int2[])
        WHERE p.indexrelid = index_oid AND p.indisprimary AND index_oid >= 16384
    ) i
$$;

CREATE FUNCTION dsql_internal.indexdef(index_oid oid, column_number integer, pretty boolean) RETURNS text
LANGUAGE sql STABLE STRICT AS $$
    SELECT CASE WHEN column_number = 0 THEN
        dsql_internal.with_included_columns(pg_catalog.regexp_replace(
            dsql_internal.plain_indexdef(index_oid, 0, pretty), ' USING btree \(', ' USING btree_index ('), index_oid)
    ELSE coalesce(nullif(dsql_internal.plain_indexdef(index_oid, column_number, pretty), ''), (
        SELECT pg_catalog.quote_ident(a.attname)
        FROM dsql_internal.pg_index i
        JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[column_number - 1]
        WHERE i.indexrelid = index_oid AND i.indisprimary), '') END
$$;

CREATE FUNCTION dsql_internal.constraintdef(constraint_oid oid, pretty boolean) RETURNS text
LANGUAGE sql STABLE STRICT AS $$
    SELECT CASE c.contype
        WHEN 'p' THEN dsql_internal.with_included_columns(dsql_internal.plain_constraintdef(constraint_oid, pretty), c.conindid)
        ELSE dsql_internal.plain_constraintdef(constraint_oid, pretty) END
    FROM pg_catalog.pg_constraint c WHERE c.oid = constraint_oid
$$;

CREATE OR REPLACE FUNCTION pg_catalog.pg_get_indexdef(oid) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT dsql_internal.indexdef($1, 0, false)';
CREATE OR REPLACE FUNCTION pg_catalog.pg_get_indexdef(oid, integer, boolean) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT dsql_internal.indexdef($1, $2, $3)';
CREATE OR REPLACE FUNCTION pg_catalog.pg_get_constraintdef(oid) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT dsql_internal.constraintdef($1, false)';
CREATE OR REPLACE FUNCTION pg_catalog.pg_get_constraintdef(oid, boolean) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT dsql_internal.constraintdef($1, $2)';

-- Views that list objects by schema leave the machinery out.
SET allow_system_table_mods = on;

DO $$
DECLARE
    shown record;
BEGIN
    FOR shown IN
        SELECT c.relnamespace::regnamespace AS schema, c.relname AS name, rtrim(pg_get_viewdef(c.oid), ';') AS definition,
            string_agg(format('%I IS DISTINCT FROM ''dsql_internal''', a.attname), ' AND ' ORDER BY a.attnum) AS condition
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind = 'v' AND c.relnamespace IN ('information_schema'::regnamespace, 'pg_catalog'::regnamespace)
            AND a.attname IN ('schemaname', 'schema_name', 'table_schema', 'constraint_schema', 'specific_schema',
                'routine_schema', 'sequence_schema', 'domain_schema', 'view_schema', 'trigger_schema', 'object_schema')
        GROUP BY c.oid
    LOOP
        EXECUTE format('CREATE OR REPLACE VIEW %s.%I AS SELECT * FROM (%s) AS all_schemas WHERE %s',
            shown.schema, shown.name, shown.definition, shown.condition);
    END LOOP;
END
$$;

RESET allow_system_table_mods;

-- The functions that take a database by name.
CREATE FUNCTION dsql_internal.real_database(seen_as text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE seen_as WHEN 'postgres' THEN dsql_internal.database_name()::text ELSE seen_as END
$$;

CREATE FUNCTION dsql_internal.plain_database_privilege(text, text) RETURNS boolean
LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'has_database_privilege_name';
CREATE FUNCTION dsql_internal.plain_database_privilege(name, text, text) RETURNS boolean
LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'has_database_privilege_name_name';
CREATE FUNCTION dsql_internal.plain_database_privilege(oid, text, text) RETURNS boolean
LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'has_database_privilege_id_name';
CREATE FUNCTION dsql_internal.plain_database_size(name) RETURNS bigint
LANGUAGE internal VOLATILE STRICT PARALLEL SAFE AS 'pg_database_size_name';

CREATE OR REPLACE FUNCTION pg_catalog.has_database_privilege(text, text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
    'SELECT dsql_internal.plain_database_privilege(dsql_internal.real_database($1), $2)';
CREATE OR REPLACE FUNCTION pg_catalog.has_database_privilege(name, text, text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
    'SELECT dsql_internal.plain_database_privilege($1, dsql_internal.real_database($2), $3)';
CREATE OR REPLACE FUNCTION pg_catalog.has_database_privilege(oid, text, text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
    'SELECT dsql_internal.plain_database_privilege($1, dsql_internal.real_database($2), $3)';
CREATE OR REPLACE FUNCTION pg_catalog.pg_database_size(name) RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL SAFE AS
    'SELECT dsql_internal.plain_database_size(dsql_internal.real_database($1::pg_catalog.text)::pg_catalog.name)';
