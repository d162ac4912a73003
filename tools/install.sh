#!/usr/bin/env bash
# Makes .venv from a hashed lock: tools/install.sh base|dev. Does nothing when the lock is the one installed last.
set -euo pipefail
cd "$(dirname "$0")/.."
which_lock=${1:?base or dev}
python=${PYTHON:-python3}
lock=requirements/$which_lock.txt

say() { printf '%s\n' "$*" >&2; }

if ! command -v "$python" >/dev/null; then
  say "Handslag needs Python 3.11 or newer. Install it: sudo apt-get install -y python3 python3-venv"
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  say "Handslag needs Python 3.11 or newer; $python is $("$python" -V). Name another one: make PYTHON=python3.12 install"
  exit 1
fi

wanted="$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1) $(pwd)"
stamp=.venv/.handslag-$which_lock
if [ -x .venv/bin/python ] && [ -x .venv/bin/handslag ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    say "Python's venv module is missing. Install it, then run the same command again:"
    say "    sudo apt-get install -y python3-venv"
    exit 1
  fi
  say "Making .venv ..."
  "$python" -m venv --clear .venv
fi

say "Installing from $lock ..."
pip=(.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input)
"${pip[@]}" --require-hashes -r "$lock"
"${pip[@]}" --no-deps --no-build-isolation --no-index -e .
[ "$which_lock" = dev ] && cat requirements/base.txt pyproject.toml | sha256sum | sed "s| .*| $(pwd)|" >.venv/.handslag-base
printf '%s' "$wanted" >"$stamp"
