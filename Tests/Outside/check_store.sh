#!/bin/sh
# Keeps a run, exports it, and gives the export and the store to programs that share no code with
# ours: a Python script, sha256sum, and the examples of the documentation with the sqlite3 shell,
# pandas and DuckDB. CATALLAXY names the program; ends with 1 if anything fails.
set -eu

cd "$(dirname "$0")/../.."
root=$PWD
python=${PYTHON:-python3}
venv=$root/.venv-queries
page=$root/Sources/Catallaxy/Catallaxy.docc/Reading-a-store.md
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export PYTHONDONTWRITEBYTECODE=1

# say NAME COMMAND...: what it said is shown if it fails.
say() {
    name=$1
    shift
    if "$@" >"$folder/said" 2>&1; then
        printf '%s: holds\n' "$name"
    else
        printf '%s failed\n' "$name" >&2
        head -n 20 "$folder/said" >&2
        exit 1
    fi
}

# The programs of the examples, from PyPI; without it two of three examples are left out.
packages=yes
if ! "$venv/bin/python" -c 'import duckdb, pandas' 2>/dev/null; then
    echo 'Installing pandas and DuckDB'
    if ! { "$python" -m venv --clear "$venv" &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --only-binary :all: --requirement Tests/Outside/queries.txt; } >"$folder/said" 2>&1
    then
        tail -n 3 "$folder/said" >&2
        echo 'pandas and DuckDB: skipped, as they could not be installed from PyPI' >&2
        packages=no
    fi
fi

# block N: the Nth piece of code of the page, with its language on the first line.
block() {
    awk -v want="$1" '/^```./ { n++; inside = n == want; print_it = inside; sub("```", "")
        if (inside) print; next } /^```/ { inside = 0 } inside { print }' "$page"
}

cd "$folder"
ln -s "$root/Scenarios" Scenarios
# The examples say `catallaxy`; here that is the program under test.
mkdir bin
ln -s "$CATALLAXY" bin/catallaxy
PATH=$folder/bin:$PATH
number=1
while [ -n "$(block $number)" ]; do
    language=$(block $number | head -n 1)
    block $number | tail -n +2 >"example-$number"
    case $language-$packages in
    sh-*) say "example $number ($language)" sh -eu "example-$number" ;;
    python-yes) say "example $number ($language)" "$venv/bin/python" "example-$number" ;;
    python-no) echo "example $number ($language): skipped" ;;
    esac
    number=$((number + 1))
done
[ "$number" -gt 4 ] || { echo 'the page has lost its examples' >&2; exit 1; }

catallaxy run Scenarios/exchange/decay-and-ruin.yaml --ticks 1500 --quiet >head
catallaxy export last --output out >listed
say 'chain and balances of an export' "$python" "$root/Tests/Outside/check_run.py" out/events.jsonl
grep -qF "head $(cat head);" said || { echo 'the export ends in another head' >&2; exit 1; }
sed -n 's/^\([a-z]*\.[a-z]*\): .*sha256 \([0-9a-f]*\)$/\2  out\/\1/p' listed >sums
[ "$(wc -l <sums)" -eq 6 ] || { echo 'an export has six files' >&2; exit 1; }
say 'sums of an export' sha256sum --check sums
