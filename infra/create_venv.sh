#!/bin/sh
# Makes .venv with the first Python that is new enough; PYTHON names a certain one.
set -eu

new_enough() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if new_enough "$candidate"; then
        echo "Making .venv with $("$candidate" --version)"
        if "$candidate" -m venv .venv; then
            exit 0
        fi
        rm -rf .venv
        echo "This Python cannot make virtual environments (Debian: apt-get install python3-venv)." >&2
        exit 1
    fi
done

echo "AzioneLab needs Python 3.11 or newer, and ${PYTHON:-python3} is not. PYTHON=/path/to/python3.12 names one." >&2
exit 1
