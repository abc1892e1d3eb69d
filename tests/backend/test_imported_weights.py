"""Networks from elsewhere: their weights are there for whatever comes next, or nothing is."""

import dataclasses

import numpy as np
import pytest
import torch

from backend.export.export import export
from backend.imported_weights import WeightsError, from_onnx, from_python, keep_weights
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import EpochEnded, Finished, TrainingError
from backend.protocol.job import TrainingJob
from backend.runs.history import History
from backend.runs.store import RunStore, list_runs
from backend.training.engine import train
from builder import Sketch, compile_graph
from builder.files.project_file import load_project, save_project
from builder.importing.common.trace import ImportFailed
from builder.model.project import Project
from tests.support.onnx_files import export as write_onnx

NET = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.bn = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4 * 6 * 6, 10)

    def forward(self, x):
        return self.fc(torch.relu(self.bn(self.conv(x))).flatten(1))


def evil():
    net = Net()
    torch.save = lambda state, path: open(path, "wb").write(b"cos\\nsystem\\n(S'touch pwned'\\ntR.")
    return net


def other():
    net = Net()
    kept = torch.save
    torch.save = lambda state, path: kept({"fc.weight": torch.zeros(3)}, path)
    return net
"""


def small():
    """A graph for digits, and weights for it."""
    net = Sketch()
    x = net("Conv2d", net("Input", shape=(1, 8, 8)), out_channels=3, kernel_size=3)
    net("Output", net("Linear", net("Flatten", net("BatchNorm2d", x)), out_features=10))
    torch.manual_seed(4)
    state = compile_graph(net.graph).state_dict()
    return Project(net.graph), {key: value.numpy() for key, value in state.items()}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "net.py"
    path.write_text(NET)
    return path


def weights_in(project):
    return torch.load(RunStore(project.run).best, weights_only=True)


def same(found, expected):
    return found.keys() == expected.keys() and all(
        torch.equal(found[key], torch.as_tensor(np.array(expected[key]))) for key in found
    )


@pytest.mark.slow
def test_weights_are_kept_as_a_run():
    project, weights = small()
    kept = keep_weights(project, weights, name="net")
    store = RunStore.open(kept.run)
    assert kept.graph is project.graph
    assert same(weights_in(kept), weights)
    assert same(torch.load(store.last, weights_only=True), weights)
    assert store.job().graph.same_network(project.graph)
    assert store.source.read_text().startswith("import") or "class Net" in store.source.read_text()
    assert store.folder.name.endswith("-net")
    history = History.load(store.folder)
    assert (history.epoch, history.step, history.finished) == (0, 0, None)


@pytest.mark.slow
def test_training_goes_on_from_them_on_any_data():
    project, weights = small()
    kept = keep_weights(project, weights)
    recipe = TrainingJob.of(kept).recipe.with_values(epochs=1, learning_rate=1e-9, optimizer="SGD")
    job = dataclasses.replace(TrainingJob.of(kept, resume=kept.run), recipe=recipe)
    job = dataclasses.replace(job, data=job.data.with_values(seed=5))
    events = list(train(job, CommandQueue(), RunStore(kept.run)))
    assert [event.epoch for event in events if isinstance(event, EpochEnded)] == [1]
    assert isinstance(events[-1], Finished)
    learned, key = weights_in(kept), next(key for key in weights if key.endswith("conv1.weight"))
    assert torch.allclose(learned[key], torch.as_tensor(weights[key]), atol=1e-4)


@pytest.mark.slow
def test_data_changed_since_weights_learned_are_still_refused(tmp_path):
    project, weights = small()
    kept = keep_weights(project, weights)
    job = TrainingJob.of(kept, resume=kept.run)
    short = dataclasses.replace(job, recipe=job.recipe.with_values(epochs=1))
    list(train(short, CommandQueue(), RunStore(kept.run)))
    other = dataclasses.replace(short, data=short.data.with_values(seed=short.data.seed + 1))
    with pytest.raises(TrainingError, match="The data were changed since this run"):
        list(train(other, CommandQueue(), RunStore(kept.run)))


@pytest.mark.slow
def test_what_was_imported_can_be_exported_after_it_was_saved(tmp_path):
    project, weights = small()
    kept = keep_weights(project, weights)
    save_project(kept, tmp_path / "net.convas")
    done = export(load_project(tmp_path / "net.convas"), "state-dict", tmp_path / "net.pt")
    assert same(torch.load(done.path, weights_only=True), weights)
    assert '"training": null' in done.sidecar.read_text()


@pytest.mark.slow
@pytest.mark.parametrize("change", ["missing", "more", "size"])
def test_weights_that_do_not_fit_are_refused_and_leave_nothing(change):
    project, weights = small()
    key = next(iter(weights))
    if change == "missing":
        del weights[key]
    elif change == "more":
        weights["more.weight"] = np.zeros(3, np.float32)
    else:
        weights[key] = np.zeros((7, 7), np.float32)
    with pytest.raises(WeightsError, match=f"{'more.weight' if change == 'more' else key}"):
        keep_weights(project, weights)
    assert list_runs() == []


@pytest.mark.slow
def test_a_file_of_weights_is_never_unpickled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    project, _ = small()
    bad = tmp_path / "bad.pt"
    bad.write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
    with pytest.raises(WeightsError, match="no file of weights"):
        keep_weights(project, bad)
    assert not (tmp_path / "pwned").exists()
    assert list_runs() == []


@pytest.mark.slow
def test_from_python(file):
    brought = from_python(file, "Net", (1, 8, 8))
    assert {"conv.weight", "bn.running_var", "fc.bias"} <= {
        ".".join(key.split(".")[-2:]) for key in weights_in(brought.project)
    }
    torch.manual_seed(0)
    expected = torch.nn.Conv2d(1, 4, 3).weight
    found = next(value for key, value in weights_in(brought.project).items() if key.endswith("conv.weight"))
    assert torch.equal(found, expected)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "words"), [("evil", "no file of weights"), ("other", "are not those of the network")])
def test_weights_of_a_strangers_process_are_checked(file, tmp_path, monkeypatch, name, words):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WeightsError, match=words):
        from_python(file, name, (1, 8, 8))
    assert not list(tmp_path.rglob("pwned"))
    assert list_runs() == []


@pytest.mark.slow
def test_from_onnx(tmp_path):
    module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.Flatten(), torch.nn.Linear(72, 10))
    path = write_onnx(module, (1, 8, 8), tmp_path / "digits.onnx")
    brought = from_onnx(path)
    assert RunStore(brought.project.run).folder.name.endswith("-digits")
    assert [value.shape for value in weights_in(brought.project).values()] == [
        value.shape for value in module.state_dict().values()
    ]


@pytest.mark.slow
def test_cancelled_imports_leave_nothing(tmp_path, file):
    module = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(64, 10))
    path = write_onnx(module, (1, 8, 8), tmp_path / "digits.onnx")
    for way in (lambda: from_onnx(path, cancelled=lambda: True), lambda: from_python(file, "Net", cancelled=lambda: True)):
        with pytest.raises(ImportFailed, match="cancelled"):
            way()
    assert list_runs() == []
