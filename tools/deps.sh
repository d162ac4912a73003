#!/usr/bin/env bash
# What the tests need beside Python: Chromium, PostgreSQL's server programs, Tesseract with Swedish and English. Prints the one line that installs
# what is missing; runs it when it may (root, or sudo without a password), else stops and says what to run.
set -euo pipefail
cd "$(dirname "$0")/.."

chromium() {
  [ -n "${HANDSLAG_CHROMIUM:-}" ] && [ -x "$HANDSLAG_CHROMIUM" ] && return
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    program=$(command -v "$name") || continue
    # Ubuntu's chromium-browser may be a stub that only asks for a snap.
    timeout 20 "$program" --version >/dev/null 2>&1 && return
  done
  compgen -G "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}/chromium-*/INSTALLATION_COMPLETE" >/dev/null
}

postgresql() {
  for folder in "${HANDSLAG_POSTGRES_BIN:-}" /usr/lib/postgresql/*/bin $(command -v initdb | xargs -r dirname); do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] &&
      [ "$("$folder/initdb" --version | grep -oE '[0-9]+' | head -n 1)" -ge 15 ] && return
  done
  return 1
}

reads() {
  command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx "$1"
}

missing() {
  packages=()
  reads swe || packages+=(tesseract-ocr tesseract-ocr-swe)
  reads eng || packages+=(tesseract-ocr-eng)
  postgresql || packages+=(postgresql)
  chromium || packages+=(chromium)
}

missing
if [ ${#packages[@]} -eq 0 ]; then
  echo "Chromium, PostgreSQL and Tesseract are here."
  exit 0
fi

# Debian starts a cluster of its own with PostgreSQL unless it is told not to before the server is unpacked.
quiet=/etc/postgresql-common/createcluster.conf
line="apt-get update -q"
if [[ " ${packages[*]} " == *" postgresql "* ]]; then
  line+=" && apt-get install -y -q postgresql-common && sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' $quiet"
fi
browser=
if [[ " ${packages[*]} " == *" chromium "* ]] && grep -qs '^ID=ubuntu' /etc/os-release; then
  browser="$(pwd)/.venv/bin/playwright install --with-deps chromium" # Ubuntu's own package is a snap
  packages=("${packages[@]/chromium/}")
fi
names=$(printf '%s ' "${packages[@]}" | xargs)
[ -n "$names" ] && line+=" && apt-get install -y -q --no-install-recommends $names"
[ -n "$browser" ] && line+=" && $browser"

if ! command -v apt-get >/dev/null; then
  echo "Missing: $names $browser. Install them with this system's package manager, then run the same command again." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then
  root=(env DEBIAN_FRONTEND=noninteractive sh -c "$line")
elif sudo -n true 2>/dev/null; then
  root=(sudo -n env DEBIAN_FRONTEND=noninteractive sh -c "$line")
else
  echo "The tests need programs that are not installed. Run this as root, then the same command again:" >&2
  echo "    $(command -v sudo >/dev/null && echo "sudo ")sh -c \"$line\"" >&2
  exit 1
fi
echo "Installing what the tests need:"
echo "    $line"
"${root[@]}"
missing
if [ ${#packages[@]} -ne 0 ]; then
  echo "Still missing after that line: ${packages[*]}" >&2
  exit 1
fi
