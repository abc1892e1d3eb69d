"""Compile emitted source to a torch.nn.Module, and find the block that an error in it belongs to.

Exactly the emitted text is executed. It is registered with ``linecache`` under a file name of its own, since that is
where tracebacks look for the lines of code that has no file: they show the network's source, and the number of the line
leads back to the block.
"""

from __future__ import annotations

import hashlib
import linecache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from builder.analysis import analyse
from builder.cost.memory_guard import guard_weights
from builder.emit import Source, emit
from builder.emit.opaque_check import check_opaque
from builder.model.graph import Graph

if TYPE_CHECKING:
    from types import TracebackType

    from torch import nn

__all__ = ["arose_in_emitted_source", "block_of_traceback", "compile_graph", "compile_source", "source_filename"]

_PREFIX = "<network "
"""What the file names of emitted source begin with, in tracebacks."""


def compile_graph(graph: Graph, name: str = "Net") -> nn.Module:
    """The network as a module with freshly initialised weights, on the CPU in float32.

    Raises :class:`EmitError` for a network that has errors, and :class:`TooLarge` for one whose weights do not fit into
    memory.
    """
    source = emit(graph, name)
    guard_weights(analyse(graph))
    check_opaque(graph)
    return compile_source(source)()


def compile_source(source: Source) -> type[nn.Module]:
    """The class that `source` defines; tracebacks show its lines."""
    filename = source_filename(source.text)
    lines = source.text.splitlines(keepends=True)
    # Without a modification time (None): linecache.checkcache() would drop an entry whose file it cannot find.
    linecache.cache[filename] = (len(source.text), None, lines, filename)
    namespace: dict[str, Any] = {"__name__": "network"}
    exec(compile(source.text, filename, "exec", dont_inherit=True), namespace)  # noqa: S102 - our own emitted source
    return cast("type[nn.Module]", namespace[source.class_name])


def source_filename(text: str) -> str:
    """The file name of an emitted text in tracebacks: the same text has the same name, other texts have others."""
    return f"{_PREFIX}{hashlib.sha256(text.encode()).hexdigest()[:16]}>"


def block_of_traceback(source: Source, error: BaseException) -> int | None:
    """The block of the network in whose line, or in whose module of a run, `error` was raised; None if in neither."""
    filename = source_filename(source.text)
    block, network = None, None
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == filename:
            block = source.lines.get(traceback.tb_lineno, block)
            network = traceback.tb_frame.f_locals.get("self") if network is None else network
        elif network is not None:
            inner = _block_in_run(source, network, traceback)
            block = block if inner is None else inner
        traceback = traceback.tb_next
    return block


def arose_in_emitted_source(error: BaseException) -> bool:
    """Whether `error` was raised by emitted source, or by torch called from there, and not by our own code beneath it."""
    import torch

    library = str(Path(torch.__file__).parent)
    traceback, emitted = error.__traceback__, False
    while traceback is not None:
        filename = traceback.tb_frame.f_code.co_filename
        # Frames of torch decide nothing: they are reached from emitted source and from our code alike.
        if not filename.startswith(library):
            emitted = filename.startswith(_PREFIX)
        traceback = traceback.tb_next
    return emitted


def _block_in_run(source: Source, network: nn.Module, traceback: TracebackType) -> int | None:
    """The block whose module the frame of `traceback` belongs to, if that module is in a run.

    A run is one line of the source for several blocks; which of them failed is seen from the frames of torch, whose `self`
    is the module.
    """
    called, parts = traceback.tb_frame.f_locals.get("self"), dict(network.named_modules())
    in_runs = {id: parts.get(path) for id, path in source.modules.items() if "." in path}
    return next((id for id, module in in_runs.items() if module is not None and module is called), None)
