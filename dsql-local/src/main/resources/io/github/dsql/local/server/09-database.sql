-- What belongs to a database as a whole, and so is not copied from its template.

DO $$
DECLARE
    this CONSTANT name := dsql_internal.database_name();
BEGIN
    EXECUTE format('GRANT CREATE, TEMPORARY, CONNECT ON DATABASE %I TO admin', this);
    EXECUTE format('ALTER DATABASE %I SET default_text_search_config = %L', this, 'pg_catalog.simple');
END
$$;
