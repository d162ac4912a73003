#!/usr/bin/env bash
# The hashed locks: tools/lock.sh write makes them from pyproject.toml, tools/lock.sh check says whether they are up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_PYTHON_DOWNLOADS=never
uv=.venv/bin/uv

compile() { # compile FOLDER: the two locks, keeping the versions that already stand in FOLDER
  local how=(pip compile pyproject.toml --quiet --universal --generate-hashes --no-header --no-annotate
    --python-version 3.11 --python .venv/bin/python ${UPGRADE:+--upgrade})
  "$uv" "${how[@]}" -o "$1/base.txt" && "$uv" "${how[@]}" --extra dev -c "$1/base.txt" -o "$1/dev.txt"
}

case ${1:-} in
write)
  compile requirements
  ;;
check)
  # The registry may be out of reach; what can be told without it always is, by tests/house/test_dependencies.py.
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  cp requirements/*.txt "$copy/"
  if ! compile "$copy" 2>"$copy/error"; then
    if grep -qiE 'failed to fetch|could not connect|dns error|timed out|error sending request' "$copy/error"; then
      echo "The package registry could not be reached: the locks are compared with pyproject.toml only (house test)."
      exit 0
    fi
    cat "$copy/error" >&2
    exit 1
  fi
  for name in base dev; do
    diff -u "requirements/$name.txt" "$copy/$name.txt" >"$copy/diff" || {
      head -n 40 "$copy/diff" >&2
      echo "requirements/$name.txt is not what pyproject.toml asks for. Run: make lock" >&2
      exit 1
    }
  done
  ;;
*)
  echo "usage: tools/lock.sh write|check" >&2
  exit 2
  ;;
esac
