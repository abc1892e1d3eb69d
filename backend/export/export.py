"""Taking a network away as plain PyTorch. Every file is made in a child process, loaded again in a fresh interpreter
without Convas and compared, before it takes its name. Imports no torch."""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.export.child_client import CHECK, MAKE, ExportCancelled, ExportError, ask
from backend.export.sidecar import FORMATS, Format, expected_pixels, load_line, record, sizes_in
from backend.protocol.job import JobError
from backend.protocol.network_io import inputs_of
from backend.runs.store import RunStore
from builder.analysis import analyse
from builder.common.files import in_words
from builder.cost.memory_guard import TooLarge, guard_weights
from builder.emit import EmitError, emit
from builder.emit.opaque_check import check_opaque
from builder.model.graph import Graph
from builder.model.project import Project

__all__ = ["FORMATS", "ExportCancelled", "ExportError", "Exported", "Format", "expected_pixels", "export", "untrained"]

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps of it are done, and out of how many."""

ROOMS = ("builder", "backend", "gui", "main")
"""What an exported file must never ask for."""

STEPS = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was made and checked: the words beside it, the Python that loads it, and what is worth saying.

    `max_difference` is how far its answers to random pixels lie at most from those of the network it was made of.
    """

    path: Path
    sidecar: Path | None
    load_line: str
    max_difference: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is exported: the network, its classes, and the run with its weights, if there is one."""

    graph: Graph
    classes: tuple[str, ...]
    run: RunStore | None


def untrained(project: Project) -> str | None:
    """Why only the source of this project can be exported, or None when its last run has what is needed."""
    if project.run is None:
        return "This network has not been trained yet, so it has no weights. Train it first, or export its Python source."
    try:
        run = RunStore.open(project.run)
        trained = run.job().graph
    except JobError:
        return f"The last training of this network is no longer in {project.run}. Train it again, or export its Python source."
    if not trained.same_network(project.graph):
        return "This network was changed since its last training. Train it again, or export its Python source."
    return None


def export(
    source_of: RunStore | Project,
    format: str,
    path: str | Path,
    *,
    which: str = "best",
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write a run (or a project, by its last run) as `format` to `path`, with a JSON of what it expects beside it.

    `which` weights: "best" or "last". An older file is replaced in one step, when the new one has proved to be right.
    Raises :class:`ExportError`; then nothing was changed. Blocks for some seconds: keep it off the GUI thread.
    """
    target, beside = _targets(path)
    if format not in FORMATS:
        raise ExportError(f"There is no format {format!r}; there are: {', '.join(FORMATS)}.")
    subject = _subject(source_of, FORMATS[format])
    weights = _weights(subject, which) if FORMATS[format].weights else None
    tell, given_up = progress or (lambda _text, _done, _total: None), cancelled or (lambda: False)
    try:
        with _drafts(target, beside) as (draft, words), tempfile.TemporaryDirectory(prefix="export-") as papers:
            asked = _request(subject, format, draft, weights, Path(papers))
            tell("Making the file", 0, STEPS)
            made = ask(MAKE, asked, Path(papers), cancelled=given_up)
            tell("Loading it in plain PyTorch", 1, STEPS)
            checked = ask(CHECK, asked, Path(papers), cancelled=given_up)
            if not checked["same"]:
                raise ExportError("The file was made, but does not answer as the network does; it was thrown away.")
            tell("Writing", 2, STEPS)
            line = load_line(format, target, asked["class_name"])
            known = record(
                subject.graph, subject.classes, made["output_shapes"], run=subject.run if weights else None, which=which
            )
            _write(words, {"file": target.name, "format": format, "class_name": asked["class_name"], "load": line, **known})
            draft.replace(target)
            words.replace(beside)
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {in_words(error)}.") from error
    tell("Done", STEPS, STEPS)
    return Exported(target, beside, line, checked["max_difference"], _notes(subject, format, made, weights is not None))


def _targets(path: str | Path) -> tuple[Path, Path]:
    """The file and the words beside it, links followed; raises :class:`ExportError`."""
    try:
        target = Path(path).resolve()
        return target, target.with_name(f"{target.name}.json")
    except (OSError, ValueError, RuntimeError):
        raise ExportError(f"{str(path)!r} is not the name of a file.") from None


def _subject(source_of: RunStore | Project, form: Format) -> _Subject:
    if isinstance(source_of, Project):
        reason = untrained(source_of)
        if reason is None and source_of.run is not None:
            return _subject(RunStore(source_of.run), form)
        if form.weights:
            raise ExportError(reason or "")
        task = source_of.task
        return _Subject(source_of.graph, () if task is None else task.classes, None)
    try:
        job = source_of.job()
    except JobError as error:
        raise ExportError(str(error)) from None
    started = source_of.started()
    classes = started.classes if started is not None else (() if job.task is None else job.task.classes)
    return _Subject(job.graph, classes, source_of)


def _weights(subject: _Subject, which: str) -> Path:
    if which not in ("best", "last"):
        raise ExportError(f'There are "best" and "last" weights, no {which!r} ones.')
    assert subject.run is not None
    path: Path = getattr(subject.run, which)
    if not path.is_file():
        other = subject.run.last if which == "best" else subject.run.best
        hint = f'the "{other.stem}" ones are there' if other.is_file() else "they are written after the first epoch"
        raise ExportError(f'The run in {subject.run.folder} has no "{which}" weights; {hint}.')
    return path.resolve()


def _request(subject: _Subject, format: str, draft: Path, weights: Path | None, papers: Path) -> dict[str, Any]:
    try:
        source = emit(subject.graph)
        guard_weights(analyse(subject.graph))
        check_opaque(subject.graph)
    except (EmitError, TooLarge) as error:
        raise ExportError(f"This network cannot be exported. {error}") from None
    source_file = papers / "network.py"
    source_file.write_text(source.text, encoding="utf-8")
    return {
        "format": format,
        "source": source.text,
        "source_file": str(source_file),
        "class_name": source.class_name,
        "input_shapes": [list(sizes_in(subject.graph, id)) for id in inputs_of(subject.graph)],
        "weights": None if weights is None else str(weights),
        "result": str(draft),
        "reference": str(papers / "reference.pt"),
        "refused": list(ROOMS),
    }


@contextmanager
def _drafts(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """An empty file beside each target, which is gone afterwards unless it took the target's name; raises OSError."""
    made: list[Path] = []
    try:
        for target in targets:
            if target.is_dir():
                raise ExportError(f"{target} is a folder; give the name of a file.")
            draft = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
            made.append(draft)
        yield tuple(made)
    finally:
        for draft in made:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _notes(subject: _Subject, format: str, made: dict[str, Any], trained: bool) -> tuple[str, ...]:
    notes = []
    if not made["finite"]:
        notes.append("This network answers with something that is no number (NaN or infinity).")
    if format == "state-dict":
        notes.append("These weights are loaded into the class of the Python source: export that too.")
    if format == "python" and not trained:
        notes.append("The source holds no weights: the network begins untrained.")
    if format == "python" and subject.run is not None:
        notes.append('The weights of the run go beside it as "PyTorch weights".')
    return tuple(notes)
