#!/bin/sh
# Installs at the first start; then opens the page in the browser.
here=$(cd "$(dirname "$0")" && pwd)
version=$(cat "$here/python-version")
if [ ! -e "$here/app/installed" ]; then
    python=$(command -v "python$version" || command -v python3)
    "${python:-python3}" "$here/install.py" || exit 1
fi
exec "$here/app/bin/speech-assistant" "${@:-serve}"
