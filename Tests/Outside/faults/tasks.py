"""What is disturbed at each of its calls: a command, what it starts from, what must hold after."""
from lab import FINE, PAUSED, SCENARIO, Violation
from stores import copy, go_on, standing, verified_head


class Task:
    """A command on `a.db` of a folder of its own."""
    name = ""
    # Faults that belong to the task itself, such as a request to pause.
    faults = ""
    # How the command ends when nothing disturbs it.
    statuses = (FINE,)
    # The run whose head the command prints, once that is kept.
    kept_run = 1
    # At which of its calls errors and torn writes are tried: each, or one of so many.
    stride = 1

    def __init__(self, lab, reference):
        self.lab, self.reference = lab, reference

    def prepare(self, folder):
        """Puts what the command starts from into a folder."""

    def command(self):
        raise NotImplementedError

    def settle(self, folder):
        """Holds what is left against what was, goes on, and compares the end."""
        store = folder / "a.db"
        found = standing(self.lab, store)
        if found is None:
            # A store that was being made is none yet; the same command makes it anew.
            head = self.lab.play(store, self.reference.ticks).expect(FINE).head
            if head != self.reference.head:
                raise Violation(f"made anew, the run ends at {head}")
            verified_head(self.lab, store, head=head)
            return
        self.reference.check_prefix(found)
        head = verified_head(self.lab, store)
        if head != (found.head if found.count else None):
            raise Violation(f"SQLite finds {found.head}, verify {head}")
        go_on(self.lab, store, self.reference.head)


class Run(Task):
    name = "run"

    def command(self):
        return ("run", SCENARIO, "--ticks", self.reference.ticks, "--store", "a.db", "--quiet")


class LongRun(Run):
    """Several commits, hundreds of writes that are much alike."""
    name = "run of two commits"
    stride = 4


class Pause(Run):
    """Asked to pause: a snapshot is written."""
    name = "run that is paused"
    statuses = (PAUSED,)
    # A signal that comes with the first call pauses before the first tick: always at one place.
    faults = "term:w:1"


class Resume(Task):
    """Goes on with a run that was killed, from a log that nobody has rolled in."""
    name = "runs start after a kill"
    disturbance = "kill"
    stride = 4

    def __init__(self, lab, disk, reference):
        super().__init__(lab, reference)
        self.origin = lab.folder("origin")
        place = self.place(disk)
        disk.run(self.origin, *Run.command(self), faults=f"{self.disturbance}:w:{place}")
        self.left = standing(lab, self.origin / "a.db")
        if self.left is None or not 0 < self.left.count < len(reference.events):
            raise Violation(f"'{self.disturbance}' at call {place} leaves {self.left}")

    def place(self, disk):
        """A call after the first commit of events: after a sync with many writes before it."""
        calls = disk.count(self.lab.folder("place"), *Run.command(self))[1]
        before = 0
        for call in calls:
            log = call.paths[0].endswith("-wal")
            if log and call.name == "sync" and before > 100:
                return call.number + 20
            before = before + 1 if log and call.name == "write" else 0
        raise Violation("no commit has many writes")

    def prepare(self, folder):
        copy(self.origin / "a.db", folder / "a.db")

    def command(self):
        return ("runs", "start", 1, "--store", "a.db", "--quiet")

    def settle(self, folder):
        found = standing(self.lab, folder / "a.db")
        if found is None or found.count < self.left.count:
            raise Violation(f"{self.left.count} events were committed; {found} is left")
        super().settle(folder)


class ResumeFromSnapshot(Resume):
    name = "runs start from a snapshot"
    disturbance = "term"
    stride = 1

    def place(self, disk):
        # With the first call: the pause comes before the first tick.
        return 1


class Trace(Task):
    """Writes a file over an older one: the old or the new one is there, whole."""
    name = "run --trace-events"
    kept_run = None

    def __init__(self, lab, reference):
        super().__init__(lab, reference)
        folder = lab.folder("trace")
        lab.run(*self.command(), cwd=folder).expect(FINE)
        self.whole = (folder / "events.jsonl").read_bytes()

    def prepare(self, folder):
        (folder / "events.jsonl").write_bytes(b"older\n")

    def command(self):
        return ("run", SCENARIO, "--ticks", self.reference.ticks, "--store", "none", "--quiet",
                "--trace-events", "events.jsonl")

    def settle(self, folder):
        if (folder / "events.jsonl").read_bytes() not in (b"older\n", self.whole):
            raise Violation("the file is neither the old nor the new one")
        self.lab.run(*self.command(), cwd=folder).expect(FINE)
        if (folder / "events.jsonl").read_bytes() != self.whole:
            raise Violation("written once more, the file differs")
