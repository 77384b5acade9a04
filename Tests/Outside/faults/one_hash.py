"""G10: one head a seed, whatever the build, the machine's clock and language, and the way there."""
import os
import shutil
import signal
import subprocess
import time

from lab import FINE, PAUSED, SCENARIO, Violation
from stores import change, copy, go_on, standing

TICKS = 1_500
LANGUAGES = ("C", "tr_TR.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8")
ZONES = ("UTC", "America/St_Johns", "Pacific/Kiritimati")


def surroundings(lab):
    """Name, prefix of the command, environment, of each way to run the program once."""
    ways = [("again", (), {}), ("hashes of Swift fixed", (), {"SWIFT_DETERMINISTIC_HASHING": "1"})]
    ways += [(f"{language} in {zone}", (), {"LANG": language, "LC_ALL": language, "TZ": zone})
             for language in LANGUAGES for zone in ZONES]
    lacks = []

    def add(name, tool, *prefix):
        found = shutil.which(tool) and subprocess.run(
            [*prefix, "true"], capture_output=True).returncode == 0
        if found:
            ways.append((name, prefix, {}))
        else:
            lacks.append(f"{name} skipped ({tool} cannot be used)")

    add("ten years ago", "faketime", "faketime", "-f", "-3652d")
    add("in ten years", "faketime", "faketime", "-f", "+3652d")
    add("an hour passes in a second", "faketime", "faketime", "-f", "+0 x3600")
    add("a machine up for years", "unshare", "unshare", "--time", "--monotonic", "99999999",
        "--boottime", "99999999")
    add("one core", "taskset", "taskset", "-c", "0")
    add("32 open files", "prlimit", "prlimit", "--nofile=32")
    add("512 MiB of addresses", "prlimit", "prlimit", f"--as={512 << 20}")
    return ways, lacks


class OneHash:
    def __init__(self, lab):
        self.lab = lab
        self.ways, self.lacks = surroundings(lab)

    def check(self, number):
        """Number N is seed N, the last one the greatest there is."""
        lab, seed = self.lab, 2**32 - 1 if number == 19 else number
        folder = lab.folder("hash")
        plain = lab.play(folder / "plain.db", TICKS, seed=seed).expect(FINE)
        words = []

        def compare(name, result):
            if result.expect(FINE).head != plain.head:
                raise Violation(f"seed {seed}, {name}: {result.head}, plainly {plain.head}")
            words.append("heads compared")

        for place, (name, prefix, env) in enumerate(self.ways):
            store = folder / f"{place}.db"
            compare(name, lab.play(store, TICKS, seed=seed, prefix=prefix, env=env))
            store.unlink()
        compare("without a store", lab.play("none", TICKS, seed=seed))
        compare("every check", lab.play("none", TICKS, "--check", seed=seed))
        compare("twice", lab.play("none", TICKS, "--twice", seed=seed))
        if lab.debug_program:
            compare("another build", lab.play(
                "none", TICKS, seed=seed, program=lab.debug_program, timeout=120))
        words += self.interrupted(folder, seed, plain)
        shutil.rmtree(folder)
        return words

    def interrupted(self, folder, seed, plain):
        """Paused or killed, and continued: from the snapshot, without it, and in another zone."""
        draw = self.lab.random("interrupted", seed)
        words = []
        for place, number in enumerate((signal.SIGTERM, signal.SIGKILL)):
            store = folder / f"interrupted{place}.db"
            process = self.lab.start("run", SCENARIO, "--ticks", TICKS, "--seed", seed,
                                     "--store", store, "--quiet")
            time.sleep(draw.uniform(0, plain.seconds))
            os.kill(process.pid, number)
            process.communicate()
            # Killed by SIGTERM too, where it came before the program took it for a pause.
            if process.returncode not in (FINE, PAUSED, -signal.SIGKILL, -signal.SIGTERM):
                raise Violation(f"it ended with {process.returncode}")
            if not standing(self.lab, store):
                continue
            bare = copy(store, folder / f"bare{place}.db")
            change(bare, "DELETE FROM snapshots")
            go_on(self.lab, store, plain.head, env={"TZ": ZONES[2], "LANG": LANGUAGES[1]})
            go_on(self.lab, bare, plain.head)
            words += ["interrupted runs continued"] * 2
        return words


def measure(lab):
    matrix = OneHash(lab)
    builds = "debug and release" if lab.debug_program else "release alone: no debug build given"
    lab.measure("G10", f"one head a seed in {len(matrix.ways) + 4} surroundings", matrix.check,
                range(3, 4) if lab.quick else range(20), notes=[builds, *matrix.lacks])
