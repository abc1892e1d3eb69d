"""The guard before building: words with numbers instead of a frozen machine."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import torch

from builder import memory, zoo
from builder.analysis import analyse
from builder.compile import compile_graph
from builder.memory import TooLarge, activation_bytes, guard, guard_weights, machine_bytes, spoken, training_bytes, weight_bytes
from tests.builder.graphs import chain

HUGE = chain("Input", "Flatten", "Linear", "Linear", "Output", Linear={"out_features": 200_000})


def test_a_typed_200000_gives_words_at_once() -> None:
    start = time.perf_counter()
    with pytest.raises(TooLarge, match="GB") as refused:
        guard(analyse(HUGE), 2, 32)
    assert "40,157,200,000 weights" in str(refused.value)
    assert refused.value.needed > refused.value.available
    with pytest.raises(TooLarge, match="GB"):
        compile_graph(HUGE)
    assert time.perf_counter() - start < 2


def test_many_filters_fail_by_what_they_leave_behind() -> None:
    graph = chain("Input", "Conv2d", "Output", Conv2d={"out_channels": 200_000})
    with pytest.raises(TooLarge, match="smaller batch") as refused:
        guard(analyse(graph), 2, 128, available=16 * 10**9)
    assert "a batch of 128" in str(refused.value)


def test_what_fits_passes() -> None:
    analysis = analyse(zoo.build("lenet5"))
    guard(analysis, 2, 128)
    guard_weights(analysis)
    with pytest.raises(TooLarge):
        guard(analysis, 2, 128, available=10_000)
    with pytest.raises(TooLarge):
        guard_weights(analysis, available=200_000)


def test_the_weights_are_counted_as_torch_counts_them() -> None:
    graph = zoo.build("tf_tutorial")
    analysis = analyse(graph)
    module = compile_graph(graph)
    assert weight_bytes(analysis, 0) == 2 * sum(weight.nbytes for weight in module.parameters())
    assert weight_bytes(analysis, 2) == 2 * weight_bytes(analysis, 0)
    assert training_bytes(analysis, 1, 64) == weight_bytes(analysis, 1) + activation_bytes(analysis, 64)


def test_activations_cover_what_every_layer_gives() -> None:
    graph = zoo.build("lenet5")
    module, held = compile_graph(graph), []
    for part in module.children():
        part.register_forward_hook(lambda _module, _given, result: held.append(result.nbytes))
    module(torch.rand(16, 1, 28, 28))
    assert sum(held) <= activation_bytes(analyse(graph), 16) <= 4 * sum(held)


def test_the_machine_says_how_much_it_has() -> None:
    size = machine_bytes()
    assert size is not None
    assert 10**8 < size < 10**14


def test_a_container_s_limit_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, expected in (("300000000\n", 300_000_000), ("max\n", memory._installed()), ("\xff", memory._installed())):
        (tmp_path / "memory.max").write_text(text, encoding="latin-1")
        monkeypatch.setattr(memory, "LIMITS", (str(tmp_path / "memory.max"),))
        assert machine_bytes() == expected


@pytest.mark.parametrize(
    ("size", "words"), [(1_300_000_000, "1.3 GB"), (41_000_000, "41.0 MB"), (2_000, "2 kB"), (3 * 10**15, "3,000.0 TB")]
)
def test_bytes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert spoken(size) == words
