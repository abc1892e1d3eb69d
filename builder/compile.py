"""Source -> torch.nn.Module, and from what torch then does back to the blocks.

The text that was shown is executed as it is; tracebacks show its lines, and values are read from a copy of its forward.
"""

from __future__ import annotations

import ast
import hashlib
import linecache
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType
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
    """The block in whose line `error` arose, if it arose in a module made of `source`."""
    filename = _filename(source.text)
    found = None
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == filename:
            found = source.lines.get(traceback.tb_lineno, found)
        traceback = traceback.tb_next
    return found


def observe(module: nn.Module, source: Source, x: Tensor, wanted: Collection[int]) -> dict[int, Tensor]:
    """What the blocks in `wanted` give (first of all) for the batch `x`, those without a module of their own included.

    Runs forward in eval mode without gradients up to the last block wanted. Weights, running averages, the mode of
    every module and the random generators stay as they are. Blocks that are not in the source are left out. The
    tensors may share memory with `x` and each other: copy what is kept.
    """
    import torch

    code = _observing(source.text, source.class_name, tuple(sorted(source.lines.items())), frozenset(wanted))
    kept: dict[int, Tensor | tuple[Tensor, ...]] = {}
    if code is None:
        return {}
    namespace: dict[str, Any] = {"__name__": "network", _KEPT: kept}
    exec(code, namespace)
    with _evaluating(module), torch.no_grad():
        namespace[source.class_name].forward(module, x)
    first = {id: value if isinstance(value, torch.Tensor) else value[0] for id, value in kept.items()}
    return {id: value.detach() for id, value in first.items()}


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


@lru_cache(maxsize=16)
def _observing(text: str, name: str, lines: tuple[tuple[int, int], ...], wanted: frozenset[int]) -> CodeType | None:
    """The code of the class with a forward that keeps the values of `wanted`; None where it computes none of them."""
    tree = ast.parse(text)
    network = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    forward = next(node for node in network.body if isinstance(node, ast.FunctionDef) and node.name == "forward")
    block_at = dict(lines)
    body: list[ast.stmt] = []
    last = 0
    entry = block_at[forward.lineno]
    if entry in wanted:
        body.append(_keeping(entry, ast.Name(forward.args.args[1].arg, ast.Load())))
        last = 1
    for statement in forward.body[1:]:
        block = block_at[statement.lineno]
        if isinstance(statement, ast.Return):
            value = statement.value
        else:
            body.append(statement)
            value = _first(cast(ast.Assign, statement).targets[0])
        if block in wanted and value is not None:
            body.append(_keeping(block, value))
            last = len(body)
    if not last:
        return None
    forward.body = body[:last]
    return compile(ast.fix_missing_locations(tree), _filename(text), "exec", dont_inherit=True)


def _first(target: ast.expr) -> ast.expr:
    """The first of the results that a statement gives names to."""
    name = target.elts[0] if isinstance(target, ast.Tuple) else target
    return ast.Name(cast(ast.Name, name).id, ast.Load())


def _keeping(block: int, value: ast.expr) -> ast.stmt:
    """``_observed[block] = value``"""
    slot = ast.Subscript(ast.Name(_KEPT, ast.Load()), ast.Constant(block), ast.Store())
    return ast.Assign([slot], value)


def _filename(text: str) -> str:
    return f"<network {hashlib.sha256(text.encode()).hexdigest()[:16]}>"
