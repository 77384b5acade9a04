"""G1 and G2: a process dies, or the disk fails, at every call that changes a file."""
import shutil
import signal

from disk import ERRORS
from lab import FINE, WRITE_FAULT, Violation
from stores import verified_head
from tasks import all_tasks


class Disturbance:
    """A task, disturbed at the call of a number."""

    def __init__(self, lab, disk, task):
        self.lab, self.disk, self.task = lab, disk, task
        folder = lab.folder("count")
        task.prepare(folder)
        result, calls = disk.count(folder, *task.command(), faults=task.faults)
        self.head = result.expect(*task.statuses).head
        self.calls = calls[-1].number

    def run(self, number, fault):
        """Runs the task under a fault; returns its folder and how it ended."""
        folder = self.lab.folder("call")
        self.task.prepare(folder)
        faults = ",".join(filter(None, (self.task.faults, fault)))
        return folder, self.disk.run(folder, *self.task.command(), faults=faults)

    def kill(self, number):
        """Dies before a call, or in the middle of a write."""
        words = []
        for what in ("kill", "tear"):
            folder, result = self.run(number, f"{what}:w:{number}")
            if result.status != -signal.SIGKILL:
                # A pause does not always come after the same tick, nor the last calls.
                words.append("not reached")
            self.task.settle(folder)
            shutil.rmtree(folder)
        return words

    def fail(self, number, error, lasts):
        """The call fails, once or from then on."""
        fault = f"{ERRORS[error]}:w:{number}{'+' if lasts else ''}"
        folder, result = self.run(number, fault)
        try:
            result.expect(*self.task.statuses, WRITE_FAULT)
            self.task.settle(folder)
        except Violation as violation:
            raise Violation(f"{error}{' lasting' if lasts else ''}: {violation}") from None
        shutil.rmtree(folder)
        return ["clean reports" if result.status == WRITE_FAULT else "did not matter"]


def measure_kills(lab, disk):
    for task in all_tasks(lab, disk):
        point = Disturbance(lab, disk, task)
        lab.measure("G1", f"killed before and in every call: {task.name}", point.kill,
                    range(1, point.calls + 1, 3 if lab.quick else 1))


def measure_errors(lab, disk):
    for task in all_tasks(lab, disk):
        point = Disturbance(lab, disk, task)

        def check(number):
            words = []
            for error, lasts in (("ENOSPC", True), ("EIO", False), ("EDQUOT", False)):
                words += point.fail(number, error, lasts)
            return words

        lab.measure("G2", f"ENOSPC, EIO, EDQUOT at every call: {task.name}", check,
                    range(1, point.calls + 1, 9 if lab.quick else 1))
