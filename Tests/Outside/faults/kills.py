"""G1: kill -9 at random moments, with pauses between, until the run is done.

Two of five times the process is asked to pause first and killed while it does: then it writes a
snapshot. In half of the sessions a reader looks on; what it was shown must never be lost.
"""
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import closing

from lab import SCENARIO, Violation
from stores import Reference, standing, verified_head


class Onlooker:
    """Reads the number of committed events while somebody writes."""

    def __init__(self, store):
        self.store, self.seen, self.stopped = store, 0, threading.Event()
        self.thread = threading.Thread(target=self.look)
        self.thread.start()

    def look(self):
        while not self.stopped.wait(0.005):
            try:
                with closing(sqlite3.connect(f"file:{self.store}?mode=ro", uri=True)) as database:
                    while not self.stopped.wait(0.005):
                        (count,), = database.execute("SELECT max(event_count) FROM runs")
                        self.seen = max(self.seen, count or 0)
            except sqlite3.Error:
                pass            # not there yet, or being made

    def stop(self):
        self.stopped.set()
        self.thread.join()
        return self.seen


class RandomKills:
    """One number is four kills: of one run, or of the next when it ends before."""

    ticks = 3_000
    kills = 4

    def __init__(self, lab):
        self.lab = lab
        self.reference = Reference(lab, self.ticks)
        self.span = 1.2 * self.reference.result.seconds

    def check(self, number):
        """Returns a word for each session."""
        draw = self.lab.random("kills", number)
        folder = self.lab.folder("kills")
        store, known, words, left = folder / "0.db", 0, [], self.kills
        while True:
            word, seen = self.session(store, draw, disturbs=left > 0)
            words.append(word)
            left -= word.startswith("kill")
            known = self.look(store, max(known, seen))
            if word != "end":
                continue
            verified_head(self.lab, store, head=self.reference.head)
            if left == 0:
                break
            store, known = folder / f"{len(words)}.db", 0
        shutil.rmtree(folder)
        return words

    def look(self, store, known):
        """Nothing that was known to be committed may be gone, and `verify` has to see as much."""
        found = standing(self.lab, store)
        count = found.count if found else 0
        if count < known:
            raise Violation(f"{known} events were committed, {count} are left")
        if found:
            self.reference.check_prefix(found)
            head = verified_head(self.lab, store)
            if head != (found.head if count else None):
                raise Violation(f"SQLite finds {found.head}, verify {head}")
        return count

    def session(self, store, draw, disturbs):
        """Starts the run or goes on with it, and disturbs it; says how that ended."""
        if standing(self.lab, store):
            words = ["runs", "start", "last", "--store", store, "--quiet"]
        else:
            words = ["run", SCENARIO, "--ticks", self.ticks, "--store", store, "--quiet"]
        moment, pauses = draw.uniform(0, self.span), draw.random() < 0.4
        grace, watches = draw.uniform(0, 0.06), draw.random() < 0.5
        process = self.lab.start(*words)
        onlooker = Onlooker(store) if watches else None
        if disturbs:
            self.disturb(process, moment, grace if pauses else None)
        output, errors = process.communicate(timeout=60)
        seen = onlooker.stop() if onlooker else 0
        match process.returncode:
            # SIGTERM, where it came before the program had said that it takes it for a pause.
            case -9 | -15:
                return "kills in a pause" if pauses else "kills", seen
            case 143:
                return "pauses", seen
            case 0 if output.decode().split()[-1] == self.reference.head:
                return "end", seen
            case 2 if b"over for good" in errors:
                return "end", seen
        raise Violation(f"`{' '.join(map(str, words))}` ended with {process.returncode}: "
                        f"{(errors or output).decode()}")

    @staticmethod
    def disturb(process, moment, grace):
        """Waits a while, asks for a pause where there is a grace, and kills."""
        try:
            process.wait(moment)
            return
        except subprocess.TimeoutExpired:
            pass
        if grace is not None:
            os.kill(process.pid, signal.SIGTERM)
            time.sleep(grace)
        os.kill(process.pid, signal.SIGKILL)


def measure(lab):
    rounds = RandomKills(lab)
    lab.measure("G1", "random kill -9 of run and runs start, 4 a number", rounds.check,
                range(4 if lab.quick else 75))
