"""Networks from elsewhere as projects; the weights that came with them are kept as the project's last run.

So everything that reads runs works with them: Continue trains them further, and export writes them. The run has no
epochs; its best and its last weights are the imported ones.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from backend.protocol.events import TrainingError
from backend.protocol.job import TrainingJob
from backend.runs.store import RunStore, new_run
from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.cost.memory_guard import TooLarge
from builder.emit import EmitError, emit
from builder.emit.compile import compile_graph
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.importer import read_onnx
from builder.importing.torch.child_client import import_file
from builder.model.project import Project

Weights = Mapping[str, np.ndarray] | Path
"""Arrays by the keys of the network's state_dict, each of its tensor's shape, or the file of a state_dict."""


class WeightsError(ConvasError):
    """Why weights cannot be kept."""


@dataclass(frozen=True, slots=True)
class ImportedProject:
    """A project made of a network from elsewhere, and what a person should know."""

    project: Project
    notes: tuple[Message | str, ...] = ()


def from_onnx(
    path: Path, shape: Sequence[int] | None = None, *, cancelled: Callable[[], bool] | None = None
) -> ImportedProject:
    """The network in a file of ONNX, for samples of `shape` (C, H, W) where it leaves sizes open; runs nothing of it.

    Raises ImportFailed, WeightsError and OSError. Takes seconds: keep it off the GUI thread.
    """
    read = read_onnx(path, shape, cancelled=cancelled)
    _check_cancelled(cancelled)
    return ImportedProject(keep_weights(Project(read.graph), read.weights, name=path.stem), read.notes)


def from_python(
    path: Path,
    name: str,
    shape: Sequence[int] | Sequence[Sequence[int]] | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> ImportedProject:
    """The network called `name` in a file of Python, for samples of `shape` (C, H, W), which is guessed where it is None.

    A network of several inputs needs a list of shapes, one for each.
    RUNS THE FILE, in a process of its own with the rights of the user: ask before. Raises ImportFailed, WeightsError and
    OSError, and ChildBug for a bug in that process. Takes seconds: keep it off the GUI thread.
    """
    with tempfile.TemporaryDirectory(prefix="weights-") as folder:
        weights = Path(folder) / "weights.pt"
        read = import_file(path, name, shape, weights=weights, cancelled=cancelled)
        _check_cancelled(cancelled)
        return ImportedProject(keep_weights(Project(read.graph), weights, name=name), read.notes)


def _check_cancelled(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise ImportFailed(QT_TRANSLATE_NOOP("Import", "The import was cancelled."))


def keep_weights(project: Project, weights: Weights, *, name: str = "", home: Path | None = None) -> Project:
    """The project with a run that holds `weights`; raises WeightsError and OSError, and then leaves nothing behind.

    A file is not trusted: it is read without unpickling, and must hold exactly the tensors that the network has. Imports
    torch and takes seconds for many weights: keep it off the GUI thread.
    """
    try:
        source = emit(project.graph).text
        state = _matching_state(project, weights)
    except (EmitError, TooLarge) as error:
        refused = QT_TRANSLATE_NOOP("Import", "Its weights cannot be kept. {reason}")
        raise WeightsError(refused, reason=error.message) from error
    store = new_run(home, name)
    try:
        _write(store, TrainingJob.of(project), source, state)
    except OSError:
        _remove(store)
        raise
    return replace(project, run=str(store.folder.resolve()))


def _matching_state(project: Project, weights: Weights) -> dict[str, Any]:
    """The state_dict of the project's network with these weights; raises WeightsError where they are another network's."""
    import torch  # late: seconds

    from backend.runs.checkpoint import load

    if isinstance(weights, Path):
        try:
            given = load(weights)
        except TrainingError as error:
            no_weights = QT_TRANSLATE_NOOP("Import", "Its weights cannot be kept: what was handed over is no file of weights.")
            raise WeightsError(no_weights) from error
    else:
        given = {key: torch.from_numpy(np.array(array)) for key, array in weights.items()}
    with torch.device("meta"):
        # the meta device initialises nothing and takes no memory: only names, shapes and dtypes are needed
        state: dict[str, Any] = compile_graph(project.graph).state_dict()
    if state.keys() != given.keys() or not all(isinstance(value, torch.Tensor) for value in given.values()):
        odd = sorted(state.keys() ^ {str(key) for key in given})
        other = QT_TRANSLATE_NOOP("Import", "Its weights are not those of the network that was drawn: {names}.")
        raise WeightsError(other, names=", ".join(odd[:3]) or QT_TRANSLATE_NOOP("Import", "no tensors"))
    for key, own in state.items():
        if given[key].shape != own.shape:
            sizes = QT_TRANSLATE_NOOP("Import", "{name} has sizes {found}, but the network that was drawn has {expected}.")
            raise WeightsError(sizes, name=key, found=str(list(given[key].shape)), expected=str(list(own.shape)))
    with torch.no_grad():
        return {key: given[key].to(own.dtype).contiguous() for key, own in state.items()}


def _write(store: RunStore, job: TrainingJob, source: str, state: dict[str, Any]) -> None:
    """Write a run before its first step; best and last weights are one file, linked where the file system can."""
    import torch

    from backend.runs.checkpoint import save
    from backend.training.learner import TrainingProgress

    random = torch.Generator().manual_seed(job.recipe.seed).get_state()
    begin = {"weights": state, "optimizer": None, "recipe": job.recipe.record(), "progress": asdict(TrainingProgress())}
    save(state, store.best)
    try:
        os.link(store.best, store.last)
    except OSError:
        shutil.copyfile(store.best, store.last)
    save({**begin, "random": random, "random_cuda": None}, store.state)
    store.begin(job, source)


def _remove(store: RunStore) -> None:
    """Delete the folder of a run that was not completed."""
    for path in store.folder.glob("*"):
        path.unlink(missing_ok=True)
    store.folder.rmdir()
