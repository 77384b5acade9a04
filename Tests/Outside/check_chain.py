import hashlib, json, sys

before, seq = "GENESIS", -1
for seq, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    event = json.loads(line)
    found = event.pop("event_hash")
    text = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    if (event["event_seq"], event["prev_hash"], found) != (seq, before, digest):
        sys.exit(f"line {seq + 1} breaks the chain: after {before} it hashes to {digest}")
    before = digest
print(f"{seq + 1} events, head {seq}:{before}")
