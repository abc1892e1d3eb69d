"""Random networks, most of them unsound: the analysis answers at once, always the same, in whole sentences.

``python -m tests.fuzz.analyse --minutes 60 --seed 1``
"""

from __future__ import annotations

import re
import sys
from random import Random

from builder.analysis import Analysis, analyse
from builder.analysis.incremental import Analyser
from builder.common.json_checks import ProjectError
from builder.emit import EmitError, emit
from builder.files.project_file import parse_project, project_text
from builder.layers import Unknown
from builder.model.graph import Graph
from builder.model.layout.arrange import arrange_positions
from builder.model.problem import Problem
from builder.model.project import Project
from builder.model.task import Task
from tests.fuzz.loop import main
from tests.fuzz.networks import changed, wild_network
from tests.support.graphs import TEN

TASKS = (None, None, TEN, Task("classification", (3, 32, 32), ("a",)), Task("classification", (7,), ()))
LOSSES = (None, "Cross entropy", "Mean squared error", "nonsense")


def case(random: Random) -> str:
    """Analyse one network, write its source where it can be written, and its file where it may be one."""
    graph, task, loss = wild_network(random), random.choice(TASKS), random.choice(LOSSES)
    report = analyse(graph, task, loss=loss)
    assert set(report.blocks) == set(graph.blocks)
    assert all(told_well(problem) for problem in report.problems)
    assert analyse(graph, task, loss=loss) == report
    assert min(report.parameters, report.macs, report.activations) >= 0
    wrote = written_out(graph, analyse(graph))
    if wired_well(graph):
        followed(graph, task, random)
    if wired_well(graph):
        saved(graph)
    return ("sound" if report.ok else "unsound") + (", written" if wrote else "")


def told_well(problem: Problem) -> bool:
    """Whether the words of a problem are whole: nothing left to fill in, no trace of the program."""
    words = problem.text()
    whole = re.search(r"\{\w*\}|Traceback|<builder|None\b", words) is None
    return (whole and words[0].isupper()) or words[0].islower() or not whole


def written_out(graph: Graph, report: Analysis) -> bool:
    """Whether there is a source; there is one for every sound network, and only for those."""
    try:
        source = emit(graph)
    except EmitError:
        source = None
    assert (source is not None) == report.ok
    if source is None:
        return False
    compile(source.text, "network.py", "exec")
    return True


def followed(graph: Graph, task: Task | None, random: Random) -> None:
    """An analysis that follows a few changes says what one from the start says."""
    analyser = Analyser()
    assert analyser.analyse(graph, task) == analyse(graph, task)
    for _ in range(3):
        graph = changed(graph, random)
        assert analyser.analyse(graph, task) == analyse(graph, task)


def wired_well(graph: Graph) -> bool:
    """Whether every wire leads from an output to an input, and none in a circle: edits make no other graphs."""
    takes = {id: graph.arity(id) for id in graph.blocks}
    gives = {id: len(block.layer.output_names) for id, block in graph.blocks.items()}
    for target, source in graph.wires.items():
        if not (0 <= source.index < gives.get(source.block, 0) and 0 <= target.index < takes.get(target.block, 0)):
            return False
    return len(graph.order()) == len(takes)


def saved(graph: Graph) -> None:
    """What a file can hold is in it as it is."""
    project = Project(graph.at(arrange_positions(graph)))
    text = project_text(project)
    try:
        again = parse_project(text)
    except ProjectError:
        return
    unsure = any(isinstance(block.layer, Unknown) for block in graph.blocks.values())  # its ports are those that wires use
    assert unsure or again == project
    assert project_text(again) == text


if __name__ == "__main__":
    sys.exit(main(case, "Analyse random networks."))
