"""The text of every network of the zoo, kept to be read, and what holds of each.

After a change that is meant: ``CONVAS_REFRESH_GOLDEN=1 pytest tests/builder/emit/test_emit_golden.py``, then look at the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch

from builder import zoo
from builder.analysis import analyse
from builder.emit import Source, emit
from builder.emit.compile import compile_source
from tests.support.emitted import assert_harmless, assert_lines
from tests.support.lanes import families
from tests.support.ruffed import assert_clean

GOLDEN = Path(__file__).parent / "golden"
REFRESH = "CONVAS_REFRESH_GOLDEN"


def source_of(name: str) -> Source:
    return emit(zoo.build(name), zoo.info(name).class_name)


@pytest.mark.parametrize("name", families(zoo.names()))
def test_the_text_is_the_golden_one(name: str) -> None:
    text, file = source_of(name).text, GOLDEN / f"{name}.py"
    if os.environ.get(REFRESH):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8"), f"if the new text is meant, run once with {REFRESH}=1"


def test_the_golden_files_are_those_of_the_zoo() -> None:
    assert sorted(file.stem for file in GOLDEN.glob("*.py")) == sorted(zoo.names())


def test_ruff_finds_nothing_in_any(tmp_path: Path) -> None:
    assert_clean({file.stem: file.read_text(encoding="utf-8") for file in GOLDEN.glob("*.py")}, tmp_path)


@pytest.mark.parametrize("name", families(zoo.names()))
def test_every_text_is_the_network_of_the_analysis(name: str) -> None:
    graph = zoo.build(name)
    report, source = analyse(graph), source_of(name)
    with torch.device("meta"):
        module = compile_source(source)()
    assert set(module.state_dict()) == set(source.keys) == set(source.paths)
    assert sum(weight.numel() for weight in module.parameters()) == report.parameters
    assert all(path[0] == source.keys[key] for key, path in source.paths.items())
    assert_lines(graph, source)
    assert_harmless(source.text, groups=bool(source.ends))
