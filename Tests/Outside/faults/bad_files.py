"""Files that are no store, and places that cannot be written."""
import hashlib
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing

from lab import FINE, SCENARIO, WRITE_FAULT, WRONG_INPUT, Skipped, Violation
from stores import Reference

TICKS = 30
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def empty(path, store):
    path.touch()


def text(path, store):
    path.write_text("a note, and no database\n" * 50)


def short(path, store):
    path.write_bytes(b"SQLite format 3\x00")


def foreign(path, store):
    with closing(sqlite3.connect(path)) as database:
        database.executescript("CREATE TABLE runs (run INTEGER); INSERT INTO runs VALUES (1);")


def foreign_with_log(path, store):
    other = path.with_name("other")
    with closing(sqlite3.connect(other)) as database:
        database.executescript("PRAGMA journal_mode = WAL; CREATE TABLE runs (run INTEGER);")
        shutil.copyfile(other, path)
        shutil.copyfile(f"{other}-wal", f"{path}-wal")
    other.unlink()


def newer(path, store):
    shutil.copyfile(store, path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("INSERT INTO grdb_migrations VALUES ('99 what comes later')")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def directory(path, store):
    path.mkdir()


def device(path, store):
    path.symlink_to("/dev/null")


KINDS = (empty, text, short, foreign, foreign_with_log, newer, directory, device)
COMMANDS = (("verify", 1), ("runs", "list"), ("runs", "show", 1), ("replay", 1),
            ("runs", "start", 1), ("runs", "delete", 1), ("run", SCENARIO, "--ticks", TICKS))


def contents(folder):
    """Every name in a folder with what it holds."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.iterdir()) if path.is_file() and not path.is_symlink()}


class BadFiles:
    def __init__(self, lab):
        self.lab, self.store = lab, Reference(lab, TICKS).store

    def check(self, number):
        """Refused by every command in one line; nothing is changed, nothing is left beside it."""
        make, command = KINDS[number // len(COMMANDS)], COMMANDS[number % len(COMMANDS)]
        folder = self.lab.folder(make.__name__)
        make(folder / "a.db", self.store)
        before = contents(folder)
        result = self.lab.run(*command, "--store", folder / "a.db")
        try:
            result.expect(WRONG_INPUT, WRITE_FAULT)
            if result.errors.count("\n") != 1:
                raise Violation(f"{result}; expected one line")
            if contents(folder) != before:
                raise Violation(f"{result}; the folder held {before}, now {contents(folder)}")
        except Violation as fault:
            raise Violation(f"{make.__name__}: {fault}") from None


class ReadOnly:
    """A store whose folder and file nobody may write: looking works, writing says why not."""
    reads = (("verify", 1), ("runs", "list"), ("runs", "show", 1), ("replay", 1))
    writes = (("runs", "start", 1), ("runs", "delete", 1), ("run", SCENARIO, "--ticks", TICKS),
              ("runs", "rebuild", 1))

    def __init__(self, lab):
        self.lab = lab
        if os.geteuid() != 0 or not shutil.which("setpriv"):
            raise Skipped("read-only stores: only root can become nobody (setpriv)")
        self.folder = lab.folder("read-only")
        shutil.copyfile(Reference(lab, TICKS).store, self.folder / "a.db")
        # Where nobody can read them: a home folder may be closed to others.
        self.program = lab.root / "program"
        shutil.copyfile(lab.program, self.program)
        shutil.copyfile(SCENARIO, self.folder / SCENARIO.name)
        self.program.chmod(0o755)
        (self.folder / "a.db").chmod(0o444)
        (self.folder / SCENARIO.name).chmod(0o444)
        self.folder.chmod(0o555)
        if subprocess.run([*NOBODY, self.program, "--version"], capture_output=True).returncode:
            raise Skipped("read-only stores: nobody cannot run the program")

    def check(self, number):
        command = (self.reads + self.writes)[number]
        words = [self.folder / SCENARIO.name if word is SCENARIO else word for word in command]
        before = contents(self.folder)
        result = self.lab.run(*words, "--store", self.folder / "a.db", prefix=NOBODY,
                              program=self.program)
        result.expect(FINE if command in self.reads else WRITE_FAULT)
        if contents(self.folder) != before:
            raise Violation(f"{result}; the folder has changed")


def elsewhere(lab, number):
    """No such folder; and a machine that tells nothing of home and temporary folders."""
    if number == 0:
        lab.play(lab.root / "none" / "a.db", TICKS).expect(WRONG_INPUT, WRITE_FAULT)
        return
    bare = {key: value for key, value in os.environ.items() if key == "LD_LIBRARY_PATH"}
    lab.play(lab.folder("bare") / "a.db", TICKS, prefix=(
        "env", "-i", *(f"{key}={value}" for key, value in bare.items()))).expect(FINE)


def measure(lab):
    every = len(KINDS) * len(COMMANDS)
    lab.measure("-", "files that are no store", BadFiles(lab).check,
                range(0, every, 5) if lab.quick else range(every))
    lab.measure("-", "a missing folder, an empty environment",
                lambda number: elsewhere(lab, number), range(2))
    read_only = ReadOnly(lab)
    lab.measure("-", "a store that cannot be written", read_only.check,
                range(len(read_only.reads + read_only.writes)))
