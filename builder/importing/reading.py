"""Reading a module: the ways to follow it, one after the other, and the proof that the drawing answers the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from builder.importing.drawing import Imported
from builder.importing.exporting import exported_steps
from builder.importing.steps import FOREIGN, ImportFailed, Op, Step, first_line
from builder.importing.tracing import Untraceable, fx_steps, in_mode
from builder.importing.walking import Walk

if TYPE_CHECKING:
    from torch import nn

CLOSE = 1e-5
"""How far the drawing's answers may lie from the module's, measured by the largest answer."""

IN_USE = "It was followed as it works in use; what it does only in training is left out."


def import_module(module: nn.Module, example_shapes: Sequence[Any], *, check: bool = True) -> Imported:
    """The graph of `module` for samples of a shape, such as (3, 224, 224), or a list with that one shape.

    Modules keep their weights and are named after their paths, so that ``layer1.0.conv1`` is layer1_0_conv1. With
    `check` the graph is compiled and compared with the module on random samples. The module stays as it was.
    Raises :class:`ImportFailed` in words. Never call this in a process that trains: tracing patches every module call.
    """
    shape = _shape(example_shapes)
    imported = _followed(module, shape)
    unused = _unused(module, imported)
    if unused:
        names = ", ".join(unused[:5]) + (f" and {len(unused) - 5} more" if len(unused) > 5 else "")
        imported = replace(imported, notes=(*imported.notes, f"Weights that its forward does not use are left out: {names}."))
    if check:
        _compare(module, imported, shape)
    return imported


def _shape(given: Sequence[Any]) -> tuple[int, ...]:
    if given and all(isinstance(size, int) and size > 0 for size in given):
        return tuple(given)
    if len(given) == 1:
        return _shape(given[0])
    if len(given) > 1 and all(isinstance(shape, Sequence) for shape in given):
        raise ImportFailed(f"It takes {len(given)} inputs; so far a network can have only one.")
    raise ImportFailed("The shape of a sample is needed, such as 3, 32, 32.")


def _followed(module: nn.Module, shape: tuple[int, ...]) -> Imported:
    """As it trains, as it works in use, or as torch.export sees it: the first that can be drawn."""
    try:
        learning = fx_steps(module, shape, training=True)
    except Untraceable as reason:
        return _noted(_exported(module, shape, reason))
    try:
        return Walk(module, learning, training=True).drawn()
    except ImportFailed as reason:
        try:
            using = fx_steps(module, shape, training=False)
        except Untraceable:
            raise reason from None
        if _calls(using) == _calls(learning):
            raise
        return _noted(Walk(module, using, training=False).drawn())


def _exported(module: nn.Module, shape: tuple[int, ...], reason: Untraceable) -> Imported:
    try:
        steps = exported_steps(module, shape)
    except Untraceable:
        raise reason from None
    return Walk(module, steps, training=False).drawn()


def _noted(imported: Imported) -> Imported:
    return replace(imported, notes=(*imported.notes, IN_USE))


def _calls(steps: Sequence[Step]) -> list[tuple[Op, str]]:
    return [(step.op, step.target) for step in steps]


def _unused(module: nn.Module, imported: Imported) -> list[str]:
    """The tensors that no block has taken over."""
    used = {tensor.data_ptr() for tensor in imported.state.values() if tensor.numel()}
    own = module.named_parameters()
    return [name for name, tensor in own if tensor.numel() and tensor.detach().data_ptr() not in used]


def _compare(module: nn.Module, imported: Imported, shape: tuple[int, ...]) -> None:
    """Raise ImportFailed unless the graph, compiled, answers as the module does."""
    import torch

    from builder.compile import compile_graph

    drawn = compile_graph(imported.graph)
    drawn.load_state_dict(dict(imported.state))
    x = torch.rand(2, *shape, generator=torch.Generator().manual_seed(0))
    with in_mode(module, False), torch.no_grad():
        try:
            expected = _tensor(module(x.clone()))
        except FOREIGN as error:
            raise ImportFailed(f"It cannot be run: {first_line(error)}") from error
        found = drawn.eval()(x)
    if expected.shape != found.shape:
        raise ImportFailed(f"It gives {tuple(expected.shape)}, but what can be drawn of it gives {tuple(found.shape)}.")
    scale = max(1.0, float(expected.abs().max())) if expected.numel() else 1.0
    far = float((expected - found).abs().max()) if expected.numel() else 0.0
    if not far <= CLOSE * scale:
        raise ImportFailed(f"What can be drawn of it answers differently, by up to {far:.2g}; so it is not the same network.")


def _tensor(result: Any) -> Any:
    """The only tensor in what a module gives."""
    from builder.importing.steps import leaves

    return next(leaf for leaf in leaves(result) if leaf is not None)
