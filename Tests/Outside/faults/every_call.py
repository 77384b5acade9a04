"""G1 and G2: a process dies, or the disk fails, at every call that changes a file."""
import shutil
import signal

from disk import ERRORS
from lab import FINE, WRITE_FAULT, Skipped, Violation
from stores import Reference
from task_list import all_tasks
from tasks import Run


class Disturbance:
    """A task, disturbed at the call of a number."""

    def __init__(self, lab, disk, task):
        self.lab, self.disk, self.task = lab, disk, task
        folder = lab.folder("count")
        task.prepare(folder)
        result, calls, self.reads = disk.count(folder, *task.command(), faults=task.faults)
        self.head = result.expect(*task.statuses).head
        self.calls = calls[-1].number
        self.writes = {call.number for call in calls if call.name == "write"}

    def run(self, fault):
        """Runs the task under a fault; returns its folder and how it ended."""
        folder = self.lab.folder("call")
        self.task.prepare(folder)
        faults = ",".join(filter(None, (self.task.faults, fault)))
        return folder, self.disk.run(folder, *self.task.command(), faults=faults)

    def kill(self, number):
        """Dies before a call, or in the middle of a write."""
        words = []
        tears = number in self.writes and number % self.task.stride == 0
        for what in ("kill", "tear") if tears else ("kill",):
            folder, result = self.run(f"{what}:w:{number}")
            if result.status != -signal.SIGKILL:
                # The threads' last calls are not always as many.
                words.append("calls not reached")
            self.task.settle(folder)
            shutil.rmtree(folder)
            words.append("torn" if what == "tear" else "killed")
        return words

    def fail(self, error, fault):
        """A call fails, once or from then on."""
        folder, result = self.run(f"{ERRORS[error]}:{fault}")
        try:
            result.expect(*self.task.statuses, WRITE_FAULT)
            self.task.settle(folder)
        except Violation as violation:
            raise Violation(f"{error} at {fault}: {violation}") from None
        shutil.rmtree(folder)
        return "clean reports" if result.status == WRITE_FAULT else "did not matter"

    def fail_change(self, number):
        return [self.fail("ENOSPC", f"w:{number}+"), self.fail("EIO", f"w:{number}"),
                self.fail("EDQUOT", f"w:{number}")]

    def fail_read(self, number):
        return [self.fail("EIO", f"r:{number}")]


# What strace calls the calls that change files; only some of the opened files are written.
TRACED = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "link", "rename",
          "mkdir")


def check_counter(lab, disk):
    """The counter must not miss a call: strace, which sees them all, counts as many."""
    if not shutil.which("strace"):
        raise Skipped("calls counted by strace as well: it is not installed")
    folder = lab.folder("strace")
    words = Run(lab, Reference(lab, 50)).command()
    log = lab.root / "strace.log"
    lab.run(*words, cwd=folder, prefix=(
        "strace", "-f", "-y", "-e", f"trace={','.join(TRACED)}", "-o", log)).expect(FINE)
    # Standard output is no file of the folder; of failed unlinks -y shows no more than the path.
    lines = [line for line in log.read_text().splitlines() if str(folder) in line]
    again = lab.folder("counted")
    calls = [call for call in disk.count(again, *words)[1] if call.name != "create"]
    if len(lines) != len(calls):
        raise Violation(f"strace sees {len(lines)} calls, the counter {len(calls)}")
    return [f"of {len(calls)} calls each"]


def measure_kills(lab, disk):
    try:
        lab.measure("G1", "strace counts the same calls", lambda _: check_counter(lab, disk), [1])
    except Skipped as lack:
        lab.skips.append(f"calls: {lack}")
    for task in all_tasks(lab, disk):
        point = Disturbance(lab, disk, task)
        lab.measure("G1", f"killed before and in every call: {task.name}", point.kill,
                    range(1, point.calls + 1, 6 if lab.quick else 1))


def measure_errors(lab, disk):
    for task in all_tasks(lab, disk):
        point, step = Disturbance(lab, disk, task), 9 if lab.quick else task.stride
        lab.measure("G2", f"ENOSPC, EIO, EDQUOT at every change: {task.name}", point.fail_change,
                    range(1, point.calls + 1, step))
        lab.measure("G2", f"EIO at every read: {task.name}", point.fail_read,
                    range(1, point.reads + 1, step))
