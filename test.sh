#!/usr/bin/env bash
# Runs every test. Installs what they need (PostgreSQL, Chromium) with apt where that is missing and allowed;
# where it is not, the tests that need it skip and say why. With CI=true a missing tool fails them instead.
# Arguments go to `dotnet test`, for example: ./test.sh --filter-namespace '*Engine*'
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || missing+=(chromium)
compgen -G '/usr/share/fonts/*/liberation*/*.ttf' >/dev/null || missing+=(fonts-liberation)

if ((${#missing[@]})); then
  run=()
  if [[ $(id -u) -ne 0 ]]; then run=(sudo -n); fi
  if command -v apt-get >/dev/null && "${run[@]}" true 2>/dev/null; then
    echo "Installing for the tests: ${missing[*]}"
    # RUNLEVEL=1 keeps the packages from starting a server of their own: the tests start one that they own.
    "${run[@]}" apt-get update -q >/dev/null || true
    "${run[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null ||
      echo "Could not install: ${missing[*]}. The tests that need it will say so."
  else
    echo "Not installed, and apt may not be used here: ${missing[*]}. The tests that need it will say so."
  fi
fi

exec dotnet test Personalize.sln "$@"
