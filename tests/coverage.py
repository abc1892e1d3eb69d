"""``python -m tests.coverage``: lines covered by the whole lane, per room; 1 where a room has fewer than 90%.

Child processes are measured too: coverage's ``patch = subprocess`` starts it in each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LEAST = 90.0


def room_of(path: str) -> str:
    """The folder of a file, at most two levels deep: "backend/training"."""
    parts = Path(path).parts
    return "/".join(parts[:2]) if len(parts) > 2 else (parts[0] if len(parts) > 1 else path)


def main() -> int:
    """Run the tests under coverage and print a line per room."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "data"), "QT_QPA_PLATFORM": "offscreen"}
        environment.setdefault("CONVAS_LANE", "all")
        tests = ["-m", "pytest", "-q", "--ignore=tests/e2e", "-p", "no:cacheprovider"]
        tests += ["-n", str(os.cpu_count() or 1), "--dist", "loadgroup", *sys.argv[1:]]
        status = subprocess.run([sys.executable, "-m", "coverage", "run", *tests], env=environment, cwd=ROOT, check=False)
        report = Path(folder) / "report.json"
        for step in (["combine", "-q"], ["json", "-q", "-o", str(report)]):
            subprocess.run([sys.executable, "-m", "coverage", *step], env=environment, cwd=ROOT, check=False)
        files = json.loads(report.read_text(encoding="utf-8"))["files"]
    lines: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path, found in files.items():
        lines[room_of(path)][0] += found["summary"]["covered_lines"]
        lines[room_of(path)][1] += found["summary"]["num_statements"]
    poor = 0
    for room, (covered, every) in sorted(lines.items()):
        share = 100 * covered / every if every else 100.0
        poor += share < LEAST
        print(f"{share:6.1f}%  {covered:6,} of {every:6,} lines  {room}{'  below 90%' if share < LEAST else ''}")
    return status.returncode or (1 if poor else 0)


if __name__ == "__main__":
    sys.exit(main())
