-- The schema sys: asynchronous jobs, IAM mappings and the service's helper functions. Of those only the names are known
-- (recorded 2026-09), save for dsql_major_version, wait_for_job and the two for base32; what cannot be told here is left out:
-- decode_job_ext_status, decode_job_statement, decode_job_status, fetch_seq_data_tuple, get_key_desc, iam_session_user and
-- job_err_msg.

CREATE FUNCTION sys.dsql_major_version() RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT 1';

-- RFC 4648 base32 in lower case without padding: 128 bits and two zero bits in 26 letters.
CREATE FUNCTION sys.uuid_to_base32_str(id uuid) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
    SELECT string_agg(substr('abcdefghijklmnopqrstuvwxyz234567', substring(bits FROM 5 * n + 1 FOR 5)::bit(5)::integer + 1, 1),
        '' ORDER BY n)
    FROM (SELECT ('x' || encode(uuid_send(id), 'hex'))::bit(128) || B'00' AS bits) b, generate_series(0, 25) AS n
$$;

CREATE FUNCTION sys.base32_str_to_uuid(id text) RETURNS uuid
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog AS $$
DECLARE
    bits bit varying := B'';
    letter text;
    hex text := '';
BEGIN
    IF id !~ '^[a-z2-7]{25}[aeimquy4]$' THEN
        PERFORM dsql_internal.refuse('job-id');
    END IF;
    FOREACH letter IN ARRAY string_to_array(id, NULL) LOOP
        bits := bits || (strpos('abcdefghijklmnopqrstuvwxyz234567', letter) - 1)::bit(5);
    END LOOP;
    FOR i IN 0 .. 3 LOOP
        hex := hex || lpad(to_hex(substring(bits FROM 32 * i + 1 FOR 32)::bit(32)::integer), 8, '0');
    END LOOP;
    RETURN hex::uuid;
END
$$;

CREATE FUNCTION sys.base_type_oid(type_oid oid) RETURNS oid
LANGUAGE sql STABLE STRICT AS 'SELECT base_oid FROM dsql_internal.base_type($1)';

CREATE FUNCTION sys.cluster_size() RETURNS bigint
LANGUAGE sql VOLATILE AS 'SELECT pg_catalog.pg_database_size(pg_catalog.current_database())';

CREATE FUNCTION sys.cluster_size_limit() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 10995116277760';

CREATE FUNCTION sys.current_transaction_id() RETURNS text
LANGUAGE sql VOLATILE AS 'SELECT pg_catalog.pg_current_xact_id()::text';

-- An id that no other session has or had.
CREATE FUNCTION sys.current_session_id() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT sys.uuid_to_base32_str(md5(pid || ' ' || backend_start)::uuid)
    FROM pg_stat_get_activity(pg_backend_pid())
$$;

CREATE FUNCTION sys.supported_datatypes() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT format_type(type_oid, NULL) FROM dsql_internal.column_type ORDER BY 1
$$;

CREATE TABLE dsql_internal.job (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    status text NOT NULL,
    details text,
    job_type text NOT NULL,
    class_id oid,
    object_id oid,
    object_name text,
    start_time timestamptz NOT NULL,
    update_time timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Finished jobs lose their object's name at once and disappear after half an hour (AWS docs, seen 2026-09).
CREATE VIEW sys.jobs AS
SELECT sys.uuid_to_base32_str(id) AS job_id, status, details, job_type, class_id, object_id,
    CASE WHEN status IN ('submitted', 'processing') THEN object_name END AS object_name, start_time, update_time
FROM dsql_internal.job
WHERE status IN ('submitted', 'processing') OR update_time > clock_timestamp() - interval '30 minutes';
GRANT SELECT ON sys.jobs TO PUBLIC;

CREATE FUNCTION dsql_internal.record_job(job_status text, job_details text, type_of_job text, object_oid oid, started timestamptz)
RETURNS text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    INSERT INTO dsql_internal.job (status, details, job_type, class_id, object_id, object_name, start_time)
    VALUES (job_status, job_details, type_of_job, 'pg_class'::regclass, object_oid,
        (SELECT format('%I.%I', relnamespace::regnamespace::name, relname) FROM pg_class WHERE oid = object_oid), started)
    RETURNING sys.uuid_to_base32_str(id)
$$;

-- The table named in a CREATE INDEX statement.
CREATE FUNCTION dsql_internal.index_table(ddl text) RETURNS regclass
LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.to_regclass((pg_catalog.regexp_match(
        pg_catalog.regexp_replace(ddl, '/\*.*?\*/|--[^\n]*', ' ', 'g'),
        '^\s*create\s+(?:unique\s+)?index\s+(?:(?:if\s+not\s+exists\s+)?(?:"(?:[^"]|"")+"\s*|[^\s"]+\s+))?on\s*'
            '(?:\yonly\y\s*)?((?:"(?:[^"]|"")+"|[^\s".(]+)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[^\s".(]+))?)', 'i'))[1])
$$;

-- A failed build leaves its index behind, INVALID. PostgreSQL cannot do that inside a transaction, so the statement is run
-- once more with the table's storage exchanged for an empty one: what fails then is an error of the statement, not of the
-- rows. The exchange lives in this transaction only and holds a lock that keeps writers out.
CREATE TABLE dsql_internal.no_rows ();

CREATE TABLE dsql_internal.aside (
    table_oid oid PRIMARY KEY,
    filenode oid NOT NULL
);

CREATE FUNCTION dsql_internal.put_rows_aside(table_oid regclass) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    EXECUTE format('LOCK TABLE %s IN SHARE MODE', table_oid);
    INSERT INTO dsql_internal.aside
    SELECT oid, relfilenode FROM pg_class
    WHERE oid = table_oid AND relkind = 'r' AND oid >= 16384 AND pg_has_role(session_user, relowner, 'USAGE');
    UPDATE pg_class SET relfilenode = (SELECT relfilenode FROM pg_class WHERE oid = 'dsql_internal.no_rows'::regclass)
    WHERE oid IN (SELECT a.table_oid FROM dsql_internal.aside a);
END
$$;

CREATE FUNCTION dsql_internal.bring_rows_back(index_oid oid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE pg_index i SET indisvalid = false, indisready = false
    FROM dsql_internal.aside a
    WHERE i.indexrelid = index_oid AND i.indrelid = a.table_oid;
    UPDATE pg_class c SET relfilenode = a.filenode FROM dsql_internal.aside a WHERE c.oid = a.table_oid;
    DELETE FROM dsql_internal.aside;
$$;

-- Runs a statement that the service hands to a job, as the caller, and returns the id of the finished job. A statement
-- that is wrong is an error; rows that stand in its way make a failed job.
CREATE FUNCTION dsql_internal.ddl_async(ddl text, job_type text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    started timestamptz := pg_catalog.clock_timestamp();
    job_status text := 'completed';
    job_details text;
    failed_schema text;
    failed_table text;
    table_oid regclass;
    object_oid oid;
BEGIN
    PERFORM pg_catalog.set_config('dsql_internal.ddl_object', '', true);
    BEGIN
        EXECUTE ddl;
    EXCEPTION
        WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
            GET STACKED DIAGNOSTICS failed_schema = SCHEMA_NAME, failed_table = TABLE_NAME;
            job_status := 'failed';
            job_details := CASE
                WHEN job_type = 'INDEX_BUILD' AND SQLSTATE = '23505'
                    THEN 'found duplicate key(s) while validating index uniqueness'
                WHEN SQLSTATE = '23514'
                    THEN pg_catalog.regexp_replace(SQLERRM, ' of relation "(?:[^"]|"")*" is violated', ' is violated')
                ELSE SQLERRM END;
            IF job_type = 'INDEX_BUILD' THEN
                table_oid := dsql_internal.index_table(ddl);
                IF table_oid IS NULL THEN
                    RAISE;
                END IF;
            END IF;
        WHEN undefined_object THEN
            -- PostgreSQL has no btree for these types at all.
            IF SQLERRM ~ '^data type .* has no default operator class for access method' THEN
                PERFORM dsql_internal.refuse('key-types',
                    pg_catalog.substring(SQLERRM, '^data type (.*) has no default operator class'));
            END IF;
            RAISE;
    END;
    IF table_oid IS NOT NULL THEN
        PERFORM dsql_internal.put_rows_aside(table_oid);
        EXECUTE ddl;
        PERFORM dsql_internal.bring_rows_back(pg_catalog.current_setting('dsql_internal.ddl_object')::oid);
    END IF;
    object_oid := nullif(pg_catalog.current_setting('dsql_internal.ddl_object'), '')::oid;
    IF object_oid IS NULL AND job_status = 'failed' THEN
        object_oid := pg_catalog.to_regclass(pg_catalog.format('%I.%I', failed_schema, failed_table));
    ELSIF object_oid IS NULL AND job_type = 'INDEX_BUILD' THEN
        job_details := 'Skipped job for existing index.';
    END IF;
    RETURN dsql_internal.record_job(job_status, job_details, job_type, object_oid, started);
END
$$;

-- Jobs are finished when their id is handed out, so there is nothing to wait for. An id that is well formed but unknown
-- answers false; what the service says there is not known.
CREATE PROCEDURE sys.wait_for_job(job_id text, INOUT succeeded boolean DEFAULT NULL)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    job_uuid uuid := sys.base32_str_to_uuid(job_id);
BEGIN
    succeeded := coalesce((SELECT status = 'completed' FROM dsql_internal.job WHERE id = job_uuid), false);
END
$$;

CREATE TABLE dsql_internal.iam_mapping (
    iam_oid oid NOT NULL,
    role_oid oid NOT NULL,
    arn text NOT NULL,
    grantor_oid oid NOT NULL,
    PRIMARY KEY (role_oid, arn)
);
CREATE SEQUENCE dsql_internal.iam_oid MINVALUE 16384;

-- A dropped role takes its mappings along; one that is renamed keeps them.
CREATE VIEW sys.iam_pg_role_mappings AS
SELECT m.iam_oid, m.arn, m.role_oid AS pg_role_oid, r.rolname AS pg_role_name,
    m.grantor_oid AS grantor_pg_role_oid, g.rolname AS grantor_pg_role_name
FROM dsql_internal.iam_mapping m
JOIN pg_catalog.pg_roles r ON r.oid = m.role_oid
LEFT JOIN pg_catalog.pg_roles g ON g.oid = m.grantor_oid;
GRANT SELECT ON sys.iam_pg_role_mappings TO PUBLIC;

-- Returns the role if the session may map it.
CREATE FUNCTION dsql_internal.mapped_role(role_name text) RETURNS oid
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NOT pg_has_role(session_user, 'admin', 'MEMBER') THEN
        PERFORM dsql_internal.refuse('iam-admin');
    END IF;
    RETURN quote_ident(role_name)::regrole;
END
$$;

CREATE FUNCTION dsql_internal.iam_grant(role_name text, arn text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    INSERT INTO dsql_internal.iam_mapping
    VALUES (nextval('dsql_internal.iam_oid'), dsql_internal.mapped_role(role_name), iam_grant.arn,
        quote_ident(session_user)::regrole)
    ON CONFLICT DO NOTHING;
END
$$;

CREATE FUNCTION dsql_internal.iam_revoke(role_name text, arn text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    mapped CONSTANT oid := dsql_internal.mapped_role(role_name);
BEGIN
    DELETE FROM dsql_internal.iam_mapping m WHERE m.role_oid = mapped AND m.arn = iam_revoke.arn;
END
$$;
