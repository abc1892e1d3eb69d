"""Opaque blocks put to the test: what one says of its shapes was recorded, so torch is asked before it is believed."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from builder.emit import EmitError
from builder.layers.base import Kind, Shape
from builder.layers.opaque import Opaque, shape_of, shape_words
from builder.model.graph import Graph

if TYPE_CHECKING:
    from torch import Tensor

BATCH = 2

REFUSALS = (ArithmeticError, AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError)
"""What torch raises for a call that it does not take."""


def check_opaque(graph: Graph) -> None:
    """Raise :class:`EmitError` where an opaque block holds or gives something else than its fields say.

    Nothing is computed: torch works the sizes out. A call for which it cannot is believed.
    """
    graphs = [graph, *(definition.body for definition in graph.definitions.values())]
    blocks = [block for each in graphs for block in each.blocks.values() if isinstance(block.layer, Opaque)]
    for block in blocks:
        assert isinstance(block.layer, Opaque)
        told = _told(block.layer, whole=True)
        if told and any(text.endswith(" indices") for text in block.layer.takes):
            told = _told(block.layer, whole=False)
        if told:
            raise EmitError(f"{block.name} {told}.")


def _told(layer: Opaque, *, whole: bool) -> str:
    """What is not as the fields say, in words; empty where all is. Indices are `whole` numbers, or true and false."""
    try:
        return _odd(layer, whole)
    except NotImplementedError:
        return ""
    except REFUSALS as error:
        line = (str(error).strip().splitlines() or [type(error).__name__])[0][:200].removesuffix(".")
        return f"cannot call {layer.target} as it says: {line}"


def _odd(layer: Opaque, whole: bool) -> str:
    import torch

    shapes = [shape_of(text) for text in layer.takes]
    other = torch.int64 if whole else torch.bool
    kinds = [None if shape.kind is Kind.FLOAT else other for shape in shapes]
    with torch.device("meta"):
        inputs = [torch.zeros(BATCH, *shape, dtype=kind) for shape, kind in zip(shapes, kinds, strict=True)]
        own = layer.parameter_shapes() | layer.buffer_shapes()
        held = {name: torch.zeros(sizes) for name, sizes in own.items()}
        run = calling(layer, held)
        if layer.target.startswith("nn."):
            found = {name: tuple(tensor.shape) for name, tensor in run.state_dict().items()}
            odd = sorted(found.items() ^ own.items())
            if odd:
                return f"stands for {layer.target}, which does not hold {odd[0][0]} as it says"
        results = run(*inputs)
    results = results if isinstance(results, tuple | list) else (results,)
    said = [shape_of(text).sizes for text in layer.gives]
    given = [tuple(result.shape[1:]) for result in results]
    if given != said:
        words = ", ".join(shape_words(Shape(sizes)) for sizes in given)
        return f"stands for {layer.target}, which gives {words}, not {', '.join(layer.gives)}"
    return ""


def calling(layer: Opaque, held: Mapping[str, Tensor]) -> Any:
    """The call itself, as the source holds it: a module, or a function of the inputs that reads the tensors `held`."""
    import torch
    from torch import nn

    call = layer.call()
    if layer.target.startswith("nn."):
        return getattr(nn, layer.target.removeprefix("nn."))(*call.args, **call.kwargs)
    names = [f"x{number}" for number in range(len(layer.takes))]
    text = (call.expression or "").format(*names, module="held", batch=f"{names[0]}.shape[0]")
    space = {"torch": torch, "nn": nn, "held": types.SimpleNamespace(**held)}
    code = compile(text, "<opaque>", "eval", dont_inherit=True)

    def run(*inputs: Tensor) -> Any:
        return eval(code, space | dict(zip(names, inputs, strict=True)))  # noqa: S307 - parsed; names are on a list

    result: Callable[..., Any] = run
    return result
