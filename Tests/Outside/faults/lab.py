"""The program under test and what all checks need: a folder, a scenario, runs of the program.

Whatever is random comes from `Lab.random(NAME, NUMBER)`, so one seed and one number replay it.
"""
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SCENARIO = ROOT / "Scenarios/exchange/zoo-of-five.yaml"
FINE, CHECK_FAILED, WRONG_INPUT, WRITE_FAULT, RECORD_WRONG = range(5)
PAUSED = 128 + signal.SIGTERM


class Violation(Exception):
    """Something that must hold does not."""


class Skipped(Exception):
    """What this machine lacks."""


@dataclass
class Result:
    """How a command ended: its exit status (negative: a signal), and what it said."""
    command: str
    status: int
    output: str
    errors: str
    seconds: float

    def __str__(self):
        said = (self.errors or self.output).strip()[:400]
        return f"`{self.command}` ended with {self.status} after {self.seconds:.2f} s: {said}"

    @property
    def head(self):
        """The last line of a quiet run: SEQ:HASH."""
        lines = self.output.strip().splitlines()
        return lines[-1] if lines else ""

    def expect(self, *statuses):
        if self.status not in statuses:
            raise Violation(f"{self}; expected {' or '.join(map(str, statuses))}")
        # Every failure is one line; warnings about snapshots may stand before it.
        lines = self.errors.splitlines()
        if self.status in (WRONG_INPUT, WRITE_FAULT) and not (
                lines and all(line.startswith("catallaxy: ") for line in lines)):
            raise Violation(f"{self}; expected one line that says what, where, what to do")
        return self


@dataclass
class Figure:
    """A row of the table."""
    goal: str
    what: str
    count: int = 0
    seconds: float = 0
    notes: list = field(default_factory=list)
    violations: list = field(default_factory=list)


def memory():
    """A folder in memory where there is room: faults come from us, and syncs cost nothing."""
    place = "/dev/shm"
    if os.path.isdir(place) and shutil.disk_usage(place).free > 1 << 30:
        return place
    return None


class Lab:
    def __init__(self, program, seed, quick, jobs=2, debug_program=None):
        self.program, self.seed, self.quick, self.jobs = program, seed, quick, jobs
        self.debug_program = debug_program
        # The real path: the disk faults compare paths by their letters.
        self.root = Path(tempfile.mkdtemp(prefix="catallaxy-faults-", dir=memory())).resolve()
        os.chmod(self.root, 0o755)
        self.only = None                # the one number to replay
        self.figures, self.skips = [], []

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def random(self, name, number=0):
        return random.Random(f"{self.seed}/{name}/{number}")

    def folder(self, name="case"):
        """A new folder for one case."""
        return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.root))

    def command(self, arguments, program=None, prefix=()):
        return [*map(str, prefix), str(program or self.program), *map(str, arguments)]

    def run(self, *arguments, timeout=60, env=None, prefix=(), program=None, cwd=None,
            may_die=False, preexec=None):
        """Runs the program to its end; a crash or a hang is a violation."""
        start = time.monotonic()
        text = " ".join(["catallaxy", *map(str, arguments)]).replace(f"{self.root}/", "")
        try:
            done = subprocess.run(
                self.command(arguments, program, prefix), capture_output=True, timeout=timeout,
                env={**os.environ, **(env or {})}, cwd=cwd or self.root, preexec_fn=preexec)
        except subprocess.TimeoutExpired:
            raise Violation(f"`{text}` hangs: no end after {timeout} s") from None
        result = Result(text, done.returncode, done.stdout.decode(errors="replace"),
                        done.stderr.decode(errors="replace"), time.monotonic() - start)
        died = result.status < 0 or result.status in (132, 133, 134, 135, 136, 139)
        if died and not (may_die and result.status == -signal.SIGKILL):
            raise Violation(f"{result}; a crash")
        return result

    def start(self, *arguments, env=None, prefix=()):
        """Starts the program and lets it run; the caller waits for it."""
        return subprocess.Popen(
            self.command(arguments, prefix=prefix), cwd=self.root, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **(env or {})})

    def play(self, store, ticks, *more, seed=None, **keywords):
        """Runs the scenario into a store."""
        seeds = () if seed is None else ("--seed", seed)
        return self.run("run", SCENARIO, "--ticks", ticks, "--store", store, "--quiet", *seeds,
                        *more, **keywords)

    def measure(self, goal, what, check, numbers, notes=()):
        """Calls `check` for each number, `jobs` at a time, and keeps what came of it.

        `check` raises Violation, or returns words to count (in a list) or nothing.
        """
        figure = Figure(goal, what, notes=list(notes))
        numbers = [n for n in numbers if self.only is None or n == self.only]
        counts = {}
        start = time.monotonic()

        def one(number):
            try:
                return number, check(number), None
            except Violation as fault:
                return number, None, str(fault)

        with ThreadPoolExecutor(self.jobs) as pool:
            for number, words, fault in pool.map(one, numbers):
                figure.count += 1
                if fault:
                    figure.violations.append(f"{goal} {what}, number {number}: {fault}")
                for word in words or []:
                    counts[word] = counts.get(word, 0) + 1
        figure.seconds = time.monotonic() - start
        figure.notes += [f"{count} {word}" for word, count in sorted(counts.items())]
        self.add(figure)
        return figure

    def add(self, figure):
        self.figures.append(figure)
        notes = f": {', '.join(figure.notes)}" if figure.notes else ""
        print(f"{figure.goal:4} {figure.what}: {figure.count} in {figure.seconds:.1f} s{notes}",
              flush=True)
        for violation in figure.violations[:5]:
            print(f"     VIOLATION {violation}", flush=True)
