"""Damaged project files: each is refused in words, or opens, can be analysed, and is written as it is read.

``python -m tests.fuzz.project --minutes 60 --seed 1``
"""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from builder import zoo
from builder.analysis import analyse_project
from builder.common.json_checks import ProjectError
from builder.files.project_file import parse_project, project_text
from builder.model.project import Project
from tests.fuzz.loop import main
from tests.fuzz.mutations import as_text, damaged, mutated
from tests.fuzz.networks import grouped
from tests.support.graphs import TEN, check, ports, residual

SAMPLES = Path(__file__).parents[1] / "samples"

LONGEST_WORDS = 1200
"""How long a refusal may be; it quotes what it refuses, but not all of it."""


@cache
def seeds() -> tuple[dict[str, Any], ...]:
    """Sound projects to begin with, as records: the samples of every version, and what has all that a file can hold."""
    texts = [path.read_text() for path in sorted(SAMPLES.glob("v*/*.convas")) if path.stat().st_size < 25_000]
    graphs = [ports(), residual(), *grouped(), *(zoo.build(name) for name in ("lenet5", "resnet20_cifar_b", "unet_small"))]
    texts += [
        project_text(Project(graph, task=TEN, data={"name": "digits"}, recipe={"epochs": 3, "loss": "Cross entropy"}))
        for graph in graphs
    ]
    return tuple(json.loads(text) for text in texts)


def hostile(random: Random) -> str:
    """The text of a damaged project."""
    record = mutated(random.choice(seeds()), random.choice(seeds()), random)
    text = as_text(record)
    return damaged(text, random) if random.random() < 0.2 else text


def case(random: Random) -> str:
    """Open one damaged file."""
    try:
        project = parse_project(hostile(random))
    except ProjectError as error:
        words = str(error)
        assert len(words) < LONGEST_WORDS, words
        assert "Traceback" not in words
        return "refused"
    check(project.graph)
    for definition in project.graph.definitions.values():
        check(definition.body)
    report = analyse_project(project)
    for problem in report.problems:
        assert "{" not in problem.text() or "{" in str(problem.values), problem
    text = project_text(project)
    again = parse_project(text)
    assert again == project
    assert project_text(again) == text
    return "opened and sound" if report.ok else "opened with problems"


if __name__ == "__main__":
    sys.exit(main(case, "Damage project files and open them."))
