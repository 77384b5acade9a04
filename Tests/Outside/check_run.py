import collections, decimal, hashlib, json, sys

decimal.getcontext().prec, D = 60, decimal.Decimal
held = collections.Counter()  # by holder and asset; what is issued comes from "outside"
before, seq, other = "GENESIS", -1, {"mint": "outside", "burn": "outside", "estate": "estate"}
for seq, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    event = json.loads(line)
    found, kind, p, moves = event.pop("event_hash"), event["event_type"], event["payload"], []
    text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if (event["event_seq"], event["prev_hash"], found) != (seq, before, digest):
        sys.exit(f"line {seq + 1} breaks the chain: after {before} it hashes to {digest}")
    before = digest
    if kind == "AGENT_CREATED":
        moves = [(p["agent_id"], "outside", asset, D(n)) for asset, n in p["balances"].items()]
    elif kind == "TRADE_EXECUTED":
        taker, maker, (base, cash) = p["taker_agent_id"], p["maker_agent_id"], p["instrument"].split("/")
        lots = D(p["quantity"]) * (1 if p["aggressor_side"] == "bid" else -1)
        moves = [(taker, maker, base, lots), (maker, taker, cash, lots * D(p["price"])),
                 ("house", taker, cash, D(p["taker_fee"])), ("house", maker, cash, D(p["maker_fee"]))]
    elif kind == "DECAY_APPLIED":
        moves = [("house", p["agent_id"], p["asset"], D(p["amount"]))]
    elif kind == "BALANCE_UPDATED":
        moves = [(p["agent_id"], other[p["reason"]], p["asset"], D(p["amount"]))]
    for to, source, asset, amount in moves:  # what one gets another gives: nothing is made or lost
        held[to, asset] += amount
        held[source, asset] -= amount
    for (holder, asset), amount in held.items() if kind in ("TICK_END", "RUN_STOPPED") else ():
        if holder == "estate" and amount != 0 or holder != "outside" and amount < 0:
            sys.exit(f"line {seq + 1}: {holder} has {amount} {asset}")
print(f"{seq + 1} events, head {seq}:{before}; nobody ever owed anything, and nothing was lost")
