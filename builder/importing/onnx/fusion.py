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


def absorb_into_input(node: NodeContext, position: int, numbers: np.ndarray) -> Port | None:
    """The Input at `position` with another mean and deviation; None where it is no Input that only this node reads.

    `numbers` must be one, or one per channel: (channels, 1, ...).
    """
    value, builder = node.inputs.value(position), node.builder
    change = CHANGES.get((node.op, position))
    if not isinstance(value, Port) or change is None or builder.layer(value).kind != "Input":
        return None
    if not node.state.is_only_reader(value):
        return None
    sizes, shape = node.sizes(value), numbers.shape
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
    return builder.replace_layer(node.step, value.block, node.layer("Input", [], values | statistics))


def absorb_into_layer(node: NodeContext, position: int, numbers: np.ndarray) -> Port | None:
    """The layer in front, given a bias, or a GroupNorm given its scale.

    `numbers` must be one per channel, (channels, 1, ...), or one per feature of a Linear, (features,); else None.
    """
    value, builder, op = node.inputs.value(position), node.builder, node.op
    if not isinstance(value, Port) or not node.state.is_only_reader(value):
        return None
    block = builder.graph.blocks[value.block]
    if block.id in node.state.shared:
        return None
    fields = block.layer.values()
    if op == "Mul" and block.kind == "GroupNorm" and not fields["affine"]:
        changes, key = {"affine": True, "bias": False}, "weight"
    elif op == "Add" and value.block in node.state.weights and fields.get("affine", True) and fields.get("bias") is False:
        changes, key = {"bias": True}, "bias"
    else:
        return None
    rank = len(node.sizes(value)) + 1
    channels = rank - 1 if block.kind == "Linear" else 1
    wanted = tuple(node.sizes(value)[channels - 1] if at == channels else 1 for at in range(rank))
    if (1,) * (rank - len(numbers.shape)) + numbers.shape != wanted or numbers.size != wanted[channels]:
        return None
    port = builder.replace_layer(node.step, value.block, block.layer.with_values(**changes))
    node.keep_weights(port, {**node.state.weights.get(value.block, {}), key: numbers.reshape(-1)})
    return port


def fuse_group_norm(node: NodeContext, x: Port, after: tuple[int, ...]) -> Port | None:
    """A group normalisation, which torch exports as Reshape to groups, InstanceNormalization, and Reshape back."""
    norm = _made_by(node, x, "InstanceNorm1d")
    if norm is None or node.builder.layer(x).values()["affine"]:
        return None
    spread = _made_by(node, norm[1], "Reshape")
    if spread is None or node.sizes(spread[1]) != after:
        return None
    eps = node.builder.layer(norm[0]).values()["eps"]
    _remove_chain(node, x, spread[1])
    return node.block("GroupNorm", spread[1], num_groups=node.sizes(norm[1])[0], eps=eps, affine=False)


def fuse_local_response(node: NodeContext) -> Port | None:
    """A local response normalisation, which torch exports as a mean of squares over neighbouring channels."""
    value, shares = node.inputs.value(0), node.inputs.value(1)
    if node.op != "Div" or not isinstance(shares, Curve) or [op for op, _ in shares.trail] != ["Mul", "Add", "Pow"]:
        return None
    mean = _made_behind(node, shares.of, ("Reshape", "Squeeze"), "AvgPool3d")
    border = mean and _made_by(node, mean[1], "ZeroPad3d")
    squares = border and _made_behind(node, border[1], ("Reshape", "Unsqueeze"), "Multiply")
    if mean is None or border is None or squares is None or squares[1] != node.port_of(value):
        return None
    size, *others = node.builder.layer(mean[0]).values()["kernel_size"]
    padding = node.builder.layer(border[0]).values()["padding"]
    twice = node.builder.graph.sources(squares[0].block)
    if others != [1, 1] or padding != (0, 0, 0, 0, size // 2, (size - 1) // 2) or twice != [squares[1]] * 2:
        return None
    (_, alpha), (_, k), (_, beta) = shares.trail
    _remove_chain(node, shares.of, squares[1])
    return node.block("LocalResponseNorm", squares[1], size=size, alpha=alpha, beta=beta, k=k)


def fuse_stochastic_depth(node: NodeContext) -> Port | None:
    """Stochastic depth, which is exported as a product with a dropout of ones."""
    for position in (0, 1):
        gate, x = node.inputs.value(position), node.inputs.value(1 - position)
        drop = _made_by(node, gate, "Dropout") if isinstance(gate, Port) else None
        ones = drop and node.builder.layer(drop[1])
        if node.op == "Mul" and drop and ones and ones.kind == "Constant" and isinstance(x, Port):
            values = ones.values()
            if values["value"] == 1 and set(values["shape"]) == {1}:
                p = node.builder.layer(drop[0]).values()["p"]
                _remove_chain(node, drop[0], None)
                return node.block("StochasticDepth", x, p=p)
    return None


def _remove_chain(node: NodeContext, port: Port, start: Port | None) -> None:
    """Remove the blocks from `port` back to `start`, as far as nothing else reads them, so that their names are free."""
    last: Port | None = port
    while last is not None and last != start:
        sources, done = node.builder.graph.sources(last.block), last
        if node.builder.graph.fanout.get(done.block) or not node.state.is_only_reader(done):
            return
        node.builder.remove(done.block)
        node.state.names_of.pop(done, None)
        last = sources[0] if sources else None


def _made_by(node: NodeContext, port: Port, kind: str) -> tuple[Port, Port] | None:
    """`port` and what feeds its block, if that is of this kind; else None."""
    source = node.builder.graph.sources(port.block)[0] if node.builder.layer(port).kind == kind else None
    return None if source is None else (port, source)


def _made_behind(node: NodeContext, port: Port, kinds: tuple[str, ...], kind: str) -> tuple[Port, Port] | None:
    """Like `_made_by`, looking through blocks of `kinds`."""
    while node.builder.layer(port).kind in kinds:
        source = node.builder.graph.sources(port.block)[0]
        if source is None:
            return None
        port = source
    return _made_by(node, port, kind)
