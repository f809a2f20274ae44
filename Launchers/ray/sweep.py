#!/usr/bin/env python3
"""sweep.py PLAN SHARDS DIR: runs the shards of a plan as remote tasks of Ray."""
import os
import subprocess
import sys

import ray


@ray.remote(num_cpus=1, max_retries=2, retry_exceptions=True)
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
    ray.init(log_to_driver=False)
    ray.get([run.remote(program, os.getcwd(), plan, f"{i}/{shards}", out) for i in range(shards)])


if __name__ == "__main__":
    main()
