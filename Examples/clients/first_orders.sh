#!/bin/sh
# The whole interface in `curl` lines, against a server of yours:
#
#     CATALLAXY_URL=http://127.0.0.1:8080 CATALLAXY_ADMIN_KEY=KEYID.SECRET sh first_orders.sh
#
# A key is given to curl by a file, never as an argument: everybody on a machine can read those.
set -eu

url=${CATALLAXY_URL:-http://127.0.0.1:8080}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
umask 077

# key_file NAME KEY: a file of curl's options that shows a key.
key_file() { printf 'header = "Authorization: Bearer %s"\n' "$2" >"$folder/$1"; }

# ask [CURL ARGUMENTS]: fails when the server refuses, and shows why.
ask() { curl --silent --show-error --fail-with-body --max-time 10 "$@" && echo; }

# What is traded, and the book: nobody needs a key for that.
ask "$url/v1/market/instruments"
ask "$url/v1/market/book?depth=3"

# The operator lets an agent in. Its key is shown here and never again.
key_file operator "$CATALLAXY_ADMIN_KEY"
balances='{"CASH": "10000", "ASSET": "100"}'
ask --config "$folder/operator" --json "{\"name\": \"curl\", \"balances\": $balances}" \
    "$url/v1/agents" >"$folder/agent.json"
key_file agent "$(sed 's/.*"api_key":"\([^"]*\)".*/\1/' "$folder/agent.json")"

# It may act from the next tick on.
until ask --config "$folder/agent" "$url/v1/agent" | grep -q '"status":"active"'; do sleep 0.1; done

# A bid at 50.00 for 1.5, named by a key of our choice.
bid='{"actions": [{"type": "place_limit_order", "side": "bid", "price": "50", "quantity": "1.5"}]}'
ask --config "$folder/agent" --header 'Idempotency-Key: my-first-bid' --json "$bid" \
    "$url/v1/actions"

# Was the answer lost on the way? The same request again gets the same answer and is no second bid.
ask --config "$folder/agent" --header 'Idempotency-Key: my-first-bid' --json "$bid" \
    --dump-header "$folder/headers" "$url/v1/actions"
grep -i '^idempotent-replay: true' "$folder/headers"

# What we have, and what became of our orders and trades.
ask --config "$folder/agent" "$url/v1/agent"
ask --config "$folder/agent" "$url/v1/agent/orders?limit=5"

# Everything back.
ask --config "$folder/agent" --header 'Idempotency-Key: my-first-cancellation' \
    --json '{"actions": [{"type": "cancel_all"}]}' "$url/v1/actions"
ask "$url/v1/leaderboard?metric=pnl" | cut -c 1-300
