"""Networks with several inputs, several outputs and shared weights, really trained on the 8x8 digits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from backend.datasets.base import Splits
from backend.datasets.splits import DataSpec, prepare
from backend.insight.saved_run import observe_saved_run
from backend.protocol.events import Capture, Captured, EpochEnded, Pause, Predicted, Resume, Started, TrainingError
from backend.protocol.network_io import Ends
from backend.runs.store import RunStore
from backend.tasks.classification import Classification
from backend.training.build import build_module, check_network, image_size
from backend.training.engine import training_step
from backend.training.learner import Learner
from builder.edits import graph_at
from builder.emit import emit
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.group_examples import nested_groups, siamese_groups
from tests.support.training import end, job_of, losses, of, run

CPU = torch.device("cpu")


def two_headed(*, weight: float = 0.3, aux_classes: int = 10, main_weight: float = 1.0) -> Graph:
    """An auxiliary head behind the first convolution, whose Output has the lower id."""
    net = Sketch()
    x = net("ReLU", net("Conv2d", net("Input", shape=(1, 8, 8)), out_channels=4, padding=1))
    net("Output", net("Linear", net("Flatten", x), name="aux", out_features=aux_classes), name="extra", loss_weight=weight)
    x = net("ReLU", net("Conv2d", net("MaxPool2d", x), out_channels=8, padding=1))
    net("Output", net("Linear", net("Flatten", x), name="fc", out_features=10), name="scores", loss_weight=main_weight)
    return net.graph


def siamese(*, shared: bool = True) -> Graph:
    """Two ways from two Inputs, through one convolution where they share it, to one head."""
    net = Sketch()
    ways = []
    for name in ("left", "right"):
        x = net("Input", name=name, shape=(1, 8, 8))
        x = net("Conv2d", x, weights_of=ways[0]) if shared and ways else net("Conv2d", x, out_channels=4, padding=1)
        ways.append(x)
    # a way that is turned around tells the two uses apart
    right = net("Tanh", ways[1])
    net("Output", net("Linear", net("Flatten", net("Concat", net("ReLU", ways[0]), right)), out_features=10))
    return net.graph


def data(part: str = "val") -> tuple[Tensor, Tensor]:
    splits = prepare(DataSpec(name="digits"), (1, 8, 8))
    images = getattr(splits, part)
    return torch.from_numpy(images.images).float() / 255, torch.from_numpy(images.strata)


def trained(folder: Path, weights: str) -> nn.Module:
    """The network in a run's folder, by torch alone."""
    space: dict[str, Any] = {}
    exec((folder / "model.py").read_text(), space)
    net: nn.Module = space["Net"]()
    net.load_state_dict(torch.load(folder / weights, weights_only=True))
    return net.eval()


def learner_of(graph: Graph, **recipe: Any) -> tuple[Learner, Splits]:
    """A network at its start, with its first weights."""
    job = job_of(graph, **recipe)
    splits = prepare(job.data, (1, 8, 8))
    network = check_network(job, splits, CPU)
    module = build_module(network, job.recipe.seed)
    ends = network.ends
    objective = Classification(job.recipe.loss, splits.target)
    learner = Learner(module, job.recipe, splits, CPU, objective=objective, inputs=len(ends.inputs), weights=ends.weights)
    return learner, splits


def test_every_output_counts_by_its_weight_in_the_training_loss(tmp_path: Path) -> None:
    learner, _ = learner_of(two_headed())
    images, labels = learner.train_set.batch(next(learner.batches()))
    scores, extra = learner.module(images)
    main, aux = (functional.cross_entropy(each, labels).item() for each in (scores, extra))
    events = run(tmp_path, job_of(two_headed(), epochs=1))
    assert losses(events)[0] == pytest.approx(main + 0.3 * aux, rel=1e-5)
    (note,) = of(Started, events)[0].notes[-1:]
    assert str(note) == "The training loss is 1 × scores + 0.3 × extra. What is measured is scores alone, the main output."


def test_both_heads_learn_and_the_main_one_is_measured(tmp_path: Path) -> None:
    learner, _ = learner_of(two_headed())
    events = run(tmp_path, job_of(two_headed(), epochs=4))
    images, labels = data()
    with torch.no_grad():
        fresh, last = learner.module.eval()(images), trained(tmp_path, "last.pt")(images)
    for before, after in zip(fresh, last, strict=True):
        assert functional.cross_entropy(after, labels) < functional.cross_entropy(before, labels) / 2
    ended = of(EpochEnded, events)[-1]
    assert ended.val["loss"] == pytest.approx(functional.cross_entropy(last[0], labels).item(), rel=1e-5)
    assert ended.val["accuracy"] == pytest.approx((last[0].argmax(1) == labels).float().mean().item())
    best = min(of(EpochEnded, events), key=lambda event: event.val["loss"])
    assert end(events).best_epoch == best.epoch
    images, labels = data("test")
    predicted = of(Predicted, events)[0]
    with torch.no_grad():
        scores, _ = trained(tmp_path, "best.pt")(images)
    assert np.array_equal(predicted.predictions, scores.argmax(1).numpy())
    assert end(events).test["accuracy"] == pytest.approx((predicted.predictions == predicted.labels).mean())


def test_an_output_without_a_weight_is_neither_learned_nor_asked_for_classes(tmp_path: Path) -> None:
    graph = two_headed(weight=0.0, aux_classes=3)
    learner, _ = learner_of(graph)
    first = learner.module.state_dict()["aux.weight"].clone()
    events = run(tmp_path, job_of(graph, epochs=1, weight_decay=0.0))
    assert end(events).reason == "completed"
    state = torch.load(tmp_path / "last.pt", weights_only=True)
    (aux,) = (value for key, value in state.items() if key.endswith("aux.weight"))
    assert torch.equal(aux, first)


def test_the_weight_of_a_single_output_scales_its_training_loss_and_no_measurement(tmp_path: Path) -> None:
    def one(weight: float) -> Graph:
        net = Sketch()
        x = net("Linear", net("Flatten", net("Input", shape=(1, 8, 8))), out_features=10)
        net("Output", x, loss_weight=weight)
        return net.graph

    plain, half = (
        run(tmp_path / str(weight), job_of(one(weight), epochs=1, optimizer="SGD", learning_rate=1e-30))
        for weight in (1.0, 0.5)
    )
    assert losses(half) == pytest.approx(losses(plain) / 2, rel=1e-5)
    assert of(EpochEnded, half)[0].val["loss"] == pytest.approx(of(EpochEnded, plain)[0].val["loss"])
    assert of(Started, half)[0].notes == of(Started, plain)[0].notes


def test_outputs_that_all_count_for_nothing_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="loss weight is 0") as refusal:
        run(tmp_path, job_of(two_headed(weight=0.0, main_weight=0.0)))
    assert refusal.value.block is not None


def test_several_inputs_get_the_same_image(tmp_path: Path) -> None:
    graph = siamese()
    events = run(tmp_path, job_of(graph, epochs=2))
    images, labels = data()
    with torch.no_grad():
        scores = trained(tmp_path, "last.pt")(images, images)
    ended = of(EpochEnded, events)[-1]
    assert ended.val["loss"] == pytest.approx(functional.cross_entropy(scores, labels).item(), rel=1e-5)
    assert ended.val["loss"] < of(EpochEnded, events)[0].val["loss"]


def test_inputs_of_different_sizes_are_refused_before_the_data_are_read() -> None:
    net = Sketch()
    ways = [net("Flatten", net("Input", shape=shape)) for shape in ((1, 8, 8), (1, 9, 9))]
    net("Output", net("Linear", net("Concat", *ways), out_features=10))
    with pytest.raises(TrainingError, match=r"input1 takes 1×8×8 and input2 takes 1×9×9, but every Input") as refusal:
        image_size(net.graph)
    assert refusal.value.block == 3
    net("Input", shape=(3, 3, 3))
    assert image_size(two_headed()) == (1, 8, 8)
    assert image_size(siamese()) == (1, 8, 8)


def test_shared_weights_get_the_gradients_of_all_their_uses() -> None:
    learner, _ = learner_of(siamese(), optimizer="SGD", learning_rate=0.1)
    images, labels = learner.train_set.batch(slice(0, 64))
    conv, fc = (part for part in learner.module.modules() if isinstance(part, nn.Conv2d | nn.Linear))
    weight = conv.weight.detach().clone().requires_grad_()
    ways = [functional.conv2d(images, weight, conv.bias.detach(), padding=1) for _ in range(2)]
    joined = torch.cat([ways[0].relu(), ways[1].tanh()], 1).flatten(1)
    functional.cross_entropy(functional.linear(joined, fc.weight.detach(), fc.bias.detach()), labels).backward()
    training_step(learner, torch.arange(64))
    assert weight.grad is not None
    torch.testing.assert_close(conv.weight.detach(), weight.detach() - 0.1 * weight.grad)


def test_shared_weights_are_counted_and_kept_once(tmp_path: Path) -> None:
    events = run(tmp_path, job_of(siamese(), epochs=1))
    alone = run(tmp_path / "alone", job_of(siamese(shared=False), epochs=1))
    conv = 4 * 9 + 4
    assert of(Started, alone)[0].parameters - of(Started, events)[0].parameters == conv
    kept = torch.load(tmp_path / "best.pt", weights_only=True)
    assert sum(value.numel() for value in kept.values()) == of(Started, events)[0].parameters
    state = torch.load(tmp_path / "state.pt", weights_only=True)
    moments = [slot["exp_avg"] for slot in state["optimizer"]["state"].values()]
    assert sum(value.numel() for value in moments) == of(Started, events)[0].parameters


def test_groups_that_share_their_weights_learn_as_one(tmp_path: Path) -> None:
    graph = siamese_groups()
    events = run(tmp_path, job_of(graph, epochs=1))
    kept = torch.load(tmp_path / "best.pt", weights_only=True)
    unit = 2 * (4 * 4 * 9 + 4)
    assert of(Started, events)[0].parameters == 2 * (4 * 9 + 4) + unit + 10 * 4 * 64 + 10
    assert sum(value.numel() for value in kept.values()) == of(Started, events)[0].parameters
    assert losses(events)[-5:].mean() < losses(events)[:5].mean()


@pytest.mark.parametrize("graph", [two_headed(), siamese(), nested_groups()], ids=["two heads", "siamese", "groups"])
def test_a_run_goes_on_where_it_ended(tmp_path: Path, graph: Graph) -> None:
    whole = run(tmp_path / "whole", job_of(graph, epochs=2))
    run(tmp_path / "part", job_of(graph, epochs=1))
    more = run(tmp_path / "part", job_of(graph, epochs=2, resume=str(tmp_path / "part")))
    assert of(EpochEnded, more)[-1].val["loss"] == pytest.approx(of(EpochEnded, whole)[-1].val["loss"], rel=1e-6)


@pytest.mark.parametrize("graph", [two_headed(), siamese()], ids=["two heads", "siamese"])
def test_every_block_can_be_looked_into(tmp_path: Path, graph: Graph) -> None:
    wanted = frozenset(graph.ids())
    events = run(tmp_path, job_of(graph, epochs=1), Pause(), Capture(wanted, sample=3), Resume())
    taken = {(event.kind, event.block): event for event in of(Captured, events) if event.step == 0}
    assert {block for kind, block in taken if kind == "maps"} == wanted
    convs = graph.of_kind("Conv2d")
    assert [block for kind, block in taken if kind == "filters"] == convs
    later = observe_saved_run(
        RunStore(tmp_path), wanted, prepare(DataSpec(name="digits"), (1, 8, 8)).val.images[3], index=3, label=0
    )
    assert {event.block for event in later if event.kind == "maps"} == wanted
    assert [event.block for event in later if event.kind == "filters"] == convs
    with torch.no_grad():
        x = data()[0][3:4]
        results = trained(tmp_path, "best.pt")(*[x] * len(graph.of_kind("Input")))
    results = results if isinstance(results, tuple) else (results,)
    maps = {event.block: event.array for event in later if event.kind == "maps"}
    for output, result in zip(Ends.of(graph).outputs, results, strict=True):
        assert maps[output] == pytest.approx(result[0].numpy(), abs=1e-6)


def test_blocks_inside_of_groups_are_trained_and_looked_into(tmp_path: Path) -> None:
    graph = nested_groups()
    (stage,) = (id for id in graph.ids() if graph.blocks[id].name == "stage")
    inner = graph_at(graph, [stage])
    units = next(id for id in inner.ids() if inner.blocks[id].name == "units")
    unit = graph_at(graph, [stage, units])
    norm = next(id for id in unit.ids() if unit.blocks[id].name == "norm")
    conv, again = unit.of_kind("Conv2d")
    assert unit.blocks[again].weights_of == conv
    places = frozenset({stage, *((stage, units, number, id) for number in range(3) for id in (conv, again, norm))})
    gone = frozenset({(stage, units, 3, norm), (stage, 99), (99, 1)})
    events = run(tmp_path, job_of(graph, epochs=1), Pause(), Capture(places | gone, sample=1), Resume())
    assert of(EpochEnded, events)[0].val["loss"] < 2.2
    taken = {event.block for event in of(Captured, events) if event.kind == "maps"}
    assert taken == places
    live = {event.block for event in of(Captured, events) if event.kind == "filters"}
    assert live == {(stage, units, number, id) for number in range(3) for id in (conv, again)}
    later = observe_saved_run(
        RunStore(tmp_path), places | gone, prepare(DataSpec(name="digits"), (1, 8, 8)).val.images[1], index=1, label=0
    )
    maps = {event.block: event.array for event in later if event.kind == "maps"}
    assert set(maps) == places
    filters = {event.block: event.array for event in later if event.kind == "filters"}
    assert set(filters) == {(stage, units, number, id) for number in range(3) for id in (conv, again)}
    state = torch.load(tmp_path / "best.pt", weights_only=True)
    for number in range(3):
        (weight,) = (value for key, value in state.items() if key.endswith(f"{number}.conv.weight"))
        for id in (conv, again):
            assert np.array_equal(filters[stage, units, number, id], weight.flatten(0, 1).numpy())
    pooled = functional.max_pool2d(torch.from_numpy(maps[stage, units, 2, norm].copy()), 2)
    assert maps[stage] == pytest.approx(pooled.numpy(), abs=1e-6)


@pytest.mark.parametrize("graph", [two_headed(), two_headed(weight=3.0), siamese(), nested_groups()])
def test_the_ends_are_those_of_the_source(graph: Graph) -> None:
    ends, source = Ends.of(graph), emit(graph)
    assert (ends.inputs, ends.outputs) == (source.inputs, source.outputs)
    assert list(ends.weights) == sorted(ends.weights, reverse=True)
