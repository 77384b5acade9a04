"""The OpenAPI document: valid, complete enough for generators, and true of the running server."""
import json
import os
import subprocess
import sys
from pathlib import Path

from serving import HERE, OPERATOR, Skipped, Violation, expect

PROGRAMS = Path(sys.executable).parent


def tool(name):
    if not (PROGRAMS / name).exists():
        raise Skipped(f"{name} is not installed")
    return str(PROGRAMS / name)


def check_document(make):
    """A validator reads it, and nothing in it is left open that a generator has to know."""
    validator = tool("openapi-spec-validator")
    server = make(tick_every=None).start()
    document = server.session().get("/openapi.json").expect(200)
    file = server.folder / "openapi.json"
    file.write_bytes(document.body)
    done = subprocess.run([validator, str(file)], capture_output=True, text=True, timeout=60)
    expect(done.returncode == 0, f"the validator: {(done.stdout + done.stderr)[-400:]}")
    found = document.json
    names = []
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            where = f"{method} {path}"
            names.append(operation["operationId"])
            expect(operation["summary"], f"{where}: no summary")
            expect("security" in operation, f"{where}: who may")
            good = [status for status in operation["responses"] if status < "400"]
            expect(len(good) == 1, f"{where}: succeeds with {good}")
            for status, response in operation["responses"].items():
                expect(response["description"], f"{where}: {status} without a description")
                if status not in ("101", "204"):
                    expect(all("schema" in content for content in response["content"].values()),
                           f"{where}: {status} without a schema")
    expect(len(set(names)) == len(names), "an operationId occurs twice")
    unused = [name for name in found["components"]["schemas"]
              if f'"#/components/schemas/{name}"' not in json.dumps(found)]
    expect(not unused, f"schemas that nothing refers to: {unused}")
    return f"{len(names)} operations, {len(found['components']['schemas'])} schemas"


def check_generated(make):
    """schemathesis makes requests from the document, right ones and wrong ones."""
    program = tool("schemathesis")
    server = make(tick_every="200ms").start()
    _, session = server.agent("schemathesis", {"CASH": "1000000000", "ASSET": "1000000"})
    notes = []
    # Nothing works after `stop`: it comes last, alone.
    for words in (["--exclude-path", "/v1/run/stop"], ["--include-path", "/v1/run/stop"]):
        done = subprocess.run(
            [program, "--config-file", str(HERE / "schemathesis.toml"), "run",
             f"{server.url}/openapi.json", "--max-examples", os.environ.get("EXAMPLES", "15"),
             "--seed", os.environ.get("SEED", "1"), "--generation-database", "none",
             "--no-color", "--continue-on-failure", "--request-timeout", "10", *words],
            capture_output=True, text=True, timeout=400, cwd=server.folder,
            env={**os.environ, "AGENT_KEY": session.key, "ADMIN_KEY": OPERATOR,
                 "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(HERE)})
        if done.returncode != 0:
            text = done.stdout[done.stdout.find("= FAILURES"):] + done.stderr
            raise Violation(f"schemathesis found:\n{text[:12_000]}")
        notes += [line.strip() for line in done.stdout.splitlines() if " generated, " in line]
    expect(server.is_alive(), "the server has ended")
    server.stop()
    server.replay()
    return "; ".join(notes)


CHECKS = {
    "document": ("the OpenAPI document", check_document),
    "generated": ("schemathesis", check_generated),
}
