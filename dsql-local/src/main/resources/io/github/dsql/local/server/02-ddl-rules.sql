-- What a table, domain, index or sequence may look like. PostgreSQL first runs the statement by its own rules; the event
-- triggers then look at what came out and refuse it with the service's words, which also undoes it. Only the trigger functions
-- fix the search path; the checks that they call run under it.

-- Types that a column may have; a domain counts as its base type.
CREATE TABLE dsql_internal.column_type (
    type_oid oid PRIMARY KEY,
    in_key boolean NOT NULL
);

INSERT INTO dsql_internal.column_type
SELECT name::regtype, true
FROM unnest(ARRAY['smallint', 'integer', 'bigint', 'real', 'double precision', 'numeric', 'character', 'character varying',
        'text', 'date', 'time', 'timestamp', 'timestamptz', 'boolean', 'uuid']) AS name
UNION ALL
SELECT name::regtype, false
FROM unnest(ARRAY['bytea', 'json', 'jsonb', 'timetz', 'interval']) AS name;

-- Columns of primary keys, since a sql_drop trigger can no longer see which columns a dropped key had.
CREATE TABLE dsql_internal.primary_key_column (
    table_oid oid,
    attnum smallint,
    PRIMARY KEY (table_oid, attnum)
);

-- The type under a domain, and the length or precision that any domain on the way down declares.
CREATE FUNCTION dsql_internal.base_type(type_oid oid, OUT base_oid oid, OUT base_typmod integer)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    step record;
BEGIN
    base_oid := type_oid;
    base_typmod := -1;
    LOOP
        SELECT typtype, typbasetype, typtypmod INTO step FROM pg_type WHERE oid = base_oid;
        EXIT WHEN step.typtype <> 'd';
        base_oid := step.typbasetype;
        base_typmod := greatest(base_typmod, step.typtypmod);
    END LOOP;
END
$$;

-- Live columns of tables and indexes, with domains resolved.
CREATE VIEW dsql_internal.column_base AS
SELECT a.attrelid, a.attnum, a.attname, a.attidentity,
    t.typtype = 'd' AS is_domain,
    CASE t.typtype WHEN 'd' THEN (dsql_internal.base_type(a.atttypid)).base_oid ELSE a.atttypid END AS type_oid,
    CASE t.typtype WHEN 'd' THEN (dsql_internal.base_type(a.atttypid)).base_typmod ELSE a.atttypmod END AS typmod
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE a.attnum > 0 AND NOT a.attisdropped;

-- A type with its length: the same limits hold for columns and domains.
CREATE FUNCTION dsql_internal.check_type(type_oid oid, typmod integer) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM dsql_internal.column_type c WHERE c.type_oid = check_type.type_oid) THEN
        PERFORM dsql_internal.refuse('column-types', format_type(type_oid, NULL));
    ELSIF type_oid = 'character'::regtype AND typmod - 4 > 4096 THEN
        PERFORM dsql_internal.refuse('char-length');
    ELSIF type_oid = 'character varying'::regtype AND typmod - 4 > 65535 THEN
        PERFORM dsql_internal.refuse('varchar-length');
    END IF;
END
$$;

CREATE FUNCTION dsql_internal.check_columns(tables oid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    bad record;
BEGIN
    SELECT c.type_oid, c.typmod INTO bad
    FROM dsql_internal.column_base c
    LEFT JOIN dsql_internal.column_type s USING (type_oid)
    WHERE c.attrelid = ANY (tables)
        AND (s.type_oid IS NULL
            OR c.type_oid = 'character'::regtype AND c.typmod - 4 > 4096
            OR c.type_oid = 'character varying'::regtype AND c.typmod - 4 > 65535)
    ORDER BY c.attrelid, c.attnum
    LIMIT 1;
    IF FOUND THEN
        PERFORM dsql_internal.check_type(bad.type_oid, bad.typmod);
    END IF;

    SELECT format_type(c.type_oid, NULL) AS type_name INTO bad
    FROM dsql_internal.column_base c
    WHERE c.attrelid = ANY (tables) AND c.attidentity <> '' AND (c.type_oid <> 'bigint'::regtype OR c.is_domain)
    LIMIT 1;
    IF FOUND THEN
        PERFORM dsql_internal.refuse('identity-type', bad.type_name);
    END IF;
END
$$;

-- numeric without precision is numeric(18,6) on the service (AWS docs, seen 2026-10). A stored generation expression was
-- cast before the precision was known, so such a column is altered; elsewhere the catalogue entry is enough and keeps
-- views and keys on the column intact.
CREATE FUNCTION dsql_internal.give_numeric_precision(tables oid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    typmod CONSTANT integer := (18 << 16 | 6) + 4;
    col record;
BEGIN
    FOR col IN
        SELECT a.attrelid, a.attnum, a.attname, a.attgenerated, pg_get_expr(d.adbin, d.adrelid) AS expression
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = ANY (tables) AND a.attnum > 0 AND a.atttypid = 'numeric'::regtype AND a.atttypmod = -1
        ORDER BY a.attgenerated DESC
    LOOP
        IF col.attgenerated <> '' THEN
            EXECUTE format('ALTER TABLE %s ALTER %I TYPE numeric(18, 6)', col.attrelid::regclass, col.attname);
        ELSE
            UPDATE pg_attribute SET atttypmod = typmod WHERE attrelid = col.attrelid AND attnum = col.attnum;
            IF col.expression IS NOT NULL THEN
                EXECUTE format('ALTER TABLE %s ALTER %I SET DEFAULT %s', col.attrelid::regclass, col.attname, col.expression);
            END IF;
        END IF;
    END LOOP;
END
$$;

CREATE FUNCTION dsql_internal.check_domain(domain_oid oid) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    base record;
BEGIN
    SELECT * INTO base FROM dsql_internal.base_type(domain_oid);
    PERFORM dsql_internal.check_type(base.base_oid, base.base_typmod);
    UPDATE pg_type SET typtypmod = (18 << 16 | 6) + 4
    WHERE oid = domain_oid AND typbasetype = 'numeric'::regtype AND typtypmod = -1;
END
$$;

-- Keys of primary keys, unique constraints and indexes alike. The declared size counts bounded strings and types of fixed
-- length; numeric and unbounded strings are limited by their values only.
CREATE FUNCTION dsql_internal.check_keys(tables oid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    bad record;
BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indrelid = ANY (tables) AND indnkeyatts > 8) THEN
        PERFORM dsql_internal.refuse('key-columns');
    END IF;

    SELECT format_type(c.type_oid, NULL) AS type_name INTO bad
    FROM pg_index i
    JOIN dsql_internal.column_base c ON c.attrelid = i.indexrelid AND c.attnum <= i.indnkeyatts
    LEFT JOIN dsql_internal.column_type s USING (type_oid)
    WHERE i.indrelid = ANY (tables) AND s.in_key IS NOT TRUE
    ORDER BY i.indexrelid, c.attnum
    LIMIT 1;
    IF FOUND THEN
        PERFORM dsql_internal.refuse('key-types', bad.type_name);
    END IF;

    IF EXISTS (
        SELECT FROM pg_index i
        JOIN dsql_internal.column_base c ON c.attrelid = i.indexrelid AND c.attnum <= i.indnkeyatts
        JOIN pg_type t ON t.oid = c.type_oid
        WHERE i.indrelid = ANY (tables)
        GROUP BY i.indexrelid
        HAVING sum(CASE
            WHEN t.typlen > 0 THEN t.typlen
            WHEN t.typcategory = 'S' AND c.typmod > 4 THEN c.typmod - 4
            ELSE 0 END) > 2000
    ) THEN
        PERFORM dsql_internal.refuse('declared-key-size');
    END IF;
END
$$;

CREATE FUNCTION dsql_internal.check_table_limits(tables oid[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    IF EXISTS (SELECT FROM pg_index WHERE indrelid = ANY (tables) GROUP BY indrelid HAVING count(*) > 24) THEN
        PERFORM dsql_internal.refuse('index-count');
    END IF;
    IF EXISTS (SELECT FROM pg_statistic_ext WHERE stxrelid = ANY (tables) GROUP BY stxrelid HAVING count(*) > 5) THEN
        PERFORM dsql_internal.refuse('statistics-count');
    END IF;
    -- A table without a primary key carries a hidden key column: 255 of its own remain of the 256 in the key index.
    FOR found IN
        SELECT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary) AS has_key, count(*) AS columns
        FROM pg_attribute a
        WHERE a.attrelid = ANY (tables) AND a.attnum > 0 AND NOT a.attisdropped
        GROUP BY a.attrelid
        HAVING count(*) > 255
    LOOP
        IF NOT found.has_key THEN
            PERFORM dsql_internal.refuse('column-count');
        ELSIF found.columns > 256 THEN
            PERFORM dsql_internal.refuse('key-index-columns');
        END IF;
    END LOOP;
END
$$;

-- How many of each a database may have, besides those of the service itself.
CREATE TABLE dsql_internal.quota (
    object_kind text PRIMARY KEY,
    most integer NOT NULL
);
INSERT INTO dsql_internal.quota VALUES ('schema', 10), ('table', 1000), ('view', 5000), ('sequence', 5000);

CREATE FUNCTION dsql_internal.exceeds_quota(kind text, number bigint) RETURNS boolean
LANGUAGE sql STABLE AS 'SELECT number > most FROM dsql_internal.quota WHERE object_kind = kind';

CREATE FUNCTION dsql_internal.check_cluster_limits(command_tags text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    counted record;
BEGIN
    IF 'CREATE SCHEMA' = ANY (command_tags) AND dsql_internal.exceeds_quota('schema', (
        SELECT count(*) FROM pg_namespace
        WHERE nspname NOT IN ('public', 'sys', 'dsql_internal', 'information_schema') AND nspname !~ '^pg_'))
    THEN
        PERFORM dsql_internal.refuse('schema-count');
    END IF;
    IF command_tags && ARRAY['CREATE TABLE', 'CREATE VIEW', 'CREATE SEQUENCE'] THEN
        SELECT count(*) FILTER (WHERE relkind = 'r') AS tables,
            count(*) FILTER (WHERE relkind = 'v') AS views,
            count(*) FILTER (WHERE relkind = 'S') AS sequences
        INTO counted
        FROM pg_class
        WHERE oid >= 16384 AND relnamespace <> ALL (ARRAY['dsql_internal'::regnamespace, 'sys'::regnamespace]::oid[])
            AND relpersistence <> 't';
        IF dsql_internal.exceeds_quota('table', counted.tables) THEN
            PERFORM dsql_internal.refuse('table-count');
        ELSIF dsql_internal.exceeds_quota('view', counted.views) THEN
            PERFORM dsql_internal.refuse('view-count');
        ELSIF dsql_internal.exceeds_quota('sequence', counted.sequences) THEN
            PERFORM dsql_internal.refuse('sequence-count');
        END IF;
    END IF;
END
$$;

-- About 120 KiB in practice, though the documentation says 2 MiB (seen 2026-10).
CREATE FUNCTION dsql_internal.check_views(views oid[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM unnest(views) AS v WHERE octet_length(pg_get_viewdef(v)) > 120 * 1024) THEN
        PERFORM dsql_internal.refuse('view-size');
    END IF;
END
$$;

-- The serial types do not exist on the service; here they show as a sequence that came with its column's table and owns
-- its default. The texts on cache and type of sequences apply to what is left.
CREATE FUNCTION dsql_internal.check_sequences(sequences oid[], created oid[], tag text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    seq record;
BEGIN
    FOR seq IN
        SELECT s.seqrelid, s.seqtypid, s.seqcache, d.deptype, a.atttypid, EXISTS (
                SELECT FROM pg_attrdef f
                JOIN pg_depend u ON u.classid = 'pg_attrdef'::regclass AND u.objid = f.oid
                    AND u.refclassid = 'pg_class'::regclass AND u.refobjid = s.seqrelid
                WHERE f.adrelid = d.refobjid AND f.adnum = d.refobjsubid) AS is_default
        FROM pg_sequence s
        LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i')
            AND d.refclassid = 'pg_class'::regclass
        LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE s.seqrelid = ANY (sequences)
    LOOP
        IF seq.deptype = 'a' AND seq.is_default AND seq.seqrelid = ANY (created) AND tag <> 'CREATE SEQUENCE' THEN
            PERFORM dsql_internal.refuse('serial', CASE seq.atttypid
                WHEN 'smallint'::regtype THEN 'smallserial' WHEN 'bigint'::regtype THEN 'bigserial' ELSE 'serial' END);
        ELSIF seq.deptype = 'i' AND seq.seqcache BETWEEN 2 AND 65535 THEN
            PERFORM dsql_internal.refuse('identity-cache');
        ELSIF seq.deptype IS DISTINCT FROM 'i' AND seq.seqtypid <> 'bigint'::regtype THEN
            PERFORM dsql_internal.refuse('sequence-type', format_type(seq.seqtypid, NULL));
        ELSIF seq.seqcache BETWEEN 2 AND 65535 THEN
            PERFORM dsql_internal.refuse('sequence-cache');
        END IF;
    END LOOP;
END
$$;

-- Ranges can be computed with, but not be what a function returns (pgrest, 2026-08).
CREATE FUNCTION dsql_internal.check_functions() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    result record;
BEGIN
    SELECT format_type(t.oid, NULL) AS type_name INTO result
    FROM pg_event_trigger_ddl_commands() d
    JOIN pg_proc p ON p.oid = d.objid
    JOIN pg_type t ON t.oid = p.prorettype
    WHERE d.classid = 'pg_proc'::regclass AND t.typtype IN ('r', 'm')
    LIMIT 1;
    IF FOUND THEN
        PERFORM dsql_internal.refuse('column-types', result.type_name);
    END IF;
END
$$;

-- Planning the checks anew for every statement would take longer than running them.
CREATE FUNCTION dsql_internal.on_ddl_end() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    changed oid[];
    created oid[];
    command_tags text[];
    tables oid[];
    sequences oid[];
    views oid[];
    domain_oid oid;
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
        RETURN;
    END IF;
    SELECT array_agg(DISTINCT objid) FILTER (WHERE classid = 'pg_class'::regclass),
        array_agg(DISTINCT objid) FILTER (WHERE classid = 'pg_class'::regclass AND command_tag LIKE 'CREATE %'),
        array_agg(DISTINCT command_tag)
    INTO changed, created, command_tags
    FROM pg_event_trigger_ddl_commands()
    WHERE schema_name IS NULL OR schema_name NOT IN ('dsql_internal', 'pg_temp');
    IF command_tags IS NULL THEN
        RETURN;
    END IF;

    SELECT array_agg(DISTINCT coalesce(i.indrelid, c.oid)) FILTER (WHERE c.relkind IN ('r', 'i')),
        array_agg(c.oid) FILTER (WHERE c.relkind = 'S'),
        array_agg(c.oid) FILTER (WHERE c.relkind = 'v')
    INTO tables, sequences, views
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
    WHERE c.oid = ANY (changed);
    IF 'CREATE STATISTICS' = ANY (command_tags) THEN
        tables := tables || ARRAY(
            SELECT s.stxrelid FROM pg_event_trigger_ddl_commands() d JOIN pg_statistic_ext s ON s.oid = d.objid
            WHERE d.classid = 'pg_statistic_ext'::regclass);
    END IF;

    IF sequences IS NOT NULL THEN
        PERFORM dsql_internal.check_sequences(sequences, created, tg_tag);
    END IF;
    IF tables IS NOT NULL THEN
        PERFORM dsql_internal.check_columns(tables);
        PERFORM dsql_internal.check_keys(tables);
        PERFORM dsql_internal.check_table_limits(tables);
        PERFORM dsql_internal.give_numeric_precision(tables);
        INSERT INTO dsql_internal.primary_key_column
        SELECT c.conrelid, k FROM pg_constraint c, unnest(c.conkey) AS k
        WHERE c.conrelid = ANY (tables) AND c.contype = 'p'
        ON CONFLICT DO NOTHING;
    END IF;
    FOR domain_oid IN
        SELECT objid FROM pg_event_trigger_ddl_commands() WHERE classid = 'pg_type'::regclass AND object_type = 'type'
    LOOP
        PERFORM dsql_internal.check_domain(domain_oid);
    END LOOP;
    PERFORM dsql_internal.check_functions();
    PERFORM dsql_internal.check_views(views);
    PERFORM dsql_internal.check_cluster_limits(command_tags);
    -- The service looks at a new table by itself (recorded 2026-09).
    PERFORM dsql_internal.record_job('completed', NULL, 'ANALYZE', d.objid)
    FROM pg_event_trigger_ddl_commands() d
    WHERE d.command_tag = 'CREATE TABLE' AND d.classid = 'pg_class'::regclass AND d.objsubid = 0;
    -- For ddl_async, which has no other way to learn what its statement touched.
    PERFORM set_config('dsql_internal.ddl_object', coalesce(changed[1]::text, ''), true);
END
$$;

CREATE FUNCTION dsql_internal.on_drop() RETURNS event_trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    dropped_column text;
BEGIN
    SELECT d.address_names[3] INTO dropped_column
    FROM pg_event_trigger_dropped_objects() d
    JOIN dsql_internal.primary_key_column k ON k.table_oid = d.objid AND k.attnum = d.objsubid
    WHERE d.object_type = 'table column'
    LIMIT 1;
    IF FOUND THEN
        PERFORM dsql_internal.refuse('drop-key-column', dropped_column);
    END IF;
    -- A table that is still there without the key it had.
    IF EXISTS (SELECT FROM pg_event_trigger_dropped_objects() d WHERE d.original AND d.object_type = 'table constraint')
        AND EXISTS (
            SELECT FROM dsql_internal.primary_key_column k JOIN pg_class c ON c.oid = k.table_oid
            WHERE NOT EXISTS (SELECT FROM pg_constraint p WHERE p.conrelid = k.table_oid AND p.contype = 'p')) THEN
        PERFORM dsql_internal.refuse('alter-table', 'DROP CONSTRAINT');
    END IF;
    DELETE FROM dsql_internal.primary_key_column
    WHERE table_oid IN (SELECT objid FROM pg_event_trigger_dropped_objects() WHERE object_type = 'table');
    -- What a dropped table leaves behind is cleared away by a job (recorded 2026-09).
    IF session_user <> 'postgres' THEN
        PERFORM dsql_internal.record_job('completed', NULL, 'DROP', objid)
        FROM pg_event_trigger_dropped_objects()
        WHERE object_type = 'table' AND NOT is_temporary;
    END IF;
END
$$;

CREATE EVENT TRIGGER dsql_ddl_end ON ddl_command_end EXECUTE FUNCTION dsql_internal.on_ddl_end();
CREATE EVENT TRIGGER dsql_drop ON sql_drop EXECUTE FUNCTION dsql_internal.on_drop();
