"""G2: a disk of 2 MB, and a limit on the size of files."""
import os
import shutil
import subprocess

from lab import FINE, WRITE_FAULT, Skipped, Violation
from stores import Reference, go_on, standing, verified_head

TICKS = 2_000


def on_small_disk(lab, reference):
    """The disk fills up in the middle of the run; then it is made larger."""
    folder = lab.folder("small")
    if os.geteuid() != 0 or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder],
            capture_output=True).returncode:
        raise Skipped("a disk of 2 MB: only root may mount one")
    try:
        lab.play(folder / "a.db", TICKS).expect(WRITE_FAULT)
        found = standing(lab, folder / "a.db")
        subprocess.run(["mount", "-o", "remount,size=64m", folder], check=True)
        reference.check_prefix(found)
        verified_head(lab, folder / "a.db")
        go_on(lab, folder / "a.db", reference.head)
    finally:
        subprocess.run(["umount", folder], check=True)


def under_limit(lab, reference, size):
    """No file may grow past a size; SIGXFSZ must not kill."""
    if not shutil.which("prlimit"):
        raise Skipped("a limit on the size of files: prlimit is not installed (util-linux)")
    store = lab.folder("limit") / "a.db"
    lab.play(store, TICKS, prefix=("prlimit", f"--fsize={size}")).expect(WRITE_FAULT)
    found = standing(lab, store)
    if found is None:
        if lab.play(store, TICKS).expect(FINE).head != reference.head:
            raise Violation("made anew, the run ends elsewhere")
        return
    reference.check_prefix(found)
    go_on(lab, store, reference.head)


def measure(lab):
    reference = Reference(lab, TICKS)
    sizes = (100_000, 400_000, 1_000_000, 3_000_000, 5_000_000)
    lab.measure("G2", "files limited by prlimit --fsize",
                lambda number: under_limit(lab, reference, sizes[number]),
                range(2 if lab.quick else len(sizes)))
    lab.measure("G2", "a disk of 2 MB, then of 64 MB",
                lambda number: on_small_disk(lab, reference), range(1 if lab.quick else 3))
