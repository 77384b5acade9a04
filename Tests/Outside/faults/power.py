"""G1: the power fails. What was not synced is dropped, torn at 512 bytes, or there in part.

The files are rebuilt from the log of a run's calls, as they would be found after a cut. A name is
safe once its folder was synced, a file's bytes once the file was.
"""
import shutil
from dataclasses import replace
from pathlib import Path

from disk import read
from lab import Violation
from stores import standing
from task_list import all_tasks

SECTOR = 512


class File:
    """An inode: what is surely there, and what was written since."""

    def __init__(self, data=b""):
        self.safe, self.pending = bytearray(data), []

    def sync(self):
        for change in self.pending:
            apply(self.safe, change)
        self.pending = []

    def after_cut(self, draw):
        """The bytes found: of each pending change nothing, some sectors, or all."""
        data = bytearray(self.safe)
        for offset, content in self.pending:
            kept = draw.random()
            if content is None:
                if kept < 0.5:
                    apply(data, (offset, None))
                continue
            for start in range(0, len(content), SECTOR):
                if kept < 0.3 or kept < 0.6 and draw.random() < 0.5:
                    apply(data, (offset + start, content[start:start + SECTOR]))
        return data


def apply(data, change):
    """A change is an offset with bytes to write there, or with None to cut or grow to."""
    offset, content = change
    end = offset + len(content or b"")
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    if content is None:
        del data[offset:]
    else:
        data[offset:end] = content


class Folder:
    """The files of a folder while calls are applied to it."""

    def __init__(self, folder):
        self.files = {str(path): File(path.read_bytes()) for path in folder.iterdir()}
        self.names = dict(self.files)           # as a process sees them
        self.safe, self.pending = dict(self.names), []

    def apply(self, call):
        if call.result < 0:
            return
        path = call.paths[0]
        match call.name:
            case "create":
                # Truncated, where it was there before.
                if path in self.names:
                    self.names[path].pending.append((0, None))
                else:
                    self.files[path] = File()
                    self.rename(path, self.files[path])
            case "write":
                self.files[path].pending.append((call.offset, call.data))
            case "truncate":
                self.files[path].pending.append((call.length, None))
            case "sync" if path in self.files:
                self.files[path].sync()
            case "sync":
                for name, file in self.pending:
                    set_name(self.safe, name, file)
                self.pending = []
            case "link" | "rename":
                self.files[call.paths[1]] = self.names[path]
                self.rename(call.paths[1], self.names[path])
                if call.name == "rename":
                    self.rename(path, None)
            case "unlink":
                self.rename(path, None)

    def rename(self, path, file):
        set_name(self.names, path, file)
        self.pending.append((path, file))

    def write(self, folder, draw):
        """Writes what is found after a cut; with no `draw` nothing but what is surely there."""
        names = dict(self.safe)
        kept = draw.randrange(len(self.pending) + 1) if draw else 0
        for name, file in self.pending[:kept]:
            set_name(names, name, file)
        for name, file in names.items():
            # The log's index lives in memory; whoever opens the store first makes it anew.
            if not name.endswith("-shm"):
                data = file.after_cut(draw) if draw else file.safe
                (folder / Path(name).name).write_bytes(data)


def set_name(names, path, file):
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


class PowerCuts:
    """A task whose calls are recorded once, and cut anywhere."""

    def __init__(self, lab, disk, task):
        self.lab, self.task = lab, task
        self.origin = lab.folder("origin")
        task.prepare(self.origin)
        log = lab.root / f"{self.origin.name}.log"
        result = disk.run(self.origin, *task.command(), faults=task.faults, log=log)
        self.head = result.expect(*task.statuses).head
        self.calls = [call for call in read(log) if call.name != "read"]
        self.end = len(self.calls)

    def check(self, number):
        """Number 0 is the end of the run: what it has said must be there, the worst assumed."""
        draw = self.lab.random(f"power {self.task.name}", number)
        place = draw.randrange(self.end) if number else self.end
        folder = self.state(place)
        left = self.lab.folder("cut")
        folder.write(left, draw if number else None)
        if number == 0:
            self.check_end(left)
        try:
            self.task.settle(left)
        except Violation as fault:
            raise Violation(f"cut after call {place} of {self.end}: {fault}") from None
        shutil.rmtree(left)

    def state(self, place):
        """The folder after so many calls, with its own copies."""
        fresh = self.lab.folder("fresh")
        self.task.prepare(fresh)
        folder = Folder(fresh)
        for call in self.calls[:place]:
            paths = [str(fresh / Path(path).relative_to(self.origin)) for path in call.paths]
            folder.apply(replace(call, paths=paths))
        shutil.rmtree(fresh)
        return folder

    def check_end(self, folder):
        if not self.task.kept_run or not self.head:
            return
        found = standing(self.lab, folder / "a.db", self.task.kept_run)
        if found is None or found.head != self.head:
            raise Violation(f"{self.head} was said to be kept; {found} is left")


def measure(lab, disk):
    for task in all_tasks(lab, disk):
        cuts = PowerCuts(lab, disk, task)
        lab.measure("G1", f"power cut: {task.name}", cuts.check, range(6 if lab.quick else 50))
