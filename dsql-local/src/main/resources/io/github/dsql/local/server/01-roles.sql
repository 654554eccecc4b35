-- Who may do what: the role admin, the schemas of the service, and the one text search configuration it has.

-- Roles are shared by all databases of a server, so another stand-in may have made this one.
DO $$
BEGIN
    IF pg_catalog.to_regrole('admin') IS NULL THEN
        CREATE ROLE admin LOGIN CREATEROLE;
        COMMENT ON ROLE admin IS 'DSQL Local';
    END IF;
END
$$;

-- PostgreSQL 15 and later leave only USAGE on public to PUBLIC, as the service does (seen 2026-09).
ALTER SCHEMA public OWNER TO admin;

CREATE SCHEMA sys;
GRANT USAGE ON SCHEMA sys TO PUBLIC;

-- The stand-in's own machinery. Every role may call it; what needs power is SECURITY DEFINER with a fixed search path.
CREATE SCHEMA dsql_internal;
GRANT USAGE ON SCHEMA dsql_internal TO PUBLIC;

-- Only "simple" exists on the service (recorded 2026-09).
DO $$
DECLARE
    config name;
BEGIN
    FOR config IN SELECT cfgname FROM pg_catalog.pg_ts_config WHERE cfgname <> 'simple' LOOP
        EXECUTE format('DROP TEXT SEARCH CONFIGURATION pg_catalog.%I', config);
    END LOOP;
END
$$;

-- The name under which PostgreSQL knows the database; current_database() answers the service's.
CREATE FUNCTION dsql_internal.database_name() RETURNS name
LANGUAGE internal STABLE STRICT PARALLEL SAFE AS 'current_database';

-- The words of the refusals that are decided here, filled from rules.txt.
CREATE TABLE dsql_internal.rule (
    id text PRIMARY KEY,
    sql_state text NOT NULL,
    message text NOT NULL
);
GRANT SELECT ON dsql_internal.rule TO PUBLIC;

CREATE FUNCTION dsql_internal.refuse(rule_id text, VARIADIC arguments text[] DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    rule dsql_internal.rule;
BEGIN
    SELECT * INTO STRICT rule FROM dsql_internal.rule r WHERE r.id = rule_id;
    RAISE EXCEPTION USING ERRCODE = rule.sql_state, MESSAGE = pg_catalog.format(rule.message, VARIADIC arguments);
END
$$;

-- Says how a role stands that wants to connect. PostgreSQL takes the stand-in for any role that has the password of admin,
-- which the stand-in alone knows, so that a role which may log in is given it.
CREATE FUNCTION dsql_internal.admit(role_name text) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
    role pg_authid;
    admin_password CONSTANT text := (SELECT rolpassword FROM pg_authid WHERE rolname = 'admin');
BEGIN
    SELECT * INTO role FROM pg_authid WHERE rolname = role_name;
    IF NOT FOUND OR role.rolsuper THEN
        RETURN 'UNKNOWN';
    END IF;
    IF NOT role.rolcanlogin THEN
        RETURN 'NO_LOGIN';
    END IF;
    IF role.rolpassword IS DISTINCT FROM admin_password THEN
        EXECUTE format('ALTER ROLE %I PASSWORD %L', role_name, admin_password);
    END IF;
    RETURN CASE WHEN EXISTS (SELECT FROM dsql_internal.iam_mapping m WHERE m.role_oid = role.oid)
        THEN 'MAPPED' ELSE 'UNMAPPED' END;
END
$$;
REVOKE EXECUTE ON FUNCTION dsql_internal.admit FROM PUBLIC;
