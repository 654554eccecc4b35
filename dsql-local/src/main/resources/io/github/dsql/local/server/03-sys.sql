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
LANGUAGE sql VOLATILE AS 'SELECT pg_catalog.pg_database_size(dsql_internal.database_name())';

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

-- A job knows from the start how it will end: the statement that submits it has done its work, and the end of the job only
-- lets others see that. Until then it has an outcome but no end.
CREATE TABLE dsql_internal.job (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    status text NOT NULL,
    details text,
    job_type text NOT NULL,
    class_id oid,
    object_id oid,
    object_name text,
    start_time timestamptz NOT NULL,
    update_time timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('completed', 'failed')),
    outcome_details text,
    constraint_oid oid,
    processing_time timestamptz NOT NULL,
    end_time timestamptz NOT NULL,
    forget_time timestamptz
);

-- A job's object has a name until the job ends, and a dropped one has none at all (recorded 2026-09).
CREATE VIEW sys.jobs AS
SELECT sys.uuid_to_base32_str(id) AS job_id, status, details, job_type, class_id, object_id,
    CASE WHEN status IN ('submitted', 'processing') THEN object_name END AS object_name, start_time, update_time
FROM dsql_internal.job;
GRANT SELECT ON sys.jobs TO PUBLIC;

-- What the front end says about the jobs of the statement at hand: the id that the client is told, the time, how long they take, and why they fail though
-- nothing is wrong. Without it they end at once and go by the system's clock.
CREATE FUNCTION dsql_internal.job_setting(setting text) RETURNS text
LANGUAGE sql VOLATILE AS $$
    SELECT nullif(pg_catalog.current_setting('dsql_internal.job_' || setting, true), '')
$$;

CREATE FUNCTION dsql_internal.job_now() RETURNS timestamptz
LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(dsql_internal.job_setting('now')::timestamptz, pg_catalog.clock_timestamp())
$$;

CREATE FUNCTION dsql_internal.job_delay() RETURNS interval
LANGUAGE sql VOLATILE AS $$SELECT coalesce(dsql_internal.job_setting('delay')::interval, interval '0')$$;

CREATE FUNCTION dsql_internal.record_job(outcome text, details text, job_type text, object_oid oid,
    constraint_oid oid DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    started CONSTANT timestamptz := dsql_internal.job_now();
    delay CONSTANT interval := dsql_internal.job_delay();
    job_id uuid;
BEGIN
    INSERT INTO dsql_internal.job
    VALUES (coalesce(dsql_internal.job_setting('id')::uuid, gen_random_uuid()),
        CASE delay WHEN interval '0' THEN outcome ELSE 'submitted' END,
        CASE delay WHEN interval '0' THEN details END,
        job_type, 'pg_class'::regclass, object_oid,
        (SELECT format('%I.%I', relnamespace::regnamespace::name, relname) FROM pg_class WHERE oid = object_oid),
        started, started, outcome, details, constraint_oid, started + delay / 2, started + delay,
        CASE delay WHEN interval '0' THEN started + interval '30 minutes' END)
    RETURNING id INTO job_id;
    RETURN sys.uuid_to_base32_str(job_id);
END
$$;

-- Moves all jobs on to a moment: ends those whose time is over, cancels those whose object is gone, forgets those that ended
-- half an hour ago (AWS docs, seen 2026-09). Says what became visible by it, and when there is something to do next.
CREATE FUNCTION dsql_internal.advance_jobs(moment timestamptz, OUT pending bigint, OUT indexes bigint, OUT next_time timestamptz)
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    j record;
    missing text;
BEGIN
    DELETE FROM dsql_internal.job WHERE forget_time <= moment;
    indexes := 0;
    FOR j IN
        SELECT * FROM dsql_internal.job WHERE status IN ('submitted', 'processing') ORDER BY end_time FOR UPDATE
    LOOP
        missing := dsql_internal.missing_object(j.job_type, j.object_id, j.constraint_oid);
        IF missing IS NOT NULL THEN
            UPDATE dsql_internal.job SET update_time = least(moment, j.end_time), forget_time = moment + interval '30 minutes',
                status = CASE j.job_type WHEN 'ANALYZE' THEN 'completed' ELSE 'failed' END,
                details = format('Skipped job for nonexistent %s.', missing)
            WHERE id = j.id;
        ELSIF moment >= j.end_time THEN
            BEGIN
                IF j.outcome = 'completed' AND j.job_type = 'INDEX_BUILD' THEN
                    UPDATE pg_index SET indisvalid = true WHERE indexrelid = j.object_id;
                    indexes := indexes + 1;
                ELSIF j.outcome = 'completed' AND j.constraint_oid IS NOT NULL THEN
                    UPDATE pg_constraint SET convalidated = true WHERE oid = j.constraint_oid;
                END IF;
                UPDATE dsql_internal.job
                SET status = j.outcome, details = j.outcome_details, update_time = j.end_time,
                    forget_time = moment + interval '30 minutes'
                WHERE id = j.id;
            EXCEPTION WHEN lock_not_available THEN
                -- Somebody is about to drop it: wait for what comes of that.
                CONTINUE;
            END;
        ELSIF moment >= j.processing_time AND j.status = 'submitted' THEN
            UPDATE dsql_internal.job SET status = 'processing', update_time = j.processing_time WHERE id = j.id;
        END IF;
    END LOOP;
    SELECT count(*) FILTER (WHERE status IN ('submitted', 'processing')),
        min(CASE status WHEN 'submitted' THEN processing_time WHEN 'processing' THEN end_time
            ELSE forget_time END)
    INTO pending, next_time
    FROM dsql_internal.job;
END
$$;
REVOKE EXECUTE ON FUNCTION dsql_internal.advance_jobs(timestamptz) FROM PUBLIC;

CREATE FUNCTION dsql_internal.missing_object(job_type text, object_oid oid, constraint_oid oid) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT CASE
        WHEN job_type = 'DROP' OR object_oid IS NULL THEN NULL
        WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = object_oid)
            THEN CASE job_type WHEN 'INDEX_BUILD' THEN 'index' ELSE 'table' END
        WHEN constraint_oid IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.oid = constraint_oid)
            THEN 'constraint' END
$$;

-- The table named in a CREATE INDEX statement.
CREATE FUNCTION dsql_internal.index_table(ddl text) RETURNS regclass
LANGUAGE sql STABLE AS $$
    SELECT pg_catalog.to_regclass((pg_catalog.regexp_match(
        pg_catalog.regexp_replace(ddl, '/[*](?:[^*]|[*]+[^*/])*[*]+/|--[^\n]*', ' ', 'g'),
        '^\s*create\s+(?:unique\s+)?index\s+(?:(?:if\s+not\s+exists\s+)?(?:"(?:[^"]|"")+"\s*|[^\s"]+\s+))?on\s*'
            '(?:\yonly\y\s*)?((?:"(?:[^"]|"")+"|[^\s".(]+)(?:\s*\.\s*(?:"(?:[^"]|"")+"|[^\s".(]+))?)', 'i'))[1])
$$;

-- A failed build leaves its index behind, INVALID, which PostgreSQL cannot do inside a transaction. A unique index over
-- duplicates is built as if it were not unique and then declared to be: it holds all rows, and rejects new duplicates as on the
-- service. What cannot be computed for the rows is built with the table's storage exchanged for an empty one: what fails then is
-- an error of the statement, not of the rows. The exchange lives in this transaction only and holds a lock that keeps writers
-- out; such an index is not kept up, since it would refuse the rows.
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

-- An index that is kept up and enforced, but not used.
CREATE FUNCTION dsql_internal.make_invalid(index_oid oid, is_unique boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    UPDATE pg_index i SET indisvalid = false, indisunique = i.indisunique OR is_unique
    FROM pg_class c
    WHERE i.indexrelid = index_oid AND c.oid = index_oid AND pg_has_role(session_user, c.relowner, 'USAGE')
$$;

-- The constraints in a list that are valid now, made not valid again; the table's own entry is touched so that sessions notice.
CREATE FUNCTION dsql_internal.make_not_valid(constraints oid[]) RETURNS oid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    changed record;
BEGIN
    UPDATE pg_constraint n SET convalidated = false
    FROM pg_class c
    WHERE n.oid = ANY (constraints) AND n.convalidated AND c.oid = n.conrelid AND pg_has_role(session_user, c.relowner, 'USAGE')
    RETURNING n.oid, n.conrelid INTO changed;
    UPDATE pg_class SET relchecks = relchecks WHERE oid = changed.conrelid;
    RETURN changed.oid;
END
$$;

CREATE FUNCTION dsql_internal.without_unique(ddl text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT pg_catalog.regexp_replace(ddl,
        '^((?:\s|--[^\n]*\n|/[*](?:[^*]|[*]+[^*/])*[*]+/)*create(?:\s|--[^\n]*\n|/[*](?:[^*]|[*]+[^*/])*[*]+/)+)unique\y',
        '\1', 'i')
$$;

-- Builds an index of which PostgreSQL refused the rows.
CREATE FUNCTION dsql_internal.build_invalid_index(ddl text, sql_state text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF sql_state = '23505' THEN
        EXECUTE dsql_internal.without_unique(ddl);
        PERFORM dsql_internal.make_invalid(pg_catalog.current_setting('dsql_internal.ddl_object')::oid, true);
    ELSE
        PERFORM dsql_internal.put_rows_aside(dsql_internal.index_table(ddl));
        EXECUTE ddl;
        PERFORM dsql_internal.bring_rows_back(pg_catalog.current_setting('dsql_internal.ddl_object')::oid);
    END IF;
END
$$;

-- The service's words for what rows stand in the way of.
CREATE FUNCTION dsql_internal.job_details(job_type text, sql_state text, message text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE
        WHEN job_type = 'INDEX_BUILD' AND sql_state = '23505' THEN 'found duplicate key(s) while validating index uniqueness'
        WHEN sql_state = '23514'
            THEN pg_catalog.regexp_replace(message, ' of relation "(?:[^"]|"")*" is violated', ' is violated')
        WHEN message LIKE 'index row size %' THEN 'key size too large'
        ELSE message END
$$;

-- Runs a statement that the service hands to a job, as the caller, and returns the id of the job. A statement that is wrong is
-- an error; rows that stand in its way, or the front end's wish, make a failed job.
CREATE FUNCTION dsql_internal.ddl_async(ddl text, job_type text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    outcome text := 'completed';
    details text := dsql_internal.job_setting('failure');
    rows_refused text;
    failed_schema text;
    failed_table text;
    object_oid oid;
    not_valid oid[];
    constraint_oid oid;
BEGIN
    PERFORM pg_catalog.set_config('dsql_internal.ddl_object', '', true);
    IF job_type = 'VALIDATE_CONSTRAINT' THEN
        not_valid := ARRAY(SELECT oid FROM pg_catalog.pg_constraint WHERE NOT convalidated);
    END IF;
    BEGIN
        EXECUTE ddl;
    EXCEPTION
        WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
            GET STACKED DIAGNOSTICS failed_schema = SCHEMA_NAME, failed_table = TABLE_NAME;
            IF failed_schema = 'pg_catalog' THEN
                -- No row of the table, but another session that creates an index of the same name in the same moment.
                RAISE;
            END IF;
            rows_refused := SQLSTATE;
            details := coalesce(details, dsql_internal.job_details(job_type, SQLSTATE, SQLERRM));
            IF job_type = 'INDEX_BUILD' AND dsql_internal.index_table(ddl) IS NULL THEN
                RAISE;
            END IF;
        WHEN undefined_object THEN
            -- PostgreSQL has no btree for these types at all.
            IF SQLERRM ~ '^data type .* has no default operator class for access method' THEN
                PERFORM dsql_internal.refuse('key-types',
                    pg_catalog.substring(SQLERRM, '^data type (.*) has no default operator class'));
            END IF;
            RAISE;
    END;
    IF details IS NOT NULL THEN
        outcome := 'failed';
    END IF;
    IF rows_refused IS NOT NULL AND job_type = 'INDEX_BUILD' THEN
        PERFORM dsql_internal.build_invalid_index(ddl, rows_refused);
    END IF;
    object_oid := nullif(pg_catalog.current_setting('dsql_internal.ddl_object'), '')::oid;
    IF object_oid IS NULL AND job_type = 'INDEX_BUILD' THEN
        RETURN dsql_internal.record_job('completed', 'Skipped job for existing index.', job_type, NULL);
    ELSIF object_oid IS NULL THEN
        object_oid := pg_catalog.to_regclass(pg_catalog.format('%I.%I', failed_schema, failed_table));
    END IF;
    IF job_type = 'INDEX_BUILD' AND rows_refused IS NULL AND dsql_internal.has_large_entry(object_oid) THEN
        outcome := 'failed';
        details := coalesce(details, 'key size too large');
    END IF;
    IF outcome = 'failed' OR dsql_internal.job_delay() > interval '0' THEN
        IF job_type = 'VALIDATE_CONSTRAINT' THEN
            constraint_oid := dsql_internal.make_not_valid(not_valid);
        ELSIF rows_refused IS NULL THEN
            PERFORM dsql_internal.make_invalid(object_oid, false);
        END IF;
    END IF;
    RETURN dsql_internal.record_job(outcome, details, job_type, object_oid, constraint_oid);
END
$$;

CREATE FUNCTION dsql_internal.job_status(job_id uuid) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog AS $$
    SELECT j.status FROM dsql_internal.job j WHERE j.id = job_id
$$;

-- Each look at a job is a transaction of its own, since a snapshot would never see it end: hence no SECURITY DEFINER and no SET.
-- An id that is well formed but unknown answers false; what the service says there is not known.
CREATE PROCEDURE sys.wait_for_job(job_id text, INOUT succeeded boolean DEFAULT NULL)
LANGUAGE plpgsql AS $$
DECLARE
    job_uuid CONSTANT uuid := sys.base32_str_to_uuid(job_id);
    status text;
BEGIN
    LOOP
        status := dsql_internal.job_status(job_uuid);
        EXIT WHEN status IS NULL OR status IN ('completed', 'failed');
        COMMIT;
        PERFORM pg_catalog.pg_sleep(0.01);
    END LOOP;
    succeeded := coalesce(status = 'completed', false);
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
