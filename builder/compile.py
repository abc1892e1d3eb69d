"""Source -> torch.nn.Module, and from what torch then does back to the blocks.

The text that was shown is executed as it is; tracebacks show its lines, and values are read from a copy of its forward.
"""

from __future__ import annotations

import ast
import hashlib
import linecache
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, Any, cast

from builder.analysis import analyse
from builder.emit import Source, emit
from builder.graph import Graph
from builder.memory import guard_weights

if TYPE_CHECKING:
    from torch import Tensor, nn

__all__ = ["block_of_traceback", "compile_graph", "compile_source", "observe"]

_KEPT = "_observed"
"""What the values are kept in; no block can be called so, since names do not begin with an underscore."""


def compile_graph(graph: Graph, name: str = "Net") -> nn.Module:
    """The network as a module with fresh weights.

    Raises EmitError for a network that has errors, and TooLarge for one whose weights do not fit into memory.
    """
    source = emit(graph, name)
    guard_weights(analyse(graph))
    return compile_source(source)()


def compile_source(source: Source) -> type[nn.Module]:
    """The class that `source` defines; its lines are shown in tracebacks."""
    filename = _filename(source.text)
    lines = source.text.splitlines(keepends=True)
    linecache.cache[filename] = (len(source.text), None, lines, filename)
    namespace: dict[str, Any] = {"__name__": "network"}
    exec(compile(source.text, filename, "exec", dont_inherit=True), namespace)
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


def _in_sequential(source: Source, network: nn.Module, traceback: TracebackType) -> int | None:
    """The block whose module an nn.Sequential of the network was just calling, if this is where it did."""
    from torch.nn import Sequential

    if traceback.tb_frame.f_code is not Sequential.forward.__code__:
        return None
    called = traceback.tb_frame.f_locals.get("module")
    parts = dict(network.named_modules())
    return next((id for id, path in source.modules.items() if called is not None and parts.get(path) is called), None)


def observe(module: nn.Module, source: Source, x: Tensor | tuple[Tensor, ...], wanted: Collection[int]) -> dict[int, Tensor]:
    """What the blocks in `wanted` give (first of all) for the batch `x`, those without a module of their own included.

    A network with several inputs takes a tuple of batches. Runs forward in eval mode without gradients up to the last
    block wanted. Weights, running averages, the mode of every module and the random generators stay as they are. Blocks
    that are not in the source are left out. The tensors may share memory with `x` and each other: copy what is kept.
    """
    import torch

    observer = _Observer({*wanted} & {*source.lines.values(), *source.modules, *source.inputs, *source.outputs})
    if not observer.wanted:
        return {}
    namespace: dict[str, Any] = {"__name__": "network", _KEPT: observer}
    exec(_observing(_Text.of(source)), namespace)
    with _evaluating(module), torch.no_grad(), suppress(_Enough):
        namespace[source.class_name].forward(module, *(x if isinstance(x, tuple) else (x,)))
    first = {id: value if isinstance(value, torch.Tensor) else value[0] for id, value in observer.kept.items()}
    return {id: value.detach() for id, value in first.items()}


class _Enough(Exception):
    """All values that are wanted are there."""


class _Observer:
    """Takes the values of blocks out of a forward that tells it of each."""

    def __init__(self, wanted: set[int]) -> None:
        self.wanted = wanted
        self.kept: dict[int, Tensor | tuple[Tensor, ...]] = {}

    def keep(self, id: int, value: Tensor | tuple[Tensor, ...]) -> None:
        """Take note of a value; raises :class:`_Enough` when it was the last that is wanted."""
        if id in self.wanted:
            self.kept[id] = value
            if len(self.kept) == len(self.wanted):
                raise _Enough


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
    """What a copy of forward is made from."""

    text: str
    class_name: str
    lines: tuple[tuple[int, int], ...]
    modules: tuple[tuple[int, str], ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]

    @classmethod
    def of(cls, source: Source) -> _Text:
        """The same as one value that can be looked up."""
        lines, modules = tuple(source.lines.items()), tuple(source.modules.items())
        return cls(source.text, source.class_name, lines, modules, source.inputs, source.outputs)

    def runs(self) -> dict[str, list[tuple[int, str]]]:
        """The blocks in each run, with their names, by its attribute."""
        found: dict[str, list[tuple[int, str]]] = {}
        for id, path in self.modules:
            run, _, name = path.rpartition(".")
            if run:
                found.setdefault(run, []).append((id, name))
        return found


@lru_cache(maxsize=16)
def _observing(source: _Text) -> CodeType:
    """The code of the class with a forward that tells of every value."""
    tree = ast.parse(source.text)
    network = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == source.class_name)
    forward = next(node for node in network.body if isinstance(node, ast.FunctionDef) and node.name == "forward")
    block_at, runs = dict(source.lines), source.runs()
    written = {block_at[statement.lineno] for statement in forward.body[1:-1]}
    arguments = zip(source.inputs, forward.args.args[1:], strict=True)
    body = [_keeping(id, _read(argument.arg)) for id, argument in arguments if id not in written]
    for statement in forward.body[1:-1]:
        assert isinstance(statement, ast.Assign)
        run = runs.get(_called(statement.value))
        body += _told(statement, block_at[statement.lineno]) if run is None else _unrolled(statement, run)
    returned = forward.body[-1]
    assert isinstance(returned, ast.Return)
    results = returned.value.elts if isinstance(returned.value, ast.Tuple) else [returned.value]
    body += [_keeping(id, cast(ast.expr, result)) for id, result in zip(source.outputs, results, strict=True)]
    forward.body = body
    return compile(ast.fix_missing_locations(tree), _filename(source.text), "exec", dont_inherit=True)


def _called(value: ast.expr) -> str:
    """The attribute that a call like ``self.features(x)`` calls; empty for anything else."""
    made = value.func if isinstance(value, ast.Call) else None
    owned = isinstance(made, ast.Attribute) and isinstance(made.value, ast.Name) and made.value.id == "self"
    return cast(ast.Attribute, made).attr if owned else ""


def _told(statement: ast.Assign, block: int) -> list[ast.stmt]:
    """A statement, and the first of the results that it gives names to."""
    target = statement.targets[0]
    name = target.elts[0] if isinstance(target, ast.Tuple) else target
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
    return f"<network {hashlib.sha256(text.encode()).hexdigest()[:16]}>"
