"""The guard before building: words with numbers instead of a frozen machine."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from builder import zoo
from builder.analysis import analyse
from builder.cost import memory_guard as memory
from builder.cost.memory_guard import TooLarge, guard_weights, machine_bytes
from builder.cost.training_memory import footprint
from builder.emit.compile import compile_graph
from builder.model.graph import Graph
from tests.support.graphs import chain

HUGE = chain("Input", "Flatten", "Linear", "Linear", "Output", Linear={"out_features": 200_000})


def guard(graph: Graph, batch_size: int, available: int | None = None) -> None:
    """The guard of a training with Adam."""
    memory.guard(graph, analyse(graph), optimiser_slots=2, batch_size=batch_size, available=available)


def test_a_typed_200000_gives_words_at_once() -> None:
    start = time.perf_counter()
    with pytest.raises(TooLarge, match="GB") as refused:
        guard(HUGE, 32)
    assert "40,157,200,000 weights" in str(refused.value)
    assert refused.value.needed > refused.value.available
    with pytest.raises(TooLarge, match="GB"):
        compile_graph(HUGE)
    assert time.perf_counter() - start < 2


def test_many_filters_fail_by_what_they_leave_behind() -> None:
    graph = chain("Input", "Conv2d", "Output", Conv2d={"out_channels": 200_000})
    with pytest.raises(TooLarge, match="smaller batch") as refused:
        guard(graph, 128, available=16 * 10**9)
    assert "a batch of 128" in str(refused.value)


def test_what_fits_passes() -> None:
    graph = zoo.build("lenet5")
    analysis = analyse(graph)
    needed = footprint(graph, analysis, 2, 128).peak
    guard(graph, 128)
    guard(graph, 128, available=needed)
    guard_weights(analysis)
    with pytest.raises(TooLarge) as refused:
        guard(graph, 128, available=needed - 1)
    assert refused.value.needed == needed
    with pytest.raises(TooLarge):
        guard_weights(analysis, available=200_000)


def test_the_machine_says_how_much_it_has() -> None:
    size = machine_bytes()
    assert size is not None
    assert 10**8 < size < 10**14


def test_a_container_s_limit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, expected in (
        ("300000000\n", 300_000_000),
        ("max\n", memory._installed_bytes()),
        ("\xff", memory._installed_bytes()),
    ):
        (tmp_path / "memory.max").write_text(text, encoding="latin-1")
        monkeypatch.setattr(memory, "LIMITS", (str(tmp_path / "memory.max"),))
        assert machine_bytes() == expected
