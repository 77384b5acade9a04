#!/bin/sh
# Runs the shipped exchange scenarios and gives their traces to checkers written in another
# language, from the specification alone. CATALLAXY names the program; ends with 1 if any fails.
set -eu

cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
checks=Tests/Outside
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Leaves no byte code behind in the sources.
export PYTHONDONTWRITEBYTECODE=1

"$python" "$checks/selftest.py" >"$folder/selftest" || { cat "$folder/selftest" >&2; exit 1; }
tail -n 1 "$folder/selftest"

failures=0
# complain SCENARIO STEP: shows what the step said, and goes on with the next one.
complain() {
    printf '%s: %s\n' "$1" "$2 failed" >&2
    head -n 20 "$folder/said" >&2
    failures=$((failures + 1))
}

# Every way to deal with orders that meet their own agent's, where that happens often.
for mode in cancel_newest cancel_oldest cancel_both none; do
    sed "/^name:/a self_trade_prevention: $mode" Scenarios/exchange/fee-ladder.yaml \
        >"$folder/self-trade-$mode.yaml"
done

for scenario in Scenarios/exchange/*.yaml "$folder"/self-trade-*.yaml; do
    trace=$folder/events.jsonl
    summary=$folder/summary.json
    # What the scenario before left must not be taken for this one's.
    rm -f "$trace" "$summary"
    # The checkers take a while for an event; every scenario shows its point within these ticks.
    "$CATALLAXY" run "$scenario" --ticks 2000 --store none --json --quiet --trace-events "$trace" \
        >"$summary" 2>"$folder/said" || { complain "$scenario" 'the run'; continue; }
    [ -s "$trace" ] || { complain "$scenario" 'writing the trace'; continue; }
    before=$failures
    for check in check_chain check_ledger check_events; do
        "$python" "$checks/$check.py" "$trace" >"$folder/said" 2>&1 ||
            complain "$scenario" "$check"
    done
    "$python" "$checks/check_summary.py" "$summary" "$trace" >"$folder/said" 2>&1 ||
        complain "$scenario" check_summary
    [ "$failures" -ne "$before" ] || printf '%s: holds\n' "${scenario#"$folder/"}"
done
[ "$failures" -eq 0 ]
