"""Compares what SluiceYAML reads with the public YAML test suite."""

import json
import pathlib
import subprocess
import sys

import suite

PROGRAM, FOLDER = sys.argv[1:]
MOST_EXCLUDED = 0.15


def answers(paths):
    """What the program makes of each file; one that ends it by a crash is named."""
    run = subprocess.run([PROGRAM, *map(str, paths)], capture_output=True, text=True)
    lines = run.stdout.splitlines()
    if run.returncode != 0 or len(lines) != len(paths):
        sys.exit(f"yaml-trees ended with {run.returncode} at {paths[min(len(lines), len(paths) - 1)]}\n{run.stderr}")
    return [json.loads(line) for line in lines]


def exclusions():
    """Cases in the subset that libyaml reads differently, each with what it does."""
    path = pathlib.Path(__file__).with_name("exclusions.txt")
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split(maxsplit=1) for line in lines)


def refused(answer):
    return any(issue["severity"] == "error" for issue in answer["issues"])


def main():
    cases = suite.cases(FOLDER)
    excluded = exclusions()
    inside, outside, complaints = 0, 0, []
    for (name, path), answer in zip(cases.items(), answers(list(cases.values()))):
        try:
            wanted = suite.expected(path)
        except suite.Outside as reason:
            outside += 1
            if not refused(answer):
                complaints.append(f"{name}: outside of the subset ({reason}), but not refused")
            continue
        inside += 1
        if wanted is None:
            agrees, found = refused(answer), "no error"
        else:
            agrees = not refused(answer) and answer["root"] == wanted
            found = [issue["message"] for issue in answer["issues"]] or "another tree"
        if agrees and name in excluded:
            complaints.append(f"{name}: agrees, so it needs no exclusion")
        if not agrees and name not in excluded:
            complaints.append(f"{name}: {found}")
    complaints += [f"{name}: excluded, but no case" for name in excluded if name not in cases]
    print(f"yaml: {len(cases)} cases, {inside} in the subset of which {len(excluded)} are excluded, "
          f"{outside} outside of it and refused, none crashed")
    if len(cases) < 400 or len(excluded) > MOST_EXCLUDED * inside:
        complaints.append("too few cases, or too many exclusions")
    for complaint in complaints:
        print(complaint)
    sys.exit(1 if complaints else 0)


main()
