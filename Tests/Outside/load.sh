#!/bin/sh
# What the server carries from 64 clients, and that nothing is lost or doubled when they repeat
# requests, lose connections, and the server is killed: figures G7 and G9. `load.sh [--quick]`;
# CATALLAXY names the program, in release; ends with 1 if something acknowledged is not in the
# history exactly once. Traffic goes to the loopback interface only.
set -eu

cd "$(dirname "$0")/../.."
exec "${PYTHON:-python3}" -B Tests/Outside/server/load.py "$@" "$CATALLAXY"
