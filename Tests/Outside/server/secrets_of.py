"""Where a secret must not be: in files, logs, exports, and the list of processes."""
import subprocess
from pathlib import Path

from serving import OPERATOR, expect


def forms(key):
    """A secret and the ways in which bytes of it might lie about."""
    secret = key.split(".", 1)[1]
    found = {secret.encode(), key.encode(), secret.upper().encode()}
    if len(secret) % 2 == 0:
        try:
            found.add(bytes.fromhex(secret))
        except ValueError:
            pass
    return found


def search(path, needles):
    content = Path(path).read_bytes()
    for needle in needles:
        # Half of a secret is too much as well.
        expect(needle not in content and needle[:len(needle) // 2 + 1] not in content,
               f"{path} holds a secret")
    return len(content)


def check_secrets(make):
    """Uses keys in every way and looks for their bytes wherever the server may have put them."""
    server = make().start()
    made = server.agents(20)
    keys = [session.key for _, session in made] + [OPERATOR]
    made[-1][1].place("bid", "50", "1")
    with server.operator as operator:
        more = operator.ask("POST", f"/v1/agents/{made[0][0]}/keys", {}).expect(201).json
        operator.ask("DELETE", f"/v1/agents/{made[0][0]}/keys/{more['key_id']}").expect(204)
    keys.append(more["api_key"])
    for key in keys[-1:] + [key[:-1] + "x" for key in keys[:3]]:
        server.session(key).get("/v1/agent").expect(401)
    # A key where it does not belong must not come back either, or be logged.
    stranger = server.session()
    for path in (f"/v1/agent?key={keys[0]}", f"/{keys[0]}"):
        answer = stranger.get(path)
        expect(keys[0].split(".")[1].encode() not in answer.body, "an error repeats a secret")
    needles = [needle for key in keys for needle in forms(key)]
    listed = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, check=True).stdout
    listed += Path(f"/proc/{server.process.pid}/environ").read_bytes()
    for needle in needles:
        expect(needle not in listed, "the list of processes shows a secret")
    for path in ("/metrics", "/openapi.json", "/v1/leaderboard", "/"):
        body = stranger.get(path).body
        expect(not any(needle in body for needle in needles), f"{path} shows a secret")
    paths = [path for path in server.folder.iterdir()
             if path.is_file() and path != server.operator_file]
    expect(any(path.name.endswith("-wal") for path in paths), "there is no write-ahead log")
    size = sum(search(path, needles) for path in paths)
    for path in paths:
        if path.name.startswith("store.db"):
            expect(path.stat().st_mode & 0o077 == 0, f"others may read {path.name}")
    server.stop()
    server.run("export", "last", "--store", server.store, "--output", server.folder / "out")
    for path in [*(server.folder / "out").iterdir(), server.store, server.errors, server.output]:
        size += search(path, needles)
    return f"{len(keys)} keys, {size / 1e6:.1f} MB searched"


CHECKS = {"secrets": ("no secret lies about", check_secrets)}
