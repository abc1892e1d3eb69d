"""Files of networks with several inputs and outputs and with shared weights: everything they answer is compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from backend.export.export import FORMATS, Exported, export
from backend.export.verify_main import difference
from backend.protocol.job import TrainingJob
from backend.runs import checkpoint
from backend.runs.store import RunStore
from builder.emit import emit
from builder.emit.compile import compile_graph
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from tests.support.group_examples import nested_groups, siamese_groups
from tests.support.interpreter import run_without_convas

pytestmark = pytest.mark.slow


CLASSES = ("circle", "square", "star")


def both() -> Graph:
    """Two Inputs, one convolution for both, an auxiliary head of another size that is first by id, and the main one."""
    net = Sketch()
    left, right = net("Input", name="left", shape=(1, 8, 8)), net("Input", name="right", shape=(1, 8, 8), mean=(0.5,))
    one = net("BatchNorm2d", net("Conv2d", left, name="shared", out_channels=4), name="norm")
    other = net("BatchNorm2d", net("Conv2d", right, weights_of=3), weights_of=one)
    net("Output", net("Linear", net("Flatten", one), out_features=3), name="extra", loss_weight=0.25)
    net("Output", net("Linear", net("Flatten", net("Subtract", one, other)), out_features=3), name="scores")
    return net.graph


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunStore:
    graph, store = both(), RunStore(tmp_path_factory.mktemp("run"))
    store.begin(
        TrainingJob.of(Project(graph, task=Task("classification", (1, 8, 8), CLASSES), data={"name": "digits"})),
        emit(graph).text,
    )
    torch.manual_seed(3)
    module = compile_graph(graph)
    module(torch.rand(16, 1, 8, 8), torch.rand(16, 1, 8, 8))
    for path in (store.best, store.last):
        checkpoint.save(module.state_dict(), path)
    return store


LOOK = """
x, y = torch.load("x.pt", weights_only=True)
model.eval()
with torch.no_grad():
    torch.save(model(x, y), "y.pt")
"""


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_answers_for_every_output(run: RunStore, tmp_path: Path, form: str) -> None:
    done = export(run, form, tmp_path / f"both{FORMATS[form].ending}")
    assert done.max_difference < 1e-5
    x, y = torch.rand(5, 1, 8, 8), torch.rand(5, 1, 8, 8)
    torch.save((x, y), tmp_path / "x.pt")
    load = done.load_line
    if form == "state-dict":
        source = export(run, "python", tmp_path / "net.py")
        load = f"{source.load_line.partition(';')[0]}\n{load}"
    elif form == "python":
        checkpoint.save(torch.load(run.best, weights_only=True), tmp_path / "weights.pt")
        load += '\nmodel.load_state_dict(torch.load("weights.pt", weights_only=True))'
    run_without_convas(f"import torch\n{load}\n{LOOK}", tmp_path)
    seen = torch.load(tmp_path / "y.pt", weights_only=True)
    module = compile_graph(run.job().graph).eval()
    module.load_state_dict(torch.load(run.best, weights_only=True))
    with torch.no_grad():
        expected = module(x, y)
    assert len(seen) == len(expected) == 2
    for one, other in zip(seen, expected, strict=True):
        torch.testing.assert_close(one, other)


def words(done: Exported) -> dict[str, object]:
    assert done.sidecar is not None
    said: dict[str, object] = json.loads(done.sidecar.read_text(encoding="utf-8"))
    return said


def test_words_beside_it_name_all_inputs_and_outputs_in_order(run: RunStore, tmp_path: Path) -> None:
    said = words(export(run, "state-dict", tmp_path / "both.pt"))
    assert [(each["name"], each["mean"]) for each in said["inputs"]] == [("left", None), ("right", [0.5])]
    assert [(each["name"], each["loss_weight"]) for each in said["outputs"]] == [("scores", 1.0), ("extra", 0.25)]
    assert said["input"] == said["inputs"][0]
    assert {**said["output"], "loss_weight": 1.0} == said["outputs"][0]
    assert "model(left, right)[0].softmax(1)" in said["outputs"][0]["words"]
    assert "model(left, right)[1].softmax(1)" in said["outputs"][1]["words"]


def test_weights_that_are_shared_are_in_the_file_once(run: RunStore, tmp_path: Path) -> None:
    done = export(run, "state-dict", tmp_path / "both.pt")
    state = torch.load(done.path, weights_only=True)
    convolutions = [value for value in state.values() if value.dim() == 4]
    assert [tuple(value.shape) for value in convolutions] == [(4, 1, 3, 3)]


@pytest.mark.parametrize("graph", [nested_groups(), siamese_groups()], ids=["groups", "shared groups"])
def test_groups_are_taken_away_as_plain_pytorch(tmp_path: Path, graph: Graph) -> None:
    store = RunStore(tmp_path / "run")
    store.begin(TrainingJob.of(Project(graph, data={"name": "digits"})), emit(graph).text)
    checkpoint.save(compile_graph(graph).state_dict(), store.best)
    done = export(store, "pt", tmp_path / "groups.pt")
    assert done.max_difference < 1e-5
    run_without_convas(
        f"import torch\n{done.load_line}\nmodel(*[torch.rand(2, 1, 8, 8)] * {len(graph.of_kind('Input'))})", tmp_path
    )


def test_answers_in_another_order_or_number_are_not_the_same() -> None:
    one, other = torch.rand(2, 3), torch.rand(2, 3)
    assert difference((one, other), [one, other]) == (0.0, pytest.approx(float(torch.cat([one, other]).max())))
    assert difference(one, [one]) is not None
    assert difference((one,), [one, other]) is None
    assert difference(one[:1], [one]) is None
    assert difference(one / 0, [one]) is None
    found = difference((other, one), [one, other])
    assert found is not None
    assert found[0] > 0.01
