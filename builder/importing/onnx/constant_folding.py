"""Working out beforehand what an ONNX file computes from constants and sizes alone: shapes to be, bounds, tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from builder.importing.onnx.model_reader import Node
from builder.importing.onnx.tensor_reader import READ

Array = np.ndarray
Fold = Callable[[Node, Sequence[Any]], Array]

FREE = 2**22
"""As many numbers may come out of a few; beyond it a result may not be larger than what goes in."""

WORK = 2**26
"""As many numbers may be worked out for one file, beside eight times those that it holds."""


class Unfit(ValueError):
    """Numbers that an operator cannot work with; the words follow its name."""


ODD = (ValueError, IndexError, TypeError, OverflowError, ArithmeticError, MemoryError)
"""What numpy says of numbers that do not go together."""


WITH_OPTIONS = ("Slice", "Squeeze", "Unsqueeze", "ReduceProd", "ReduceSum")
"""Operators whose later inputs may be left out."""


def can_fold(op: str) -> bool:
    """Whether the operator can be worked out when everything that it reads is known."""
    return op in FOLDS


def folded(node: Node, inputs: Sequence[Array | None]) -> Array:
    """What the operator gives for these numbers; raises Unfit."""
    needed = inputs[:1] if node.op in WITH_OPTIONS else inputs
    if any(each is None for each in needed):
        raise Unfit("is given only part of what it works on")
    try:
        with np.errstate(all="ignore"):
            return np.asarray(FOLDS[node.op](node, inputs))
    except ODD as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("is given numbers that it cannot work with") from None


class Work:
    """How much may still be worked out: a file cannot make more of itself than somebody meant it to."""

    def __init__(self, held: int) -> None:
        self._left = WORK + 8 * held

    def done(self, result: Array, inputs: Sequence[Array | None]) -> Array:
        """The result; raises Unfit when it is too much. Another view of the same numbers costs nothing."""
        given = [each for each in inputs if each is not None]
        if result.base is None and not any(result is each for each in given):
            self._left -= max(each.size for each in [result, *given])
        if self._left < 0:
            raise Unfit("is one computation too many: this file works out more than any network needs")
        return result


def option(node: Node, inputs: Sequence[Any], name: str, position: int) -> list[int] | None:
    """Whole numbers that older files hold as an attribute and newer ones as an input; None where neither is there."""
    given = inputs[position] if position < len(inputs) else None
    if given is None:
        given = node.attributes.get(name)
    return None if given is None else [int(number) for number in np.asarray(given).reshape(-1)]


def _bounded(sizes: Sequence[int], *inputs: Array) -> tuple[int, ...]:
    """`sizes`; raises Unfit where they are far more than what goes in."""
    count, had = math.prod(map(int, sizes)), max((each.size for each in inputs), default=0)
    if count > max(FREE, had):
        raise Unfit(f"would make {count:,} numbers out of {had:,}")
    return tuple(map(int, sizes))


def _pairwise(work: Callable[[Array, Array], Array]) -> Fold:
    def fold(_node: Node, inputs: Sequence[Any]) -> Array:
        first, second = inputs
        _bounded(np.broadcast_shapes(first.shape, second.shape), first, second)
        return np.asarray(work(first, second)).astype(np.result_type(first, second), copy=False)

    return fold


def _asked(work: Callable[[Array, Array], Array]) -> Fold:
    def fold(_node: Node, inputs: Sequence[Any]) -> Array:
        first, second = inputs
        _bounded(np.broadcast_shapes(first.shape, second.shape), first, second)
        return np.asarray(work(first, second))

    return fold


def _each(work: Callable[[Array], Array]) -> Fold:
    return lambda _node, inputs: np.asarray(work(inputs[0])).astype(inputs[0].dtype, copy=False)


def _divided(first: Array, second: Array) -> Array:
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
    _bounded(sizes, data, places)
    return np.asarray(np.take(data, places, axis))


def _concat(node: Node, inputs: Sequence[Any]) -> Array:
    _bounded([sum(each.size for each in inputs)], *inputs)
    return np.concatenate(inputs, int(node.attributes.get("axis", 1)))


def _slice(node: Node, inputs: Sequence[Any]) -> Array:
    data = inputs[0]
    keys = [slice(None)] * data.ndim
    for axis, start, end, step in stretches(node, inputs, data.ndim):
        keys[axis] = slice(start, None if step < 0 and end < -data.shape[axis] else end, step)
    return np.asarray(data[tuple(keys)])


def stretches(node: Node, inputs: Sequence[Any], rank: int) -> list[tuple[int, int, int, int]]:
    """What a Slice takes: axis, start, end and step, one for each axis that it names; raises Unfit."""
    starts, ends = option(node, inputs, "starts", 1), option(node, inputs, "ends", 2)
    axes, steps = option(node, inputs, "axes", 3), option(node, inputs, "steps", 4)
    if starts is None or ends is None:
        raise Unfit("does not say where it begins and ends")
    axes = [within(axis, rank) for axis in (range(len(starts)) if axes is None else axes)]
    steps = steps or [1] * len(starts)
    if not len(axes) == len(starts) == len(ends) == len(steps):
        raise Unfit("does not say clearly what it takes")
    return list(zip(axes, starts, ends, steps, strict=True))


def within(axis: int, rank: int) -> int:
    """An axis counted from the front; raises Unfit where there is none."""
    if not -rank <= axis < rank:
        raise Unfit(f"is about axis {axis} of {rank}")
    return axis % rank


def _unsqueeze(node: Node, inputs: Sequence[Any]) -> Array:
    axes = option(node, inputs, "axes", 1) or []
    if inputs[0].ndim + len(axes) > 16:
        raise Unfit("makes more axes than can be")
    return np.asarray(np.expand_dims(inputs[0], tuple(axes)))


def _squeeze(node: Node, inputs: Sequence[Any]) -> Array:
    axes = option(node, inputs, "axes", 1)
    return np.asarray(np.squeeze(inputs[0], None if axes is None else tuple(axes)))


def _cast(node: Node, inputs: Sequence[Any]) -> Array:
    code = int(node.attributes.get("to", 0))
    if code not in READ:
        raise Unfit(f"makes numbers of type {code}, which cannot be read")
    return np.asarray(inputs[0].astype("float32" if READ[code] == "bfloat16" else READ[code]))


def _reshape(node: Node, inputs: Sequence[Any]) -> Array:
    wanted = option(node, inputs, "shape", 1)
    if wanted is None:
        raise Unfit("does not say what shape it makes")
    return np.asarray(inputs[0].reshape(completed(wanted, inputs[0].shape, keep=not node.attributes.get("allowzero", 0))))


def completed(wanted: Sequence[int], sizes: Sequence[int], *, keep: bool) -> tuple[int, ...]:
    """The sizes that a Reshape makes of `sizes`: with `keep` 0 takes over the old one, and −1 is worked out."""
    made = [sizes[at] if size == 0 and keep and at < len(sizes) else size for at, size in enumerate(wanted)]
    known = math.prod(size for size in made if size != -1)
    total = math.prod(sizes)
    if made.count(-1) > 1 or any(size < -1 for size in made) or (known == 0 and total) or (-1 in made and not known):
        raise Unfit(f"cannot make {list(wanted)} of {list(sizes)}")
    made = [total // known if size == -1 else size for size in made]
    if math.prod(made) != total:
        raise Unfit(f"cannot make {list(wanted)} of {list(sizes)}")
    return tuple(made)


def _expand(_node: Node, inputs: Sequence[Any]) -> Array:
    data, sizes = inputs[0], [int(size) for size in inputs[1]]
    made = np.broadcast_shapes(data.shape, tuple(_bounded(sizes, data)))
    return np.broadcast_to(data, _bounded(made, data))


def _filled(node: Node, inputs: Sequence[Any]) -> Array:
    value = node.attributes.get("value", np.zeros(1, np.float32))
    return np.full(_bounded([int(size) for size in inputs[0]]), np.asarray(value).reshape(-1)[0])


def _range(_node: Node, inputs: Sequence[Any]) -> Array:
    start, end, step = (each.reshape(-1)[0] for each in inputs)
    _bounded([max(0, math.ceil((float(end) - float(start)) / float(step)))])
    return np.arange(start, end, step)


def _where(_node: Node, inputs: Sequence[Any]) -> Array:
    _bounded(np.broadcast_shapes(*(each.shape for each in inputs)), *inputs)
    return np.asarray(np.where(*inputs))


def _reduced(work: Callable[..., Array]) -> Fold:
    def fold(node: Node, inputs: Sequence[Any]) -> Array:
        axes, keep = option(node, inputs, "axes", 1), bool(node.attributes.get("keepdims", 1))
        return np.asarray(work(inputs[0], axis=None if axes is None else tuple(axes), keepdims=keep))

    return fold


def _constant(node: Node, _inputs: Sequence[Any]) -> Array:
    for name, value in node.attributes.items():
        if name in ("value", "value_float", "value_int", "value_floats", "value_ints") and value is not None:
            kind = np.float32 if "float" in name else None
            return np.asarray(value, kind)
    raise Unfit("holds something that is no tensor")


FOLDS: dict[str, Fold] = {
    "Constant": _constant,
    "ConstantOfShape": _filled,
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
    "Add": _pairwise(np.add),
    "Sub": _pairwise(np.subtract),
    "Mul": _pairwise(np.multiply),
    "Div": _pairwise(_divided),
    "Mod": _pairwise(np.mod),
    "Pow": _pairwise(np.power),
    "Min": _pairwise(np.minimum),
    "Max": _pairwise(np.maximum),
    "Equal": _asked(np.equal),
    "Greater": _asked(np.greater),
    "GreaterOrEqual": _asked(np.greater_equal),
    "Less": _asked(np.less),
    "LessOrEqual": _asked(np.less_equal),
    "And": _asked(np.logical_and),
    "Or": _asked(np.logical_or),
    "Not": _each(np.logical_not),
    "Neg": _each(np.negative),
    "Abs": _each(np.abs),
    "Sqrt": _each(np.sqrt),
    "Floor": _each(np.floor),
    "Ceil": _each(np.ceil),
    "Reciprocal": _each(np.reciprocal),
    "ReduceProd": _reduced(np.prod),
    "ReduceSum": _reduced(np.sum),
}
