"""The catalogue against recorded answers of torch (``tests/reference/shape_cases.json``).

Left out are only cases that no canvas can say, each by one of RULES; the counts are asserted, so that no rule can
swallow more in silence.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.common.fields import FieldError
from builder.layers import LAYERS, Layer, Shape, make
from builder.layers.base import Kind, ShapeError
from tests.support.lanes import some
from tests.support.torch_layers import UNBATCHED

Case = dict[str, Any]

NAMES = {"Mul": "Multiply"}
"""What is called otherwise here."""

CASES: list[Case] = [
    case
    for case in json.loads((Path(__file__).parents[2] / "reference" / "shape_cases.json").read_text())["cases"]
    if NAMES.get(case["layer"], case["layer"]) in LAYERS
]
FOLLOWING = {"in_channels": 1, "num_channels": 1, "num_features": 1, "in_features": -1}
"""Torch's arguments that follow from the input on a canvas, and the axis they follow from."""


def sizes_of(case: Case) -> list[list[int]]:
    return [x["shape"] for x in case["inputs"]]


def wrong_in_channels(case: Case) -> bool:
    """Whether torch's test gives another number of channels or features than the input has, which a canvas never does."""
    shape = sizes_of(case)[0]
    return any(
        name in case["kwargs"] and len(shape) > 1 and case["kwargs"][name] != shape[axis] for name, axis in FOLLOWING.items()
    )


def without_batch(case: Case) -> bool:
    """Torch takes the input as one sample without a batch axis; on a canvas there is always one."""
    layer, ranks = case["layer"], [len(shape) for shape in sizes_of(case)]
    spatial = UNBATCHED.fullmatch(layer)
    return case["expect"]["ok"] and (
        0 in ranks
        or (layer.startswith("Pixel") and ranks == [3])
        or (spatial is not None and ranks == [int(spatial[2]) + 1])
        or (layer == "Linear" and ranks == [1])
    )


def on_batch_axis(case: Case) -> bool:
    """The work would be done on the batch axis, or joins samples of batches that are not equally large."""
    shapes, kwargs = sizes_of(case), case["kwargs"]
    if case["layer"] == "Reshape":
        return not shapes[0] or case["kwargs"]["shape"][0] != shapes[0][0]
    if case["layer"] in ("Add", "Mul", "Concat"):
        differ = len({shape[0] if shape else 1 for shape in shapes}) > 1
        ranks = len({len(shape) for shape in shapes}) > 1
        axis = case["layer"] == "Concat" and kwargs.get("dim", 0) in (0, -len(shapes[0]))
        return differ or (case["expect"]["ok"] and (ranks or axis))
    if not case["expect"]["ok"]:
        return False
    if case["layer"].startswith(("ZeroPad", "ConstantPad")):
        return len(shapes[0]) == int(case["layer"][-2])
    if case["layer"] == "Flatten":
        return any(kwargs.get(name) in (0, -len(shapes[0])) for name in ("start_dim", "end_dim"))
    if case["layer"] == "LayerNorm":
        wanted = kwargs["normalized_shape"]
        return len(wanted if isinstance(wanted, list) else [wanted]) >= len(shapes[0])
    return False


def empty_input(case: Case) -> bool:
    """Torch lets a sample without any number through."""
    return case["expect"]["ok"] and any(0 in shape[1:] for shape in sizes_of(case))


def depends_on_batch_size(case: Case) -> bool:
    """Refused only because this batch holds one value per channel."""
    shape = sizes_of(case)[0]
    if case["layer"] not in ("BatchNorm1d", "BatchNorm2d", "GroupNorm") or len(shape) < 2:
        return False
    kept_apart = case["kwargs"].get("num_groups") or shape[1]
    return not case["expect"]["ok"] and math.prod(shape) // kept_apart == 1


def depends_on_values(case: Case) -> bool:
    """Refused only because this batch holds an index that is not in the table."""
    return case["layer"] == "Embedding" and case["expect"].get("cause") == "index_value"


RULES: dict[str, Callable[[Case], bool]] = {
    rule.__name__: rule
    for rule in (wrong_in_channels, without_batch, on_batch_axis, empty_input, depends_on_batch_size, depends_on_values)
}
LEFT_OUT = {
    "wrong_in_channels": 59,
    "without_batch": 44,
    "on_batch_axis": 66,
    "empty_input": 3,
    "depends_on_batch_size": 5,
    "depends_on_values": 3,
}


def rule_for(case: Case) -> str | None:
    return next((name for name, rule in RULES.items() if rule(case)), None)


def shapes_of(case: Case) -> list[Shape]:
    return [Shape(tuple(x["shape"][1:]), Kind.INDEX if x["dtype"].startswith("int") else Kind.FLOAT) for x in case["inputs"]]


def layer_of(case: Case) -> Layer:
    fields = {name: value for name, value in case["kwargs"].items() if name not in FOLLOWING}
    if case["layer"] == "Reshape":
        fields["shape"] = fields["shape"][1:]  # without the batch
    return make(NAMES.get(case["layer"], case["layer"]), **fields)


def elements(shapes: dict[str, tuple[int, ...]]) -> int:
    return sum(math.prod(shape) for shape in shapes.values())


COMPARED = [case for case in CASES if rule_for(case) is None]


@pytest.mark.parametrize("case", some((case for case in COMPARED if case["expect"]["ok"]), 100), ids=lambda case: case["id"])
def test_same_shape_and_parameters_where_torch_gives_one(case: Case) -> None:
    layer, inputs = layer_of(case), shapes_of(case)
    (result,) = layer.outputs(*inputs)
    assert list(result.sizes) == case["expect"]["output_shape"][1:]
    assert elements(layer.parameter_shapes(*inputs)) == case["expect"]["params"]
    assert elements(layer.buffer_shapes(*inputs)) == case["expect"]["buffers"]


@pytest.mark.parametrize("case", some((case for case in COMPARED if not case["expect"]["ok"]), 40), ids=lambda case: case["id"])
def test_plain_words_where_torch_refuses(case: Case) -> None:
    with pytest.raises((ShapeError, FieldError)) as caught:
        layer_of(case).outputs(*shapes_of(case))
    text = str(caught.value)
    assert " " in text
    assert "Error" not in text
    assert "{" not in text
    assert "torch" not in text.lower()


def test_what_is_left_out_is_counted() -> None:
    counted = Counter(rule_for(case) for case in CASES)
    compared = counted.pop(None)
    assert counted == LEFT_OUT
    assert compared == len(CASES) - sum(LEFT_OUT.values())
