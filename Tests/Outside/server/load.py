"""What the server carries: the load figure, and that nothing is lost or doubled under it.

    python3 load.py [--quick] [--seed N] PROGRAM

Ends with 1 when an acknowledged action is not in the history exactly once. Figures are printed and
judge nothing: they mean something on a machine that does nothing else.
"""
import argparse
import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from serving import HERE, Server, Violation, expect

AGENTS = 64
WEALTH = {"CASH": "1000000000", "ASSET": "10000000"}


def disk(folder, seconds):
    """How many commits a second the device takes: 4 KiB and fdatasync, one after the other."""
    times, file = [], os.open(folder / "commits", os.O_CREAT | os.O_WRONLY, 0o600)
    block, end = os.urandom(4_096), time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.perf_counter()
        os.pwrite(file, block, 4_096 * (len(times) % 1_024))
        os.fdatasync(file)
        times.append(time.perf_counter() - start)
    os.close(file)
    times.sort()
    return len(times) / sum(times), 1000 * times[len(times) // 2]


def ready(program, folder):
    """A server as `server.md` §4 has it, and the keys of 64 agents in a file."""
    server = Server(program, folder, HERE / "load.yaml", tick_every="50ms", rate=1_000_000).start()
    made = server.agents(AGENTS, WEALTH)
    keys = folder / "keys"
    keys.touch(0o600)
    keys.write_text("".join(f"{session.key}\n" for _, session in made))
    return server, keys


def compiled(folder):
    compiler = next(filter(shutil.which, ("clang", "cc", "gcc")), None)
    expect(compiler, "no C compiler for the client (clang comes with Swift)")
    program = folder / "load"
    subprocess.run([compiler, "-Wall", "-Wextra", "-Werror", "-O2", "-D_GNU_SOURCE", "-o", program,
                    HERE / "load.c"], check=True)
    return program


def client(program, server, keys, seconds, retries=0, cuts=0, prefix="a", rate=0, journal=None):
    """Runs the compiled client; returns its figures and, if asked for, its journal."""
    with open(keys) as source:
        done = subprocess.run(
            [program, str(server.port), str(seconds), str(retries), str(cuts), prefix,
             str(rate)],
            stdin=source, capture_output=True, text=True, timeout=seconds + 120)
    lines = done.stdout.splitlines()
    figures = json.loads(lines[-1])
    expect(done.returncode == 0, f"the client: {figures}; {done.stderr[-300:]}")
    if journal is not None:
        journal.extend(line.split() for line in lines[:-1])
    return figures


def wrk(server, keys, seconds):
    """The same from wrk, which others wrote."""
    if not shutil.which("wrk"):
        return None
    done = subprocess.run(
        ["wrk", f"-t{AGENTS}", f"-c{AGENTS}", f"-d{seconds}s", "--timeout", "10s", "-s",
         str(HERE / "load.lua"), server.url], capture_output=True, text=True, timeout=seconds + 60,
        env={**os.environ, "KEYS": str(keys), "PREFIX": "wrk"})
    found = [line for line in done.stdout.splitlines() if line.startswith("figures ")]
    expect(found, f"wrk: {done.stdout[-300:]} {done.stderr[-300:]}")
    return json.loads(found[0].removeprefix("figures "))


def audit(server, journal):
    """Every acknowledged action is in the history exactly once, and nothing else of the clients."""
    placed, doubled = {}, []
    with contextlib.closing(sqlite3.connect(f"file:{server.store}?mode=ro", uri=True)) as store:
        for number, payload in store.execute(
                "SELECT seq, payload FROM run_events WHERE type = 'ORDER_PLACED'"):
            order = json.loads(payload)
            name = order.get("client_order_id")
            if name is not None:
                doubled += [name] if name in placed else []
                placed[name] = (order["order_id"], number)
        inputs, = store.execute(
            "SELECT count(*) FROM inputs WHERE action LIKE '%place_limit_order%'").fetchone()
        answers, = store.execute("SELECT count(*) FROM idempotency").fetchone()
    expect(not doubled, f"{len(doubled)} actions are in the history twice, such as {doubled[:3]}")
    names = {line[0] for line in journal}
    expect(len(names) == len(journal), "a request was acknowledged twice as a new one")
    for name, order, last, _ in journal:
        if int(order) < 0:
            expect(name not in placed, f"{name} was refused and is in the history")
            continue
        expect(name in placed, f"{name} was acknowledged and is not in the history")
        found, number = placed[name]
        expect(found == int(order) and number <= int(last),
               f"{name} was acknowledged as order {order} by event {last}, "
               f"and is order {found} at event {number}")
    unknown = [name for name in placed if name not in names]
    expect(not unknown, f"{len(unknown)} actions nobody was told of, such as {unknown[:3]}")
    expect(inputs == answers == len(journal),
           f"{inputs} inputs and {answers} answers for {len(journal)} acknowledged actions")


def disturbed(program, folder, server, keys, seconds, kills, draw):
    """Retries, cut connections, kill -9 and `serve --resume` under load, then the audit."""
    journal, restarts, faults = [], [], []
    begun, done = time.monotonic(), threading.Event()

    def killer():
        try:
            for moment in sorted(draw.uniform(0.05, 0.95) for _ in range(kills)):
                # At its moment, or half a second after the last restart if that took longer.
                if done.wait(max(0.5, begun + seconds * moment - time.monotonic())):
                    return
                server.kill()
                start = time.monotonic()
                server.start(resume="last", wait=120)
                restarts.append(time.monotonic() - start)
        except Violation as fault:
            faults.append(fault)

    thread = threading.Thread(target=killer)
    thread.start()
    try:
        figures = client(program, server, keys, seconds, retries=200, cuts=10, prefix="g7",
                         journal=journal)
    finally:
        done.set()
        thread.join()
    if faults:
        raise faults[0]
    server.stop()
    audit(server, journal)
    server.replay()
    return figures, restarts


class Watch:
    """Looks at a server once a second: memory, descriptors, the write-ahead log."""

    def __init__(self, server):
        self.server, self.rows, self.ended = server, [], threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def look(self):
        start = time.monotonic()
        while not self.ended.wait(1):
            self.rows.append((time.monotonic() - start, self.server.memory(),
                              self.server.descriptors(),
                              os.path.getsize(f"{self.server.store}-wal") / 1e6))

    def stop(self):
        self.ended.set()
        self.thread.join()

    @staticmethod
    def slope(rows):
        """MiB a minute, by least squares."""
        middle = sum(row[0] for row in rows) / len(rows)
        mean = sum(row[1] for row in rows) / len(rows)
        above = sum((row[0] - middle) * (row[1] - mean) for row in rows)
        below = sum((row[0] - middle) ** 2 for row in rows) or 1
        return 60 * above / below


def soak(program, server, keys, seconds, rate):
    """G9: at half of what it carries; memory, descriptors and the log are watched."""
    watch = Watch(server)
    try:
        found = client(program, server, keys, seconds, prefix="g9", rate=rate)
    finally:
        watch.stop()
    # Without the beginning, when caches fill, and the end, when the clients go away.
    rows = [row for row in watch.rows if seconds / 5 <= row[0] <= seconds - 1]
    first, last = rows[0], rows[-1]
    expect(abs(last[2] - first[2]) <= 2, f"descriptors went from {first[2]} to {last[2]}")
    return found, (f"memory {first[1]:.0f} to {last[1]:.0f} MiB ({watch.slope(rows):+.1f} a minute), "
                   f"{first[2]} to {last[2]} descriptors, log at most "
                   f"{max(row[3] for row in rows):.0f} MB")


def table(rows):
    widths = [max(len(str(row[place])) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())


def measure(words):
    # Not in memory: the device is what is measured.
    folder = Path(tempfile.mkdtemp(prefix="catallaxy-load-", dir=words.folder))
    servers = []
    seconds = 5 if words.quick else 30
    rows = [("what", "requests", "a second", "p50 ms", "p99 ms", "remarks")]
    try:
        binary = compiled(folder)
        commits, middle = disk(folder, 1 if words.quick else 5)
        rows.append(("the device's commits", "", f"{commits:.0f}", f"{middle:.2f}", "",
                     "4 KiB and fdatasync, one after the other"))
        for name in ("calm", "wild"):
            (folder / name).mkdir()
        server, keys = ready(words.program, folder / "calm")
        servers.append(server)
        client(binary, server, keys, 1, prefix="warm")
        found = client(binary, server, keys, seconds)
        peak = found["acknowledged"] / found["seconds"]
        rows.append((f"{AGENTS} clients, ours", found["acknowledged"],
                     f"{found['acknowledged'] / found['seconds']:.0f}", f"{found['p50']:.1f}",
                     f"{found['p99']:.1f}",
                     f"{found['accepted']} accepted, max {found['max']:.0f} ms"))
        found = wrk(server, keys, seconds)
        rows.append((f"{AGENTS} clients, wrk", found["requests"],
                     f"{found['requests'] / found['seconds']:.0f}", f"{found['p50'] / 1000:.1f}",
                     f"{found['p99'] / 1000:.1f}",
                     f"{found['refused']} refused, {found['broken']} broken, "
                     f"max {found['max'] / 1000:.0f} ms") if found else
                    (f"{AGENTS} clients, wrk", "", "", "", "", "skipped: wrk is not installed"))
        rows.append(("memory and files after it", "", "", "", "",
                     f"{server.memory():.0f} MiB, {server.descriptors()} descriptors, log "
                     f"{os.path.getsize(f'{server.store}-wal') / 1e6:.0f} MB"))
        if words.soak != 0:
            found, note = soak(binary, server, keys, words.soak or (8 if words.quick else 600),
                               peak / 2)
            rows.append(("G9: at half the load", found["acknowledged"],
                         f"{found['acknowledged'] / found['seconds']:.0f}", f"{found['p50']:.1f}",
                         f"{found['p99']:.1f}", note))
        server.stop()
        server, keys = ready(words.program, folder / "wild")
        servers.append(server)
        kills = 2 if words.quick else 10
        found, restarts = disturbed(binary, folder, server, keys, 6 if words.quick else 60, kills,
                                    random.Random(words.seed))
        rows.append((
            f"G7: {AGENTS} clients, 20 % retries, 1 % cuts", found["acknowledged"],
            f"{found['acknowledged'] / (found['seconds'] - sum(restarts)):.0f}",
            f"{found['p50']:.1f}", f"{found['p99']:.1f}",
            f"{found['repeated']} repeated, {found['cuts']} cuts, {len(restarts)} kill -9, "
            f"{found['replays']} answered after all, longest pause {found['gap']:.1f} s"))
        rows.append(("G7: lost or doubled", "", "", "", "", "0; the run replays without clients"))
        table(rows)
        print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f}, "
              f"seed {words.seed}")
        return 0
    except Violation as fault:
        table(rows)
        print(f"VIOLATION {fault}")
        return 1
    finally:
        for server in servers:
            if server.is_alive():
                server.kill()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a short form, for every change")
    parser.add_argument("--soak", type=float, help="seconds of the long run; 600")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="where the store lies: on the device to be measured")
    parser.add_argument("program", type=os.path.abspath)
    sys.exit(measure(parser.parse_args()))
