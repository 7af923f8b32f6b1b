#!/bin/sh
# Adds one migration of the given name for each database. Usage: Personalize.Data/add-migration.sh NAME
set -eu
name=${1:?Say what the migration does, for example: add-migration.sh AddAccounts}
cd "$(dirname "$0")/.."
dotnet tool restore
for database in Sqlite Postgres; do
  dotnet ef migrations add "$name" --project Personalize.Data --startup-project Personalize.Data \
    --context "${database}PersonalizeDb" --output-dir "$database/Migrations"
done
sed -i '1s/^\xEF\xBB\xBF//' Personalize.Data/*/Migrations/*.cs # the tool writes a byte order mark, the house does not
