"""Drawing tensors that nothing feeds: what is learned by itself, and numbers that never change."""

from __future__ import annotations

from typing import Any

from builder.importing.common.graph_builder import Origin
from builder.importing.common.layers import beginning
from builder.importing.common.trace import PerBatch
from builder.importing.torch.interpreter import Call, Held, Ones
from builder.importing.torch.registry import form
from builder.model.graph import Port


@form("full", "zeros", "ones", "new_full", "new_zeros", "new_ones", "zeros_like", "full_like")
def full(call: Call, *given: Any, fill_value: Any = None, **_kept: Any) -> Any:
    """As many equal numbers for every sample."""
    if "full" in call.name and fill_value is None:
        fill_value = given[-1]
    value = fill_value if "full" in call.name else float("ones" in call.name)
    if isinstance(value, PerBatch) or not isinstance(value, int | float):
        call.refuse("is filled with something that is not known beforehand")
    return call.block("Constant", shape=call.seen(), value=float(value))


def number(call: Call, value: float, beside: Port) -> Port:
    """A number that is reckoned with, as a block that every axis of `beside` can repeat."""
    shape = (1,) * max(1, len(call.sizes(beside)))
    return call.block("Constant", shape=shape, value=float(value))  # type: ignore[no-any-return]  # one output


def held(call: Call, value: Held, beside: int | None = None) -> Port:
    """A tensor that the module holds, as a block: learned, or all the same; `beside` is how many axes a sample has."""
    tensor = value.tensor
    sizes = tuple(tensor.shape)
    if len(sizes) > 1 and sizes[0] == 1 and (beside is None or len(sizes) == beside + 1):
        sizes = sizes[1:]
    elif beside is not None:
        sizes = (1,) * (beside - len(sizes)) + sizes
    if not value.learned:
        return _fixed(call, value, sizes)
    layer = call.layer("Parameter", [], {"shape": sizes, **beginning(tensor)})
    return call.holding(layer, [], {"weight": tensor}, Origin(value.path, "param", own=True))


def _fixed(call: Call, value: Held, sizes: tuple[int, ...]) -> Port:
    flat = value.tensor.detach().flatten()
    if not len(flat) or flat.is_meta or not bool((flat == flat[0]).all()):
        call.refuse(f"reads {value.name}, fixed numbers of different sizes, for which there is no block yet")
    return call.block("Constant", shape=sizes or (1,), value=float(flat[0]))  # type: ignore[no-any-return]  # one output


def port(call: Call, value: Any, beside: int | None = None) -> Port:
    """A result; a tensor that the module holds becomes a block. Refuses what is neither."""
    if isinstance(value, Held):
        entry = value.path, call.step.calls
        if entry not in call.walk.sources:
            call.walk.sources[entry] = held(call, value, beside)
        return call.walk.sources[entry]
    if isinstance(value, Ones):
        return call.block("Constant", shape=call.sizes(value.of), value=1.0)  # type: ignore[no-any-return]  # one output
    if not isinstance(value, Port):
        words = getattr(value, "words", "something that is no result of a block")
        call.refuse(f"reads {words}, which cannot be drawn")
    return value  # type: ignore[no-any-return]  # narrowed by the refusal
