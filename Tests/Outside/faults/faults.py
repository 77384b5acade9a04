"""What can go wrong with a store, tried out: figures G1, G2, G3, G10, G11 and G12.

    python3 faults.py [--quick] [--seed N] [--number N] [--debug PROGRAM] PROGRAM [CHECK...]

Prints a table and ends with 1 when something that must hold did not. The line of a violation names
its check and number; `--seed`, `--number` and the check's name run it again alone.
"""
import argparse
import os
import signal
import sys
import time

import bad_files
import corruptions
import every_call
import full_disk
import kills
import one_hash
import outsiders
import power
import sharing
import speed
from disk import Disk
from lab import Figure, Lab, Skipped, Violation

CHECKS = {
    "kills": kills.measure,
    "calls": lambda lab: every_call.measure_kills(lab, Disk(lab)),
    "power": lambda lab: power.measure(lab, Disk(lab)),
    "errors": lambda lab: every_call.measure_errors(lab, Disk(lab)),
    "full": full_disk.measure,
    "damage": corruptions.measure,
    "hash": one_hash.measure,
    "speed": speed.measure,
    "outsiders": outsiders.measure,
    "sharing": sharing.measure,
    "files": bad_files.measure,
}


def table(figures):
    """Every figure, and the sum of every goal."""
    rows = [("goal", "what", "cases", "seconds", "violations")]
    rows += [(f.goal, f.what, f"{f.count:,}", f"{f.seconds:.1f}", str(len(f.violations)))
             for f in figures]
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    for row in rows:
        left = [row[i].ljust(widths[i]) for i in (0, 1)]
        print("  ".join(left + [row[i].rjust(widths[i]) for i in (2, 3, 4)]))
    for goal in dict.fromkeys(f.goal for f in figures):
        rows = [f for f in figures if f.goal == goal]
        print(f"{goal}: {sum(f.count for f in rows):,} cases in "
              f"{sum(f.seconds for f in rows):.0f} s, "
              f"{sum(len(f.violations) for f in rows)} violations")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    parser.add_argument("--quick", action="store_true", help="a minute instead of many")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, help="of a violation, to run it alone")
    parser.add_argument("--debug", metavar="PROGRAM", type=os.path.abspath,
                        help="another build to compare with")
    options = parser.parse_args()
    # A build that was never made is none to compare with.
    debug = options.debug if options.debug and os.path.exists(options.debug) else None
    lab = Lab(options.program, options.seed, options.quick, debug_program=debug)
    lab.only = options.number
    # Asked to stop, it still tidies up.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    start = time.monotonic()
    try:
        for name in options.checks or CHECKS:
            if name not in CHECKS:
                parser.error(f"no check '{name}'; there are {', '.join(CHECKS)}")
            try:
                CHECKS[name](lab)
            except Skipped as lack:
                lab.skips.append(f"{name}: {lack}")
            except Violation as fault:
                # Not even what a check starts from could be made.
                lab.add(Figure("-", name, violations=[f"{name}: {fault}"]))
    finally:
        lab.close()
    print()
    table(lab.figures)
    for skip in lab.skips:
        print(f"SKIPPED {skip}")
    violations = [text for figure in lab.figures for text in figure.violations]
    print(f"seed {options.seed}, {time.monotonic() - start:.0f} s, "
          f"{len(violations)} violations")
    for text in violations:
        print(f"VIOLATION {text}", file=sys.stderr)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
