"""The normalising of pixels: what is reckoned with constants right behind the input belongs to the Input block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from builder.importing.common.trace import PerBatch
from builder.importing.torch.interpreter import Call, Held
from builder.model.graph import Port

Change = Callable[[float, float, float], tuple[float, float]]
"""Mean, deviation and the constant -> mean and deviation afterwards."""


def normalised(call: Call, x: Any, constant: Any, change: Change) -> Port | None:
    """The Input with another mean and deviation; None where this is no reckoning with pixels."""
    drawing = call.drawing
    if not isinstance(x, Port) or isinstance(constant, Port | PerBatch) or drawing.layer(x).kind != "Input":
        return None
    position = 0 if call.args[0] == x else 1
    if drawing.graph.fanout.get(x.block) or not call.alone(position):
        return None
    numbers = _numbers(constant, call.sizes(x))
    values = drawing.layer(x).values()
    columns = [values["mean"] or (0.0,), values["std"] or (1.0,), numbers or ()]
    count = max(map(len, columns))
    if numbers is None:
        return None
    spread = zip(*(column * count if len(column) == 1 else column for column in columns), strict=True)
    try:
        means, stds = zip(*(change(*each) for each in spread), strict=True)
    except ZeroDivisionError:
        return None
    fields = {"mean": _short(means, 0.0), "std": _short(stds, 1.0)}
    return drawing.replace(call.step, x.block, call.layer("Input", [], values | fields))


def _short(values: tuple[float, ...], neutral: float) -> tuple[float, ...] | None:
    """One number for equal ones, nothing where they change nothing."""
    if set(values) == {neutral}:
        return None
    return values[:1] if len(set(values)) == 1 else values


def _numbers(constant: Any, shape: tuple[int, ...]) -> tuple[float, ...] | None:
    """A constant as one number, or one a channel; None where it is neither."""
    if isinstance(constant, int | float) and not isinstance(constant, bool):
        return (float(constant),)
    if not isinstance(constant, Held) or constant.learned:
        return None
    sizes = list(constant.tensor.shape)[-len(shape) :]
    sizes = [1] * (len(shape) - len(sizes)) + sizes
    flat = constant.tensor.detach().flatten()
    if any(size != 1 for size in sizes[1:]) or len(flat) not in (1, shape[0]):
        return None
    return tuple(float(str(number)) for number in flat.double().numpy().astype("float32"))
