"""Check opaque blocks against torch: their shapes were recorded at import, and a file may claim anything."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from builder.common.errors import first_line
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.emit.source import EmitError
from builder.layers.base import Kind, Shape
from builder.layers.opaque import Opaque, shape_of, shape_words
from builder.model.graph import Graph

if TYPE_CHECKING:
    from torch import Tensor

BATCH = 2

REFUSALS = (ArithmeticError, AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError)
"""What torch raises for arguments that a call does not accept."""


def check_opaque(graph: Graph) -> None:
    """Raise :class:`EmitError` where an opaque block holds or gives something else than its fields say.

    Runs on the meta device, so that nothing is computed: torch derives the sizes. A call that the meta device does not
    support is accepted.
    """
    graphs = [graph, *(definition.body for definition in graph.definitions.values())]
    blocks = [block for each in graphs for block in each.blocks.values() if isinstance(block.layer, Opaque)]
    for block in blocks:
        assert isinstance(block.layer, Opaque)
        problem = _problem(block.name, block.layer, torch_index="int64")
        if problem and any(text.endswith(" indices") for text in block.layer.takes):
            problem = _problem(block.name, block.layer, torch_index="bool")  # a mask is an index as well
        if problem:
            raise EmitError(problem)


def _problem(name: str, layer: Opaque, *, torch_index: str) -> Message | None:
    """What differs from the fields of the block `name`; inputs that are indices have the dtype `torch_index`."""
    try:
        return _difference(name, layer, torch_index)
    except NotImplementedError:
        return None
    except REFUSALS as error:
        template = QT_TRANSLATE_NOOP("Source", "{block} cannot call {target} as it says: {reason}.")
        return Message.of(template, block=name, target=layer.target, reason=first_line(error).removesuffix("."))


def _difference(name: str, layer: Opaque, torch_index: str) -> Message | None:
    """What torch says differently from the fields; raises what torch raises for the call."""
    import torch

    shapes = [shape_of(text) for text in layer.takes]
    dtypes = [None if shape.kind is Kind.FLOAT else getattr(torch, torch_index) for shape in shapes]
    with torch.device("meta"):
        inputs = [torch.zeros(BATCH, *shape, dtype=dtype) for shape, dtype in zip(shapes, dtypes, strict=True)]
        own = layer.parameter_shapes() | layer.buffer_shapes()
        held = {key: torch.zeros(sizes) for key, sizes in own.items()}
        run = opaque_callable(layer, held)
        if layer.target.startswith("nn."):
            found = {key: tuple(tensor.shape) for key, tensor in run.state_dict().items()}
            differing = sorted(found.items() ^ own.items())
            if differing:
                template = QT_TRANSLATE_NOOP("Source", "{block} stands for {target}, which does not hold {tensor} as it says.")
                return Message.of(template, block=name, target=layer.target, tensor=differing[0][0])
        results = run(*inputs)
    results = results if isinstance(results, tuple | list) else (results,)
    expected = [shape_of(text).sizes for text in layer.gives]
    given = [tuple(result.shape[1:]) for result in results]
    if given == expected:
        return None
    template = QT_TRANSLATE_NOOP("Source", "{block} stands for {target}, which gives {given}, not {expected}.")
    words = ", ".join(shape_words(Shape(sizes)) for sizes in given)
    return Message.of(template, block=name, target=layer.target, given=words, expected=", ".join(layer.gives))


def opaque_callable(layer: Opaque, held: Mapping[str, Tensor]) -> Any:
    """The call as the source has it: a module, or a function of the inputs that reads the tensors `held` by name.

    Inputs and results are (batch, ...), with the shapes of the layer's `takes` and `gives` behind the batch axis; `held` are
    (...) in the shapes of its parameters and buffers, without a batch axis.
    """
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
