"""Blocks without inputs: tensors that the module holds, and constants."""

from __future__ import annotations

from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.graph_builder import Origin
from builder.importing.common.layers import initial_values
from builder.importing.common.trace import HeldTensor, OnesGate, PerBatch
from builder.importing.torch.call import Call
from builder.importing.torch.registry import handles
from builder.importing.torch.special_modules import Undrawable
from builder.model.graph import Port


@handles("full", "zeros", "ones", "new_full", "new_zeros", "new_ones", "zeros_like", "full_like")
def full(call: Call, *args: Any, fill_value: Any = None, **_options: Any) -> Any:
    """One number in every element."""
    if "full" in call.name and fill_value is None:
        fill_value = args[-1]
    value = fill_value if "full" in call.name else float("ones" in call.name)
    if isinstance(value, PerBatch) or not isinstance(value, int | float):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} is filled with something that is not known beforehand"))
    return call.block("Constant", shape=call.result_sizes(), value=float(value))


def constant_block(call: Call, value: float, partner: Port) -> Port:
    """A number that is combined with `partner`, as a block with the same number of axes, all of size 1 (broadcasting)."""
    shape = (1,) * max(1, len(call.sizes(partner)))
    return call.block("Constant", shape=shape, value=float(value))


def tensor_block(call: Call, value: HeldTensor, rank: int | None = None) -> Port:
    """A tensor of the module as a block: a Parameter, or a Constant where it is a buffer of equal numbers.

    The tensor is (...) for one sample, or (1, ...) with the batch axis. `rank` is the number of axes of the sample that it is
    combined with: missing axes are put in front.
    """
    tensor = value.tensor
    sizes = tuple(tensor.shape)
    if len(sizes) > 1 and sizes[0] == 1 and (rank is None or len(sizes) == rank + 1):
        sizes = sizes[1:]  # the batch axis
    elif rank is not None:
        sizes = (1,) * (rank - len(sizes)) + sizes
    if not value.learned:
        return _buffer_block(call, value, sizes)
    layer = call.layer("Parameter", [], {"shape": sizes, **initial_values(tensor)})
    return call.add_holding(layer, [], {"weight": tensor}, Origin(value.path, "param", own=True))


def _buffer_block(call: Call, value: HeldTensor, sizes: tuple[int, ...]) -> Port:
    flat = value.tensor.detach().flatten()
    if not len(flat) or flat.is_meta or not bool((flat == flat[0]).all()):
        template = QT_TRANSLATE_NOOP(
            "Import", "{call} reads {name}, fixed numbers of different sizes, for which there is no block yet"
        )
        call.refuse(template, name=value.name)
    return call.block("Constant", shape=sizes or (1,), value=float(flat[0]))


def port_of(call: Call, value: Any, rank: int | None = None) -> Port:
    """A value as the result of a block: a tensor of the module becomes one, once per module call.

    `rank` as in :func:`tensor_block`. Raises ImportFailed for what is neither.
    """
    if isinstance(value, HeldTensor):
        entry = value.path, call.step.calls
        if entry not in call.state.sources:
            call.state.sources[entry] = tensor_block(call, value, rank)
        return call.state.sources[entry]
    if isinstance(value, OnesGate):
        return call.block("Constant", shape=call.sizes(value.of), value=1.0)
    if isinstance(value, Undrawable):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} reads {what}, which cannot be drawn"), what=value.what)
    if not isinstance(value, Port):
        call.refuse(QT_TRANSLATE_NOOP("Import", "{call} reads something that is no result of a block, which cannot be drawn"))
    return value
