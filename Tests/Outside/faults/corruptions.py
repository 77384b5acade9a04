"""G3: whatever is changed in a store is found, and where, or shown to be harmless."""
import re
import shutil
import sqlite3

import damage_bytes
import damage_rows
from disk import Disk
from lab import FINE, RECORD_WRONG, SCENARIO, WRITE_FAULT, WRONG_INPUT, Violation
from stores import EVENTS, Reference, copy, query_rw

# Damage, to which store, and how many of 6,000 are of it.
KINDS = [
    ("one bit of an event's column", damage_rows.event_bit, "whole", 1_600),
    ("one bit of an event's number", damage_rows.event_number, "whole", 200),
    ("one bit of a column of runs", damage_rows.run_bit, "whole", 300),
    ("an event removed", damage_rows.removed, "whole", 120),
    ("two events swapped", damage_rows.swapped, "whole", 120),
    ("an event doubled", damage_rows.duplicated, "whole", 120),
    ("an event put in", damage_rows.inserted, "whole", 120),
    ("an event over another", damage_rows.overwritten, "whole", 120),
    ("one bit of a snapshot", damage_rows.snapshot_bit, "paused", 200),
    ("a snapshot cut short", damage_rows.snapshot_cut, "paused", 60),
    ("a snapshot of another run", damage_rows.snapshot_of_another, "paused", 20),
    ("one bit of the file", damage_bytes.file_bit, "whole", 1_500),
    ("one bit of its first 400 bytes", damage_bytes.header_bit, "whole", 200),
    ("one bit of the log", damage_bytes.log_bit, "logged", 400),
    ("4 KiB zeroed, doubled or swapped", damage_bytes.chunk, "whole", 500),
    ("the file cut short", damage_bytes.cut_file, "whole", 120),
    ("the tail cut off by hand", damage_rows.cut_off, "whole", 180),
    ("an older file in its place", damage_bytes.rolled_back, "whole", 20),
    ("the chain written anew", damage_rows.rewritten, "whole", 100),
]
PLACE = re.compile(
    r"event \d+|runs\.|no run is named|the file is damaged|cannot be read|a bad value|malformed|"
    r"no SQLite database|another program|is empty|newer version|older version")
# What may be asked of a damaged store besides; none of it may crash, hang, or answer wrongly.
QUESTIONS = (("runs", "list"), ("runs", "show", 1), ("replay", 1), ("runs", "rebuild", 1))


class Base:
    """An undamaged store, what it holds, and how its run would end."""

    def __init__(self, lab, store, end):
        self.store, self.end = store, end
        look = copy(store, lab.folder("base") / "look.db")
        self.events = query_rw(look, EVENTS, 1)
        self.head = f"{len(self.events) - 1}:{self.events[-1][6].hex()}"


class Scene:
    """The undamaged stores."""
    ticks, long = 60, 3_000

    def __init__(self, lab, disk):
        self.lab, self.disk = lab, disk
        short, long = Reference(lab, self.ticks), Reference(lab, self.long)
        # Paused before its first tick, so that a snapshot is there, and then run to its end.
        young = self.made(self.ticks, "term:w:1")
        whole = copy(young, lab.folder("whole") / "a.db")
        lab.run("runs", "start", 1, "--store", whole, "--quiet").expect(FINE)
        folder = lab.folder("log")
        calls = disk.count(folder, *self.words(self.ticks))[1]
        # Dead when all is in the log and nothing of it in the file yet.
        end = next(c.number for c in calls if c.name == "write" and c.paths[0].endswith("/a.db"))
        self.bases = {
            "whole": Base(lab, whole, short.head),
            "logged": Base(lab, self.made(self.ticks, f"kill:w:{end}"), short.head),
            # Its first commit is on the way at that call.
            "paused": Base(lab, self.made(self.long, "term:w:300"), long.head),
        }
        self.other = self.made(self.long, "term:w:300", seed=7)
        self.older = [young, self.created()]
        self.count = len(self.bases["whole"].events)

    def words(self, ticks, seed=None):
        return ("run", SCENARIO, "--ticks", ticks, "--store", "a.db", "--quiet",
                *(() if seed is None else ("--seed", seed)))

    def made(self, ticks, faults, seed=None):
        folder = self.lab.folder("made")
        self.disk.run(folder, *self.words(ticks, seed), faults=faults)
        return folder / "a.db"

    def created(self):
        store = self.lab.folder("created") / "a.db"
        self.lab.run("runs", "create", SCENARIO, "--ticks", self.ticks, "--store", store)
        return store


class Corruption:
    """One number is one damage of a kind."""

    def __init__(self, lab, scene, kind):
        self.lab, self.scene = lab, scene
        self.name, self.damage, base, _ = kind
        self.base = scene.bases[base]

    def check(self, number):
        draw = self.lab.random(self.name, number)
        folder = self.lab.folder("damaged")
        store = copy(self.base.store, folder / "a.db")
        expected = self.damage(self.scene, store, draw)
        word = self.verify(store, expected)
        if expected.goes_on:
            self.go_on(store)
            word = "passed over with a warning"
        elif number % 10 == 0:
            self.ask(store, word)
        shutil.rmtree(folder)
        return [word]

    def verify(self, store, expected):
        """Found, and where; or the same head and the same events."""
        head = ("--head", self.base.head) if expected.needs_head else ()
        result = self.lab.run("verify", 1, "--store", store, *head, timeout=10)
        result.expect(FINE, RECORD_WRONG, WRITE_FAULT, WRONG_INPUT)
        if result.status == FINE:
            if not expected.may_be_harmless:
                raise Violation(f"{result}; the damage was not found")
            self.check_harmless(store, result)
            return "harmless"
        if not PLACE.search(result.errors):
            raise Violation(f"{result}; it names no place")
        if expected.event is not None and f"event {expected.event}:" not in result.errors:
            raise Violation(f"{result}; the damage is at event {expected.event}")
        return "found with --head" if expected.needs_head else "found"

    def check_harmless(self, store, result):
        if f"head     {self.base.head}" not in result.output:
            raise Violation(f"{result}; the head was {self.base.head}")
        try:
            events = query_rw(copy(store, store.with_name("look.db")), EVENTS, 1)
        except sqlite3.Error as fault:
            raise Violation(f"verify finds nothing, another reader finds {fault}") from None
        if events != self.base.events:
            raise Violation("verify finds nothing, and the events are others")

    def go_on(self, store):
        """A snapshot is trusted only when it fits: the run comes to its end all the same."""
        result = self.lab.run("runs", "start", 1, "--store", store, "--quiet").expect(FINE)
        if result.head != self.base.end or "snapshot of run 1" not in result.errors:
            raise Violation(f"{result}; expected a warning, and the head {self.base.end}")

    def ask(self, store, word):
        for question in QUESTIONS:
            result = self.lab.run(*question, "--store", store, timeout=10)
            result.expect(FINE, RECORD_WRONG, WRITE_FAULT, WRONG_INPUT)
        result = self.lab.run("runs", "start", 1, "--store", store, "--quiet", timeout=20)
        result.expect(FINE, RECORD_WRONG, WRITE_FAULT, WRONG_INPUT)
        if result.status == FINE and result.head != self.base.end and word == "harmless":
            raise Violation(f"{result}; undisturbed it ends at {self.base.end}")


def measure(lab):
    scene = Scene(lab, Disk(lab))
    for kind in KINDS:
        count = max(1, kind[3] // 40) if lab.quick else kind[3]
        lab.measure("G3", kind[0], Corruption(lab, scene, kind).check, range(count))
