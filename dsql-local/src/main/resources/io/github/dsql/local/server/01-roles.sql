-- Who may do what: the role admin, the schemas of the service, and the one text search configuration it has.

CREATE ROLE admin LOGIN CREATEROLE;
GRANT CREATE, TEMPORARY, CONNECT ON DATABASE postgres TO admin;

-- PostgreSQL 15 and later leave only USAGE on public to PUBLIC, as the service does (seen 2026-09).
ALTER SCHEMA public OWNER TO admin;

CREATE SCHEMA sys;
GRANT USAGE ON SCHEMA sys TO PUBLIC;

-- The stand-in's own machinery. Every role may call it; what needs power is SECURITY DEFINER with a fixed search path.
CREATE SCHEMA dsql_internal;
GRANT USAGE ON SCHEMA dsql_internal TO PUBLIC;

-- Only "simple" exists on the service (recorded 2026-09).
ALTER DATABASE postgres SET default_text_search_config = 'pg_catalog.simple';

DO $$
DECLARE
    config name;
BEGIN
    FOR config IN SELECT cfgname FROM pg_catalog.pg_ts_config WHERE cfgname <> 'simple' LOOP
        EXECUTE format('DROP TEXT SEARCH CONFIGURATION pg_catalog.%I', config);
    END LOOP;
END
$$;

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
