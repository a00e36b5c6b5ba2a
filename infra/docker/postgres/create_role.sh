#!/bin/bash
# Runs once, when the volume is still empty: the database of the site, and the role that owns it and nothing else.
set -euo pipefail

# CREATEDB is for the drill that restores a backup into a database beside (docs/backups.md).
psql --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" --username postgres <<'SQL'
CREATE ROLE azionelab LOGIN CREATEDB PASSWORD :'password';
CREATE DATABASE azionelab OWNER azionelab;
REVOKE ALL ON DATABASE azionelab FROM PUBLIC;
-- The administrator of the server signs in from inside its container only, and has no password.
ALTER ROLE postgres PASSWORD NULL;
SQL
