"""Several processes on one store: two of one run, two runs, and a lock that somebody holds."""
import shutil
import signal
import sqlite3
import threading
import time
from contextlib import closing

from lab import FINE, SCENARIO, WRITE_FAULT, WRONG_INPUT, Violation
from stores import Reference, go_on, query, verified_head

ENDLESS = 100_000_000
TICKS = 900


def wait_for(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Violation(f"after {seconds} s still not: {what}")
        time.sleep(0.003)


def writer(store):
    try:
        return (query(store, "SELECT writer_pid FROM runs WHERE run = 1") or [(None,)])[0][0]
    except sqlite3.Error:
        return None


class Twice:
    """The same run, started by two processes."""

    def __init__(self, lab, reference):
        self.lab, self.reference = lab, reference

    def refused(self, number):
        """The second is refused and names the first; once that is killed, the next goes on."""
        store = self.lab.folder("twice") / "a.db"
        self.lab.run("runs", "create", SCENARIO, "--ticks", ENDLESS, "--store", store).expect(FINE)
        words = ("runs", "start", 1, "--store", store, "--quiet")
        first = self.lab.start(*words)
        wait_for(lambda: writer(store) == first.pid, "the first says that it writes the run")
        second = self.lab.run(*words).expect(WRITE_FAULT)
        if f"process {first.pid};" not in second.errors:
            raise Violation(f"{second}; the first is process {first.pid}")
        first.kill()
        first.communicate()
        third = self.lab.start(*words)
        wait_for(lambda: writer(store) == third.pid, "the dead one's lock is no hindrance")
        third.send_signal(signal.SIGTERM)
        _, errors = third.communicate(timeout=30)
        if third.returncode != 143:
            raise Violation(f"the next ended with {third.returncode}: {errors.decode()}")
        verified_head(self.lab, store)
        shutil.rmtree(store.parent)

    def raced(self, number):
        """Both at once: one runs it, the other is refused or comes too late."""
        store = self.lab.folder("race") / "a.db"
        self.lab.run("runs", "create", SCENARIO, "--ticks", TICKS, "--store", store).expect(FINE)
        both = [self.lab.start("runs", "start", 1, "--store", store, "--quiet") for _ in range(2)]
        said = [process.communicate(timeout=60) for process in both]
        ends = sorted(process.returncode for process in both)
        if ends not in ([FINE, WRITE_FAULT], [FINE, WRONG_INPUT]):
            raise Violation(f"they ended with {ends}: {said}")
        verified_head(self.lab, store, head=self.reference.head)
        shutil.rmtree(store.parent)
        return ["refused" if WRITE_FAULT in ends else "came too late"]


class TwoRuns:
    """Two new runs on one store that is not there yet: both are right."""

    def __init__(self, lab, references):
        self.lab, self.references = lab, references

    def check(self, number):
        store = self.lab.folder("two") / "a.db"
        both = [self.lab.start("run", SCENARIO, "--ticks", TICKS, "--seed", reference.seed,
                               "--store", store, "--quiet") for reference in self.references]
        for process, reference in zip(both, self.references):
            output, errors = process.communicate(timeout=60)
            if process.returncode != FINE or output.decode().strip() != reference.head:
                raise Violation(f"seed {reference.seed} ended with {process.returncode}: "
                                f"{output.decode()}{errors.decode()}")
        for run, seed in query(store, "SELECT run, seed FROM runs"):
            head = next(r.head for r in self.references if r.seed == seed)
            verified_head(self.lab, store, run, head)
        shutil.rmtree(store.parent)


class Locked:
    """Somebody holds the store's lock: for two seconds, or for good."""

    def __init__(self, lab, reference):
        self.lab, self.reference = lab, reference

    def store(self):
        store = self.lab.folder("locked") / "a.db"
        self.lab.run("runs", "create", SCENARIO, "--ticks", TICKS, "--store", store).expect(FINE)
        return store

    def check(self, number):
        [self.for_two_seconds, self.for_good][number % 2]()

    def for_two_seconds(self):
        store = self.store()
        with closing(sqlite3.connect(store, check_same_thread=False)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            timer = threading.Timer(2, holder.rollback)
            timer.start()
            # Readers do not wait for it.
            if verified_head(self.lab, store) is not None:
                raise Violation("a run that was never started has events")
            result = self.lab.run("runs", "start", 1, "--store", store, "--quiet").expect(FINE)
            timer.join()
        if result.head != self.reference.head or result.seconds < 1:
            raise Violation(f"{result}; it had to wait and to end at {self.reference.head}")

    def for_good(self):
        store = self.store()
        with closing(sqlite3.connect(store)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            result = self.lab.run("runs", "start", 1, "--store", store).expect(WRITE_FAULT)
            holder.rollback()
        if "locked" not in result.errors or not 4.5 < result.seconds < 12:
            raise Violation(f"{result}; expected to hear of the lock after 5 s")
        go_on(self.lab, store, self.reference.head)


def measure(lab):
    references = [Reference(lab, TICKS, seed) for seed in (3, 4)]
    plain = Reference(lab, TICKS)
    twice, rounds = Twice(lab, plain), 5 if lab.quick else 100
    lab.measure("-", "a run started twice; killed; started again", twice.refused, range(rounds))
    lab.measure("-", "a run started by two at once", twice.raced, range(rounds))
    lab.measure("-", "two runs make one store", TwoRuns(lab, references).check, range(rounds))
    lab.measure("-", "a locked store", Locked(lab, plain).check, range(2 if lab.quick else 6))
