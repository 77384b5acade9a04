#!/bin/sh
# Slow, idle, malformed and random clients around the server: figures G6 (over the network) and G8.
# `hostile.sh [--quick]`; CATALLAXY names the program, in release; ends with 1 if a normal client
# sees an error, anything ends with 5xx, memory grows without bound, or the record is wrong.
# Traffic goes to the loopback interface only.
set -eu

cd "$(dirname "$0")/../.."
exec "${PYTHON:-python3}" -B Tests/Outside/server/hostile.py "$@" "$CATALLAXY"
