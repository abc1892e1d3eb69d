"""Files for plain PyTorch: made and checked by real child processes, loaded here in interpreters without Convas."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from backend.export.child_client import CHECK, MAKE, ask
from backend.export.export import FORMATS, ExportCancelled, Exported, ExportError, export, why_untrained
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import EpochEnded, Event
from backend.protocol.job import TrainingJob
from backend.runs import checkpoint
from backend.runs.store import RunStore
from builder.common.children.child_process import ChildBug
from builder.emit import emit
from builder.emit.compile import compile_graph
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from tests.support.events import epoch_ended
from tests.support.interpreter import run_without_convas
from tests.support.training import end, job_of
from tests.support.training import run as train_here

CLASSES = ("circle", "square", "star")


def everything(*, mean: tuple[float, ...] | None = (0.5, 0.4, 0.3)) -> Graph:
    """A network with a layer of every kind that behaves differently in training, or joins, or is not a module."""
    net = Sketch()
    x = net("Input", shape=(3, 8, 8), mean=mean, std=None if mean is None else (0.2,))
    a = net("ReLU", net("BatchNorm2d", net("Conv2d", x, out_channels=8, padding=1)))
    b = net("GroupNorm", net("Conv2d", a, out_channels=8, padding=1), num_groups=2)
    joined = net("Dropout2d", net("Add", a, b), p=0.5)
    small = net("Upsample", net("MaxPool2d", joined), scale_factor=2.0, mode="bilinear")
    both = net("LayerNorm", net("Concat", joined, small))
    flat = net("Dropout", net("Flatten", both), p=0.5)
    net("Output", net("Linear", net("BatchNorm1d", net("Linear", flat, out_features=12)), out_features=3))
    return net.graph


def trained(folder: Path, graph: Graph) -> RunStore:
    """A run with weights that are not those of a new network, as a training leaves it."""
    store = RunStore(folder)
    job = TrainingJob.of(Project(graph, task=Task("classification", (3, 8, 8), CLASSES), data={"name": "digits"}))
    store.begin(job, emit(graph).text)
    torch.manual_seed(7)
    for path in (store.best, store.last):
        module = compile_graph(graph)
        for _ in range(3):
            module(torch.rand(16, 3, 8, 8))  # running means of their own
        checkpoint.save(module.state_dict(), path)
    for epoch, loss, accuracy in ((1, 0.9, 0.61), (2, 0.95, 0.2)):
        val = {"loss": loss, "accuracy": accuracy}
        store.add(epoch_ended(epoch, {"loss": 1.0, "accuracy": 0.5}, val, best=epoch == 1))
    return store


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunStore:
    return trained(tmp_path_factory.mktemp("run"), everything())


@pytest.fixture(scope="module")
def whole(run: RunStore, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    said: list[tuple[str, int, int]] = []
    folder = tmp_path_factory.mktemp("whole")
    done = export(run, "pt", folder / "shapes.pt", progress=lambda *words: said.append(words))
    assert [words[1:] for words in said] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert sorted(path.name for path in folder.iterdir()) == ["shapes.pt", "shapes.pt.json"]
    return done


def answers(store: RunStore, which: str, x: torch.Tensor) -> torch.Tensor:
    """What the network of the run answers, computed here."""
    module = compile_graph(store.job().graph).eval()
    module.load_state_dict(torch.load(getattr(store, which), weights_only=True))
    with torch.no_grad():
        return module(x)


LOOK = """
x = torch.load("x.pt", weights_only=True)
with torch.no_grad():
    first, alone = model(x), torch.cat([model(x[:1]), model(x[1:])])
    model.train()
    assert all(part.training for part in model.modules())
    noisy = model(x)
    model.eval()
torch.save({"first": first, "alone": alone, "noisy": noisy}, "y.pt")
"""


def looked_at(done: Exported, x: torch.Tensor, load: str = "") -> dict[str, torch.Tensor]:
    torch.save(x, done.path.parent / "x.pt")
    run_without_convas(f"import torch\n{load or done.load_line}\n{LOOK}", done.path.parent)
    return torch.load(done.path.parent / "y.pt", weights_only=True)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


@pytest.mark.slow
def test_whole_model_is_loaded_by_torch_alone_and_answers_the_same(run: RunStore, whole: Exported) -> None:
    assert whole.load_line == 'model = torch.load("shapes.pt", weights_only=False)'
    assert whole.max_difference < 1e-5
    x = torch.rand(7, 3, 8, 8)
    seen, expected = looked_at(whole, x), answers(run, "best", x)
    torch.testing.assert_close(seen["first"], expected)
    torch.testing.assert_close(seen["alone"], expected)
    assert not torch.allclose(seen["noisy"], expected, atol=1e-3)  # dropout and batch statistics are alive


@pytest.mark.slow
def test_words_beside_it_say_what_goes_in_and_what_comes_out(whole: Exported) -> None:
    assert whole.sidecar == whole.path.with_name("shapes.pt.json")
    said = json.loads(whole.sidecar.read_text(encoding="utf-8"))
    assert said["load"] == whole.load_line
    assert said["output"]["classes"] == list(CLASSES)
    assert (said["input"]["channels"], said["input"]["height"], said["input"]["width"]) == (3, 8, 8)
    assert said["input"]["range"] == [0, 1]
    assert said["input"]["mean"] == [0.5, 0.4, 0.3]
    assert "The network itself takes its mean off and divides by its deviation" in said["input"]["words"]
    assert (said["training"]["epoch"], said["training"]["val_accuracy"]) == (1, 0.61)
    assert "light on dark" in said["training"]["about"]


@pytest.mark.slow
def test_weights_are_loaded_into_the_exported_class(run: RunStore, tmp_path: Path) -> None:
    source = export(run, "python", tmp_path / "shapes.py")
    weights = export(run, "state-dict", tmp_path / "shapes.pt", which="last")
    assert source.load_line == "from shapes import Net; model = Net()"
    x = torch.rand(4, 3, 8, 8)
    seen = looked_at(weights, x, f"from shapes import Net\n{weights.load_line}")
    torch.testing.assert_close(seen["first"], answers(run, "last", x))
    assert not torch.allclose(seen["first"], answers(run, "best", x))
    assert "export that too" in weights.notes[0]
    said = json.loads((tmp_path / "shapes.pt.json").read_text(encoding="utf-8"))
    assert (said["training"]["epoch"], said["training"]["val_loss"]) == (2, 0.95)


@pytest.mark.slow
def test_source_is_the_text_of_the_canvas_even_without_a_training(tmp_path: Path) -> None:
    project = Project(everything(mean=None), task=Task("classification", (3, 8, 8), CLASSES))
    for form in ("pt", "state-dict"):
        with pytest.raises(ExportError, match=r"not been trained yet.*export its Python source"):
            export(project, form, tmp_path / "a.pt")
    assert not list(tmp_path.iterdir())
    done = export(project, "python", tmp_path / "my net.py")
    assert done.path.read_text(encoding="utf-8") == emit(project.graph).text
    assert "begins untrained" in done.notes[0]
    (tmp_path / "plain").write_text("")
    assert done.path.stat().st_mode == (tmp_path / "plain").stat().st_mode
    assert run_without_convas(f"import torch\n{done.load_line}\nprint(model(torch.rand(2, 3, 8, 8)).shape)", tmp_path)
    words = json.loads(done.sidecar.read_text(encoding="utf-8"))["input"]["words"]
    assert "The network itself" not in words


@pytest.mark.slow
def test_project_is_exported_by_its_last_run_while_it_is_the_same(run: RunStore, tmp_path: Path) -> None:
    project = Project(run.job().graph, run=str(run.folder))
    assert why_untrained(project) is None
    first, *_ = project.graph.ids()
    assert why_untrained(replace(project, graph=project.graph.at({first: (9.0, 9.0)}))) is None
    changed = replace(project, graph=everything(mean=None))
    assert "changed since its last training" in (str(why_untrained(changed)))
    gone = replace(project, run=str(tmp_path / "gone"))
    assert "no longer in" in (str(why_untrained(gone)))
    with pytest.raises(ExportError, match="changed since"):
        export(changed, "pt", tmp_path / "a.pt")


@pytest.mark.slow
def test_older_file_is_replaced_only_by_one_that_is_right(run: RunStore, tmp_path: Path) -> None:
    target = tmp_path / "kept.pt"
    target.write_bytes(b"older")
    broken = RunStore(tmp_path / "run")
    broken.begin(run.job(), "")
    broken.best.write_bytes(run.best.read_bytes()[:500])
    with pytest.raises(ExportError, match="cannot be read as weights"):
        export(broken, "pt", target)
    assert target.read_bytes() == b"older"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.pt", "run"]
    checkpoint.save({"other.weight": torch.zeros(3)}, broken.best)
    with pytest.raises(ExportError, match="belong to another network"):
        export(broken, "pt", target)
    assert target.read_bytes() == b"older"


@pytest.mark.slow
def test_what_is_missing_is_named_before_anything_is_started(run: RunStore, tmp_path: Path) -> None:
    fresh = RunStore(tmp_path / "run")
    fresh.begin(run.job(), "")
    with pytest.raises(ExportError, match='no "best" weights; they are written after the first epoch'):
        export(fresh, "pt", tmp_path / "a.pt")
    fresh.last.write_bytes(b"")
    with pytest.raises(ExportError, match='the "last" ones are there'):
        export(fresh, "pt", tmp_path / "a.pt")
    with pytest.raises(ExportError, match="no format 'onnx'"):
        export(run, "onnx", tmp_path / "a.pt")
    with pytest.raises(ExportError, match="no 'worst' ones"):
        export(run, "pt", tmp_path / "a.pt", which="worst")
    empty = Sketch()
    empty("Input")
    with pytest.raises(ExportError, match="This network cannot be exported"):
        export(Project(empty.graph), "python", tmp_path / "a.py")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("no/folder/a.pt", "there is no such file or folder"),
        ("file/a.pt", "part of the path is not a folder"),
        ("folder", "is a folder"),
        ("nul\0byte.pt", "is not the name of a file"),
        ("n" * 300 + ".pt", "cannot be written"),
    ],
)
def test_places_where_nothing_can_be_written_are_named(run: RunStore, tmp_path: Path, place: str, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("here")
    with pytest.raises(ExportError, match=words) as caught:
        export(run, "pt", tmp_path / place)
    assert "Traceback" not in str(caught.value)
    assert not leftovers(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_full_disk_is_said_in_words(tmp_path: Path) -> None:
    source = emit(everything())
    request = {
        "content": "module",
        "source": source.text,
        "class_name": source.class_name,
        "input_shapes": [[3, 8, 8]],
        "weights": None,
        "result": "/dev/full",
        "reference": str(tmp_path / "reference.pt"),
    }
    with pytest.raises(ExportError, match=r"could not be written: the disk is full\."):
        ask(MAKE, request, tmp_path, cancelled=lambda: False)


def children() -> Iterator[int]:
    """The processes that this one started and that still run."""
    for path in Path("/proc/self/task").glob("*/children"):
        yield from (int(word) for word in path.read_text().split())


@pytest.mark.slow
def test_cancelled_export_leaves_no_file_and_no_process(run: RunStore, tmp_path: Path) -> None:
    before, gone = set(children()), threading.Event()
    threading.Timer(0.3, gone.set).start()
    begun = time.monotonic()
    with pytest.raises(ExportCancelled, match="cancelled; nothing was written"):
        export(run, "pt", tmp_path / "a.pt", cancelled=gone.is_set)
    assert time.monotonic() - begun < 3
    assert not list(tmp_path.iterdir())
    assert set(children()) <= before


@pytest.mark.slow
def test_child_that_hangs_or_dies_is_no_end(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ExportError, match="given up"):
        ask(("-c", "import time; time.sleep(60)"), {}, tmp_path, cancelled=lambda: False, limit=0.3)
    assert time.monotonic() - begun < 5
    with pytest.raises(ExportError, match="ended unexpectedly") as caught:
        ask(("-c", "raise SystemError('inside')"), {}, tmp_path, cancelled=lambda: False)
    assert "Traceback" not in str(caught.value)
    assert "SystemError: inside" in caught.value.details
    with pytest.raises(ExportError, match="not enough memory"):
        ask(("-c", f"import os; os.kill(os.getpid(), {9})"), {}, tmp_path, cancelled=lambda: False)


@pytest.mark.slow
def test_project_is_exported_while_this_process_keeps_its_modules(run: RunStore, tmp_path: Path) -> None:
    """Tracing patches every call of a module: it must not happen here, where a training may run."""
    call, calls, ended = torch.nn.Module.__call__, 0, threading.Event()
    module, x = compile_graph(everything()).eval(), torch.rand(4, 3, 8, 8)
    expected, project = module(x), Project(run.job().graph, run=str(run.folder))
    worker = threading.Thread(target=lambda: (export(project, "pt", tmp_path / "a.pt"), ended.set()))
    worker.start()
    while not ended.is_set() and worker.is_alive():
        assert torch.nn.Module.__call__ is call
        torch.testing.assert_close(module(x), expected)
        calls += 1
    worker.join()
    assert ended.is_set()
    assert calls > 10


def test_formats_are_described_for_people() -> None:
    assert list(FORMATS) == ["pt", "state-dict", "python"]
    for form in FORMATS.values():
        assert form.title
        assert form.help.endswith(".")
        assert form.ending.startswith(".")


@pytest.mark.slow
def test_run_is_exported_while_its_training_goes_on(tmp_path: Path) -> None:
    made: list[Exported] = []

    def each(event: Event, _commands: CommandQueue) -> None:
        if isinstance(event, EpochEnded) and not made:
            made.append(export(RunStore(tmp_path / "run"), "state-dict", tmp_path / "early.pt"))

    events = train_here(tmp_path / "run", job_of(epochs=3), each=each)
    assert end(events).epoch == 3
    early, late = (torch.load(path, weights_only=True) for path in (made[0].path, tmp_path / "run" / "last.pt"))
    assert early.keys() == late.keys()
    assert not torch.equal(early["fc1.weight"], late["fc1.weight"])
    assert json.loads(made[0].sidecar.read_text(encoding="utf-8"))["output"]["classes"] == [str(digit) for digit in range(10)]


@pytest.mark.slow
def test_a_bug_in_a_child_travels_with_its_traceback(tmp_path: Path) -> None:
    request = {"source": emit(everything()).text, "class_name": "NoSuchClass", "weights": None}
    with pytest.raises(ChildBug) as caught:
        ask(MAKE, request, tmp_path, cancelled=lambda: False)
    assert "child_main.py" in str(caught.value)
    assert "KeyError: 'NoSuchClass'" in str(caught.value)
    with pytest.raises(ChildBug, match=r"verify_main\.py(.|\n)*KeyError: 'reference'"):
        ask(CHECK, {"refused": ["builder"]}, tmp_path, cancelled=lambda: False)


@pytest.mark.slow
def test_what_the_network_itself_raises_is_a_message(tmp_path: Path) -> None:
    """The innermost frame is in the emitted source, or in a person's own code, and not in ours."""
    source = "from torch import nn\n\nclass Net(nn.Module):\n    def forward(self, x):\n        return x + {}['odd']\n"
    request = {
        "content": "module",
        "source": source,
        "class_name": "Net",
        "input_shapes": [[3, 8, 8]],
        "weights": None,
        "result": str(tmp_path / "result.pt"),
        "reference": str(tmp_path / "reference.pt"),
    }
    with pytest.raises(ExportError, match=r"The network cannot be run\. 'odd'"):
        ask(MAKE, request, tmp_path, cancelled=lambda: False)
