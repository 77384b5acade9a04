#!/bin/sh
# Tries the server from outside: the clients of Examples/clients, keys and secrets, streams, and
# schemathesis against its OpenAPI document; all on free ports of the loopback interface.
# `server.sh [CHECK...]`; CATALLAXY names the program; ends with 1 if any check fails.
#
# Without PyPI it fails, unless SERVER_MAY_SKIP=1 says that this run may do without the packages.
set -eu

cd "$(dirname "$0")/../.."
venv=.venv-server
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Leaves no byte code behind in the sources.
export PYTHONDONTWRITEBYTECODE=1
python=$venv/bin/python

install() {
    "${PYTHON:-python3}" -m venv --clear "$venv" &&
        "$python" -m pip install --quiet --disable-pip-version-check --no-deps \
            --only-binary :all: --require-hashes --requirement Tests/Outside/server.txt
}

if ! "$python" -c 'import openapi_spec_validator, schemathesis, websockets' 2>/dev/null; then
    echo 'Installing schemathesis and websockets'
    if ! install >"$folder/said" 2>&1; then
        tail -n 3 "$folder/said" >&2
        if [ "${SERVER_MAY_SKIP:-}" != 1 ]; then
            printf 'schemathesis could not be installed from PyPI; %s\n' \
                'SERVER_MAY_SKIP=1 goes on without it' >&2
            exit 1
        fi
        python=${PYTHON:-python3}
    fi
fi

"$python" Tests/Outside/server/server.py "$CATALLAXY" "$@"
