"""Read the values of single blocks: run a copy of the network's forward that reports each of them.

Hooks see modules only; here blocks without a module (joins, slices), blocks in a run and blocks of groups are read as
well. The copy is made from the emitted text with ``ast``: each assignment is followed by a call that reports the value,
and runs are unrolled. The module itself is not touched.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast

from builder.emit.compile import source_filename
from builder.emit.source import Source
from builder.model.block_paths import BlockPath

if TYPE_CHECKING:
    from types import CodeType

    from torch import Tensor, nn

__all__ = ["observe"]

BlockAddress = int | BlockPath
"""A block of the network by its id, or one in a group by its path."""

_OBSERVER = "_observer"
"""The variable of the observer in the copy; no block has that name, since names do not begin with an underscore."""


def observe(
    module: nn.Module, source: Source, x: Tensor | tuple[Tensor, ...], wanted: Collection[BlockAddress]
) -> dict[BlockAddress, Tensor]:
    """The results of the blocks in `wanted` for the batch `x`, each of shape (N, *sizes); the first of several results.

    A network with several inputs takes a tuple of batches. Blocks that are not in the source are left out. Runs forward
    in eval mode without gradients, up to the last block wanted. Weights, running statistics, the mode of every module and
    the random generators stay as they are. The tensors may share memory with `x` and each other: copy what is kept.
    """
    import torch

    known = {*source.lines.values(), *source.modules, *source.inputs, *source.outputs}
    addresses = {one if isinstance(one, tuple) else (one,): one for one in wanted}
    observer = _Observer({path for path in addresses if path[:1] and path[0] in known})
    if not observer.wanted:
        return {}
    namespace: dict[str, Any] = {"__name__": "network", _OBSERVER: observer}
    exec(_reporting_code(_SourceKey.of(source)), namespace)  # noqa: S102 - our own emitted source
    observer.forwards = {name: namespace[name].forward for name in source.ends}
    with _eval_mode(module), torch.no_grad(), suppress(_AllFound):
        namespace[source.class_name].forward(module, *(x if isinstance(x, tuple) else (x,)))
    first = {path: value if isinstance(value, torch.Tensor) else value[0] for path, value in observer.values.items()}
    return {addresses[path]: value.detach() for path, value in first.items()}


class _AllFound(Exception):
    """All values that are wanted were reported: ends the forward early."""


class _Observer:
    """Collects the values that a reporting forward passes to it."""

    def __init__(self, wanted: set[BlockPath]) -> None:
        self.wanted = wanted
        self.values: dict[BlockPath, Tensor | tuple[Tensor, ...]] = {}
        self.forwards: dict[str, Callable[..., Any]] = {}
        self._prefixes = {path[:length] for path in wanted for length in range(1, len(path))}
        self._prefix: BlockPath = ()

    def report(self, id: int, value: Tensor | tuple[Tensor, ...]) -> None:
        """Keep a value that is wanted; raises :class:`_AllFound` after the last of them."""
        path = (*self._prefix, id)
        if path in self.wanted:
            self.values[path] = value
            if len(self.values) == len(self.wanted):
                raise _AllFound

    def callee(self, id: int, module: nn.Module) -> Callable[..., Any]:
        """What a block calls: its module, or for a group that holds a wanted block, its reporting forward.

        The copy calls it, not this class, so that errors of torch arise in emitted source here as well.
        """
        prefix = (*self._prefix, id)
        if prefix not in self._prefixes:
            return module
        if type(module).__name__ in self.forwards:
            return partial(self._enter, prefix, module)
        return partial(self._enter_passes, prefix, module)

    def _enter_passes(self, prefix: BlockPath, passes: nn.Module, *inputs: Any) -> Any:
        """Run a repeated group, an nn.Sequential of its passes."""
        for number, one in enumerate(passes.children()):
            inputs = (self._enter((*prefix, number), one, *inputs),)
        return inputs[0]

    def _enter(self, prefix: BlockPath, module: nn.Module, *inputs: Any) -> Any:
        before, self._prefix = self._prefix, prefix
        try:
            return self.forwards[type(module).__name__](module, *inputs)
        finally:
            self._prefix = before


@contextmanager
def _eval_mode(module: nn.Module) -> Iterator[None]:
    """Every part of `module` in eval mode; afterwards each has the mode it had."""
    training = [part for part in module.modules() if part.training]
    for part in training:
        part.training = False
    try:
        yield
    finally:
        for part in training:
            part.training = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _SourceKey:
    """What the copy is made from, as a hashable value: the key of the cache."""

    text: str
    lines: tuple[tuple[int, int], ...]
    modules: tuple[tuple[int, str], ...]
    ends: tuple[tuple[str, tuple[BlockPath, BlockPath]], ...]
    class_name: str

    @classmethod
    def of(cls, source: Source) -> _SourceKey:
        """The key of a source."""
        inside = ((line, id) for line, (_, id) in source.inside.items())
        ends = ((source.class_name, (source.inputs, source.outputs)), *source.ends.items())
        return cls(
            text=source.text,
            lines=(*source.lines.items(), *inside),
            modules=tuple(source.modules.items()),
            ends=ends,
            class_name=source.class_name,
        )

    def runs(self) -> dict[str, list[tuple[int, str]]]:
        """The blocks of each run of the network, with their names, by the attribute of the run."""
        found: dict[str, list[tuple[int, str]]] = {}
        for id, path in self.modules:
            run, _, name = path.rpartition(".")
            if run:
                found.setdefault(run, []).append((id, name))
        return found


@lru_cache(maxsize=16)
def _reporting_code(source: _SourceKey) -> CodeType:
    """The code of the classes with forwards that report every value."""
    tree = ast.parse(source.text)
    ends, block_at = dict(source.ends), dict(source.lines)
    for definition in tree.body:
        if isinstance(definition, ast.ClassDef) and definition.name in ends:
            runs = source.runs() if definition.name == source.class_name else {}
            for function in definition.body:
                if isinstance(function, ast.FunctionDef) and function.name == "forward":
                    function.body = list(_reporting_body(function, ends[definition.name], block_at, runs))
    return compile(ast.fix_missing_locations(tree), source_filename(source.text), "exec", dont_inherit=True)


def _reporting_body(
    forward: ast.FunctionDef,
    ends: tuple[BlockPath, BlockPath],
    block_at: dict[int, int],
    runs: dict[str, list[tuple[int, str]]],
) -> Iterator[ast.stmt]:
    """The statements of a forward, each followed by the report of its value."""
    *statements, returned = [each for each in forward.body if not isinstance(each, ast.Expr)]  # without the docstring
    changed = {block_at[statement.lineno] for statement in statements}
    for id, argument in zip(ends[0], forward.args.args[1:], strict=True):
        if id not in changed:
            yield _report(id, _load(argument.arg))
    for statement in statements:
        assert isinstance(statement, ast.Assign)
        run = runs.get(_attribute_called(statement.value))
        yield from _with_report(statement, block_at[statement.lineno]) if run is None else _unroll_run(statement, run)
    assert isinstance(returned, ast.Return)
    results = returned.value.elts if isinstance(returned.value, ast.Tuple) else [returned.value]
    yield from (_report(id, cast("ast.expr", result)) for id, result in zip(ends[1], results, strict=True))
    yield returned


def _attribute_called(value: ast.expr) -> str:
    """The attribute that a call such as ``self.features(x)`` calls; empty for any other expression."""
    function = ast.unparse(value.func) if isinstance(value, ast.Call) and not value.keywords else ""
    return function.removeprefix("self.") if function.startswith("self.") and "(" not in function else ""


def _with_report(statement: ast.Assign, block: int) -> list[ast.stmt]:
    """A statement, and the report of the first result that it assigns."""
    target, value = statement.targets[0], statement.value
    name = target.elts[0] if isinstance(target, ast.Tuple) else target
    if isinstance(value, ast.Call) and _attribute_called(value):
        callee = ast.Call(ast.Attribute(_load(_OBSERVER), "callee", ast.Load()), [ast.Constant(block), value.func], [])
        observed = ast.Call(callee, value.args, [])
        statement = ast.copy_location(ast.Assign([target], observed), statement)
    return [statement, _report(block, _load(cast("ast.Name", name).id))]


def _unroll_run(statement: ast.Assign, run: list[tuple[int, str]]) -> list[ast.stmt]:
    """One statement per block of a run, instead of the statement that calls the nn.Sequential."""
    call = cast("ast.Call", statement.value)
    target = cast("ast.Name", statement.targets[0])
    inputs, body = call.args, list[ast.stmt]()
    for id, name in run:
        value = ast.Call(ast.Attribute(call.func, name, ast.Load()), inputs, [])
        body += _with_report(ast.copy_location(ast.Assign([target], value), statement), id)
        inputs = [_load(target.id)]
    return body


def _load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _report(block: int, value: ast.expr) -> ast.stmt:
    """``_observer.report(block, value)``"""
    report = ast.Attribute(_load(_OBSERVER), "report", ast.Load())
    return ast.Expr(ast.Call(report, [ast.Constant(block), value], []))
