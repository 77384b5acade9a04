"""Runs the program while the disk fails at a call of a certain number; see diskfaults.c."""
import shutil
import subprocess
from dataclasses import dataclass

from lab import HERE, Skipped, Violation

# The errors of a disk that is full, broken, or shared by quota.
ERRORS = {"ENOSPC": 28, "EIO": 5, "EDQUOT": 122}


@dataclass
class Call:
    """A call to a file, or a try of one."""
    number: int
    name: str
    result: int
    offset: int
    length: int
    paths: list
    data: bytes = b""


class Disk:
    def __init__(self, lab):
        self.lab = lab
        compiler = next(filter(shutil.which, ("clang", "cc", "gcc")), None)
        if compiler is None:
            raise Skipped("no C compiler for the disk faults (clang comes with Swift)")
        self.library = lab.root / "diskfaults.so"
        done = subprocess.run(
            [compiler, "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o",
             self.library, HERE / "diskfaults.c"], capture_output=True, text=True)
        if done.returncode:
            raise Violation(f"diskfaults.c does not compile: {done.stderr}")

    def environment(self, folder, faults="", log=None):
        env = {"LD_PRELOAD": str(self.library), "DISK_FOLDER": f"{folder}/"}
        if faults:
            env["DISK_FAULTS"] = faults
        if log:
            env["DISK_LOG"] = str(log)
        return env

    def run(self, folder, *arguments, faults="", log=None, **keywords):
        """Runs the program in a folder whose files fail."""
        return self.lab.run(*arguments, env=self.environment(folder, faults, log), cwd=folder,
                            may_die=True, **keywords)

    def count(self, folder, *arguments, faults="", **keywords):
        """Runs the program; returns how it ended, the calls that change files, and its reads."""
        log = self.lab.root / f"{folder.name}.log"
        result = self.run(folder, *arguments, faults=faults, log=log, **keywords)
        calls = read(log)
        log.unlink()
        changes = [call for call in calls if call.name != "read"]
        return result, changes, len(calls) - len(changes)


def read(log):
    """The calls of a log."""
    calls = []
    with open(log, "rb") as file:
        while line := file.readline():
            number, name, result, offset, length, paths = line.decode().split(" ", 5)
            call = Call(int(number), name, int(result), int(offset), int(length),
                        paths.rstrip("\n").split("\t"))
            if name == "write":
                call.data = file.read(call.length)
                file.read(1)
            calls.append(call)
    return calls
