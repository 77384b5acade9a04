#!/bin/sh
# Looks at the pages of runs of every kind in a real browser, headless: figures against the store, keys,
# light and dark, sizes, accessibility, requests, and what a frame costs. CATALLAXY names the program;
# pictures go to PICTURES, .build/screenshots unless it says otherwise. Ends with 1 if anything fails.
#
# Without Chromium (Debian's chromium, installed when it can be) or PyPI it says so and fails, unless
# BROWSER_MAY_SKIP=1 says that this run may do without.
set -eu

cd "$(dirname "$0")/../.."
venv=.venv-browser
pictures=${PICTURES:-.build/screenshots}
said=$(mktemp)
trap 'rm -f "$said"' EXIT
export PYTHONDONTWRITEBYTECODE=1

skip() {
    tail -n 3 "$said" >&2
    if [ "${BROWSER_MAY_SKIP:-}" = 1 ]; then
        echo "Pages in a browser: skipped, as $1"
        exit 0
    fi
    echo "$1; BROWSER_MAY_SKIP=1 goes on without the pages in a browser" >&2
    exit 1
}

if ! command -v chromium >/dev/null 2>&1; then
    echo 'Installing Chromium'
    sh .ci/prepare chromium >"$said" 2>&1 || skip 'Chromium could not be installed'
fi

install() {
    "${PYTHON:-python3}" -m venv --clear "$venv" &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
            --only-binary :all: --require-hashes --requirement Tests/Outside/browser.txt
}

if ! "$venv/bin/python" -c 'import axe_core_python, websockets' 2>/dev/null; then
    echo 'Installing websockets and axe-core'
    install >"$said" 2>&1 || skip 'websockets and axe-core could not be installed from PyPI'
fi

axe=$("$venv/bin/python" -c \
    'import axe_core_python, os; print(os.path.dirname(axe_core_python.__file__) + "/axe.min.js")')
"$venv/bin/python" Tests/Outside/browser/browser.py "$CATALLAXY" "$axe" "$pictures"
