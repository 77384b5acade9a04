#!/bin/sh
# Runs every shipped scenario twice in one process, compared event by event, and prints the heads:
# two builds of the program have to print the same. CATALLAXY names it.
set -eu

cd "$(dirname "$0")/../.."
for scenario in Scenarios/*/*.yaml; do
    head=$("$CATALLAXY" run "$scenario" --ticks "${TICKS:-200}" --twice --quiet --store none)
    printf '%s %s\n' "$scenario" "$head"
done
