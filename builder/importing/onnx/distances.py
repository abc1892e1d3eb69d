"""Pattern fusion of squared distances to learned centres, and of the Gaussian behind them.

Files spell ``(x - c)²`` as ``x² + c² - 2xc``: a sum of squares, a matrix product, and a clip at 0. The sum of squares has
no block by itself, so it is kept as :class:`SquaredLength` until the node that completes the distance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import numpy as np

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.onnx.activation_patterns import POINTS, Curve, is_same_curve
from builder.importing.onnx.constant_folding import normalized_axis
from builder.importing.onnx.node_context import NodeContext
from builder.importing.onnx.registry import handles
from builder.importing.onnx.state import KnownArray, SquaredLength
from builder.model.graph import Port

CLOSE = 1e-4
"""How far the squared lengths of centres may differ from those of the weights, relative to them: float32 sums."""


@handles("ReduceSum")
def reduce_sum(node: NodeContext) -> SquaredLength:
    """The sum of squares over the last axis; raises ImportFailed for any other sum."""
    value, axes = node.inputs.value(), node.inputs.integers_or_input("axes", 1)
    if not isinstance(value, Curve) or value.block is not None or not is_same_curve(value.values, POINTS**2):
        _refuse(node)
    rank = len(node.sizes(value.of)) + 1
    last = [normalized_axis(axis, rank) for axis in axes or ()] == [rank - 1]
    if not last or not node.inputs.attribute("keepdims", 1):
        _refuse(node)
    return SquaredLength(value.of, lambda: _refuse(node))


def _refuse(node: NodeContext) -> NoReturn:
    node.refuse(QT_TRANSLATE_NOOP("Import", "{call} has no block that could stand for it"))


def fuse_distances(node: NodeContext) -> SquaredLength | Port | None:
    """What a sum with a squared length is: with those of the centres, or the whole distance; else None."""
    pair = [node.inputs.value(0), node.inputs.value(1)]
    at = next((place for place, value in enumerate(pair) if isinstance(value, SquaredLength)), None)
    if at is None or node.op not in ("Add", "Sub") or (node.op, at) == ("Sub", 1):
        return None
    length, other = pair[at], pair[1 - at]
    if not isinstance(length, SquaredLength):
        return None
    if isinstance(other, KnownArray) and node.op == "Add" and length.centres is None and other.fixed is not None:
        return replace(length, centres=other.fixed.reshape(-1))
    factor = 2.0 if node.op == "Sub" else -2.0
    if not isinstance(other, Curve) or other.block is not None or other.trail != (("Mul", factor),):
        return None
    return _distances(node, length, other.of)


def _distances(node: NodeContext, length: SquaredLength, product: Port) -> Port | None:
    """The Linear that makes the products, as a block of distances; None where it is another input's, or has other centres."""
    builder, block = node.builder, node.builder.graph.blocks[product.block]
    weight = node.state.weights.get(block.id, {}).get("weight")
    if block.kind != "Linear" or weight is None or block.id in node.state.shared or not node.state.is_only_reader(product):
        return None
    if block.layer.values()["bias"] or builder.graph.sources(block.id) != [length.of] or length.centres is None:
        return None
    expected = np.square(weight, dtype=np.float64).sum(axis=1)
    if length.centres.shape != expected.shape or not np.allclose(length.centres, expected, rtol=CLOSE, atol=CLOSE):
        return None
    layer = node.layer("SquaredDistances", [length.of], {"out_features": len(weight)})
    own = bool(builder.origins[block.id].own)
    return builder.replace_layer(node.step, block.id, layer, renamed=not own)


def is_clipped_distance(node: NodeContext, value: Any) -> bool:
    """Whether a value is a block of distances, for which a clip at 0 changes nothing: it is part of them."""
    return isinstance(value, Port) and node.builder.layer(value).kind == "SquaredDistances"


def gaussian_of(node: NodeContext, value: Any) -> Callable[[], Port]:
    """Draws exp(-beta x) of a value that is -beta times a result; drawing raises ImportFailed for any other."""

    def draw() -> Port:
        trail = value.trail if isinstance(value, Curve) and value.block is None else ()
        if [op for op, _ in trail] != ["Mul"] or trail[0][1] >= 0 or not isinstance(value, Curve):
            _refuse(node)
        return node.block("Gaussian", value.of, beta=-trail[0][1])

    return draw
