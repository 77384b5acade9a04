#!/bin/sh
# Qualifies the engine with Tracebook, a conformance tester by others, from PyPI into a virtual
# environment of its own. CATALLAXY names the program; ends with 1 if any check fails.
#
# Without PyPI it fails, unless TRACEBOOK_MAY_SKIP=1 says that this run may do without.
set -eu

cd "$(dirname "$0")/../.."
checks=Tests/Outside
venv=.venv-tracebook
version='tracebook-conformance 0.6.0'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Leaves no byte code behind in the sources.
export PYTHONDONTWRITEBYTECODE=1

# tracebook ARGUMENT...: by its module, for the program has the path of the environment in it.
tracebook() { "$venv/bin/python" -m tracebook.conformance.cli "$@"; }

install() {
    "${PYTHON:-python3}" -m venv --clear "$venv" &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --only-binary :all: --require-hashes --requirement "$checks/tracebook.txt"
}

if [ "$(tracebook --version 2>/dev/null)" != "$version" ]; then
    echo "Installing $version"
    if ! install >"$folder/said" 2>&1; then
        tail -n 3 "$folder/said" >&2
        if [ "${TRACEBOOK_MAY_SKIP:-}" = 1 ]; then
            echo "Tracebook: skipped, as it could not be installed from PyPI"
            exit 0
        fi
        printf '%s could not be installed from PyPI; %s\n' "$version" \
            'TRACEBOOK_MAY_SKIP=1 goes on without it' >&2
        exit 1
    fi
fi

# check NAME COMMAND...: what it said is shown if it fails.
check() {
    name=$1
    shift
    if ! "$@" >"$folder/said" 2>&1; then
        printf 'Tracebook, %s: failed\n' "$name" >&2
        head -n 40 "$folder/said" >&2
        exit 1
    fi
    printf 'Tracebook, %s: holds\n' "$name"
}

for profile in fifo-full-v1 fifo-limit-v1 fifo-partial-fill-v1; do
    check "$profile" tracebook qualify --profile "$profile" --seed 42 --traces 25 \
        --events-per-trace 200 --timeout 30 --output-dir "$folder/$profile" \
        --candidate "$CATALLAXY" match --tracebook-stdio
done

# The profiles know no self-trade prevention; the fixed suite and generated traces do.
tracebook sample "$folder/suite" --suite-version v2 >/dev/null
for case in resting resting-deep incoming; do
    policy=CANCEL_$(echo "${case%-deep}" | tr '[:lower:]' '[:upper:]')
    check "stp-cancel-$case" tracebook run "$folder/suite/stp-cancel-$case.jsonl" \
        --self-trade-policy "$policy" --timeout 30 \
        --candidate "$CATALLAXY" match --tracebook-stdio
done
check 'self-trade prevention' \
    "$venv/bin/python" "$checks/tracebook_owners.py" 42 25 "$CATALLAXY"
check 'our transcripts' \
    "$venv/bin/python" "$checks/tracebook_transcripts.py" Tests/Goldens/Tracebook
