"""Reading a module: the ways to follow it, one after the other, and the proof that the drawing answers the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

from builder.importing.common.graph_builder import Imported
from builder.importing.common.trace import FOREIGN, ImportFailed, Op, Trace, first_line, leaves
from builder.importing.torch.export_tracer import exported_steps
from builder.importing.torch.fx_tracer import Example, Unrunnable, Untraceable, fx_steps, in_mode
from builder.importing.torch.interpreter import Walk

if TYPE_CHECKING:
    from torch import Tensor, nn

CLOSE = 1e-5
"""How far the drawing's answers may lie from the module's, measured by the largest answer."""

MOST_INPUTS = 16

IN_USE = "It was followed as it works in use; what it does only in training is left out."

ONLY_LEARNING = "In use it gives only the first of its {count} results; the others are there for training."


def import_module(module: nn.Module, example_shapes: Sequence[Any], *, check: bool = True) -> Imported:
    """The graph of `module` for samples of a shape, such as (3, 224, 224), or of a list of shapes, one an input.

    Modules keep their weights and are named after their paths, so that ``layer1.0.conv1`` is layer1_0_conv1. Of several
    results the first is the main one. With `check` the graph is compiled and compared with the module on random
    samples. The module stays as it was. Raises :class:`ImportFailed` in words. Never call this in a process that
    trains: tracing patches every module call.
    """
    shapes = _shapes(example_shapes)
    examples, imported = _for_some_kind(module, shapes)
    imported = imported.compiled()
    unused = _unused(module, imported)
    if unused:
        names = ", ".join(unused[:5]) + (f" and {len(unused) - 5} more" if len(unused) > 5 else "")
        imported = replace(imported, notes=(*imported.notes, f"Weights that its forward does not use are left out: {names}."))
    return _compared(module, imported, examples) if check else imported


def _shapes(given: Sequence[Any]) -> list[tuple[int, ...]]:
    """The shape of each input; raises ImportFailed."""
    if given and all(isinstance(size, int) and size > 0 for size in given):
        return [tuple(given)]
    several = [_shapes(shape) for shape in given if isinstance(shape, Sequence) and not isinstance(shape, str)]
    if not given or len(several) < len(given) or any(len(one) != 1 for one in several):
        raise ImportFailed("The shape of a sample is needed, such as 3, 32, 32, or a list of shapes, one for each input.")
    if len(given) > MOST_INPUTS:
        raise ImportFailed(f"{len(given)} shapes are given; a network can have up to {MOST_INPUTS} inputs.")
    return [one[0] for one in several]


def _for_some_kind(module: nn.Module, shapes: Sequence[tuple[int, ...]]) -> tuple[list[Example], Imported]:
    """With real numbers, or where it cannot be run with these, with whole ones that stand for things."""
    first: Unrunnable | None = None
    for kinds in list(product((True, False), repeat=len(shapes)))[:8]:
        examples = [Example(shape, real) for shape, real in zip(shapes, kinds, strict=True)]
        try:
            return examples, _followed(module, examples)
        except Unrunnable as reason:
            first = first or reason
    assert first is not None
    raise first


def _followed(module: nn.Module, examples: Sequence[Example]) -> Imported:
    """As it trains, as it works in use, or as torch.export sees it: the first that can be drawn."""
    try:
        learning = fx_steps(module, examples, training=True)
    except Untraceable as reason:
        return _exported(module, examples, reason)
    try:
        return Walk(module, learning, training=True).drawn()
    except ImportFailed as reason:
        try:
            using = fx_steps(module, examples, training=False)
        except Untraceable:
            raise reason from None
        if _steps(using) == _steps(learning):
            raise
        return _noted(Walk(module, using, training=False).drawn())


def _exported(module: nn.Module, examples: Sequence[Example], reason: Untraceable) -> Imported:
    """As torch.export sees it while it trains, or else in use."""
    try:
        return Walk(module, exported_steps(module, examples, training=True), training=True).drawn()
    except ImportFailed:
        pass
    try:
        trace = exported_steps(module, examples, training=False)
    except Untraceable:
        raise reason from None
    return _noted(Walk(module, trace, training=False).drawn())


def _noted(imported: Imported) -> Imported:
    return replace(imported, notes=(*imported.notes, IN_USE))


def _steps(trace: Trace) -> list[tuple[Op, str]]:
    return [(step.op, step.target) for step in trace.steps]


def _unused(module: nn.Module, imported: Imported) -> list[str]:
    """The tensors that no block has taken over."""
    used = {tensor.data_ptr() for tensor in imported.state.values() if tensor.numel()}
    own = module.named_parameters()
    return [name for name, tensor in own if tensor.numel() and tensor.detach().data_ptr() not in used]


def _compared(module: nn.Module, imported: Imported, examples: Sequence[Example]) -> Imported:
    """Itself; raises ImportFailed unless the graph, compiled, answers as the module does."""
    import torch

    from builder.emit.compile import compile_graph

    drawn = compile_graph(imported.graph)
    drawn.load_state_dict(dict(imported.state))
    generator = torch.Generator().manual_seed(0)
    batch = [torch.rand(2, *each.shape, generator=generator) if each.real else each.batch(2) for each in examples]
    with in_mode(module, False), torch.no_grad():
        try:
            expected = _tensors(module(*(x.clone() for x in batch)))
        except FOREIGN as error:
            raise ImportFailed(f"It cannot be run: {first_line(error)}") from error
        found = _tensors(drawn.eval()(*batch))
    for one, other in zip(expected, found, strict=False):
        _check_close(one, other)
    if len(expected) < len(found):
        return replace(imported, notes=(*imported.notes, ONLY_LEARNING.format(count=len(found))))
    return imported


def _check_close(expected: Tensor, found: Tensor) -> None:
    if expected.shape != found.shape:
        raise ImportFailed(f"It gives {tuple(expected.shape)}, but what can be drawn of it gives {tuple(found.shape)}.")
    scale = max(1.0, float(expected.abs().max())) if expected.numel() else 1.0
    far = float((expected - found).abs().max()) if expected.numel() else 0.0
    if not far <= CLOSE * scale:
        raise ImportFailed(f"What can be drawn of it answers differently, by up to {far:.2g}; so it is not the same network.")


def _tensors(result: Any) -> list[Tensor]:
    """The tensors in what a module gives, in order."""
    from torch import Tensor

    return [leaf for leaf in leaves(result) if isinstance(leaf, Tensor)]
