#!/usr/bin/env bash
# Runs every check and says at the end which failed: tools/check.sh all|quick. Nothing is skipped silently;
# a failing step does not hide the next. The last lines are the last lines of each pytest session.
set -uo pipefail
cd "$(dirname "$0")/.."
what=${1:?all or quick}
bin=$(pwd)/.venv/bin
unset HANDSLAG_DATABASE_URL HANDSLAG_DEMO HANDSLAG_DATA DJANGO_SETTINGS_MODULE
export PYTHONDONTWRITEBYTECODE=1
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
failed=() passed=() sessions=()

step() { # step NAME COMMAND...
  local name=$1 begin=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then passed+=("$name ($((SECONDS - begin)) s)"); else failed+=("$name"); fi
}

session() { # session NAME COMMAND...: a pytest session, whose last line is kept
  local name=$1 begin=$SECONDS code
  shift
  printf '\n== pytest: %s\n' "$name"
  "$@" 2>&1 | tee "$log/out"
  code=${PIPESTATUS[0]}
  sessions+=("$(printf '%-12s' "$name") $(tail -n 1 "$log/out")")
  if [ "$code" = 0 ]; then passed+=("pytest on $name ($((SECONDS - begin)) s)"); else failed+=("pytest on $name"); fi
}

step "locks up to date" tools/lock.sh check
step "ruff check" "$bin/ruff" check --quiet .
step "ruff format" "$bin/ruff" format --check --quiet .
step "mypy --strict" "$bin/mypy" --no-error-summary
step "architecture (import-linter)" "$bin/lint-imports" --no-logo
step "no migration is missing" "$bin/django-admin" makemigrations --check --dry-run --settings handslag.config.settings
step "documents compared with the code" "$bin/python" tools/reference.py check

# The property tests of pure functions try all their examples once, beside the embedded database.
total=$([ "$what" = all ] && echo 3 || echo 1)
session "SQLite" "$bin/pytest" -n 2 -q --durations=5
if [ "$what" = all ]; then
  session "PostgreSQL" env HANDSLAG_DEPTH=quick "$bin/python" tools/postgres.py "$bin/pytest" -n 2 -q
  session "journeys" "$bin/pytest" -p no:xdist -q tests/journeys
fi

printf '\n== Summary: %s ok, %s failed\n' "${#passed[@]}" "${#failed[@]}"
printf '   ok      %s\n' "${passed[@]}"
[ ${#failed[@]} -eq 0 ] || printf '   FAILED  %s\n' "${failed[@]}"
printf '\n%s pytest sessions ran, of %s:\n' "${#sessions[@]}" "$total"
printf '%s\n' "${sessions[@]}"
[ ${#failed[@]} -eq 0 ]
