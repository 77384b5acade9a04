#!/bin/sh
# Sets the matching engine beside a C++ book in interleaved rounds on this machine.
#   CATALLAXY=… sh Tests/Outside/compare_yardstick.sh FOLDER [ROUNDS]
# FOLDER holds gen.cpp and yardstick.cpp. Prints the ratio of every round and their median:
# processor time per operation of the steady part, ours over theirs.
set -eu
folder=$1
rounds=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
g++ -O2 -std=c++20 "$folder/gen.cpp" -o "$work/gen"
g++ -O3 -march=native -std=c++20 "$folder/yardstick.cpp" -o "$work/yardstick"
for preset in d1k:1000 d100k:100000 d1m:1000000; do
    name=${preset%:*}
    build=${preset#*:}
    (cd "$work" && ./gen "$name" "$name" >/dev/null)
    : >"$work/ratios"
    : >"$work/batch"
    for round in $(seq "$rounds"); do
        theirs=$("$work/yardstick" "$work/$name.bin" "$build" --variant pool --runs 3 |
            sed -n 's/.*steady \([0-9.]*\) ns.*/\1/p')
        "$CATALLAXY" bench matching --preset "$name" --passes 3 --alone --json >"$work/ours"
        python3 - "$work" "$theirs" <<'PY'
import json, sys
work, theirs = sys.argv[1], float(sys.argv[2])
ours = json.load(open(f"{work}/ours"))
assert ours["matches_golden"], "the checksums are wrong"
print(ours["ns_per_op"] / theirs, file=open(f"{work}/ratios", "a"))
print(ours["batch_ns_per_op"] / theirs, file=open(f"{work}/batch", "a"))
PY
    done
    python3 - "$name" "$work" <<'PY'
import statistics, sys
name, work = sys.argv[1:]
for label in ("ratios", "batch"):
    values = [float(line) for line in open(f"{work}/{label}")]
    rounds = " ".join(f"{value:.2f}" for value in values)
    print(f"{name} {'plain' if label == 'ratios' else 'batch'}: "
          f"median {statistics.median(values):.2f} of {rounds}")
PY
done
