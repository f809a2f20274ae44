#!/usr/bin/env python3
"""sweep.py PLAN SHARDS DIR: runs the shards of a plan as futures of Dask."""
import os
import subprocess
import sys

from distributed import Client


def run(program, folder, plan, shard, out):
    """Runs one shard; the same shard again does nothing."""
    words = [program, "sweep", "run", "--plan", plan, "--shard", shard, "--out", out]
    subprocess.run(words, cwd=folder, check=True)
    return shard


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    plan, shards, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    program = os.environ.get("SLUICE", "sluice")
    workers = int(os.environ.get("WORKERS", os.cpu_count() or 1))
    address = os.environ.get("DASK_SCHEDULER")
    options = {"address": address} if address else {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with Client(**options) as client:
        futures = [
            client.submit(run, program, os.getcwd(), plan, f"{i}/{shards}", out, retries=2, pure=False)
            for i in range(shards)
        ]
        client.gather(futures)


if __name__ == "__main__":
    main()
