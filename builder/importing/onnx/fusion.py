"""Pattern fusion: several nodes that are one block, such as a bias added behind a layer, or a normalisation spelled out.

Each function gives the block, or None where its pattern does not match.
"""

from __future__ import annotations

import numpy as np

from builder.importing.common.input_statistics import Change, changed_statistics
from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.node_context import NodeContext
from builder.model.graph import Port

CHANGES: dict[tuple[str, int], Change] = {
    ("Add", 0): lambda mean, std, number: (mean - number * std, std),
    ("Add", 1): lambda mean, std, number: (mean - number * std, std),
    ("Sub", 0): lambda mean, std, number: (mean + number * std, std),
    ("Mul", 0): lambda mean, std, number: (mean, std / number),
    ("Mul", 1): lambda mean, std, number: (mean, std / number),
    ("Div", 0): lambda mean, std, number: (mean, std * number),
}
"""By operator and the position of the Input among its operands: the change of mean and deviation."""


def absorb_into_input(context: NodeContext, position: int, numbers: np.ndarray) -> Port | None:
    """The Input at `position` with another mean and deviation; None where it is no Input that only this node reads.

    `numbers` must be one, or one per channel: (channels, 1, ...).
    """
    value, builder = context.inputs.value(position), context.builder
    change = CHANGES.get((context.node.op, position))
    if not isinstance(value, Port) or change is None or builder.layer(value).kind != "Input":
        return None
    if not context.state.is_only_reader(value):
        return None
    sizes, shape = context.sizes(value), numbers.shape
    by_channel = (1,) * (len(sizes) + 1 - len(shape)) + shape
    if len(by_channel) != len(sizes) + 1 or any(size != 1 for at, size in enumerate(by_channel) if at != 1):
        return None
    if numbers.size not in (1, sizes[0]):
        return None
    values = builder.layer(value).values()
    given = [float(str(np.float32(number))) for number in numbers.reshape(-1)]  # 0.485, not 0.48500001430
    statistics = changed_statistics(values["mean"], values["std"], given, change)
    if statistics is None:
        return None
    return builder.replace_layer(context.step, value.block, context.layer("Input", [], values | statistics))


def absorb_into_layer(context: NodeContext, position: int, numbers: np.ndarray) -> Port | None:
    """The layer in front, given a bias, or a GroupNorm given its scale: one number per channel, or per feature of a Linear."""
    value, builder, op = context.inputs.value(position), context.builder, context.node.op
    if not isinstance(value, Port) or not context.state.is_only_reader(value):
        return None
    block = builder.graph.blocks[value.block]
    if block.id in context.state.shared:
        return None
    fields = block.layer.values()
    if op == "Mul" and block.kind == "GroupNorm" and not fields["affine"]:
        changes, key = {"affine": True, "bias": False}, "weight"
    elif op == "Add" and value.block in context.state.weights and fields.get("affine", True) and fields.get("bias") is False:
        changes, key = {"bias": True}, "bias"
    else:
        return None
    rank = len(context.sizes(value)) + 1
    channels = rank - 1 if block.kind == "Linear" else 1
    wanted = tuple(context.sizes(value)[channels - 1] if at == channels else 1 for at in range(rank))
    if (1,) * (rank - len(numbers.shape)) + numbers.shape != wanted or numbers.size != wanted[channels]:
        return None
    port = builder.replace_layer(context.step, value.block, block.layer.changed(**changes))
    context.keep_weights(port, {**context.state.weights.get(value.block, {}), key: numbers.reshape(-1)})
    return port


def fuse_group_norm(context: NodeContext, x: Port, after: tuple[int, ...]) -> Port | None:
    """A group normalisation, which torch exports as Reshape to groups, InstanceNormalization, and Reshape back."""
    norm = _made_by(context, x, "InstanceNorm1d")
    if norm is None or context.builder.layer(x).values()["affine"]:
        return None
    spread = _made_by(context, norm[1], "Reshape")
    if spread is None or context.sizes(spread[1]) != after:
        return None
    eps = context.builder.layer(norm[0]).values()["eps"]
    _remove_chain(context, x, spread[1])
    return context.block("GroupNorm", spread[1], num_groups=context.sizes(norm[1])[0], eps=eps, affine=False)


def fuse_local_response(context: NodeContext) -> Port | None:
    """A local response normalisation, which torch exports as a mean of squares over neighbouring channels."""
    value, shares = context.inputs.value(0), context.inputs.value(1)
    if context.node.op != "Div" or not isinstance(shares, Curve) or [op for op, _ in shares.trail] != ["Mul", "Add", "Pow"]:
        return None
    mean = _made_behind(context, shares.of, ("Reshape", "Squeeze"), "AvgPool3d")
    border = mean and _made_by(context, mean[1], "ZeroPad3d")
    squares = border and _made_behind(context, border[1], ("Reshape", "Unsqueeze"), "Multiply")
    if mean is None or border is None or squares is None or squares[1] != context.port_of(value):
        return None
    size, *others = context.builder.layer(mean[0]).values()["kernel_size"]
    padding = context.builder.layer(border[0]).values()["padding"]
    twice = context.builder.graph.sources(squares[0].block)
    if others != [1, 1] or padding != (0, 0, 0, 0, size // 2, (size - 1) // 2) or twice != [squares[1]] * 2:
        return None
    (_, alpha), (_, k), (_, beta) = shares.trail
    _remove_chain(context, shares.of, squares[1])
    return context.block("LocalResponseNorm", squares[1], size=size, alpha=alpha, beta=beta, k=k)


def fuse_stochastic_depth(context: NodeContext) -> Port | None:
    """Stochastic depth, which is exported as a product with a dropout of ones."""
    for position in (0, 1):
        gate, x = context.inputs.value(position), context.inputs.value(1 - position)
        drop = _made_by(context, gate, "Dropout") if isinstance(gate, Port) else None
        ones = drop and context.builder.layer(drop[1])
        if context.node.op == "Mul" and drop and ones and ones.kind == "Constant" and isinstance(x, Port):
            values = ones.values()
            if values["value"] == 1 and set(values["shape"]) == {1}:
                p = context.builder.layer(drop[0]).values()["p"]
                _remove_chain(context, drop[0], None)
                return context.block("StochasticDepth", x, p=p)
    return None


def _remove_chain(context: NodeContext, port: Port, start: Port | None) -> None:
    """Remove the blocks from `port` back to `start`, as far as nothing else reads them, so that their names are free."""
    last: Port | None = port
    while last is not None and last != start:
        sources, done = context.builder.graph.sources(last.block), last
        if context.builder.graph.fanout.get(done.block) or not context.state.is_only_reader(done):
            return
        context.builder.remove(done.block)
        context.state.names_of.pop(done, None)
        last = sources[0] if sources else None


def _made_by(context: NodeContext, port: Port, kind: str) -> tuple[Port, Port] | None:
    """`port` and what feeds its block, if that is of this kind; else None."""
    source = context.builder.graph.sources(port.block)[0] if context.builder.layer(port).kind == kind else None
    return None if source is None else (port, source)


def _made_behind(context: NodeContext, port: Port, kinds: tuple[str, ...], kind: str) -> tuple[Port, Port] | None:
    """Like `_made_by`, looking through blocks of `kinds`."""
    while context.builder.layer(port).kind in kinds:
        source = context.builder.graph.sources(port.block)[0]
        if source is None:
            return None
        port = source
    return _made_by(context, port, kind)
