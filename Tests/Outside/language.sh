#!/bin/sh
# Checks the language of scenarios: what hostile files cost, and the published JSON Schema with
# jsonschema from PyPI, in a virtual environment of its own. CATALLAXY names the program; ends
# with 1 if any check fails.
#
# Without PyPI it fails, unless SCHEMA_MAY_SKIP=1 says that this run may do without the schema.
set -eu

cd "$(dirname "$0")/../.."
checks=Tests/Outside
venv=.venv-schema
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Leaves no byte code behind in the sources.
export PYTHONDONTWRITEBYTECODE=1

mkdir "$folder/hostile"
"${PYTHON:-python3}" "$checks/check_hostile.py" "$CATALLAXY" "$folder/hostile"

install() {
    "${PYTHON:-python3}" -m venv --clear "$venv" &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
            --only-binary :all: --require-hashes --requirement "$checks/schema.txt"
}

if ! "$venv/bin/python" -c 'import jsonschema, ruamel.yaml' 2>/dev/null; then
    echo 'Installing jsonschema'
    if ! install >"$folder/said" 2>&1; then
        tail -n 3 "$folder/said" >&2
        if [ "${SCHEMA_MAY_SKIP:-}" = 1 ]; then
            echo 'The schema: skipped, as jsonschema could not be installed from PyPI'
            exit 0
        fi
        printf 'jsonschema could not be installed from PyPI; %s\n' \
            'SCHEMA_MAY_SKIP=1 goes on without it' >&2
        exit 1
    fi
fi

rm -rf "$folder/hostile"
"$venv/bin/python" "$checks/check_schema.py" "$CATALLAXY" "$folder"
