"""Every layer of the catalogue against the real torch module that its call makes."""

from __future__ import annotations

import inspect
import math
from collections.abc import Sequence
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from builder.fields import FieldError, alternatives, choices
from builder.layers import LAYERS, Layer, Shape, make
from builder.layers.base import Category, ShapeError

ASIDE = {"inplace", "device", "dtype"}
"""Torch's arguments that no layer has."""
ASIDE_OF = {"MaxPool2d": {"return_indices"}, "ConvTranspose2d": {"padding_mode"}}
"""Further ones, each with its reason in the help of the layer."""
OTHER_DEFAULT = {"Softmax": {"dim"}, "LayerNorm": {"normalized_shape"}}
"""Softmax: torch warns about its own default. LayerNorm: torch has none, empty follows the input."""
WITHOUT_MODULE = {"Input", "Output", "Add", "Concat"}

MACS = {
    "Conv2d": lambda m, x, y: y.numel() * m.in_channels // m.groups * math.prod(m.kernel_size),
    "ConvTranspose2d": lambda m, x, y: x.numel() * m.out_channels // m.groups * math.prod(m.kernel_size),
    "Linear": lambda m, x, y: y.numel() * m.in_features,
}

SAMPLES = ((8,), (8, 5), (8, 6, 7), (4, 5, 4, 6))


def torch_class(kind: str) -> type[nn.Module]:
    return getattr(nn, kind)


class Expression(nn.Module):
    """The module of a call that is an expression, made as the emitted source makes it."""

    def __init__(self, text: str, buffers: dict[str, Any], arity: int) -> None:
        super().__init__()
        names = [f"x{port}" for port in range(arity)]
        self.source = text.format(*names, all=", ".join(names), self="self.block")
        self.names = names
        for name, value in buffers.items():
            self.register_buffer(f"block_{name}", torch.tensor(value), persistent=False)

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        return eval(self.source, {"torch": torch, "self": self}, dict(zip(self.names, values, strict=True)))


def built(layer: Layer, inputs: Sequence[Shape]) -> nn.Module:
    call = layer.call(*inputs)
    if call.module is None:
        return Expression(call.expression or "", dict(call.buffers), max(1, len(inputs)))
    assert call.module.startswith("nn.")
    return torch_class(call.module.removeprefix("nn."))(*call.args, **call.kwargs)


def run(module: nn.Module, inputs: Sequence[Shape], batch: int = 2) -> torch.Tensor:
    with torch.no_grad():
        return module(*(torch.zeros(batch, *x.sizes) for x in inputs))


def agrees(layer: Layer, inputs: Sequence[Shape]) -> None:
    """The layer and torch say the same: the same shapes, or both refuse."""
    try:
        expected = layer.outputs(*inputs)[0].sizes
    except ShapeError:
        expected = None
    try:
        module = built(layer, inputs)
        result = tuple(run(module, inputs or layer.outputs()).shape[1:])
    except (RuntimeError, ValueError, NotImplementedError, IndexError, TypeError):
        result = None
    if layer.kind == "ConvTranspose2d" and result is not None and 0 in result:
        result = None  # some of torch's kernels give an image without pixels, others refuse it
    assert expected == result, (layer, [str(x) for x in inputs])
    if expected is None:
        return
    kept = {name: tuple(value.shape) for name, value in module.state_dict().items()}
    assert layer.parameter_shapes(*inputs) == {name: tuple(value.shape) for name, value in module.named_parameters()}
    assert layer.parameter_shapes(*inputs) | layer.buffer_shapes(*inputs) == kept
    costs_and_sums_are_right(layer, inputs, module)


def costs_and_sums_are_right(layer: Layer, inputs: Sequence[Shape], module: nn.Module) -> None:
    """Multiplications are those of the module, and every formula comes out at what it says."""
    counted = 0
    if layer.kind in MACS:
        x = torch.zeros(1, *inputs[0].sizes)
        counted = MACS[layer.kind](module, x, module(x))
    assert layer.macs(*inputs) == counted
    for line in layer.formula(*inputs):
        if "=" in line:
            left, right = line.rsplit("=", 1)
            assert int(eval(worked(left), {"math": math})) == int(right.replace(",", "")), line
            assert int(right.replace(",", "")) in layer.outputs(*inputs)[0].sizes, line


def worked(line: str) -> str:
    """A formula as Python reads it."""
    for paper, python in (("·", "*"), ("−", "-"), ("⌊", "math.floor("), ("⌈", "math.ceil("), ("⌋", ")"), ("⌉", ")")):
        line = line.replace(paper, python)
    return line


def accepted(layer: Layer) -> list[tuple[Shape, ...]]:
    """The samples that the layer takes."""
    found = []
    for sizes in SAMPLES:
        inputs = (Shape(sizes),) * (2 if layer.variadic else len(layer.input_names))
        try:
            layer.outputs(*inputs)
        except ShapeError:
            continue
        found.append(inputs)
    return found


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("sizes", SAMPLES, ids=str)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_fresh_layer_agrees_with_torch_on_every_kind_of_sample(kind: str, sizes: tuple[int, ...]) -> None:
    layer = LAYERS[kind].fresh()
    inputs = (Shape(sizes),) * (2 if layer.variadic else len(layer.input_names))
    if not beyond_a_canvas(layer, inputs):
        agrees(layer, inputs)


@pytest.mark.parametrize("kind", LAYERS)
def test_fresh_layer_works_on_something(kind: str) -> None:
    assert accepted(LAYERS[kind].fresh())


@pytest.mark.parametrize("kind", sorted(set(LAYERS) - WITHOUT_MODULE))
def test_fields_and_defaults_are_those_of_torch(kind: str) -> None:
    cls = LAYERS[kind]
    fields, inferred = cls.params(), cls.fresh().inferred(accepted(cls.fresh())[0][0])
    arguments = {
        name: argument
        for name, argument in inspect.signature(torch_class(kind)).parameters.items()
        if name not in ASIDE | ASIDE_OF.get(kind, set())
        and argument.kind not in (argument.VAR_POSITIONAL, argument.VAR_KEYWORD)
    }
    assert set(fields) | set(inferred) == set(arguments) | set(inferred)
    assert set(inferred) <= set(arguments)
    for name, info in fields.items():
        if name in OTHER_DEFAULT.get(kind, set()):
            continue
        default = arguments[name].default
        assert info.required == (default is inspect.Parameter.empty), name
        if not info.required:
            pair = (default, default) if isinstance(info.default, tuple) else default
            assert info.default == pair, name


@pytest.mark.parametrize("kind", LAYERS)
def test_everything_a_person_reads_is_there(kind: str) -> None:
    cls = LAYERS[kind]
    assert len(cls.help()) > 40
    assert cls.title
    assert cls.keywords
    assert cls.default_name.isidentifier()
    assert cls.category is not Category.UNKNOWN
    for name, info in cls.params().items():
        assert info.doc.endswith("."), name
        assert info.doc[0].isupper(), name
    layer = cls.fresh()
    for inputs in accepted(layer):
        for line in layer.formula(*inputs):
            assert any(sign in line for sign in "=→")
        assert len(layer.summary()) < 60


@pytest.mark.parametrize("kind", LAYERS)
def test_record_makes_the_same_layer_again(kind: str) -> None:
    layer = LAYERS[kind].fresh()
    assert make(kind, **layer.record()) == layer


# -- drawn at random -------------------------------------------------------------------------------------------------

SMALL = st.integers(1, 5)
WHOLE = {"out_channels": st.integers(1, 8), "out_features": st.integers(1, 8), "groups": st.integers(1, 4)}
AXES = {"start_dim", "end_dim", "dim"}


def values_for(name: str, annotation: Any, low: float | None) -> st.SearchStrategy[Any]:
    """Values of a field that are small enough to build, on and beyond the edge of what fits."""
    options: list[st.SearchStrategy[Any]] = []
    for option in alternatives(annotation):
        lowest = 0 if low == 0 else 1
        if name in AXES:
            options.append(st.integers(-5, 5))
        elif option is bool:
            options.append(st.booleans())
        elif option is int:
            options.append(WHOLE.get(name, st.integers(lowest, 5)))
        elif option is float:
            options.append(
                st.sampled_from([0.1, 0.25, 0.5, 1.0]) if name != "scale_factor" else st.sampled_from([0.3, 1.5, 2.0])
            )
        elif option is type(None):
            options.append(st.none())
        elif choices(option):
            options.append(st.sampled_from(choices(option)))
        else:
            inner = st.sampled_from([0.3, 1.5, 2.0]) if "float" in str(option) else st.integers(lowest, 5)
            options.append(st.tuples(inner, inner))
    return st.one_of(options)


@st.composite
def situations(draw: st.DrawFn, kind: str) -> tuple[Layer, tuple[Shape, ...]]:
    """A layer with some fields set, and one input shape a port."""
    cls = LAYERS[kind]
    names = draw(st.lists(st.sampled_from(list(cls.params())), unique=True, max_size=5)) if cls.params() else []
    values = {name: draw(values_for(name, cls.annotation(name), cls.params()[name].low)) for name in names}
    try:
        layer = make(kind, **{**cls.fresh().values(), **values})
    except FieldError:
        layer = cls.fresh()
    size = st.sampled_from([1, 2, 3, 4, 6, 9])
    shape = st.one_of(st.tuples(size, size, size), st.lists(size, min_size=1, max_size=4).map(tuple))
    first = draw(shape)
    arity = draw(st.integers(1, 3)) if layer.variadic else len(layer.input_names)
    others = [draw(st.one_of(st.just(first), shape)) for _ in range(arity - 1)]
    return layer, tuple(Shape(sizes) for sizes in [first, *others][:arity])


def beyond_a_canvas(layer: Layer, inputs: Sequence[Shape]) -> bool:
    """What torch takes and a canvas refuses on purpose: the batch axis, and samples without a batch."""
    if any(getattr(layer, name, 1) in (0, *(-len(x) - 1 for x in inputs)) for name in AXES):
        return True
    if layer.kind in ("Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d"):
        return len(inputs[0]) == 2
    if layer.kind == "LayerNorm":
        return len(getattr(layer, "normalized_shape", None) or ()) > len(inputs[0])
    return layer.kind == "Add" and len({len(x) for x in inputs}) > 1


@pytest.mark.parametrize("kind", sorted(set(LAYERS) - {"Input", "Output"}))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_fields_and_shapes_agree_with_torch(kind: str) -> None:
    @given(situations(kind))
    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    def check(situation: tuple[Layer, tuple[Shape, ...]]) -> None:
        layer, inputs = situation
        if not beyond_a_canvas(layer, inputs):
            agrees(layer, inputs)

    check()
