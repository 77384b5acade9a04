#!/usr/bin/env python3
"""Runs a sweep on a Dask cluster: one task a part, joined at the end.

    python dask_sweep.py --scheduler tcp://host:8786 --shards 100 --folder /shared/sweep \\
        -- Scenarios/exchange/market-maker-vs-trend.yaml --seeds 1..100000

What stands after `--` goes to `catallaxy sweep` as it is. Without --scheduler, two workers of
this machine do the work. The folder has to be the same for all workers (a file system of the
network); each part is written beside it, in a temporary folder of the worker, and moved there
when it is whole. Workers may come and go: the part of a lost worker is given to another one,
and parts that are there already are not run again.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

from dask.distributed import Client, LocalCluster, as_completed


def run_shard(program, arguments, shard, shards, folder):
    """Runs one part; returns its file. Runs on a worker."""
    target = os.path.join(folder, f"part-{shard}-of-{shards}.db")
    if os.path.exists(target):
        return target
    # Databases are written on a disk of the worker's own: locks of network disks are slow.
    with tempfile.TemporaryDirectory(prefix="catallaxy-") as scratch:
        part = os.path.join(scratch, "part.db")
        status = subprocess.run(
            [program, "sweep", *arguments, "--shard", f"{shard}/{shards}", "--store", part,
             "--jobs", "1", "--quiet"],
            stdout=subprocess.DEVNULL).returncode
        # 1 says that runs failed: that is part of the results, and would be again.
        if status not in (0, 1):
            raise RuntimeError(f"part {shard} of {shards} ended with status {status}")
        partial = f"{target}.{os.getpid()}.partial"
        shutil.copyfile(part, partial)
        os.replace(partial, target)
    return target


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--scheduler", help="the address of a running Dask scheduler")
    parser.add_argument("--workers", type=int, default=2, help="workers of this machine")
    parser.add_argument("--shards", type=int, required=True, help="how many parts")
    parser.add_argument("--folder", required=True, help="where the parts go, and sweep.db")
    parser.add_argument("--program", default="catallaxy", help="the program, on every worker")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    arguments = [word for word in options.arguments if word != "--"]
    os.makedirs(options.folder, exist_ok=True)
    folder = os.path.abspath(options.folder)
    if options.scheduler:
        client = Client(options.scheduler)
    else:
        # One task a worker at a time, so that a part has a processor to itself.
        cluster = LocalCluster(
            n_workers=options.workers, threads_per_worker=1, dashboard_address=None,
            host="127.0.0.1")
        client = Client(cluster)
    print("scheduler", client.scheduler.address, flush=True)
    futures = [
        # A worker may be lost ten times before its part is called bad.
        client.submit(
            run_shard, options.program, arguments, shard, options.shards, folder,
            key=f"part-{shard}-of-{options.shards}", pure=False, retries=10)
        for shard in range(1, options.shards + 1)
    ]
    for number, future in enumerate(as_completed(futures), start=1):
        print(f"{number} of {options.shards}: {os.path.basename(future.result())}", flush=True)
    parts = [future.result() for future in futures]
    output = os.path.join(folder, "sweep.db")
    subprocess.run([options.program, "merge", *parts, "--output", output], check=True)
    client.close()


if __name__ == "__main__":
    sys.exit(main())
