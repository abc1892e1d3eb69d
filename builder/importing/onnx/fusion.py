"""What several nodes say together: the mean and deviation of pixels, a bias added behind, normalisations spelled out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.node_context import Turn
from builder.model.graph import Port

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
    if not turn.plan.alone(value):
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


def absorbed(turn: Turn, position: int, numbers: np.ndarray) -> Port | None:
    """The layer in front with a bias, or a normalisation with its scale; None where the numbers are neither."""
    value, drawing, op = turn.value(position), turn.drawing, turn.node.op
    if not isinstance(value, Port) or not turn.plan.alone(value):
        return None
    block = drawing.graph.blocks[value.block]
    if block.id in turn.plan.shared:
        return None
    fields = block.layer.values()
    if op == "Mul" and block.kind == "GroupNorm" and not fields["affine"]:
        changes, key = {"affine": True, "bias": False}, "weight"
    elif op == "Add" and value.block in turn.plan.weights and fields.get("affine", True) and fields.get("bias") is False:
        changes, key = {"bias": True}, "bias"
    else:
        return None
    rank = len(turn.sizes(value)) + 1
    place = rank - 1 if block.kind == "Linear" else 1
    wanted = tuple(turn.sizes(value)[place - 1] if at == place else 1 for at in range(rank))
    if (1,) * (rank - len(numbers.shape)) + numbers.shape != wanted or numbers.size != wanted[place]:
        return None
    port = drawing.replace(turn.step, value.block, block.layer.changed(**changes))
    turn.keep(port, {**turn.plan.weights.get(value.block, {}), key: numbers.reshape(-1)})
    return port


def grouped(turn: Turn, x: Port, after: tuple[int, ...]) -> Port | None:
    """A group normalisation, which torch writes as channels laid out by groups, normalised, and laid out again."""
    norm = _maker(turn, x, "InstanceNorm1d")
    if norm is None or turn.drawing.layer(x).values()["affine"]:
        return None
    spread = _maker(turn, norm[1], "Reshape")
    if spread is None or turn.sizes(spread[1]) != after:
        return None
    eps = turn.drawing.layer(norm[0]).values()["eps"]
    _forget(turn, x, spread[1])
    return turn.block("GroupNorm", spread[1], num_groups=turn.sizes(norm[1])[0], eps=eps, affine=False)


def local_response(turn: Turn) -> Port | None:
    """A local response normalisation, which torch writes as a mean of squares over neighbouring channels."""
    value, shares = turn.value(0), turn.value(1)
    if turn.node.op != "Div" or not isinstance(shares, Curve) or [op for op, _ in shares.trail] != ["Mul", "Add", "Pow"]:
        return None
    mean = _through(turn, shares.of, ("Reshape", "Squeeze"), "AvgPool3d")
    border = mean and _maker(turn, mean[1], "ZeroPad3d")
    squares = border and _through(turn, border[1], ("Reshape", "Unsqueeze"), "Multiply")
    if mean is None or border is None or squares is None or squares[1] != turn.drawn(value):
        return None
    size, *others = turn.drawing.layer(mean[0]).values()["kernel_size"]
    padding = turn.drawing.layer(border[0]).values()["padding"]
    twice = turn.drawing.graph.sources(squares[0].block)
    if others != [1, 1] or padding != (0, 0, 0, 0, size // 2, (size - 1) // 2) or twice != [squares[1]] * 2:
        return None
    (_, alpha), (_, k), (_, beta) = shares.trail
    _forget(turn, shares.of, squares[1])
    return turn.block("LocalResponseNorm", squares[1], size=size, alpha=alpha, beta=beta, k=k)


def gated(turn: Turn) -> Port | None:
    """Stochastic depth, which is written as a product with a dropout of ones."""
    for position in (0, 1):
        gate, x = turn.value(position), turn.value(1 - position)
        drop = _maker(turn, gate, "Dropout") if isinstance(gate, Port) else None
        ones = drop and turn.drawing.layer(drop[1])
        if turn.node.op == "Mul" and drop and ones and ones.kind == "Constant" and isinstance(x, Port):
            values = ones.values()
            if values["value"] == 1 and set(values["shape"]) == {1}:
                p = turn.drawing.layer(drop[0]).values()["p"]
                _forget(turn, drop[0], None)
                return turn.block("StochasticDepth", x, p=p)
    return None


def _forget(turn: Turn, port: Port, begin: Port | None) -> None:
    """Take out what was drawn between `begin` and `port`, as far as nobody else reads it, so that its names are free."""
    last: Port | None = port
    while last is not None and last != begin:
        sources, done = turn.drawing.graph.sources(last.block), last
        if turn.drawing.graph.fanout.get(done.block) or not turn.plan.alone(done):
            return
        turn.drawing.drop(done.block)
        turn.plan.called.pop(done, None)
        last = sources[0] if sources else None


def _maker(turn: Turn, port: Port, kind: str) -> tuple[Port, Port] | None:
    """The block of this kind that gives `port`, and what feeds it; None where another does."""
    source = turn.drawing.graph.sources(port.block)[0] if turn.drawing.layer(port).kind == kind else None
    return None if source is None else (port, source)


def _through(turn: Turn, port: Port, kinds: tuple[str, ...], kind: str) -> tuple[Port, Port] | None:
    """Like `_maker`, behind blocks of `kinds`."""
    while turn.drawing.layer(port).kind in kinds:
        source = turn.drawing.graph.sources(port.block)[0]
        if source is None:
            return None
        port = source
    return _maker(turn, port, kind)
