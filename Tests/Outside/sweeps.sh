#!/bin/sh
# Runs the examples of Examples/sweeps as their users do: the Slurm script with an array's variables,
# the Dask driver on two workers of which one is killed in the middle, the notebook, and DuckDB.
# All ways to run a plan must come to the same content. CATALLAXY names the program; ends with 1
# if anything fails.
set -eu

cd "$(dirname "$0")/../.."
root=$PWD
python=${PYTHON:-python3}
venv=$root/.venv-sweeps
folder=$(mktemp -d)
started=
cleanup() {
    for process in $started; do kill -9 "$process" 2>/dev/null || :; done
    rm -rf "$folder"
}
trap cleanup EXIT
export PYTHONDONTWRITEBYTECODE=1
scenario=$root/Scenarios/exchange/market-maker-vs-trend.yaml
plan="$scenario --seeds 1..24 --ticks ${TICKS:-20} --set agents.market_maker.parameters.spread_bps=25,50"

# say NAME COMMAND...: what it said is shown if it fails.
say() {
    name=$1
    shift
    if "$@" >"$folder/said" 2>&1; then
        printf '%s: holds\n' "$name"
    else
        printf '%s failed\n' "$name" >&2
        tail -n 20 "$folder/said" >&2
        exit 1
    fi
}

# content FILE: the hash of what a results file holds.
content() { "$CATALLAXY" sweep --resume --quiet --store "$1"; }

same() { [ "$(content "$1")" = "$whole" ] || { echo "$1 has another content" >&2; return 1; }; }

# The plan is words without spaces in them, unless the repository lies in such a folder.
set -f
IFS=' '
whole=$("$CATALLAXY" sweep $plan --store "$folder/sweep.db" --quiet)

slurm() {
    for element in 1 2 3 4 5; do
        SLURM_ARRAY_TASK_ID=$element SLURM_ARRAY_TASK_COUNT=5 FOLDER=$folder/slurm \
            bash "$root/Examples/sweeps/slurm_sweep.sh" $plan || return 1
    done
    set +f
    "$CATALLAXY" merge "$folder"/slurm/part-*.db --output "$folder/slurm.db" || return 1
    set -f
    same "$folder/slurm.db"
}
say 'a sweep as a Slurm array' slurm

if ! "$venv/bin/python" -c 'import distributed, duckdb, matplotlib, pandas' 2>/dev/null; then
    echo 'Installing Dask, pandas, matplotlib and DuckDB'
    if ! { "$python" -m venv --clear "$venv" &&
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
            --only-binary :all: --requirement Tests/Outside/sweeps.txt; } >"$folder/said" 2>&1
    then
        tail -n 3 "$folder/said" >&2
        echo 'Dask and the notebook: skipped, as their packages could not be installed' >&2
        exit 0
    fi
fi

cd "$folder"
say 'the notebook' env SWEEP=sweep.db MPLCONFIGDIR="$folder" "$venv/bin/python" \
    "$root/Tests/Outside/run_notebook.py" "$root/Examples/sweeps/three-plots.ipynb"
for plot in who-earns-what from-what what-changes; do
    [ -s "$plot.png" ] || { echo "the notebook made no $plot.png" >&2; exit 1; }
done

duck() {
    "$venv/bin/python" -c '
import duckdb, pandas, sqlite3
store = sqlite3.connect("file:sweep.db?mode=ro", uri=True)
question = "SELECT kind, count(*), sum(trades) FROM {} GROUP BY kind ORDER BY kind"
wanted = store.execute(question.format("agents")).fetchall()
agent_numbers = pandas.read_sql("SELECT * FROM agent_numbers", store)
found = duckdb.sql(question.format("agent_numbers")).fetchall()
assert found == wanted and len(found) == 3, (found, wanted)
connection = duckdb.connect()
try:
    connection.execute("INSTALL sqlite")
    connection.execute("LOAD sqlite")
except duckdb.Error:
    print("its extension for SQLite could not be had")
else:
    connection.execute("ATTACH \"sweep.db\" AS sweep (TYPE sqlite, READ_ONLY)")
    found = connection.execute(question.format("sweep.agent_numbers")).fetchall()
    assert found == wanted, (found, wanted)'
}
say 'DuckDB' duck
sed 's/^/DuckDB: /' "$folder/said"

dask() {
    "$venv/bin/dask" scheduler --host 127.0.0.1 --port 0 --no-dashboard --no-show \
        --scheduler-file "$folder/scheduler.json" >"$folder/scheduler.log" 2>&1 &
    started="$started $!"
    for worker in 1 2; do
        "$venv/bin/dask" worker --scheduler-file "$folder/scheduler.json" --no-nanny \
            --nthreads 1 --no-dashboard --local-directory "$folder/worker-$worker" \
            >"$folder/worker-$worker.log" 2>&1 &
        last=$!
        started="$started $last"
    done
    for attempt in $(seq 600); do
        [ -s "$folder/scheduler.json" ] && break
        sleep 0.1
    done
    address=$("$venv/bin/python" -c '
import json, sys
print(json.load(open(sys.argv[1]))["address"])' "$folder/scheduler.json")
    "$venv/bin/python" "$root/Examples/sweeps/dask_sweep.py" --scheduler "$address" --shards 12 \
        --folder "$folder/dask" --program "$CATALLAXY" -- $plan >"$folder/dask.log" 2>&1 &
    driver=$!
    started="$started $driver"
    for attempt in $(seq 3000); do
        grep -q '^2 of 12' "$folder/dask.log" && break
        kill -0 "$driver" 2>/dev/null || break
        sleep 0.1
    done
    kill -9 "$last"
    wait "$driver" || { cat "$folder/dask.log"; return 1; }
    cat "$folder/dask.log"
    same "$folder/dask/sweep.db"
}
say 'a sweep on Dask, a worker killed in the middle' dask
