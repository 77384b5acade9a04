"""Whose money is it? Checks the chain of an exchange's events and adds up every balance.

    python3 check_ledger.py events.jsonl

Needs nothing but Python. Amounts are counted in whole units of 10^-8, so sums are exact.
"""
import hashlib
import json
import sys
from collections import Counter

HOUSE = "house"
balances = {HOUSE: Counter()}       # agent id (or the house) -> asset -> units
issued = Counter()                  # asset -> units that came into being
before, trades, seq = "GENESIS", 0, -1


def units(text):
    return int(text.replace(".", ""))


def pay(who, asset, amount):
    balances[who][asset] += amount
    if balances[who][asset] < 0:
        sys.exit(f"event {seq}: {who} has {balances[who][asset] / 1e8} {asset}")


for seq, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    event = json.loads(line)
    digest = event.pop("event_hash")
    text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    found = hashlib.sha256(text.encode()).hexdigest()
    if (event["event_seq"], event["prev_hash"], digest) != (seq, before, found):
        sys.exit(f"event {seq}: the chain is broken")
    before, kind, e = digest, event["event_type"], event["payload"]

    if kind == "AGENT_CREATED":
        balances[e["agent_id"]] = Counter({a: units(text) for a, text in e["balances"].items()})
        issued += balances[e["agent_id"]]
    elif kind == "TRADE_EXECUTED":
        asset, cash = e["instrument"].split("/")
        notional = units(e["price"]) * units(e["quantity"]) // 10**8
        buying = {"taker": e["aggressor_side"] == "bid", "maker": e["aggressor_side"] == "ask"}
        for role in sorted(buying, key=buying.get):         # the seller, then the buyer
            who, fee, sign = e[f"{role}_agent_id"], units(e[f"{role}_fee"]), 2 * buying[role] - 1
            pay(who, cash, -sign * notional - fee)
            pay(who, asset, sign * units(e["quantity"]))
            balances[HOUSE][cash] += fee
        trades += 1
    elif kind == "DECAY_APPLIED":
        pay(e["agent_id"], e["asset"], -units(e["amount"]))
        pay(HOUSE, e["asset"], units(e["amount"]))
    elif kind == "BALANCE_UPDATED":
        pay(e["agent_id"], e["asset"], units(e["amount"]))
        if e["reason"] != "estate":                         # an estate only moves to the house
            issued[e["asset"]] += units(e["amount"])
    elif kind == "TICK_END":
        for asset in issued:
            if sum(owner[asset] for owner in balances.values()) != issued[asset]:
                sys.exit(f"event {seq}: {asset} was created or lost")

print(f"{seq + 1} events, {trades} trades, nothing created or lost, head {seq}:{before}")
for who, owned in balances.items():
    print(who, *(f"{amount // 10**8}.{amount % 10**8:08d} {a}" for a, amount in owned.items()))
