"""Constant folding: computes what an ONNX file derives from constants and shapes alone, with numpy, within a budget."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from builder.common.errors import ConvasError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.onnx.model_reader import Node
from builder.importing.onnx.tensor_reader import READABLE

Array = np.ndarray
"""An array of the file: any shape, and any dtype in :data:`builder.importing.onnx.tensor_reader.READABLE`."""

Fold = Callable[[Node, Sequence[Any]], Array]

SMALL = 2**22
"""Only results of up to so many numbers (32 MB) may be larger than their inputs: a small file cannot fill the memory."""

BUDGET = 2**26
"""So many numbers may be computed per file, plus eight times those that it holds: seconds at most, whatever the file says."""


class NotFoldable(ConvasError):
    """Inputs that an operator cannot work with; the template is a clause about ``{call}``, which the importer fills."""


NUMPY_ERRORS = (ValueError, IndexError, TypeError, OverflowError, ArithmeticError, MemoryError)
"""What numpy raises for arrays that do not fit each other or the memory."""


WITH_OPTIONAL_INPUTS = ("Slice", "Squeeze", "Unsqueeze", "ReduceProd", "ReduceSum")
"""Operators of which all inputs but the first may be left out."""


def can_fold(op: str) -> bool:
    """Whether the operator can be computed here when all its inputs are known."""
    return op in FOLDS


def fold(node: Node, inputs: Sequence[Array | None]) -> Array:
    """The result of an operator for known inputs (None for those left out); raises NotFoldable.

    Shapes and dtypes are what the operator documentation of ONNX says: operands of arithmetic are broadcast, and comparisons
    give bool.
    """
    needed = inputs[:1] if node.op in WITH_OPTIONAL_INPUTS else inputs
    if any(each is None for each in needed):
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} is given only part of what it works on"))
    try:
        with np.errstate(all="ignore"):
            return np.asarray(FOLDS[node.op](node, inputs))
    except NUMPY_ERRORS:
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} is given numbers that it cannot work with")) from None


class FoldingBudget:
    """How many numbers may still be computed for one file, so that a hostile one cannot keep the importer busy."""

    def __init__(self, stored: int) -> None:
        self._left = BUDGET + 8 * stored

    def spend(self, result: Array, inputs: Sequence[Array | None]) -> None:
        """Count a result; raises NotFoldable when the budget is spent. A view of the same numbers costs nothing."""
        given = [each for each in inputs if each is not None]
        if result.base is None and not any(result is each for each in given):
            self._left -= max(each.size for each in [result, *given])
        if self._left < 0:
            raise NotFoldable(
                QT_TRANSLATE_NOOP(
                    "Import", "{call} is one computation too many: this file works out more than any network needs"
                )
            )


def integers_of(node: Node, inputs: Sequence[Any], name: str, position: int) -> list[int] | None:
    """Integers that old operator versions have as an attribute and new ones as an input (n,); None where neither is there."""
    given = inputs[position] if position < len(inputs) else None
    if given is None:
        given = node.attributes.get(name)
    return None if given is None else [int(number) for number in np.asarray(given).reshape(-1)]


def _check_size(sizes: Sequence[int], *inputs: Array) -> tuple[int, ...]:
    """The shape `sizes`; raises NotFoldable where it has far more elements than the inputs."""
    count, had = math.prod(map(int, sizes)), max((each.size for each in inputs), default=0)
    if count > max(SMALL, had):
        raise NotFoldable(
            QT_TRANSLATE_NOOP("Import", "{call} would make {count:,} numbers out of {had:,}"), count=count, had=had
        )
    return tuple(map(int, sizes))


def _elementwise(work: Callable[[Array, Array], Array]) -> Fold:
    def fold(_node: Node, inputs: Sequence[Any]) -> Array:
        first, second = inputs
        _check_size(np.broadcast_shapes(first.shape, second.shape), first, second)
        return np.asarray(work(first, second)).astype(np.result_type(first, second), copy=False)

    return fold


def _comparison(work: Callable[[Array, Array], Array]) -> Fold:
    def fold(_node: Node, inputs: Sequence[Any]) -> Array:
        first, second = inputs
        _check_size(np.broadcast_shapes(first.shape, second.shape), first, second)
        return np.asarray(work(first, second))

    return fold


def _unary(work: Callable[[Array], Array]) -> Fold:
    return lambda _node, inputs: np.asarray(work(inputs[0])).astype(inputs[0].dtype, copy=False)


def _divide(first: Array, second: Array) -> Array:
    # integers are divided towards zero, as in C
    if not np.issubdtype(np.result_type(first, second), np.integer):
        return np.asarray(first / second)
    if not np.all(second):
        raise ZeroDivisionError
    return np.asarray((np.abs(first) // np.abs(second)) * np.sign(first) * np.sign(second))


def _gather(node: Node, inputs: Sequence[Any]) -> Array:
    data, places = inputs
    axis = int(node.attributes.get("axis", 0))
    sizes = list(data.shape)
    sizes[axis : axis + 1 or None] = places.shape
    _check_size(sizes, data, places)
    return np.asarray(np.take(data, places, axis))


def _concat(node: Node, inputs: Sequence[Any]) -> Array:
    _check_size([sum(each.size for each in inputs)], *inputs)
    return np.concatenate(inputs, int(node.attributes.get("axis", 1)))


def _slice(node: Node, inputs: Sequence[Any]) -> Array:
    data = inputs[0]
    keys = [slice(None)] * data.ndim
    for axis, start, end, step in slice_bounds(node, inputs, data.ndim):
        keys[axis] = slice(start, None if step < 0 and end < -data.shape[axis] else end, step)
    return np.asarray(data[tuple(keys)])


def slice_bounds(node: Node, inputs: Sequence[Any], rank: int) -> list[tuple[int, int, int, int]]:
    """The (axis, start, end, step) of a Slice for each axis that it names; raises NotFoldable."""
    starts, ends = integers_of(node, inputs, "starts", 1), integers_of(node, inputs, "ends", 2)
    axes, steps = integers_of(node, inputs, "axes", 3), integers_of(node, inputs, "steps", 4)
    if starts is None or ends is None:
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} does not say where it begins and ends"))
    axes = [normalized_axis(axis, rank) for axis in (range(len(starts)) if axes is None else axes)]
    steps = steps or [1] * len(starts)
    if not len(axes) == len(starts) == len(ends) == len(steps):
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} does not say clearly what it takes"))
    return list(zip(axes, starts, ends, steps, strict=True))


def normalized_axis(axis: int, rank: int) -> int:
    """An axis counted from the front; raises NotFoldable where it is out of range."""
    if not -rank <= axis < rank:
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} is about axis {axis} of {rank}"), axis=axis, rank=rank)
    return axis % rank


def _unsqueeze(node: Node, inputs: Sequence[Any]) -> Array:
    axes = integers_of(node, inputs, "axes", 1) or []
    if inputs[0].ndim + len(axes) > 16:
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} makes more axes than can be"))
    return np.asarray(np.expand_dims(inputs[0], tuple(axes)))


def _squeeze(node: Node, inputs: Sequence[Any]) -> Array:
    axes = integers_of(node, inputs, "axes", 1)
    return np.asarray(np.squeeze(inputs[0], None if axes is None else tuple(axes)))


def _cast(node: Node, inputs: Sequence[Any]) -> Array:
    code = int(node.attributes.get("to", 0))
    if code not in READABLE:
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} makes numbers of type {code}, which cannot be read"), code=code)
    return np.asarray(inputs[0].astype("float32" if READABLE[code] == "bfloat16" else READABLE[code]))


def _reshape(node: Node, inputs: Sequence[Any]) -> Array:
    wanted = integers_of(node, inputs, "shape", 1)
    if wanted is None:
        raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} does not say what shape it makes"))
    return np.asarray(inputs[0].reshape(reshaped_sizes(wanted, inputs[0].shape, keep=not node.attributes.get("allowzero", 0))))


def reshaped_sizes(wanted: Sequence[int], sizes: Sequence[int], *, keep: bool) -> tuple[int, ...]:
    """The shape that Reshape makes of `sizes`: with `keep` 0 copies the old size, −1 is the rest.

    Raises NotFoldable where `sizes` has another number of elements.
    """
    made = [sizes[at] if size == 0 and keep and at < len(sizes) else size for at, size in enumerate(wanted)]
    known = math.prod(size for size in made if size != -1)
    total = math.prod(sizes)
    if made.count(-1) > 1 or any(size < -1 for size in made) or (known == 0 and total) or (-1 in made and not known):
        raise NotFoldable(
            QT_TRANSLATE_NOOP("Import", "{call} cannot make {wanted} of {sizes}"), wanted=list(wanted), sizes=list(sizes)
        )
    made = [total // known if size == -1 else size for size in made]
    if math.prod(made) != total:
        raise NotFoldable(
            QT_TRANSLATE_NOOP("Import", "{call} cannot make {wanted} of {sizes}"), wanted=list(wanted), sizes=list(sizes)
        )
    return tuple(made)


def _expand(_node: Node, inputs: Sequence[Any]) -> Array:
    data, sizes = inputs[0], [int(size) for size in inputs[1]]
    made = np.broadcast_shapes(data.shape, tuple(_check_size(sizes, data)))
    return np.broadcast_to(data, _check_size(made, data))


def _fill(node: Node, inputs: Sequence[Any]) -> Array:
    value = node.attributes.get("value", np.zeros(1, np.float32))
    return np.full(_check_size([int(size) for size in inputs[0]]), np.asarray(value).reshape(-1)[0])


def _range(_node: Node, inputs: Sequence[Any]) -> Array:
    start, end, step = (each.reshape(-1)[0] for each in inputs)
    _check_size([max(0, math.ceil((float(end) - float(start)) / float(step)))])
    return np.arange(start, end, step)


def _where(_node: Node, inputs: Sequence[Any]) -> Array:
    _check_size(np.broadcast_shapes(*(each.shape for each in inputs)), *inputs)
    return np.asarray(np.where(*inputs))


def _reduction(work: Callable[..., Array]) -> Fold:
    def fold(node: Node, inputs: Sequence[Any]) -> Array:
        axes, keep = integers_of(node, inputs, "axes", 1), bool(node.attributes.get("keepdims", 1))
        return np.asarray(work(inputs[0], axis=None if axes is None else tuple(axes), keepdims=keep))

    return fold


def _constant(node: Node, _inputs: Sequence[Any]) -> Array:
    for name, value in node.attributes.items():
        if name in ("value", "value_float", "value_int", "value_floats", "value_ints") and value is not None:
            kind = np.float32 if "float" in name else None
            return np.asarray(value, kind)
    raise NotFoldable(QT_TRANSLATE_NOOP("Import", "{call} holds something that is no tensor"))


FOLDS: dict[str, Fold] = {
    "Constant": _constant,
    "ConstantOfShape": _fill,
    "Identity": lambda _node, inputs: inputs[0],
    "Gather": _gather,
    "Slice": _slice,
    "Concat": _concat,
    "Unsqueeze": _unsqueeze,
    "Squeeze": _squeeze,
    "Cast": _cast,
    "Reshape": _reshape,
    "Transpose": lambda node, inputs: np.transpose(inputs[0], node.attributes.get("perm")),
    "Expand": _expand,
    "Range": _range,
    "Where": _where,
    "Shape": lambda node, inputs: np.array(inputs[0].shape, np.int64)[
        node.attributes.get("start") : node.attributes.get("end")
    ],
    "Size": lambda _node, inputs: np.array(inputs[0].size, np.int64),
    "Add": _elementwise(np.add),
    "Sub": _elementwise(np.subtract),
    "Mul": _elementwise(np.multiply),
    "Div": _elementwise(_divide),
    "Mod": _elementwise(np.mod),
    "Pow": _elementwise(np.power),
    "Min": _elementwise(np.minimum),
    "Max": _elementwise(np.maximum),
    "Equal": _comparison(np.equal),
    "Greater": _comparison(np.greater),
    "GreaterOrEqual": _comparison(np.greater_equal),
    "Less": _comparison(np.less),
    "LessOrEqual": _comparison(np.less_equal),
    "And": _comparison(np.logical_and),
    "Or": _comparison(np.logical_or),
    "Not": _unary(np.logical_not),
    "Neg": _unary(np.negative),
    "Abs": _unary(np.abs),
    "Sqrt": _unary(np.sqrt),
    "Floor": _unary(np.floor),
    "Ceil": _unary(np.ceil),
    "Reciprocal": _unary(np.reciprocal),
    "ReduceProd": _reduction(np.prod),
    "ReduceSum": _reduction(np.sum),
}
