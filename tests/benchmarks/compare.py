"""An earlier checkout compared with this one: the benchmarks of both take turns in one run, and their figures become ratios.

``python -m tests.benchmarks.compare OTHER analysis canvas [--rounds 3] [-- arguments of the benchmarks]`` runs
``python -m tests.benchmarks.NAME`` in both checkouts, A B A B, each in a process of its own, and prints for every figure that
both name alike the median of each and the ratio of new to old with its smallest and largest value. OTHER is the root of
a checkout, such as ``git worktree add ../old 55b0903`` makes.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*\.?\d*(?:e[+-]?\d+)?(?![\w%])")

Figures = dict[str, list[float]]


def figures(text: str) -> Figures:
    """The numbers of each line by its words; lines of one wording below different headings are told apart by these."""
    found: Figures = {}
    heading = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        if not line.startswith(" "):
            heading = line.strip()
        label = " ".join(NUMBER.sub("#", line).split())
        numbers = [float(number.replace(",", "")) for number in NUMBER.findall(line)]
        if numbers:
            found[label if not line.startswith(" ") else f"{heading} | {label}"] = numbers
    return found


def measured(checkout: Path, benchmark: str, arguments: list[str]) -> Figures:
    """The figures of one run in `checkout`; raises CalledProcessError when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", f"tests.benchmarks.{benchmark}", *arguments]
    done = subprocess.run(command, cwd=checkout, env=environment, check=True, capture_output=True, text=True)
    return figures(done.stdout)


def compare(other: Path, benchmark: str, rounds: int, arguments: list[str]) -> None:
    """Print a table of one benchmark's first figure per line."""
    old: defaultdict[str, list[float]] = defaultdict(list)
    new: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for checkout, kept in ((other, old), (ROOT, new)):
            for label, numbers in measured(checkout, benchmark, arguments).items():
                kept[label].append(numbers[0])
    print(f"{benchmark}: {rounds} rounds in turns; old, new, new / old [smallest, largest]")
    for label in old:
        pairs = [(a, b) for a, b in zip(old[label], new.get(label, []), strict=False) if a]
        if pairs:
            ratios = sorted(b / a for a, b in pairs)
            before, after = (statistics.median(side) for side in zip(*pairs, strict=True))
            print(
                f"  {before:10.3f} {after:10.3f} {statistics.median(ratios):7.3f} [{ratios[0]:.3f}, {ratios[-1]:.3f}]  {label}"
            )


def main() -> None:
    """Compare the benchmarks that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path)
    parser.add_argument("benchmarks", nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    own, beyond = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, beyond = own[:at], own[at + 1 :]
    asked = parser.parse_args(own)
    for benchmark in asked.benchmarks:
        compare(asked.other.resolve(), benchmark, asked.rounds, beyond)


if __name__ == "__main__":
    main()
