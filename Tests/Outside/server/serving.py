"""A server under test, and a client that sends exactly the bytes it is told to.

Everything is on loopback, in a folder that goes away, and ends with the test.
"""
import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
EXAMPLES = ROOT / "Examples/clients"
MAKERS = ROOT / "Scenarios/exchange/market-maker-vs-trend.yaml"
ENDOWMENT = {"CASH": "10000", "ASSET": "100"}
# A token that the operator chooses: 32 characters or more after the point.
OPERATOR = "operator." + "0123456789abcdef" * 4


class Violation(Exception):
    """Something that must hold does not."""


class Skipped(Exception):
    """What this machine lacks."""


def expect(holds, text):
    if not holds:
        raise Violation(text)


class Answer:
    """What came back: the status, the headers in small letters, and the body."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        return self.json.get("code", "")

    def expect(self, *statuses):
        expect(self.status in statuses,
               f"{self.status} {self.body[:300]!r}, expected {' or '.join(map(str, statuses))}")
        return self

    def __repr__(self):
        return f"{self.status} {self.body[:300]!r}"


class Session:
    """A kept connection with a key. No retries: what breaks is seen."""

    def __init__(self, port, key=None, timeout=10):
        self.port, self.key = port, key
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def ask(self, method, path, body=None, **headers):
        """Headers are named with underscores; `authorization=None` leaves the key out."""
        fields = {"authorization": f"Bearer {self.key}"} if self.key else {}
        if body is not None:
            fields["content-type"] = "application/json"
            if not isinstance(body, bytes):
                body = json.dumps(body).encode()
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        fields = {name: value for name, value in fields.items() if value is not None}
        try:
            self.connection.request(method, path, body, fields)
            response = self.connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        except BaseException:
            self.connection.close()
            raise

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def act(self, *actions, name=None, **headers):
        headers.setdefault("idempotency_key", name or uuid.uuid4().hex)
        return self.ask("POST", "/v1/actions", {"actions": actions}, **headers)

    def place(self, side, price, quantity, **more):
        """Places a limit order; returns its result, which may be a refusal."""
        order = {"type": "place_limit_order", "side": side, "price": price, "quantity": quantity}
        return self.act(order | more).expect(200).json["results"][0]

    def close(self):
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Server:
    """`catallaxy serve` in a folder of its own."""

    def __init__(self, program, folder, scenario=MAKERS, tick_every="100ms", rate=100_000,
                 more=(), store=None):
        self.program, self.folder = str(program), Path(folder)
        self.scenario, self.rate, self.more = scenario, rate, list(map(str, more))
        self.pace = ["--manual"] if tick_every is None else ["--tick-every", tick_every]
        self.store = Path(store or self.folder / "store.db")
        self.operator_file = self.folder / "operator"
        self.operator_file.write_text(OPERATOR)
        self.operator_file.chmod(0o600)
        self.process, self.port, self.starts = None, None, 0
        self.output, self.errors = self.folder / "output", self.folder / "errors"

    def start(self, resume=None, wait=60):
        """Starts it, or goes on with the stored run on the same port; returns when it listens."""
        what = ["--resume", resume] if resume else [str(self.scenario)]
        words = [self.program, "serve", *what, "--port", str(self.port or 0),
                 "--store", str(self.store), *self.pace, "--admin-key-file", str(self.operator_file),
                 "--requests-per-second", str(self.rate), *self.more]
        self.starts += 1
        with open(self.output, "ab") as output, open(self.errors, "ab") as errors:
            before = output.tell()
            self.process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, cwd=self.folder)
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline:
            said = self.output.read_bytes()[before:].decode()
            found = re.match(r"listening on http://127\.0\.0\.1:(\d+)\n", said)
            if found:
                self.port = int(found[1])
                return self
            if self.process.poll() is not None:
                raise Violation(f"serve ended with {self.process.returncode}: "
                                f"{self.errors.read_text()[-400:]}")
            time.sleep(0.01)
        raise Violation(f"serve does not listen after {wait} s")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def session(self, key=None, timeout=10):
        return Session(self.port, key, timeout)

    @property
    def operator(self):
        return self.session(OPERATOR)

    def agent(self, name="agent", balances=None, is_active=True):
        """A new agent, ready to act; returns its number and a session with its key."""
        with self.operator as operator:
            made = operator.ask("POST", "/v1/agents", {
                "name": name, "balances": ENDOWMENT if balances is None else balances})
            made = made.expect(201).json
        session = self.session(made["api_key"])
        deadline = time.monotonic() + 20
        while is_active and session.get("/v1/agent").expect(200).json["status"] == "joining":
            expect(time.monotonic() < deadline, f"{name} never became active")
            time.sleep(0.02)
        return made["agent_id"], session

    def agents(self, count, balances=None):
        """Many agents at once; returns their sessions, when all are active."""
        made = [self.agent(f"agent-{number}", balances, is_active=False)
                for number in range(count)]
        for _, session in made:
            while session.get("/v1/agent").expect(200).json["status"] == "joining":
                time.sleep(0.02)
        return made

    def is_alive(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self, within=30):
        """SIGTERM; the seconds until it has ended, with status 0."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise Violation(f"no end {within} s after SIGTERM") from None
        expect(status == 0, f"ended with {status}: {self.errors.read_text()[-400:]}")
        return time.monotonic() - start

    def memory(self, what="VmRSS"):
        """Of the process, in MiB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{what}:\s+(\d+) kB", text)[1]) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def run(self, *words, timeout=300):
        """Another command of the program, on this store."""
        done = subprocess.run([self.program, *map(str, words)], capture_output=True, text=True,
                              timeout=timeout, cwd=self.folder)
        expect(done.returncode == 0, f"`catallaxy {' '.join(map(str, words))}` ended with "
               f"{done.returncode}: {(done.stderr or done.stdout)[-400:]}")
        return done.stdout

    def replay(self):
        """The record is right, and follows from the inputs without any client."""
        self.run("verify", "last", "--store", self.store)
        self.run("replay", "last", "--store", self.store)

    def events(self):
        """The committed events, from the file itself: number, kind, and what it says."""
        with contextlib.closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as found:
            return [(number, kind, json.loads(payload)) for number, kind, payload in found.execute(
                "SELECT seq, type, payload FROM run_events ORDER BY seq")]


class Checks:
    """Runs checks by name, each in a folder of its own, and prints what came of them."""

    def __init__(self, program):
        self.program, self.failed = program, 0

    def run(self, checks, wanted=()):
        for name, (what, check) in checks.items():
            if wanted and name not in wanted:
                continue
            folder, start = Path(tempfile.mkdtemp(prefix="catallaxy-server-")), time.monotonic()
            servers = []

            def make(*words, **keywords):
                servers.append(Server(self.program, folder, *words, **keywords))
                return servers[-1]

            try:
                word, note = "holds", check(make)
            except Skipped as reason:
                word, note = "skipped", str(reason)
            except (Violation, OSError, http.client.HTTPException, subprocess.SubprocessError,
                    sqlite3.Error, AssertionError) as fault:
                word, note = "FAILED", f"{type(fault).__name__}: {fault}"
                self.failed += 1
            finally:
                for server in servers:
                    if server.is_alive():
                        server.kill()
                shutil.rmtree(folder, ignore_errors=True)
            seconds = time.monotonic() - start
            print(f"{what}: {word}, {seconds:.1f} s{f' ({note})' if note else ''}", flush=True)
        return 1 if self.failed else 0


def raw(port, data, timeout=5, half_close=False):
    """Sends bytes and reads what comes until the other side closes or nothing more comes."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        answer = b""
        try:
            connection.sendall(data)
            if half_close:
                connection.shutdown(socket.SHUT_WR)
            while True:
                piece = connection.recv(65_536)
                if not piece:
                    return answer
                answer += piece
        except OSError:
            # It took long enough, or the other side has hung up.
            return answer


def in_threads(count, work):
    """Calls work(0) … work(count - 1) at once; the first exception is raised here."""
    faults, results = [], [None] * count

    def one(number):
        try:
            results[number] = work(number)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return results


def quantile(values, share):
    """The value below which a share of all lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


if __name__ == "__main__":
    sys.exit("this is no program: see server.py, hostile.py and load.py")
