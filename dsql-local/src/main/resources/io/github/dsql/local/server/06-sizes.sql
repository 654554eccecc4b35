-- How large values, rows, keys and transactions may be. PostgreSQL has no such limits, or others, so the rows that a transaction
-- has written are measured behind its statements: by the front end's request, since most statements cannot reach a limit.

-- Columns of a table with the expression for the bytes that a value takes. Long texts and documents are compressed on the
-- service (AWS docs, 2026-08), so what PostgreSQL stores for them is the measure; bytea is not. Keys are never compressed.
CREATE VIEW dsql_internal.column_size AS
SELECT c.attrelid, c.attnum, c.type_oid, c.typmod, t.typlen,
    CASE
        WHEN t.typlen > 0 THEN format('CASE WHEN %I IS NULL THEN 0 ELSE %s END', c.attname, t.typlen)
        WHEN c.type_oid = 'bytea'::regtype THEN format('coalesce(octet_length(%I), 0)', c.attname)
        ELSE format('coalesce(pg_column_size(%I), 0)', c.attname) END AS stored,
    CASE
        WHEN t.typlen > 0 THEN format('CASE WHEN %I IS NULL THEN 0 ELSE %s END', c.attname, t.typlen)
        WHEN t.typcategory = 'S' THEN format('coalesce(octet_length(%I), 0)', c.attname)
        ELSE format('coalesce(pg_column_size(%I), 0)', c.attname) END AS in_key,
    CASE
        WHEN t.typlen > 0 THEN t.typlen
        WHEN c.type_oid = 'varchar'::regtype AND c.typmod > 4 THEN c.typmod - 4
        WHEN c.type_oid = 'character'::regtype AND c.typmod > 4 THEN (c.typmod - 4) * 4
        WHEN c.type_oid = 'numeric'::regtype AND c.typmod > 4 THEN ((c.typmod - 4) >> 16) / 2 + 8
        ELSE 1048576 END AS largest
FROM dsql_internal.column_base c
JOIN pg_catalog.pg_type t ON t.oid = c.type_oid;

-- The keys of an index: its own, then, unless it is the primary key, those of the primary key that it carries.
CREATE VIEW dsql_internal.key_size AS
SELECT i.indexrelid, i.indrelid, k.number, i.indpred IS NOT NULL AS is_partial,
    coalesce(c.in_key, format('coalesce(octet_length((%s)::text), 0)',
        dsql_internal.plain_indexdef(i.indexrelid, k.number::integer, true))) AS in_key,
    coalesce(c.largest, 1048576) AS largest
FROM pg_catalog.pg_index i
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, number)
LEFT JOIN dsql_internal.column_size c ON c.attrelid = i.indrelid AND c.attnum = k.attnum
WHERE k.number <= i.indnkeyatts
UNION ALL
SELECT i.indexrelid, i.indrelid, i.indnkeyatts + k.number, i.indpred IS NOT NULL, c.in_key, c.largest
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_index p ON p.indrelid = i.indrelid AND p.indisprimary AND NOT i.indisprimary
CROSS JOIN LATERAL unnest(p.indkey::int2[]) WITH ORDINALITY AS k (attnum, number)
JOIN dsql_internal.column_size c ON c.attrelid = i.indrelid AND c.attnum = k.attnum
WHERE k.number <= p.indnkeyatts;

-- Indexes of clients with an expression for the bytes of an entry, 7 more for each column after the first (seen 2026-10), and
-- the most that it can be by the declared types.
CREATE VIEW dsql_internal.entry_size AS
SELECT k.indexrelid, k.indrelid, i.indisprimary,
    CASE WHEN k.is_partial
        THEN format('CASE WHEN %s THEN %s ELSE 0 END', pg_get_expr(i.indpred, i.indrelid), k.bytes)
        ELSE k.bytes END AS bytes,
    k.largest
FROM (
    SELECT indexrelid, indrelid, is_partial, string_agg(in_key, ' + ' ORDER BY number) || ' + ' || 7 * (count(*) - 1) AS bytes,
        sum(largest) + 7 * (count(*) - 1) AS largest
    FROM dsql_internal.key_size
    GROUP BY indexrelid, indrelid, is_partial
) k
JOIN pg_catalog.pg_index i ON i.indexrelid = k.indexrelid;

-- Is there an index whose keys can be larger than they may be?
CREATE FUNCTION dsql_internal.any_large_keys() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT EXISTS (SELECT FROM dsql_internal.entry_size WHERE largest > 1981 AND indrelid >= 16384
        AND indrelid NOT IN (SELECT oid FROM pg_class WHERE relnamespace = 'dsql_internal'::regnamespace))
$$;

-- Has the index an entry whose key is larger than it may be?
CREATE FUNCTION dsql_internal.has_large_entry(index_oid oid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    entry record;
    largest integer;
BEGIN
    SELECT e.bytes, e.indrelid::regclass AS table_name INTO entry
    FROM dsql_internal.entry_size e WHERE e.indexrelid = index_oid AND e.largest > 1981;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    EXECUTE format('SELECT max(%s) FROM ONLY %s', entry.bytes, entry.table_name) INTO largest;
    RETURN coalesce(largest > 1981, false);
END
$$;

-- A query for the rows of a table that the transaction has written: what is wrong with a value, the largest row, the largest
-- key, the bytes of all. Own rows are those that the transaction's snapshot sees though it is older than they are.
CREATE FUNCTION dsql_internal.size_query(table_oid oid) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT format('SELECT max(%s), max("dsql$row"), max("dsql$key"), sum("dsql$row" + "dsql$entries")::bigint '
            'FROM ONLY %s AS "dsql$t" CROSS JOIN LATERAL (SELECT %s, %s, %s) AS s ("dsql$row", "dsql$key", "dsql$entries") '
            'WHERE age("dsql$t".xmin) <= $1',
            coalesce((
                SELECT 'CASE ' || string_agg(CASE
                        WHEN c.type_oid = 'varchar'::regtype AND c.typmod > 4
                            THEN format('WHEN octet_length(%I) > %s THEN %L', a.attname, c.typmod - 4, 'length ' || c.typmod - 4)
                        WHEN c.type_oid = 'varchar'::regtype
                            THEN format('WHEN octet_length(%I) > 65535 THEN %L', a.attname, '65535 varchar')
                        ELSE format('WHEN %s > 1048576 THEN %L', c.stored, '1048576 ' || format_type(c.type_oid, NULL)) END, ' ')
                    || ' END'
                FROM dsql_internal.column_size c JOIN pg_attribute a USING (attrelid, attnum)
                WHERE c.attrelid = table_oid AND c.typlen < 0), 'NULL::text'),
            table_oid::regclass,
            coalesce((SELECT string_agg(stored, ' + ') FROM dsql_internal.column_size WHERE attrelid = table_oid), '0'),
            coalesce((SELECT 'greatest(' || string_agg(bytes, ', ') || ')' FROM dsql_internal.entry_size
                WHERE indrelid = table_oid AND largest > 1981), '0'),
            coalesce((SELECT string_agg(bytes, ' + ') FROM dsql_internal.entry_size
                WHERE indrelid = table_oid AND NOT indisprimary), '0'))
    );
END
$$;

-- Clients' tables that the transaction has written rows to.
CREATE FUNCTION dsql_internal.written_tables() RETURNS SETOF pg_catalog.pg_class
LANGUAGE sql STABLE AS $$
    SELECT c.* FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode = 'RowExclusiveLock' AND c.relkind = 'r'
        AND c.oid >= 16384 AND c.relpersistence = 'p'
        AND pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid) > 0
$$;

CREATE FUNCTION dsql_internal.own_age() RETURNS integer
LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.age(pg_catalog.xid(pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())))
$$;

-- Can a value of the table be too large after a statement that has computed it? It is then stored out of line.
CREATE FUNCTION dsql_internal.may_hold_large_values(table_oid oid, toast_oid oid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT toast_oid <> 0 AND (pg_relation_size(toast_oid) > 1048576 OR EXISTS (
        SELECT FROM dsql_internal.column_base c
        WHERE c.attrelid = table_oid AND (c.type_oid = 'bytea'::regtype OR c.type_oid = 'varchar'::regtype AND c.typmod = -1)))
$$;

-- Refuses the values, rows and keys that the transaction has written if they are too large.
CREATE FUNCTION dsql_internal.check_written(sent_much boolean, large_keys boolean) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    own_age CONSTANT integer := dsql_internal.own_age();
    written record;
    bad_value text;
    row_bytes bigint;
    key_bytes bigint;
    all_bytes bigint;
BEGIN
    FOR written IN SELECT oid, reltoastrelid FROM dsql_internal.written_tables() LOOP
        CONTINUE WHEN NOT (
            sent_much
            OR dsql_internal.may_hold_large_values(written.oid, written.reltoastrelid)
            OR large_keys AND EXISTS (SELECT FROM dsql_internal.entry_size e WHERE e.indrelid = written.oid AND e.largest > 1981));
        EXECUTE dsql_internal.size_query(written.oid) INTO bad_value, row_bytes, key_bytes, all_bytes USING own_age;
        IF bad_value LIKE 'length %' THEN
            PERFORM dsql_internal.refuse('varchar-bytes', substr(bad_value, 8));
        ELSIF bad_value IS NOT NULL THEN
            PERFORM dsql_internal.refuse('value-size', split_part(bad_value, ' ', 1), substr(bad_value, strpos(bad_value, ' ') + 1));
        ELSIF key_bytes > 1981 THEN
            PERFORM dsql_internal.refuse('key-size');
        ELSIF row_bytes > 2097152 THEN
            PERFORM dsql_internal.refuse('row-size');
        END IF;
    END LOOP;
    RETURN '';
END
$$;

-- About how many bytes the rows that the transaction has written take, with their index entries; 0 if it cannot be much.
CREATE FUNCTION dsql_internal.written_bytes() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    own_age CONSTANT integer := dsql_internal.own_age();
    written oid;
    bad_value text;
    row_bytes bigint;
    key_bytes bigint;
    all_bytes bigint;
    total bigint := 0;
BEGIN
    IF (SELECT coalesce(sum(pg_total_relation_size(oid)), 0) <= 10485760 AND NOT coalesce(bool_or(dsql_internal.has_bytea(oid)), false)
        FROM dsql_internal.written_tables())
    THEN
        RETURN 0;
    END IF;
    FOR written IN SELECT oid FROM dsql_internal.written_tables() LOOP
        EXECUTE dsql_internal.size_query(written) INTO bad_value, row_bytes, key_bytes, all_bytes USING own_age;
        total := total + coalesce(all_bytes, 0);
    END LOOP;
    RETURN total;
END
$$;

CREATE FUNCTION dsql_internal.has_bytea(table_oid oid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM dsql_internal.column_base c WHERE c.attrelid = table_oid AND c.type_oid = 'bytea'::regtype)
$$;

-- varchar(n) holds n bytes (AWS docs), where PostgreSQL counts characters. What PostgreSQL applies to every value that is
-- assigned to such a column is exchanged; COPY does not apply it, so its rows are looked at by check_written.
CREATE FUNCTION dsql_internal.varchar_of_characters(value varchar, typmod integer, is_explicit boolean) RETURNS varchar
LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'varchar';

-- For a value of too many bytes: as everywhere in SQL, blanks at its end do not count, and an explicit cast cuts it off.
CREATE FUNCTION dsql_internal.long_varchar(value varchar, typmod integer, is_explicit boolean) RETURNS varchar
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    result varchar := dsql_internal.varchar_of_characters(value, typmod, is_explicit);
    most CONSTANT integer := typmod - 4;
BEGIN
    IF typmod > 4 AND NOT is_explicit AND pg_catalog.octet_length(result) > most THEN
        result := pg_catalog.rtrim(result, ' ');
        IF pg_catalog.octet_length(result) > most THEN
            PERFORM dsql_internal.refuse('varchar-bytes', most::text);
        END IF;
        result := result || pg_catalog.repeat(' ', most - pg_catalog.octet_length(result));
    END IF;
    RETURN result;
END
$$;

-- Inlined by the planner, since it stands in for a built-in.
CREATE FUNCTION dsql_internal.varchar_of_bytes(value varchar, typmod integer, is_explicit boolean) RETURNS varchar
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN pg_catalog.octet_length(value) <= typmod - 4 THEN value
        ELSE dsql_internal.long_varchar(value, typmod, is_explicit) END
$$;

UPDATE pg_catalog.pg_cast SET castfunc = 'dsql_internal.varchar_of_bytes'::regproc
WHERE castsource = 'varchar'::regtype AND casttarget = 'varchar'::regtype;
