"""Stores as an outsider reads them: SQLite through Python, on copies, so that nothing is repaired
on the way."""
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lab import FINE, WRONG_INPUT, Violation

PARTS = ("", "-wal", "-journal")
EVENTS = "SELECT id & 1099511627775, tick, type, agent, payload, prev_hash, hash FROM events " \
         "WHERE id >> 40 = ? ORDER BY id"


def copy(store, to):
    """Copies a store with its log; the log's index is rebuilt by whoever opens the copy."""
    to = Path(to)
    for part in PARTS:
        if Path(f"{store}{part}").exists():
            shutil.copyfile(f"{store}{part}", f"{to}{part}")
        else:
            Path(f"{to}{part}").unlink(missing_ok=True)
    Path(f"{to}-shm").unlink(missing_ok=True)
    return to


def query(store, sql, *arguments):
    """The rows of a query on a store that nobody else uses."""
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as database:
        return database.execute(sql, arguments).fetchall()


def change(store, *statements):
    """Edits a store by hand, past its triggers, and leaves no log."""
    with closing(sqlite3.connect(store)) as database:
        database.execute("PRAGMA writable_schema = ON")
        for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            sql, *arguments = statement if isinstance(statement, tuple) else (statement,)
            database.execute(sql, arguments)
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass
class Standing:
    """What SQLite finds committed of a run."""
    status: str
    ticks: int
    count: int
    hash: str

    @property
    def head(self):
        return f"{self.count - 1}:{self.hash}"


def standing(lab, store, run=1):
    """Where a run stands by its row, seen through a copy; None without store or run."""
    if not Path(store).exists():
        return None
    folder = lab.folder("look")
    try:
        seen = copy(store, folder / "copy.db")
        rows = query_rw(seen, "SELECT status, ticks_done, event_count, head_hash FROM runs "
                              "WHERE run = ?", run)
        return Standing(*rows[0]) if rows else None
    finally:
        shutil.rmtree(folder)


def query_rw(store, sql, *arguments):
    """As `query`, and rolls a journal or a log in first."""
    with closing(sqlite3.connect(store)) as database:
        return database.execute(sql, arguments).fetchall()


class Reference:
    """An undisturbed run: its events, and the hash after each of them."""

    def __init__(self, lab, ticks, seed=None):
        folder = lab.folder("reference")
        self.store, self.ticks, self.seed = folder / "reference.db", ticks, seed
        self.result = lab.play(self.store, ticks, seed=seed).expect(FINE)
        self.head = self.result.head
        self.events = query(self.store, EVENTS, 1)
        self.hashes = [row[6].hex() for row in self.events]
        if self.head != f"{len(self.hashes) - 1}:{self.hashes[-1]}":
            raise Violation(f"the store of an undisturbed run does not end at {self.head}")

    def check_prefix(self, seen):
        """What is committed must be the beginning of the undisturbed run."""
        if seen.count and self.hashes[seen.count - 1] != seen.hash:
            raise Violation(f"event {seen.count - 1} is committed with another hash, {seen.hash}")


def verified_head(lab, store, run=1, head=None):
    """Lets `verify` hold a run against its head; returns the head that it found."""
    result = lab.run("verify", run, "--store", store, *(("--head", head) if head else ()))
    result.expect(FINE)
    for line in result.output.splitlines():
        if line.startswith("head "):
            return line.split()[1]
    if "no events yet" in result.output:
        return None
    raise Violation(f"{result}; it names no head")


def go_on(lab, store, head, run=1, **keywords):
    """Continues a run to its end, which has to be the head of an undisturbed one."""
    result = lab.run("runs", "start", run, "--store", store, "--quiet", **keywords)
    if result.status == WRONG_INPUT and "over for good" in result.errors:
        found = verified_head(lab, store, run)
    else:
        found = result.expect(FINE).head
    if found != head:
        raise Violation(f"run {run} ends at {found}, undisturbed at {head}")
    verified_head(lab, store, run, head)
