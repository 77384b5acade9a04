"""G11: how long it takes to verify a million events, and to go on with a run from its snapshot.

Figures are printed and not judged: they are the machine's as much as the program's. On a busy one
the seconds of the processor tell more than those of the wall.
"""
import os
import resource
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

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


def processor():
    """The seconds that ended children have had of the processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(lab):
    events = 30_000 if lab.quick else 1_000_000
    store = lab.folder("speed") / "a.db"
    process = lab.start("run", SCENARIO, "--ticks", 100_000_000, "--store", store, "--quiet")
    wait_past(process, store, events)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    stored = count(store)

    figure = Figure("G11", "verify a run", count=3)
    walls, times = [], []
    for _ in range(3):
        before = processor()
        walls.append(lab.run("verify", 1, "--store", store, timeout=120).expect(FINE).seconds)
        times.append(processor() - before)
    figure.seconds = sum(walls)
    figure.notes = [f"{stored:,} events in {min(walls):.2f} s at best, "
                    f"{min(times):.2f} s of the processor"]
    lab.add(figure)

    figure = Figure("G11", "go on from a snapshot", count=1)
    process = lab.start("runs", "start", 1, "--store", store, "--quiet")
    figure.seconds = wait_past(process, store, stored)
    spent = processor_of(process.pid)
    figure.notes = [f"first new commit {figure.seconds:.2f} s after the start, {spent:.2f} s of "
                    "the processor; the stored chain was checked before"]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    lab.add(figure)


def processor_of(pid):
    """The seconds that a living process has had of the processor."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
