"""What belongs to a block that is there already: the mean and deviation of pixels, and a bias that is added behind."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from builder.graph import Port
from builder.importing.onnx_walking import Turn

Change = Callable[[float, float, float], tuple[float, float]]

CHANGES: dict[tuple[str, int], Change] = {
    ("Add", 0): lambda mean, std, number: (mean - number * std, std),
    ("Add", 1): lambda mean, std, number: (mean - number * std, std),
    ("Sub", 0): lambda mean, std, number: (mean + number * std, std),
    ("Mul", 0): lambda mean, std, number: (mean, std / number),
    ("Mul", 1): lambda mean, std, number: (mean, std / number),
    ("Div", 0): lambda mean, std, number: (mean, std * number),
}
"""By operator and by where the pixels stand: mean and deviation afterwards."""


def pixels(turn: Turn, position: int, numbers: np.ndarray) -> Port | None:
    """The Input with another mean and deviation; None where this is no reckoning with pixels."""
    value, drawing = turn.value(position), turn.drawing
    change = CHANGES.get((turn.node.op, position))
    if not isinstance(value, Port) or change is None or drawing.layer(value).kind != "Input":
        return None
    if drawing.graph.fanout.get(value.block) or not turn.alone(position):
        return None
    sizes, shape = turn.sizes(value), numbers.shape
    by_channel = (1,) * (len(sizes) + 1 - len(shape)) + shape
    if len(by_channel) != len(sizes) + 1 or any(size != 1 for at, size in enumerate(by_channel) if at != 1):
        return None
    given = [float(str(np.float32(number))) for number in numbers.reshape(-1)]
    fields = drawing.layer(value).values()
    columns = [fields["mean"] or (0.0,), fields["std"] or (1.0,), tuple(given)]
    count = max(map(len, columns))
    if count not in (1, sizes[0]) or any(len(column) not in (1, count) for column in columns):
        return None
    rows = zip(*(column * count if len(column) == 1 else column for column in columns), strict=True)
    try:
        means, stds = zip(*(change(*row) for row in rows), strict=True)
    except ZeroDivisionError:
        return None
    if not np.isfinite([*means, *stds]).all() or min(stds) <= 0:
        return None
    changed = turn.layer("Input", [], fields | {"mean": _short(means, 0.0), "std": _short(stds, 1.0)})
    return drawing.replace(turn.step, value.block, changed)


def _short(values: tuple[float, ...], neutral: float) -> tuple[float, ...] | None:
    """One number for equal ones, nothing where they change nothing."""
    if set(values) == {neutral}:
        return None
    return values[:1] if len(set(values)) == 1 else values


def biased(turn: Turn, position: int, numbers: np.ndarray) -> Port | None:
    """The layer in front with a bias; None where what is added is none."""
    value, drawing = turn.value(position), turn.drawing
    if (
        turn.node.op != "Add"
        or not isinstance(value, Port)
        or not turn.alone(position)
        or drawing.graph.fanout.get(value.block)
    ):
        return None
    block = drawing.graph.blocks[value.block]
    weights = turn.plan.weights.get(block.name)
    if weights is None or not (block.kind == "Linear" or block.kind.startswith("Conv")) or block.layer.values()["bias"]:
        return None
    rank = len(turn.sizes(value)) + 1
    place = rank - 1 if block.kind == "Linear" else 1
    wanted = tuple(turn.sizes(value)[place - 1] if at == place else 1 for at in range(rank))
    if (1,) * (rank - len(numbers.shape)) + numbers.shape != wanted:
        return None
    port = drawing.replace(turn.step, value.block, block.layer.changed(bias=True))
    turn.keep(port, {**weights, "bias": numbers.reshape(-1)})
    return port
