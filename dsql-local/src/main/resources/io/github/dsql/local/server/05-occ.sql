-- Optimistic concurrency. PostgreSQL lets the second writer of a row wait for the first; on the service nobody waits, and the
-- one that commits second fails. So a transaction in whose way another one stands gives way: what it wrote is captured as
-- row images, it rolls back to its start, and it comes back with its rows before its next statement. A transaction that can
-- no longer win goes on working on temporary copies of its tables, until its COMMIT is refused.
--
-- An image is JSON: {"tables": [{"t": <oid>, "rows": [<row as text>, …], "gone": [<ctid>, …] or "kept": [<ctid>, …]}, …]}.
-- "gone" are the row versions that the transaction has replaced or deleted; where they could not be looked up without waiting,
-- "kept" are those that it has not.

-- Images, locks and names pass through the client's connection, whose encoding may not have their characters.
CREATE FUNCTION dsql_internal.pack(content jsonb) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$ SELECT encode(convert_to(content::text, 'UTF8'), 'hex') $$;

CREATE FUNCTION dsql_internal.unpack(packed text) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT nullif(convert_from(decode(packed, 'hex'), 'UTF8'), '')::jsonb
$$;

-- The transaction ids that this session holds: one for each subtransaction that has written.
CREATE FUNCTION dsql_internal.own_xids() RETURNS xid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(transactionid), '{}') FROM pg_locks
    WHERE pid = pg_backend_pid() AND locktype = 'transactionid' AND mode = 'ExclusiveLock'
$$;

-- Clients' tables on which this session holds a lock of the given mode.
CREATE FUNCTION dsql_internal.locked_tables(lock_mode text) RETURNS oid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT l.relation), '{}')
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.mode = lock_mode AND l.granted
        AND c.relkind = 'r' AND c.relpersistence = 'p' AND c.oid >= 16384
        AND c.relnamespace <> ALL (ARRAY['dsql_internal'::regnamespace, 'sys'::regnamespace]::oid[])
$$;

-- What another session has to know to look up which row versions this one has replaced; empty if it has written nothing.
CREATE FUNCTION dsql_internal.writes() RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN tables = '{}' THEN '' ELSE json_build_object('xids', dsql_internal.own_xids(), 'tables', tables)::text END
    FROM (SELECT dsql_internal.locked_tables('RowExclusiveLock') AS tables) t
$$;

-- Does the xmax of a row version name one of these transactions, alone or among others that have locked the row?
CREATE FUNCTION dsql_internal.is_marked_by(row_xmax xid, xids xid[]) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    -- The number may name a transaction or a group of them; a group that was never formed cannot be asked for.
    RETURN row_xmax = ANY (xids)
        OR mxid_age(row_xmax) BETWEEN 1 AND 2147483646
            AND EXISTS (SELECT FROM pg_get_multixact_members(row_xmax) m WHERE m.xid = ANY (xids));
END
$$;

-- Called on another connection, which still sees the row versions that the transaction with these writes has replaced.
CREATE FUNCTION dsql_internal.marked(writes jsonb) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE
    xids CONSTANT xid[] := ARRAY(SELECT jsonb_array_elements_text(writes -> 'xids')::xid);
    written oid;
    marked tid[];
    result jsonb := '{}';
BEGIN
    FOR written IN SELECT jsonb_array_elements_text(writes -> 'tables')::oid LOOP
        EXECUTE format('SELECT coalesce(array_agg(ctid), ''{}'') FROM ONLY %s '
            'WHERE xmax <> ''0'' AND dsql_internal.is_marked_by(xmax, $1)', written::regclass)
            INTO marked USING xids;
        result := result || jsonb_build_object(written::text, marked);
    END LOOP;
    RETURN result;
END
$$;

-- Row images that survive any setting of the client.
CREATE FUNCTION dsql_internal.capture(marks text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog SET extra_float_digits = 1 SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET bytea_output = 'hex' AS $$
DECLARE
    xids CONSTANT xid[] := dsql_internal.own_xids();
    marked CONSTANT jsonb := nullif(marks, '')::jsonb;
    written oid;
    rows text[];
    versions tid[];
    tables jsonb[] := '{}';
BEGIN
    FOREACH written IN ARRAY dsql_internal.locked_tables('RowExclusiveLock') LOOP
        EXECUTE format('SELECT coalesce(array_agg(("dsql$row".*)::text), ''{}'') FROM ONLY %s AS "dsql$row" '
            'WHERE xmin = ANY ($1)', written::regclass)
            INTO rows USING xids;
        IF marked IS NULL THEN
            EXECUTE format('SELECT coalesce(array_agg(ctid), ''{}'') FROM ONLY %s WHERE xmin <> ALL ($1)', written::regclass)
                INTO versions USING xids;
        ELSE
            EXECUTE format('SELECT coalesce(array_agg("dsql$version"), ''{}'') FROM unnest($1) AS "dsql$version" '
                'WHERE NOT EXISTS (SELECT FROM ONLY %s WHERE ctid = "dsql$version")', written::regclass)
                INTO versions USING ARRAY(SELECT jsonb_array_elements_text(marked -> written::text)::tid);
        END IF;
        IF marked IS NULL OR rows <> '{}' OR versions <> '{}' THEN
            tables := tables || jsonb_build_object('t', written, 'rows', rows,
                CASE WHEN marked IS NULL THEN 'kept' ELSE 'gone' END, versions);
        END IF;
    END LOOP;
    RETURN dsql_internal.pack(jsonb_build_object('tables', tables));
END
$$;

-- The row versions of a table that an image replaces.
CREATE FUNCTION dsql_internal.gone(image jsonb) RETURNS tid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
DECLARE
    versions tid[];
BEGIN
    IF image ? 'gone' THEN
        RETURN ARRAY(SELECT jsonb_array_elements_text(image -> 'gone')::tid);
    END IF;
    EXECUTE format('SELECT coalesce(array_agg(ctid), ''{}'') FROM (SELECT ctid FROM ONLY %s '
        'EXCEPT SELECT v::tid FROM jsonb_array_elements_text($1) AS v) e', (image ->> 't')::oid::regclass)
        INTO versions USING image -> 'kept';
    RETURN versions;
END
$$;

-- A column list of a table, each name behind a prefix: "written" are all columns that take values, "settable" those that an
-- UPDATE may set, "key" those of a unique index, by which versions of a row are told to be the same row, and "keys" those of
-- all unique indexes, whose values a lock of the key keeps as they are; null without one.
CREATE FUNCTION dsql_internal.columns(table_oid oid, which text, prefix text DEFAULT '') RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT string_agg(prefix || quote_ident(a.attname), ', ' ORDER BY a.attnum)
    FROM pg_attribute a
    WHERE a.attrelid = table_oid AND a.attnum > 0 AND NOT a.attisdropped
        AND CASE which
            WHEN 'written' THEN a.attgenerated = ''
            WHEN 'settable' THEN a.attgenerated = '' AND a.attidentity <> 'a'
            WHEN 'keys' THEN EXISTS (
                SELECT FROM pg_index i
                WHERE i.indrelid = table_oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                    AND a.attnum = ANY ((i.indkey::smallint[])[0:i.indnkeyatts - 1]))
            ELSE a.attnum = ANY ((
                SELECT (i.indkey::smallint[])[0:i.indnkeyatts - 1] FROM pg_index i
                WHERE i.indrelid = table_oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
                ORDER BY i.indisprimary DESC, i.indexrelid LIMIT 1)::smallint[]) END
$$;

-- What an UPDATE that writes an image says behind SET. An identity column that is always generated keeps its value.
CREATE FUNCTION dsql_internal.assignments(table_oid oid) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT coalesce('(' || dsql_internal.columns(table_oid, 'settable') || ') = ROW('
            || dsql_internal.columns(table_oid, 'settable', 'p.') || ')',
        dsql_internal.columns(table_oid, 'written') || ' = DEFAULT')
$$;

-- Writes an image again, in one statement: foreign keys are then checked at its end, and the order of tables is of no matter.
-- Rows are deleted, updated and inserted in this order, each step waiting for the one before. Whatever stands in the way by now
-- is an error.
CREATE FUNCTION dsql_internal.come_back(image text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog SET extra_float_digits = 1 SET datestyle = 'ISO' SET intervalstyle = 'postgres' AS $$
DECLARE
    tables jsonb := '[]';
    part jsonb;
    table_oid oid;
    nth integer := 0;
    matches text;
    reading text[] := '{}';
    deleting text[] := '{}';
    updating text[] := '{}';
    inserting text[] := '{}';
    deleted text := '(VALUES (0)) d';
    updated text := '(VALUES (0)) u';
    done bigint;
    gone tid[];
    expected bigint := 0;
BEGIN
    FOR part IN SELECT jsonb_array_elements(dsql_internal.unpack(image) -> 'tables') LOOP
        gone := dsql_internal.gone(part);
        expected := expected + cardinality(gone);
        tables := tables || jsonb_build_array(jsonb_build_object('rows', part -> 'rows', 'gone', gone));
        table_oid := part ->> 't';
        matches := coalesce('(' || dsql_internal.columns(table_oid, 'key', 'o.') || ') = ('
            || dsql_internal.columns(table_oid, 'key', 'n.') || ')', 'false');
        reading := reading || format(
            'o%1$s AS MATERIALIZED (SELECT ctid AS "dsql$ctid", * FROM ONLY %2$s '
            'WHERE ctid = ANY (ARRAY(SELECT jsonb_array_elements_text($1 -> %1$s -> ''gone'')::tid))), '
            'n%1$s AS MATERIALIZED (SELECT ("dsql$row").* FROM (SELECT v::%2$s AS "dsql$row" '
            'FROM jsonb_array_elements_text($1 -> %1$s -> ''rows'') v OFFSET 0) s), '
            'p%1$s AS MATERIALIZED (SELECT o."dsql$ctid", n.* FROM n%1$s n JOIN o%1$s o ON %3$s)',
            nth, table_oid::regclass, matches);
        deleting := deleting || format(
            'd%1$s AS (DELETE FROM ONLY %2$s t USING o%1$s o WHERE t.ctid = o."dsql$ctid" '
            'AND NOT EXISTS (SELECT FROM p%1$s p WHERE p."dsql$ctid" = o."dsql$ctid") RETURNING 1 AS one)',
            nth, table_oid::regclass);
        updating := updating || format(
            'u%1$s AS (UPDATE ONLY %2$s t SET %3$s FROM p%1$s p '
            'WHERE t.ctid = p."dsql$ctid" AND (SELECT count(*) FROM dall) >= 0 RETURNING 1 AS one)',
            nth, table_oid::regclass, dsql_internal.assignments(table_oid));
        inserting := inserting || format(
            'i%1$s AS (INSERT INTO %2$s (%3$s) OVERRIDING SYSTEM VALUE SELECT %4$s FROM n%1$s n '
            'WHERE NOT EXISTS (SELECT FROM o%1$s o WHERE %5$s) AND (SELECT count(*) FROM uall) >= 0 RETURNING 1)',
            nth, table_oid::regclass, dsql_internal.columns(table_oid, 'written'),
            dsql_internal.columns(table_oid, 'written', 'n.'), matches);
        deleted := deleted || format(' UNION ALL SELECT one FROM d%s', nth);
        updated := updated || format(' UNION ALL SELECT one FROM u%s', nth);
        nth := nth + 1;
    END LOOP;
    IF nth > 0 THEN
        EXECUTE 'WITH ' || array_to_string(reading || deleting, ', ')
            || ', dall AS MATERIALIZED (SELECT * FROM ' || deleted || '), ' || array_to_string(updating, ', ')
            || ', uall AS MATERIALIZED (SELECT * FROM ' || updated || '), ' || array_to_string(inserting, ', ')
            || ' SELECT (SELECT count(*) - 1 FROM dall) + (SELECT count(*) - 1 FROM uall)'
            INTO done USING tables;
        IF done <> expected THEN
            RAISE serialization_failure;
        END IF;
    END IF;
    RETURN '';
END
$$;

-- The clients' tables that names in a statement stand for: [[<schema or null>, <name>], …] under the client's search path.
CREATE FUNCTION dsql_internal.named_tables(names text, path name[]) RETURNS oid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT coalesce(array_agg(DISTINCT t.oid), '{}')
    FROM (
        SELECT (SELECT c.oid FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
            WHERE c.relname = n ->> 1 AND CASE WHEN n ->> 0 IS NULL THEN s.nspname = ANY (path) ELSE s.nspname = n ->> 0 END
            ORDER BY array_position(path, s.nspname) LIMIT 1) AS oid
        FROM jsonb_array_elements(names::jsonb) n) named
    JOIN pg_class t ON t.oid = named.oid
    WHERE t.relkind = 'r' AND t.relpersistence = 'p' AND t.oid >= 16384
        AND t.relnamespace <> ALL (ARRAY['dsql_internal'::regnamespace, 'sys'::regnamespace]::oid[])
$$;

CREATE FUNCTION dsql_internal.next_value(sequence_oid regclass) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT nextval(sequence_oid)';

-- Puts a temporary copy in front of a table, as the transaction sees it: its snapshot without the versions it has replaced, and
-- with its own rows. Copying takes time, so large tables are not.
CREATE FUNCTION dsql_internal.shadow_table(table_oid oid, image jsonb, max_bytes bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog SET extra_float_digits = 1 SET datestyle = 'ISO' SET intervalstyle = 'postgres' AS $$
DECLARE
    original CONSTANT text := table_oid::regclass;
    copy CONSTANT text := (SELECT format('pg_temp.%I', relname) FROM pg_class WHERE oid = table_oid);
    written CONSTANT text := dsql_internal.columns(table_oid, 'written');
    col record;
BEGIN
    IF pg_relation_size(table_oid) > max_bytes OR to_regclass(copy) IS NOT NULL THEN
        RAISE serialization_failure;
    END IF;
    EXECUTE format('CREATE TEMPORARY TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES '
        'INCLUDING GENERATED) ON COMMIT DROP', substr(copy, 9), original);
    EXECUTE format('INSERT INTO %1$s (%2$s) SELECT %2$s FROM ONLY %3$s WHERE ctid <> ALL ($1)',
        copy, written, original)
        USING CASE WHEN image IS NULL THEN '{}'::tid[] ELSE dsql_internal.gone(image) END;
    IF image IS NOT NULL THEN
        EXECUTE format('INSERT INTO %1$s (%2$s) SELECT %2$s FROM (SELECT ("dsql$row").* FROM (SELECT v::%3$s AS "dsql$row" '
            'FROM jsonb_array_elements_text($1) v OFFSET 0) s) n', copy, written, original)
            USING image -> 'rows';
    END IF;
    FOR col IN
        SELECT a.attname, d.objid AS sequence_oid FROM pg_attribute a
        JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum
            AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
        WHERE a.attrelid = table_oid AND a.attidentity <> ''
    LOOP
        EXECUTE format('ALTER TABLE %s ALTER %I SET DEFAULT dsql_internal.next_value(%s)', copy, col.attname, col.sequence_oid);
    END LOOP;
    FOR col IN
        SELECT privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
        WHERE CASE privilege WHEN 'DELETE' THEN has_table_privilege(session_user, table_oid, privilege)
            ELSE has_any_column_privilege(session_user, table_oid, privilege) END
    LOOP
        EXECUTE format('GRANT %s ON %s TO %I', col.privilege, copy, session_user);
    END LOOP;
END
$$;

-- Copies the tables with these names that are not copied yet, and all tables of the image; returns those that are by now, as
-- schema.name in hexadecimal, separated by commas, or nothing if none was added.
CREATE FUNCTION dsql_internal.shadow(names text, path name[], image text, max_bytes bigint) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    table_oid oid;
    images CONSTANT jsonb := coalesce(dsql_internal.unpack(image) -> 'tables', '[]');
    shadowed CONSTANT text := current_setting('dsql_internal.shadowed', true);
    done oid[] := coalesce(nullif(shadowed, '')::oid[], '{}');
    copied boolean := false;
BEGIN
    FOR table_oid IN
        SELECT (i ->> 't')::oid FROM jsonb_array_elements(images) i
        UNION SELECT unnest(dsql_internal.named_tables(names, path))
    LOOP
        CONTINUE WHEN table_oid = ANY (done);
        PERFORM dsql_internal.shadow_table(table_oid,
            (SELECT i FROM jsonb_array_elements(images) i WHERE (i ->> 't')::oid = table_oid), max_bytes);
        done := done || table_oid;
        copied := true;
    END LOOP;
    PERFORM set_config('dsql_internal.shadowed', done::text, true);
    RETURN CASE WHEN copied THEN (
        SELECT string_agg(encode(convert_to(s.nspname, 'UTF8'), 'hex') || '.' || encode(convert_to(c.relname, 'UTF8'), 'hex'), ',')
        FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace WHERE c.oid = ANY (done)) ELSE '' END;
END
$$;

-- The rows of these tables that the transaction has locked but not changed: [[<table>, <ctid>, <xmin>, <key as text>], …].
CREATE FUNCTION dsql_internal.locked_rows(names text, path name[]) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog SET extra_float_digits = 1 SET datestyle = 'ISO' SET intervalstyle = 'postgres' AS $$
DECLARE
    xids CONSTANT xid[] := dsql_internal.own_xids();
    table_oid oid;
    locked jsonb;
    result jsonb := '[]';
BEGIN
    FOREACH table_oid IN ARRAY dsql_internal.named_tables(names, path) LOOP
        EXECUTE format('SELECT coalesce(jsonb_agg(jsonb_build_array(%s, ctid, xmin::text, %s)), ''[]'') FROM ONLY %s '
            'WHERE xmax <> ''0'' AND dsql_internal.is_marked_by(xmax, $1)', table_oid,
            coalesce('ROW(' || dsql_internal.columns(table_oid, 'keys') || ')::text', 'NULL'), table_oid::regclass)
            INTO locked USING xids;
        result := result || locked;
    END LOOP;
    RETURN CASE result WHEN '[]' THEN '' ELSE dsql_internal.pack(result) END;
END
$$;

-- Does the snapshot show a row that this foreign key's error is about, so that it would be one on the service too? The key is
-- given as PostgreSQL writes it in the error's detail.
CREATE FUNCTION dsql_internal.shows_reference(schema_name text, table_name text, constraint_name text, key text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog SET extra_float_digits = 1 SET datestyle = 'ISO' SET intervalstyle = 'postgres' AS $$
DECLARE
    child regclass;
    columns text;
    found boolean;
BEGIN
    SELECT c.conrelid, (
        SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.n)
        FROM unnest(c.conkey) WITH ORDINALITY AS k (attnum, n)
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum)
    INTO child, columns
    FROM pg_constraint c
    WHERE c.contype = 'f' AND c.conname = constraint_name
        AND c.conrelid = to_regclass(format('%I.%I', schema_name, table_name));
    EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE concat_ws('', '', %s) = $1)', child, columns)
        INTO found USING key;
    RETURN found;
END
$$;

-- Has this transaction locked or changed a row that its snapshot shows and that another one had locked when it committed?
-- A lock of the key only is in the way of changes to the key and of whoever locks the row against them.
CREATE FUNCTION dsql_internal.meets(locks text, key_only boolean, own_locks text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog SET extra_float_digits = 1 SET datestyle = 'ISO' SET intervalstyle = 'postgres' AS $$
DECLARE
    -- The xmin of a row has 32 bits; the snapshot is of this or the previous round of them.
    snapshot CONSTANT pg_snapshot := pg_current_snapshot();
    newest CONSTANT bigint := pg_snapshot_xmax(snapshot)::text::bigint;
    held jsonb;
    full_xmin bigint;
    found boolean;
BEGIN
    FOR held IN SELECT jsonb_array_elements(dsql_internal.unpack(locks)) LOOP
        full_xmin := (newest >> 32 << 32) + (held ->> 2)::bigint;
        IF full_xmin > newest THEN
            full_xmin := full_xmin - (1::bigint << 32);
        END IF;
        CONTINUE WHEN NOT pg_visible_in_snapshot(full_xmin::text::xid8, snapshot)
            OR NOT EXISTS (SELECT FROM pg_class WHERE oid = (held ->> 0)::oid);
        EXECUTE format('SELECT EXISTS (SELECT FROM ONLY %s WHERE %s)', (held ->> 0)::oid::regclass,
            CASE WHEN key_only AND held ->> 3 IS NOT NULL
                THEN format('ROW(%s)::text = $2', dsql_internal.columns((held ->> 0)::oid, 'keys'))
                ELSE 'ctid = $1' END)
            INTO found USING (held ->> 1)::tid, held ->> 3;
        IF NOT found OR EXISTS (
            SELECT FROM jsonb_array_elements(dsql_internal.unpack(own_locks)) o WHERE o -> 0 = held -> 0 AND o -> 1 = held -> 1)
        THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END
$$;
