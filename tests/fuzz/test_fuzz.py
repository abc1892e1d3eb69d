"""A short run of the fuzz tests; and the loop finds what it is there to find."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.fuzz import analyse, project
from tests.fuzz.loop import run

pytestmark = pytest.mark.slow


def test_damaged_project_files_are_refused_in_words_or_opened() -> None:
    findings = run(project.case, seed=20, cases=range(600), patience=20)
    assert not findings.found, findings.found[0][-1500:]
    assert min(findings.ends.get(end, 0) for end in ("refused", "opened and sound", "opened with problems")) > 50


def test_random_networks_are_analysed() -> None:
    findings = run(analyse.case, seed=21, cases=range(700), patience=20)
    assert not findings.found, findings.found[0][-1500:]
    assert findings.ends["sound, written"] > 15


def test_the_loop_tells_of_an_exception_and_goes_on() -> None:
    def case(random: Random) -> str:
        return "fine" if random.random() < 0.5 else f"{1 // 0}"

    findings = run(case, seed=1, cases=range(40))
    assert findings.ends["fine"] + findings.ends["failed"] == 40
    assert len(findings.found) == findings.ends["failed"] > 5
    assert "ZeroDivisionError" in findings.found[0]
    number = int(findings.found[0].split(":")[1])
    assert run(case, seed=1, cases=range(number, number + 1)).ends == {"failed": 1}


def test_the_loop_breaks_off_what_hangs() -> None:
    def case(_random: Random) -> str:
        while True:
            pass

    start = time.monotonic()
    findings = run(case, seed=1, cases=range(2), patience=0.2)
    assert time.monotonic() - start < 5
    assert [text.split("\n")[0] for text in findings.found] == [f"case 1:{n}: Hang: took more than 0.2 s" for n in range(2)]


def test_it_is_a_command(tmp_path: Path) -> None:
    for name in ("project", "analyse"):
        command = [sys.executable, "-m", f"tests.fuzz.{name}", "--seed", "4", "--only", "2", "--report", str(tmp_path / name)]
        made = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False, timeout=60)
        assert made.returncode == 0, made.stdout + made.stderr
        assert "1 cases: 1 " in made.stdout
        assert "0 findings" in (tmp_path / name).read_text()
