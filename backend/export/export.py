"""Exports a network as plain PyTorch. Imports no torch.

Every file is made in a child process, loaded again in a fresh interpreter without Convas and compared, before it takes
its name.
"""

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
from backend.export.formats import FORMATS, Content, Format
from backend.export.sidecar import sample_shape, sidecar_record
from backend.protocol.job import JobError
from backend.protocol.network_io import inputs_of
from backend.runs.store import RunStore
from builder.analysis import analyse
from builder.common.error_messages import message_of
from builder.common.errors import os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.common.progress import Progress
from builder.cost.memory_guard import TooLarge, guard_weights
from builder.emit import EmitError, emit
from builder.emit.opaque_check import check_opaque
from builder.model.graph import Graph
from builder.model.project import Project
from builder.tasks.base import Target
from builder.tasks.classification import Classes

__all__ = ["FORMATS", "ExportCancelled", "ExportError", "Exported", "Format", "export", "why_untrained"]

OUR_MODULES = ("builder", "backend", "gui", "main")
"""What an exported file must never import."""

STEPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that was made and verified: the JSON next to it, the Python that loads it, and what a person should know.

    `max_difference` is the largest absolute difference of its outputs from the network's, for random pixels.
    """

    path: Path
    sidecar: Path | None
    load_line: str
    max_difference: float
    notes: tuple[str | Message, ...] = ()


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is exported: the network, what it was to learn, and the run with its weights, if there is one."""

    graph: Graph
    target: Target | None
    run: RunStore | None


def why_untrained(project: Project) -> Message | None:
    """Why only the source of this project can be exported, or None when its last run has what is needed."""
    if project.run is None:
        return Message.of(
            QT_TRANSLATE_NOOP(
                "Export",
                "This network has not been trained yet, so it has no weights. Train it first, or export its Python source.",
            )
        )
    try:
        trained = RunStore.open(project.run).job().graph
    except JobError:
        lost = QT_TRANSLATE_NOOP(
            "Export",
            "The last training of this network is no longer in {folder}. Train it again, or export its Python source.",
        )
        return Message.of(lost, folder=project.run)
    if not trained.same_network(project.graph):
        changed = QT_TRANSLATE_NOOP(
            "Export",
            "This network was changed since its last training. Train it again, or export its Python source.",
        )
        return Message.of(changed)
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
    """Write a run (or a project, by its last run) as `format` to `path`, with a JSON of what it expects next to it.

    `which` weights: "best" or "last". An older file is replaced in one step, once the new one is verified.
    Raises :class:`ExportError`, and ChildBug for a bug in a child process; then nothing was changed. Blocks for some
    seconds: keep it off the GUI thread.
    """
    if format not in FORMATS:
        unknown = QT_TRANSLATE_NOOP("Export", "There is no format {format!r}; there are: {formats}.")
        raise ExportError(unknown, format=format, formats=", ".join(FORMATS))
    target, sidecar = _targets(path)
    form = FORMATS[format]
    subject = _subject(source_of, form)
    weights = _weights(subject, which) if form.needs_weights else None
    tell, is_cancelled = progress or (lambda _text, _done, _total: None), cancelled or (lambda: False)
    try:
        with _drafts(target, sidecar) as (draft, sidecar_draft), tempfile.TemporaryDirectory(prefix="export-") as folder:
            request = _request(subject, form.content, draft, weights, Path(folder))
            tell(QT_TRANSLATE_NOOP("Export", "Making the file"), 0, STEPS)
            made = ask(MAKE, request, Path(folder), cancelled=is_cancelled)
            tell(QT_TRANSLATE_NOOP("Export", "Loading it in plain PyTorch"), 1, STEPS)
            verified = ask(CHECK, request, Path(folder), cancelled=is_cancelled)
            if not verified["same"]:
                raise ExportError(
                    QT_TRANSLATE_NOOP(
                        "Export", "The file was made, but does not answer as the network does; it was thrown away."
                    )
                )
            tell(QT_TRANSLATE_NOOP("Export", "Writing"), 2, STEPS)
            line = form.load_line(target, request["class_name"])
            run = subject.run if weights else None
            known = sidecar_record(subject.graph, subject.target, made["output_shapes"], run=run, which=which)
            head = {"file": target.name, "format": format, "class_name": request["class_name"], "load": line}
            _write_json(sidecar_draft, {**head, **known})
            draft.replace(target)
            sidecar_draft.replace(sidecar)
    except OSError as error:
        raise ExportError(
            QT_TRANSLATE_NOOP("Export", "{file} cannot be written: {reason}."), file=target, reason=os_error_reason(error)
        ) from error
    tell(QT_TRANSLATE_NOOP("Export", "Done"), STEPS, STEPS)
    notes = _notes(subject, form.content, finite=made["finite"])
    return Exported(path=target, sidecar=sidecar, load_line=line, max_difference=verified["max_difference"], notes=notes)


def _targets(path: str | Path) -> tuple[Path, Path]:
    """The file and the JSON next to it, links followed; raises :class:`ExportError`."""
    try:
        target = Path(path).resolve()
        return target, target.with_name(f"{target.name}.json")
    except (OSError, ValueError, RuntimeError) as error:
        raise ExportError(QT_TRANSLATE_NOOP("Export", "{name!r} is not the name of a file."), name=str(path)) from error


def _subject(source_of: RunStore | Project, form: Format) -> _Subject:
    """What is to be exported of a run or project; raises :class:`ExportError` where `form` needs weights it has not."""
    if isinstance(source_of, Project):
        reason = why_untrained(source_of)
        if reason is None and source_of.run is not None:
            return _subject(RunStore(source_of.run), form)
        if form.needs_weights and reason is not None:
            raise ExportError(reason)
        task = source_of.task
        return _Subject(source_of.graph, None if task is None else task.target, None)
    try:
        job = source_of.job()
    except JobError as error:
        raise ExportError(_message(error)) from error
    started = source_of.read_started()
    target = None if job.task is None else job.task.target
    # What was really trained on: runs of earlier versions kept it only there.
    if started is not None and started.classes and (target is None or isinstance(target, Classes)):
        target = Classes(started.classes)
    return _Subject(job.graph, target, source_of)


def _weights(subject: _Subject, which: str) -> Path:
    """The file of the weights; raises :class:`ExportError` where it is not there."""
    if which not in ("best", "last"):
        unknown = QT_TRANSLATE_NOOP("Export", 'There are "best" and "last" weights, no {which!r} ones.')
        raise ExportError(unknown, which=which)
    assert subject.run is not None
    path: Path = getattr(subject.run, which)
    if path.is_file():
        return path.resolve()
    other = subject.run.last if which == "best" else subject.run.best
    if other.is_file():
        missing = QT_TRANSLATE_NOOP("Export", 'The run in {folder} has no "{which}" weights; the "{other}" ones are there.')
        raise ExportError(missing, folder=subject.run.folder, which=which, other=other.stem)
    missing = QT_TRANSLATE_NOOP(
        "Export", 'The run in {folder} has no "{which}" weights; they are written after the first epoch.'
    )
    raise ExportError(missing, folder=subject.run.folder, which=which)


def _request(subject: _Subject, content: Content, draft: Path, weights: Path | None, folder: Path) -> dict[str, Any]:
    """What the child processes are asked; raises :class:`ExportError` for a network that cannot be emitted or run."""
    try:
        source = emit(subject.graph)
        guard_weights(analyse(subject.graph))
        check_opaque(subject.graph)
    except (EmitError, TooLarge) as error:
        refused = QT_TRANSLATE_NOOP("Export", "This network cannot be exported. {reason}")
        raise ExportError(refused, reason=_message(error)) from error
    source_file = folder / "network.py"
    source_file.write_text(source.text, encoding="utf-8")
    return {
        "content": content,
        "source": source.text,
        "source_file": str(source_file),
        "class_name": source.class_name,
        "input_shapes": [list(sample_shape(subject.graph, id)) for id in inputs_of(subject.graph)],
        "weights": None if weights is None else str(weights),
        "result": str(draft),
        "reference": str(folder / "reference.pt"),
        "refused": list(OUR_MODULES),
    }


def _message(error: Exception) -> Message:
    return message_of(error) or Message.verbatim(str(error))


@contextmanager
def _drafts(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """An empty file next to each target, deleted at the end unless it took the target's name; raises OSError."""
    made: list[Path] = []
    try:
        for target in targets:
            if target.is_dir():
                raise ExportError(QT_TRANSLATE_NOOP("Export", "{path} is a folder; give the name of a file."), path=target)
            draft = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
            made.append(draft)
        yield tuple(made)
    finally:
        for draft in made:
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def _write_json(path: Path, record: dict[str, Any]) -> None:
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _notes(subject: _Subject, content: Content, *, finite: bool) -> tuple[str, ...]:
    notes: list[str] = []
    if not finite:
        notes.append(QT_TRANSLATE_NOOP("Export", "This network answers with something that is no number (NaN or infinity)."))
    if content is Content.STATE:
        notes.append(
            QT_TRANSLATE_NOOP("Export", "These weights are loaded into the class of the Python source: export that too.")
        )
    if content is Content.SOURCE:
        notes.append(QT_TRANSLATE_NOOP("Export", "The source holds no weights: the network begins untrained."))
    if content is Content.SOURCE and subject.run is not None:
        notes.append(QT_TRANSLATE_NOOP("Export", 'The weights of the run go beside it as "PyTorch weights".'))
    return tuple(notes)
