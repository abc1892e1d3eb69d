"""Pictures from inside: right values, right sizes, and nothing moved by taking them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch

from backend.datasets.splits import DataSpec, prepare
from backend.insight.activations import MOST_MAPS, MOST_NUMBERS, MOST_PIXELS, reduced_maps
from backend.insight.predictions import sort_predictions
from backend.insight.saved_run import observe_saved_run
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import (
    Capture,
    Captured,
    Event,
    Marked,
    Pause,
    Predicted,
    Resume,
    SaveNow,
    StepOnce,
    Stop,
    TrainingError,
)
from backend.runs.store import RunStore
from builder.emit import emit
from builder.emit.compile import compile_graph
from builder.sketch import Sketch
from tests.support.training import job_of, of, run, small_net


def stop_when_saved(event: Event, commands: CommandQueue) -> None:
    if isinstance(event, Marked) and event.kind == "saved":
        commands.post(Stop())


def test_maps_and_filters_are_those_of_the_weights_of_that_moment(tmp_path: Path) -> None:
    graph = small_net(dropout=0.5, batch_norm=True)
    wanted = frozenset(graph.ids())
    events = run(tmp_path, job_of(graph), Pause(), Capture(wanted, sample=7), SaveNow(), each=stop_when_saved)
    taken = {(event.kind, event.block): event for event in of(Captured, events)}
    space: dict[str, object] = {}
    exec((tmp_path / "model.py").read_text(), space)
    net = space["Net"]()  # type: ignore[operator]
    net.load_state_dict(torch.load(tmp_path / "last.pt", weights_only=True))
    net.eval()
    splits = prepare(DataSpec(name="digits"), (1, 8, 8))
    image = torch.from_numpy(splits.val.images[7:8]).float() / 255
    with torch.no_grad():
        outputs = net(image)
    conv = graph.of_kind("Conv2d")[0]
    assert {block for kind, block in taken if kind == "maps"} == set(graph.ids())
    assert [block for kind, block in taken if kind == "filters"] == [conv]
    head = taken["maps", graph.of_kind("Linear")[0]]
    assert head.array == pytest.approx(outputs[0].numpy(), abs=1e-6)
    assert head.label == splits.val.strata[7]
    assert taken["maps", graph.of_kind("Input")[0]].array == pytest.approx(image[0].numpy())
    weights = net.get_submodule(f"features.{graph.blocks[conv].name}").weight.detach()
    assert np.array_equal(taken["filters", conv].array, weights[:, 0].numpy())
    assert not taken["filters", conv].array.flags.writeable


def test_maps_change_as_it_learns(tmp_path: Path) -> None:
    def each(event: Event, commands: CommandQueue) -> None:
        if isinstance(event, Captured) and event.kind == "maps":
            commands.post(StepOnce() if event.step < 3 else Stop())

    events = run(tmp_path, job_of(learning_rate=0.1), Pause(), Capture(frozenset({2})), each=each)
    maps = [event for event in of(Captured, events) if event.kind == "maps"]
    assert [event.step for event in maps][:4] == [0, 1, 2, 3]
    assert all(not np.array_equal(before.array, now.array) for before, now in pairwise(maps[:4]))


def test_no_blocks_no_pictures(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=1), Capture(frozenset({2})), Capture())
    assert {event.step for event in of(Captured, events)} <= {0}


def test_a_sample_that_is_not_there_is_the_last_one(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(epochs=1), Capture(frozenset({1}), sample=10**9))
    assert of(Captured, events)[0].sample == len(prepare(DataSpec(name="digits"), (1, 8, 8)).val) - 1


def test_joins_and_other_blocks_without_a_module_are_seen_too(tmp_path: Path) -> None:
    net = Sketch()
    x = net("Input", shape=(1, 8, 8))
    a = net("Conv2d", x, out_channels=2, kernel_size=3, padding=1)
    b = net("Conv2d", x, out_channels=2, kernel_size=1)
    both = net("Add", a, b)
    net("Output", net("Linear", net("Flatten", both), out_features=10))
    events = run(tmp_path, job_of(net.graph, epochs=1), Pause(), Capture(frozenset({a, b, both})), Resume())
    assert [event.block for event in of(Captured, events)[:5]] == [a, b, both, a, b]
    maps = {event.block: event.array for event in of(Captured, events)[:5] if event.kind == "maps"}
    assert maps[both] == pytest.approx(maps[a] + maps[b], abs=1e-6)


def test_large_values_are_cut_to_what_can_be_looked_at() -> None:
    assert reduced_maps(torch.zeros(600, 100, 50)).shape == (MOST_MAPS, MOST_PIXELS, 32)
    assert reduced_maps(torch.zeros(5000)).shape == (MOST_NUMBERS,)
    assert reduced_maps(torch.zeros(7, 9)).shape == (1, 7, 9)
    assert reduced_maps(torch.zeros(2, 3, 4, 5)).shape == (6, 4, 5)


def test_right_and_wrong_are_sorted_by_confidence() -> None:
    labels, guesses = np.array([0, 1, 2, 1, 0]), np.array([0, 1, 1, 0, 0])
    predicted = Predicted(
        images=np.zeros((5, 1, 2, 2), np.uint8),
        targets=labels,
        predictions=guesses,
        confidences=np.array([0.5, 0.9, 0.4, 0.8, 0.7]),
        scores=np.zeros(0, np.float32),
        total=5,
    )
    lists = sort_predictions(predicted)
    assert (lists.right.tolist(), lists.wrong.tolist()) == ([1, 4, 0], [3, 2])
    assert lists.accuracy == pytest.approx(0.6)
    assert sort_predictions(predicted, label=1).wrong.tolist() == [3]
    assert sort_predictions(predicted, prediction=0).right.tolist() == [4, 0]


def test_weights_of_another_network_are_said(tmp_path: Path) -> None:
    run(tmp_path / "run", job_of(epochs=1))
    torch.save({"other.weight": torch.zeros(3)}, tmp_path / "run" / "best.pt")
    with pytest.raises(TrainingError, match="are not those of its network"):
        observe_saved_run(RunStore(tmp_path / "run"), frozenset({2}), np.zeros((1, 8, 8), np.uint8), index=0, label=0)


@pytest.mark.parametrize(("size", "kind"), [((5, 8, 8), "Conv2d"), ((1, 1, 1), "MaxPool2d"), ((1, 16, 16), "Linear")])
def test_a_saved_run_whose_network_fails_names_the_block(tmp_path: Path, size: tuple[int, ...], kind: str) -> None:
    graph = small_net()
    store = RunStore(tmp_path)
    store.begin(job_of(graph), emit(graph).text)
    torch.save(compile_graph(graph).state_dict(), store.last)
    failing, last = graph.of_kind(kind)[0], graph.of_kind("Linear")[0]
    with pytest.raises(TrainingError, match=f"^{graph.blocks[failing].name}: ") as caught:
        observe_saved_run(store, frozenset({last}), np.zeros(size, np.uint8), index=0, label=0)
    assert caught.value.block == failing
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_a_live_training_and_its_saved_run_show_the_same(tmp_path: Path) -> None:
    graph = small_net(batch_norm=True)
    events = run(tmp_path, job_of(graph), Pause(), Capture(frozenset(graph.ids()), sample=4), SaveNow(), each=stop_when_saved)
    live = {(each.kind, each.block): each for each in of(Captured, events)}
    image = prepare(DataSpec(name="digits"), (1, 8, 8)).val.images[4]
    label = next(iter(live.values())).label
    saved = observe_saved_run(RunStore(tmp_path), frozenset(graph.ids()), image, index=4, label=label)
    assert {(each.kind, each.block) for each in saved} == set(live)
    for each in saved:
        assert each.array == pytest.approx(live[each.kind, each.block].array, abs=1e-6)
        assert (each.sample, each.label, each.total) == (4, label, live[each.kind, each.block].total)
