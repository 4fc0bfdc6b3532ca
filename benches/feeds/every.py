#!/usr/bin/env python3
"""Reads every file of a folder by itself with `samestory read`, and counts what was read, refused, and why."""

import argparse
import collections
import concurrent.futures
import re
import subprocess
from pathlib import Path


def read(program, path):
    """What became of a file, and its articles."""
    try:
        run = subprocess.run([program, "read", str(path)], capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return "takes more than two minutes", 0
    said = run.stderr.decode(errors="replace")
    articles = run.stdout.count(b"\n")
    if "panicked" in said or run.returncode not in (0, 1, 2, 3):
        return f"PANIC or signal, exit {run.returncode}", articles
    if run.returncode == 0 and articles:
        return "read", articles
    if run.returncode == 3 and articles:
        return "read, with records rejected", articles
    reason = next((line for line in said.splitlines() if "error:" in line or "rejected:" in line or "warning:" in line), said)
    reason = reason.replace(str(path), "").split("; help:")[0]
    return "no article: " + re.sub(r"[`“].*?[`”]|\d+", "…", reason).strip(": "), articles


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", default="target/release/samestory")
    parser.add_argument("--show", help="name the files whose outcome has this in it")
    args = parser.parse_args()
    files = [path for path in sorted(args.folder.rglob("*")) if path.is_file()]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda path: read(args.program, path), files))
    counts, articles = collections.Counter(), 0
    for path, (outcome, found) in zip(files, outcomes):
        counts[path.relative_to(args.folder).parts[0], outcome] += 1
        articles += found
        if args.show and args.show in outcome:
            print(path, outcome)
    print(f"{len(files)} files, {articles} articles")
    for (part, outcome), count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{part:30} {count:5}  {outcome}")


if __name__ == "__main__":
    main()
