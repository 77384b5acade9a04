"""G11: how long it takes to verify a million events, and to go on with a run from its snapshot.

Figures are printed and not judged: they are the machine's as much as the program's.
"""
import signal
import sqlite3
import time
from contextlib import closing

from lab import FINE, SCENARIO, Figure, Violation


def count(store):
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as database:
            return database.execute("SELECT max(event_count) FROM runs").fetchone()[0] or 0
    except sqlite3.Error:
        return 0


def wait_past(process, store, events):
    """Waits until more events are committed; returns the seconds since the call."""
    start = time.monotonic()
    while count(store) <= events:
        if process.poll() is not None or time.monotonic() - start > 120:
            raise Violation(f"no more than {events} events came: {process.communicate()}")
        time.sleep(0.002)
    return time.monotonic() - start


def measure(lab):
    events = 30_000 if lab.quick else 1_000_000
    store = lab.folder("speed") / "a.db"
    process = lab.start("run", SCENARIO, "--ticks", 100_000_000, "--store", store, "--quiet")
    wait_past(process, store, events)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    stored = count(store)

    figure = Figure("G11", "verify a run", count=3)
    seconds = []
    for _ in range(3):
        seconds.append(lab.run("verify", 1, "--store", store, timeout=120).expect(FINE).seconds)
    figure.seconds = sum(seconds)
    figure.notes = [
        f"{stored:,} events in {min(seconds):.2f} s at best, {max(seconds):.2f} at worst"]
    lab.add(figure)

    figure = Figure("G11", "go on from a snapshot", count=1)
    process = lab.start("runs", "start", 1, "--store", store, "--quiet")
    figure.seconds = wait_past(process, store, stored)
    figure.notes = [f"first new commit {figure.seconds:.2f} s after the start, the stored chain "
                    "checked before"]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    lab.add(figure)
