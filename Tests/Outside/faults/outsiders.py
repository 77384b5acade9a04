"""G12: checkers in another language, without our code, confirm chain and conservation."""
import shutil
import subprocess
import sys

from lab import FINE, ROOT, Violation

SCENARIOS = sorted((ROOT / "Scenarios/exchange").glob("*.yaml"))
CHECKERS = [ROOT / "Tests/Outside" / name for name in ("check_chain.py", "check_ledger.py")]


class Outsiders:
    def __init__(self, lab):
        self.lab = lab

    def check(self, number):
        folder = self.lab.folder("export")
        ticks = 200 if self.lab.quick else 1_000
        run = self.lab.run(
            "run", SCENARIOS[number], "--ticks", ticks, "--store", folder / "a.db", "--quiet",
            "--trace-events", folder / "trace.jsonl").expect(FINE)
        self.lab.run("export", 1, "--store", folder / "a.db", "--output", folder / "out",
                     "--format", "jsonl").expect(FINE)
        for checker in CHECKERS:
            self.confirm(checker, folder / "out/events.jsonl", run.head)
        if (folder / "out/events.jsonl").read_bytes() != (folder / "trace.jsonl").read_bytes():
            raise Violation("export and --trace-events are not the same bytes")
        shutil.rmtree(folder)
        return ["confirmed by " + checker.name for checker in CHECKERS]

    @staticmethod
    def confirm(checker, file, head):
        done = subprocess.run([sys.executable, checker, file], capture_output=True, text=True)
        if done.returncode or head not in done.stdout:
            raise Violation(f"{checker.name}: {done.stdout[-200:]}{done.stderr[-300:]}, not {head}")


def measure(lab):
    lab.measure("G12", "an outsider confirms chain and conservation", Outsiders(lab).check,
                range(1 if lab.quick else len(SCENARIOS)))
