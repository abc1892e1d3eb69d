"""The lanes of the tests: fast for every change, all for what is submitted, nightly for long proofs.

``CONVAS_LANE`` names the lane; without it a run of pytest takes everything but ``nightly``. In the fast lane, files that
say ``pytestmark = pytest.mark.slow`` are not even read, single tests that are marked so are left out, and catalogues are
cut where they are written down, with :func:`families` and :func:`some`: collecting 8,400 tests takes each worker 14 CPU
seconds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from tests.support.published import FAMILIES

Case = TypeVar("Case")

LANE = os.environ.get("CONVAS_LANE", "all")
FAST = LANE == "fast"

_SLOW_FILE = re.compile(r"^pytestmark = .*\bpytest\.mark\.(slow|nightly)\b", re.MULTILINE)


def families(names: Iterable[str]) -> list[str]:
    """The networks of the zoo: all of them, or one of each family in the fast lane."""
    return [name for name in names if not FAST or name in FAMILIES]


def some(cases: Iterable[Case], count: int) -> list[Case]:
    """All cases, or `count` of them, evenly spaced, in the fast lane."""
    every = list(cases)
    if not FAST or len(every) <= count:
        return every
    return [every[index * len(every) // count] for index in range(count)]


def is_slow_file(path: Path) -> bool:
    """Whether all tests of a file are slow or nightly, as its own text says: it is not imported to find out."""
    return path.suffix == ".py" and _SLOW_FILE.search(path.read_text(encoding="utf-8")) is not None


def draws(count: int) -> int:
    """How many examples hypothesis draws: `count` times ``CONVAS_DRAWS``, an eighth of it in the fast lane."""
    return max(4, count // 8) if FAST else count * int(os.environ.get("CONVAS_DRAWS", "1"))
