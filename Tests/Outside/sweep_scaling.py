#!/usr/bin/env python3
"""Measures how a sweep uses two cores: `sweep_scaling.py PROGRAM [ROUNDS] [SEEDS]`.

Each round runs the same plan with one job, with two jobs, and as two processes of one job each,
one after the other, so that whatever else the machine does falls on all three. Prints the times,
the medians of the rounds' ratios, the greatest memory, and the content hash, which must always be
the same. Ends with 1 if two jobs reach neither 1.9 times one, nor 0.97 of two processes.
"""

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time

SCENARIO = "Scenarios/exchange/market-maker-vs-trend.yaml"


def main():
    program = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    plan = [program, "sweep", os.path.join(root, SCENARIO), "--seeds", f"1..{seeds}", "--quiet"]
    print(f"{SCENARIO}, {seeds} seeds, {rounds} rounds, {os.cpu_count()} processors, "
          f"{platform.machine()}, load {os.getloadavg()[0]:.1f}")
    contents, over_one, over_two = set(), [], []
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            def timed(commands):
                start = time.monotonic()
                running = [subprocess.Popen(words, stdout=subprocess.PIPE) for words in commands]
                said = [process.communicate()[0].decode().strip() for process in running]
                if any(process.returncode for process in running):
                    sys.exit("a sweep failed")
                return time.monotonic() - start, said

            def sweep(name, *words):
                return [*plan, "--store", os.path.join(folder, name), *words]

            one, said = timed([sweep("one.db", "--jobs", "1")])
            contents.update(said)
            two, said = timed([sweep("two.db", "--jobs", "2")])
            contents.update(said)
            apart, _ = timed([
                sweep(f"part-{part}.db", "--jobs", "1", "--shard", f"{part}/2") for part in (1, 2)])
        over_one.append(one / two)
        over_two.append(apart / two)
        print(f"round {number}: one job {one:.2f} s, two jobs {two:.2f} s, "
              f"two processes {apart:.2f} s", flush=True)
    speedup, share = statistics.median(over_one), statistics.median(over_two)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"two jobs reach {speedup:.2f} times one job, {share:.2f} of two processes; "
          f"at most {memory:.0f} MB")
    print("content", *sorted(contents))
    if len(contents) != 1:
        sys.exit("the content depends on the number of jobs")
    if speedup < 1.9 and share < 0.97:
        sys.exit("two jobs are too slow")


main()
