"""The loop of a fuzz run: one random generator and one watchdog a case, and every finding written down.

A case is told by its seed and number alone: ``--seed 3 --only 17`` runs it again.
"""

from __future__ import annotations

import argparse
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from math import inf
from pathlib import Path
from random import Random
from types import FrameType

Case = Callable[[Random], str]
"""Does one random thing, checks what came of it, and says in a word what did; anything it raises is a finding."""

MOST_TOLD = 300
"""How many findings are told in full."""

PATIENCE = 2.0
"""Seconds of the processor that a case may take."""


class Hang(BaseException):
    """A case took longer than it may; no handler for errors stops it."""


@dataclass
class Findings:
    """What a run came to: how many cases ended how, and what was found."""

    cases: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    slowest: tuple[float, str] = (0.0, "")
    found: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        ends = ", ".join(f"{count:,} {end}" for end, count in sorted(self.ends.items()))
        slow = f"the slowest, {self.slowest[1]}, took {self.slowest[0]:.2f} s"
        return f"{self.cases:,} cases: {ends}; {slow}; {len(self.found)} findings"


@contextmanager
def watched(seconds: float) -> Iterator[None]:
    """Raise :class:`Hang` in the middle of what takes longer than `seconds` of the processor; only in the main thread."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Hang(f"took more than {seconds:g} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def run(
    case: Case, seed: int, cases: range | float, *, patience: float = PATIENCE, tell: Callable[[str], None] | None = None
) -> Findings:
    """Run some `cases`, or as many as go into so many seconds; `tell` hears of each finding at once."""
    findings, start = Findings(), time.monotonic()
    numbers, seconds = (cases, inf) if isinstance(cases, range) else (count(), cases)
    for number in numbers:
        if time.monotonic() - start >= seconds:
            break
        name, began = f"{seed}:{number}", time.process_time()
        try:
            with watched(patience):
                ended = case(Random(name))
        except (Exception, Hang) as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            ended = "failed"
            findings.found.append(f"case {name}: {type(error).__name__}: {error}\n{traceback.format_exc()}")
            if tell is not None and len(findings.found) <= MOST_TOLD:
                tell(findings.found[-1])
        findings.cases += 1
        findings.ends[ended] = findings.ends.get(ended, 0) + 1
        findings.slowest = max(findings.slowest, (time.process_time() - began, name))
    return findings


def main(case: Case, words: str) -> int:
    """The command line of a fuzz run; the exit status is 1 when something was found."""
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("--minutes", type=float, default=1.0, help="how long to go on")
    parser.add_argument("--seed", type=int, default=0, help="what the cases are drawn from")
    parser.add_argument("--only", type=int, help="run one case, by its number")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds that a case may take")
    parser.add_argument("--report", type=Path, help="a file for the findings, besides the screen")
    given = parser.parse_args()
    cases = given.minutes * 60 if given.only is None else range(given.only, given.only + 1)
    findings = run(case, given.seed, cases, patience=given.patience, tell=partial(print, flush=True))
    print(findings)
    if given.report:
        given.report.write_text("\n".join([*findings.found[:MOST_TOLD], f"{findings}\n"]))
    return 1 if findings.found else 0
