"""Source -> torch.nn.Module, and from what torch then does back to the blocks.

The text that was shown is executed as it is; tracebacks show its lines, and values are read from a copy of its forward.
"""

from __future__ import annotations

import ast
import hashlib
import linecache
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, Any, cast

from builder.analysis import analyse
from builder.cost.memory_guard import guard_weights
from builder.emit import Source, emit
from builder.emit.opaque_check import check_opaque
from builder.emit.source import BlockPath
from builder.model.graph import Graph

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["arose_in_emitted_source", "block_of_traceback", "compile_graph", "compile_source", "observe"]

Wanted = int | BlockPath
"""A block of the network by its id, or one in a group by its path."""

_PREFIX = "<network "
"""What the file names of emitted source begin with, in tracebacks."""

_KEPT = "_observed"
"""What the values are kept in; no block can be called so, since names do not begin with an underscore."""


def compile_graph(graph: Graph, name: str = "Net") -> nn.Module:
    """The network as a module with fresh weights.

    Raises EmitError for a network that has errors, and TooLarge for one whose weights do not fit into memory.
    """
    source = emit(graph, name)
    guard_weights(analyse(graph))
    check_opaque(graph)
    return compile_source(source)()


def compile_source(source: Source) -> type[nn.Module]:
    """The class that `source` defines; its lines are shown in tracebacks."""
    filename = _filename(source.text)
    lines = source.text.splitlines(keepends=True)
    linecache.cache[filename] = (len(source.text), None, lines, filename)
    namespace: dict[str, Any] = {"__name__": "network"}
    exec(compile(source.text, filename, "exec", dont_inherit=True), namespace)  # noqa: S102 - our own emitted source
    return cast("type[nn.Module]", namespace[source.class_name])


def block_of_traceback(source: Source, error: BaseException) -> int | None:
    """The block in whose line `error` arose, or that stood in a run there, if it arose in a module made of `source`."""
    filename = _filename(source.text)
    found, network = None, None
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == filename:
            found = source.lines.get(traceback.tb_lineno, found)
            network = traceback.tb_frame.f_locals.get("self") if network is None else network
        elif network is not None:
            inner = _in_sequential(source, network, traceback)
            found = found if inner is None else inner
        traceback = traceback.tb_next
    return found


def arose_in_emitted_source(error: BaseException) -> bool:
    """Whether `error` was raised by emitted source, or by torch that was called from there; not by code of ours beneath it."""
    import torch

    library = os.path.dirname(torch.__file__)  # noqa: PTH120 - the name Path is taken
    traceback, emitted = error.__traceback__, False
    while traceback is not None:
        filename = traceback.tb_frame.f_code.co_filename
        if not filename.startswith(library):
            emitted = filename.startswith(_PREFIX)
        traceback = traceback.tb_next
    return emitted


def _in_sequential(source: Source, network: nn.Module, traceback: TracebackType) -> int | None:
    """The block whose module an nn.Sequential of the network was just calling, if this is where it did."""
    from torch.nn import Sequential

    if traceback.tb_frame.f_code is not Sequential.forward.__code__:
        return None
    called = traceback.tb_frame.f_locals.get("module")
    parts = dict(network.named_modules())
    return next((id for id, path in source.modules.items() if called is not None and parts.get(path) is called), None)


def observe(
    module: nn.Module, source: Source, x: Tensor | tuple[Tensor, ...], wanted: Collection[Wanted]
) -> dict[Wanted, Tensor]:
    """What the blocks in `wanted` give (first of all) for the batch `x`, those without a module of their own included.

    A block of the network is asked for by its id, one in a group by its path. A network with several inputs takes a
    tuple of batches. Runs forward in eval mode without gradients up to the last block wanted. Weights, running averages,
    the mode of every module and the random generators stay as they are. Blocks that are not in the source are left out.
    The tensors may share memory with `x` and each other: copy what is kept.
    """
    import torch

    known = {*source.lines.values(), *source.modules, *source.inputs, *source.outputs}
    asked = {one if isinstance(one, tuple) else (one,): one for one in wanted}
    observer = _Observer({path for path in asked if path[:1] and path[0] in known})
    if not observer.wanted:
        return {}
    namespace: dict[str, Any] = {"__name__": "network", _KEPT: observer}
    exec(_observing(_Text.of(source)), namespace)  # noqa: S102 - our own emitted source
    observer.forwards = {name: namespace[name].forward for name in source.ends}
    with _evaluating(module), torch.no_grad(), suppress(_Enough):
        namespace[source.class_name].forward(module, *(x if isinstance(x, tuple) else (x,)))
    first = {path: value if isinstance(value, torch.Tensor) else value[0] for path, value in observer.kept.items()}
    return {asked[path]: value.detach() for path, value in first.items()}


class _Enough(Exception):
    """All values that are wanted are there."""


class _Observer:
    """Takes the values of blocks out of a forward that tells it of each."""

    def __init__(self, wanted: set[BlockPath]) -> None:
        self.wanted = wanted
        self.kept: dict[BlockPath, Tensor | tuple[Tensor, ...]] = {}
        self.forwards: dict[str, Callable[..., Any]] = {}
        self._ways = {path[:length] for path in wanted for length in range(1, len(path))}
        self._way: BlockPath = ()

    def keep(self, id: int, value: Tensor | tuple[Tensor, ...]) -> None:
        """Take note of a value; raises :class:`_Enough` when it was the last that is wanted."""
        path = (*self._way, id)
        if path in self.wanted:
            self.kept[path] = value
            if len(self.kept) == len(self.wanted):
                raise _Enough

    def call(self, id: int, module: nn.Module, *given: Any) -> Any:
        """Call a block's module; where something inside is wanted, with a forward that tells of it."""
        way = (*self._way, id)
        if way not in self._ways:
            return module(*given)
        if type(module).__name__ in self.forwards:
            return self._entered(way, module, given)
        for number, one in enumerate(module.children()):
            given = (self._entered((*way, number), one, given),)
        return given[0]

    def _entered(self, way: BlockPath, module: nn.Module, given: tuple[Any, ...]) -> Any:
        before, self._way = self._way, way
        try:
            return self.forwards[type(module).__name__](module, *given)
        finally:
            self._way = before


@contextmanager
def _evaluating(module: nn.Module) -> Iterator[None]:
    """Every part of `module` in eval mode; afterwards each as it was."""
    training = [part for part in module.modules() if part.training]
    for part in training:
        part.training = False
    try:
        yield
    finally:
        for part in training:
            part.training = True


@dataclass(frozen=True)
class _Text:
    """What a copy of the classes is made from."""

    text: str
    lines: tuple[tuple[int, int], ...]
    modules: tuple[tuple[int, str], ...]
    ends: tuple[tuple[str, tuple[BlockPath, BlockPath]], ...]
    class_name: str

    @classmethod
    def of(cls, source: Source) -> _Text:
        """The same as one value that can be looked up."""
        inside = ((line, id) for line, (_, id) in source.inside.items())
        ends = ((source.class_name, (source.inputs, source.outputs)), *source.ends.items())
        return cls(source.text, (*source.lines.items(), *inside), tuple(source.modules.items()), ends, source.class_name)

    def runs(self) -> dict[str, list[tuple[int, str]]]:
        """The blocks in each run of the network, with their names, by its attribute."""
        found: dict[str, list[tuple[int, str]]] = {}
        for id, path in self.modules:
            run, _, name = path.rpartition(".")
            if run:
                found.setdefault(run, []).append((id, name))
        return found


@lru_cache(maxsize=16)
def _observing(source: _Text) -> CodeType:
    """The code of the classes with forwards that tell of every value."""
    tree = ast.parse(source.text)
    ends, block_at = dict(source.ends), dict(source.lines)
    for made in tree.body:
        if isinstance(made, ast.ClassDef) and made.name in ends:
            runs = source.runs() if made.name == source.class_name else {}
            for function in made.body:
                if isinstance(function, ast.FunctionDef) and function.name == "forward":
                    function.body = list(_telling(function, ends[made.name], block_at, runs))
    return compile(ast.fix_missing_locations(tree), _filename(source.text), "exec", dont_inherit=True)


def _telling(
    forward: ast.FunctionDef,
    ends: tuple[BlockPath, BlockPath],
    block_at: dict[int, int],
    runs: dict[str, list[tuple[int, str]]],
) -> Iterator[ast.stmt]:
    """The statements of a forward, each followed by one that tells what it gave."""
    *statements, returned = [statement for statement in forward.body if not isinstance(statement, ast.Expr)]
    changed = {block_at[statement.lineno] for statement in statements}
    for id, argument in zip(ends[0], forward.args.args[1:], strict=True):
        if id not in changed:
            yield _keeping(id, _read(argument.arg))
    for statement in statements:
        assert isinstance(statement, ast.Assign)
        run = runs.get(_called(statement.value))
        yield from _told(statement, block_at[statement.lineno]) if run is None else _unrolled(statement, run)
    assert isinstance(returned, ast.Return)
    results = returned.value.elts if isinstance(returned.value, ast.Tuple) else [returned.value]
    yield from (_keeping(id, cast(ast.expr, result)) for id, result in zip(ends[1], results, strict=True))
    yield returned


def _called(value: ast.expr) -> str:
    """The attribute that a call like ``self.features(x)`` calls, and nothing besides; empty for anything else."""
    made = ast.unparse(value.func) if isinstance(value, ast.Call) and not value.keywords else ""
    return made.removeprefix("self.") if made.startswith("self.") and "(" not in made else ""


def _told(statement: ast.Assign, block: int) -> list[ast.stmt]:
    """A statement, and the first of the results that it gives names to."""
    target, value = statement.targets[0], statement.value
    name = target.elts[0] if isinstance(target, ast.Tuple) else target
    if isinstance(value, ast.Call) and _called(value):
        called = ast.Call(ast.Attribute(_read(_KEPT), "call", ast.Load()), [ast.Constant(block), value.func, *value.args], [])
        statement = ast.copy_location(ast.Assign([target], called), statement)
    return [statement, _keeping(block, _read(cast(ast.Name, name).id))]


def _unrolled(statement: ast.Assign, run: list[tuple[int, str]]) -> list[ast.stmt]:
    """The blocks of a run one by one, in the place of the statement that calls them all."""
    call = cast(ast.Call, statement.value)
    target = cast(ast.Name, statement.targets[0])
    given, body = call.args, list[ast.stmt]()
    for id, name in run:
        made = ast.Call(ast.Attribute(call.func, name, ast.Load()), given, [])
        body += _told(ast.copy_location(ast.Assign([target], made), statement), id)
        given = [_read(target.id)]
    return body


def _read(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _keeping(block: int, value: ast.expr) -> ast.stmt:
    """``_observed.keep(block, value)``"""
    keep = ast.Attribute(_read(_KEPT), "keep", ast.Load())
    return ast.Expr(ast.Call(keep, [ast.Constant(block), value], []))


def _filename(text: str) -> str:
    return f"{_PREFIX}{hashlib.sha256(text.encode()).hexdigest()[:16]}>"
