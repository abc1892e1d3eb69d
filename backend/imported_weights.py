"""Networks from elsewhere as projects; the weights that came with them are kept as the project's last run.

So everything that reads runs works with them: Continue goes on learning from them, and export writes them. The run has
no epochs; its best and its last weights are those that came.
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

from backend.protocol.job import TrainingJob
from backend.runs.store import RunStore, new_run
from builder.common.messages import Message
from builder.cost.memory_guard import TooLarge
from builder.emit import EmitError, emit
from builder.emit.compile import compile_graph
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.importer import read_onnx
from builder.importing.torch.child_client import import_file
from builder.model.project import Project

Weights = Mapping[str, np.ndarray] | Path
"""Arrays by the keys of the network's state_dict, or the file of a state_dict."""


class WeightsError(ValueError):
    """Why weights cannot be kept, in words."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A project made of a network from elsewhere, and what a person should know."""

    project: Project
    notes: tuple[Message | str, ...] = ()


def from_onnx(path: Path, shape: Sequence[int] | None = None, *, cancelled: Callable[[], bool] | None = None) -> Brought:
    """The network in a file of ONNX, for samples of `shape` where it leaves sizes open; runs nothing of it.

    Raises ImportFailed, WeightsError and OSError. Takes seconds: keep it off the GUI thread.
    """
    read = read_onnx(path, shape, cancelled=cancelled)
    _go_on(cancelled)
    return Brought(keep(Project(read.graph), read.weights, name=path.stem), read.notes)


def from_python(
    path: Path,
    name: str,
    shape: Sequence[int] | Sequence[Sequence[int]] | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Brought:
    """The network called `name` in a file of Python, for samples of `shape`, which is guessed where it is None.

    A network of several inputs needs a list of shapes, one for each.
    RUNS THE FILE, in a process of its own with the rights of the user: ask before. Raises ImportFailed, WeightsError
    and OSError. Takes seconds: keep it off the GUI thread.
    """
    with tempfile.TemporaryDirectory(prefix="weights-") as folder:
        weights = Path(folder) / "weights.pt"
        read = import_file(path, name, shape, weights=weights, cancelled=cancelled)
        _go_on(cancelled)
        return Brought(keep(Project(read.graph), weights, name=name), read.notes)


def _go_on(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise ImportFailed("The import was cancelled.")


def keep(project: Project, weights: Weights, *, name: str = "", home: Path | None = None) -> Project:
    """The project with a run that holds `weights`; raises WeightsError and OSError, and then leaves nothing behind.

    A file may come from a stranger: it is read without unpickling, and must hold what the network has and nothing else.
    Imports torch and takes its time with many weights: keep it off the GUI thread.
    """
    try:
        source = emit(project.graph).text
        state = _checked(project, weights)
    except (EmitError, TooLarge) as error:
        raise WeightsError(f"Its weights cannot be kept. {error}") from None
    store = new_run(home, name)
    try:
        _write(store, TrainingJob.of(project), source, state)
    except OSError:
        _remove(store)
        raise
    return replace(project, run=str(store.folder.resolve()))


def _checked(project: Project, weights: Weights) -> dict[str, Any]:
    """The state_dict of the project's network with these weights."""
    import torch

    from backend.protocol.events import TrainingError
    from backend.runs.checkpoint import load

    if isinstance(weights, Path):
        try:
            given = load(weights)
        except TrainingError:
            raise WeightsError("Its weights cannot be kept: what was handed over is no file of weights.") from None
    else:
        given = {key: torch.from_numpy(np.array(array)) for key, array in weights.items()}
    with torch.device("meta"):
        # nothing is drawn by lot and no memory taken: names, sizes and types are all that is asked
        state: dict[str, Any] = compile_graph(project.graph).state_dict()
    if state.keys() != given.keys() or not all(isinstance(value, torch.Tensor) for value in given.values()):
        odd = sorted(state.keys() ^ {str(key) for key in given})
        raise WeightsError(f"Its weights are not those of the network that was drawn: {', '.join(odd[:3]) or 'no tensors'}.")
    for key, own in state.items():
        if given[key].shape != own.shape:
            raise WeightsError(
                f"{key} has sizes {list(given[key].shape)}, but the network that was drawn has {list(own.shape)}."
            )
    with torch.no_grad():
        return {key: given[key].to(own.dtype).contiguous() for key, own in state.items()}


def _write(store: RunStore, job: TrainingJob, source: str, state: dict[str, Any]) -> None:
    """A run that is about to take its first step; its best and its last weights are one file where disks can do that."""
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
    """Take away a folder that holds nothing of worth."""
    for path in store.folder.glob("*"):
        path.unlink(missing_ok=True)
    store.folder.rmdir()
