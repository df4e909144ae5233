#!/bin/sh
# Makes a database for each of the services that has one, owned by a user of its own who reaches no other. Run once, when
# there are no data yet.
set -eu

for service in ingest dispatch; do
    password=$(cat "/run/secrets/$service-database-password")
    psql -v ON_ERROR_STOP=1 -v name="$service" -v password="$password" -U postgres -d postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
done
