"""Compare layers with the torch modules of their calls: shapes, tensors and costs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import torch
from hypothesis import strategies as st
from torch import Tensor, nn

from builder.common.fields import FieldError, alternatives, choices
from builder.layers import LAYERS, Layer, Shape, make
from builder.layers.base import Kind, ShapeError

SAMPLES = ((8,), (8, 5), (6, 8), (8, 6, 8), (8, 6, 7), (7, 7, 7), (4, 5, 4, 6), (3, 4, 4))

REFUSALS = (RuntimeError, ValueError, NotImplementedError, IndexError, TypeError, AssertionError)

BATCH = 2


EMPTY = ("ConvTranspose", "MaxUnpool", "Slice", "ZeroPad", "ConstantPad", "ReflectionPad", "ReplicationPad", "CircularPad")
"""Kinds for which torch allows empty results, and a canvas does not."""

AXES = {"start_dim", "end_dim", "dim"}

SERIES = {"LSTM", "GRU", "RNN", "MultiheadAttention", "TransformerEncoderLayer"}
"""Kinds that in torch also take one series without a batch axis."""

OWN = {"CenterCrop", "ClassToken"}
"""Kinds without a torch module: only our rule refuses inputs."""

ELEMENTWISE = {"Add", "Subtract", "Multiply", "Mean", "Maximum"}

UNBATCHED = re.compile(
    r"(Conv|ConvTranspose|MaxPool|AvgPool|LPPool|AdaptiveAvgPool|AdaptiveMaxPool|MaxUnpool|InstanceNorm"
    r"|Softmax|ReflectionPad|ReplicationPad|CircularPad)([123])d"
)
"""Kinds that in torch also take one sample without a batch axis, and their number of axes."""


def per_kernel(macs_at: str) -> Any:
    """MACs of a convolution: one kernel per element of its input or output."""

    def count(m: Any, x: Tensor, y: Tensor) -> int:
        numbers, channels = (y, m.in_channels) if macs_at == "output" else (x, m.out_channels)
        return numbers.numel() * (channels // m.groups) * math.prod(m.kernel_size)

    return count


def per_step(m: Any, x: Tensor, *_given: Any) -> int:
    """MACs of the weight matrices at every step of a series."""
    return x.shape[1] * sum(weight.numel() for name, weight in m.named_parameters() if name.startswith("weight"))


def attention_macs(m: Any, query: Tensor, *given: Any) -> int:
    """MACs of the four weight matrices; keys and values default to the query."""
    key, value = given[:2] if len(given) == 3 else (query, query)
    matrices = ((query, m.embed_dim), (key, m.kdim), (value, m.vdim), (query, m.embed_dim))
    return sum(x.shape[1] * width * m.embed_dim for x, width in matrices)


MACS = {
    **{f"Conv{n}d": per_kernel("output") for n in (1, 2, 3)},
    **{f"ConvTranspose{n}d": per_kernel("input") for n in (1, 2, 3)},
    "Linear": lambda m, x, y: y.numel() * m.in_features,
    "SquaredDistances": lambda m, x, y: x.numel() * m.weight.shape[0],
    "PatchEmbedding": per_kernel("output"),
    "LSTM": per_step,
    "GRU": per_step,
    "RNN": per_step,
    "MultiheadAttention": attention_macs,
    "TransformerEncoderLayer": lambda m, x, y: attention_macs(m.self_attn, x, y) + 2 * x.numel() * m.linear1.out_features,
    "Bilinear": lambda m, x1, x2, y: y.numel() * m.in1_features * m.in2_features,
}


class Called(nn.Module):
    """A call as in the emitted source."""

    def __init__(self, layer: Layer, inputs: Sequence[Shape]) -> None:
        super().__init__()
        call = layer.call(*inputs)
        self.names = [f"x{port}" for port in range(len(inputs))]
        if call.module is None:
            self.block = nn.Module()
        elif call.helper:
            namespace: dict[str, Any] = {"torch": torch, "nn": nn, "Tensor": Tensor}
            exec(call.helper, namespace)
            self.block = namespace[call.module](*call.args, **call.kwargs)
        else:
            assert call.module.startswith("nn.")
            self.block = getattr(nn, call.module.removeprefix("nn."))(*call.args, **call.kwargs)
        places = {"module": "self.block", "device": "torch.device('cpu')", "self": "self.block"}
        text = call.expression or "{module}({all})"
        places["batch"] = str(BATCH)
        self.source = text.format(*self.names, all=", ".join(self.names), **places)
        for name, value in call.buffers.items():
            self.register_buffer(f"block_{name}", torch.tensor(value), persistent=False)

    def forward(self, *values: Tensor) -> Any:
        return eval(self.source, {"torch": torch, "self": self}, dict(zip(self.names, values, strict=True)))


def build_module(layer: Layer, inputs: Sequence[Shape]) -> nn.Module:
    """The module of the layer's call, without its expression."""
    return Called(layer, inputs).block


def batch_of(inputs: Sequence[Shape], batch: int = BATCH) -> list[Tensor]:
    """A batch of zeros per input: (batch, *sizes), float32 or int64."""
    dtypes = {Kind.FLOAT: torch.float32, Kind.INDEX: torch.int64}
    return [torch.zeros(batch, *x.sizes, dtype=dtypes[x.kind]) for x in inputs]


def results(called: nn.Module, inputs: Sequence[Shape], batch: int = BATCH) -> list[Tensor]:
    """The results, one tensor per output port."""
    with torch.no_grad():
        value = called(*batch_of(inputs, batch))
    return list(value) if isinstance(value, tuple | list) else [value]


def assert_agrees_with_torch(layer: Layer, inputs: Sequence[Shape]) -> None:
    """Assert that layer and torch agree on shapes, kinds, tensors and costs, or that both refuse the inputs."""
    try:
        expected = [(x.sizes, x.kind) for x in layer.outputs(*inputs)]
    except ShapeError:
        expected = None
    if layer.kind in ("Input", "Output"):
        return
    called: Called | None = None
    try:
        called = Called(layer, inputs)
        found = [(tuple(y.shape[1:]), Kind.FLOAT if y.is_floating_point() else Kind.INDEX) for y in results(called, inputs)]
    except REFUSALS:
        found = None
    if layer.kind.startswith(EMPTY) and found is not None and 0 in found[0][0]:
        found = None  # some of torch's kernels give an image without pixels, others refuse it
    assert expected == found, (layer, [str(x) for x in inputs])
    if expected is None or called is None:
        return
    assert len(expected) == len(layer.output_names)
    module = called.block
    kept = {name: tuple(value.shape) for name, value in module.state_dict().items()}
    assert layer.parameter_shapes(*inputs) == {name: tuple(value.shape) for name, value in module.named_parameters()}
    assert layer.parameter_shapes(*inputs) | layer.buffer_shapes(*inputs) == kept
    costs_and_sums_are_right(layer, inputs, module)


def costs_and_sums_are_right(layer: Layer, inputs: Sequence[Shape], module: nn.Module) -> None:
    """Assert that the MACs are those of the module, and that every formula computes the size it states."""
    counted = 0
    if layer.kind in MACS:
        x = batch_of(inputs, 1)
        counted = MACS[layer.kind](module, *x, run_once(module, x))
    assert layer.macs(*inputs) == counted
    for line in layer.formula(*inputs):
        if "=" in line:
            left, right = line.rsplit("=", 1)
            assert int(eval(as_python(left), {"math": math})) == int(right.replace(",", "")), line
            assert any(int(right.replace(",", "")) in y.sizes for y in layer.outputs(*inputs)), line


def run_once(module: nn.Module, x: list[Tensor]) -> Tensor:
    """The first result of the module; attention takes its only input three times."""
    value = module(*x * 3) if isinstance(module, nn.MultiheadAttention) and len(x) == 1 else module(*x)
    return value if isinstance(value, Tensor) else value[0]


def as_python(line: str) -> str:
    """A formula in Python's notation."""
    for paper, python in (("·", "*"), ("−", "-"), ("⌊", "math.floor("), ("⌈", "math.ceil("), ("⌋", ")"), ("⌉", ")")):
        line = line.replace(paper, python)
    return line


def shapes_for(layer: Layer, *sizes: tuple[int, ...]) -> tuple[Shape, ...]:
    """One shape per input, of the kind it takes; the last sizes are repeated."""
    names = layer.input_names if not layer.variadic else ("input",) * max(2, len(sizes))
    kinds = [Kind.INDEX if name == "indices" else Kind.FLOAT for name in names]
    return tuple(Shape(sizes[min(port, len(sizes) - 1)], kind) for port, kind in enumerate(kinds))


def accepted_inputs(layer: Layer) -> list[tuple[Shape, ...]]:
    """Those of SAMPLES that the layer accepts."""
    found = []
    for sizes in SAMPLES:
        inputs = shapes_for(layer, sizes)
        try:
            layer.outputs(*inputs)
        except ShapeError:
            continue
        found.append(inputs)
    return found


# -- drawn at random -------------------------------------------------------------------------------------------------

SIGNED = {"shape", "unflattened_size", "start", "end"}
"""Fields that take negative numbers."""
WIDE = {"hidden_size": st.integers(1, 6), "proj_size": st.integers(0, 3), "num_layers": st.integers(1, 3)}
WHOLE = {**WIDE, "out_channels": st.integers(1, 8), "out_features": st.integers(1, 8), "groups": st.integers(1, 4)}
FACTORS = st.sampled_from([0.3, 1.5, 2.0])


def values_for(name: str, annotation: Any, low: float | None) -> st.SearchStrategy[Any]:
    """Small values of a field, on both sides of what fits."""
    return st.one_of([_one_of(name, option, 0 if low == 0 else 1) for option in alternatives(annotation)])


def _one_of(name: str, option: Any, lowest: int) -> st.SearchStrategy[Any]:
    if name in AXES:
        return st.integers(-5, 5)
    if name == "dims":
        return st.integers(2, 5).flatmap(lambda rank: st.permutations(range(1, rank))).map(lambda order: (0, *order))
    if name in SIGNED or (name == "padding" and lowest == 1):
        whole = st.integers(-3, 6)
        parts = getattr(option, "__args__", ())
        fixed = len(parts) > 0 and parts[-1] is not Ellipsis
        tuples = st.tuples(*[whole] * len(parts)) if fixed else st.lists(whole, min_size=1, max_size=3).map(tuple)
        return whole if option is int else st.none() if option is type(None) else tuples
    if option is bool:
        return st.booleans()
    if option is int:
        return WHOLE.get(name, st.integers(lowest, 5))
    if option is float:
        return st.sampled_from([0.1, 0.25, 0.5, 1.0]) if name != "scale_factor" else FACTORS
    if option is type(None):
        return st.none()
    if choices(option):
        return st.sampled_from(choices(option))
    inner = FACTORS if "float" in str(option) else st.integers(lowest, 5)
    parts = option.__args__
    if parts[-1] is Ellipsis:
        return st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.tuples(*[st.one_of(inner, st.none()) if type(None) in alternatives(part) else inner for part in parts])


@st.composite
def situations(draw: st.DrawFn, kind: str) -> tuple[Layer, tuple[Shape, ...]]:
    """A layer with some fields set, and one input shape per port."""
    cls = LAYERS[kind]
    names = draw(st.lists(st.sampled_from(list(cls.params())), unique=True, max_size=5)) if cls.params() else []
    values = {name: draw(values_for(name, cls.annotation(name), cls.params()[name].low)) for name in names}
    try:
        layer = make(kind, **{**cls.fresh().values(), **values})
    except FieldError:
        layer = cls.fresh()
    return layer, draw(input_shapes(layer))


@st.composite
def input_shapes(draw: st.DrawFn, layer: Layer) -> tuple[Shape, ...]:
    """One input shape per port, mostly of the rank that the layer works on."""
    size = st.sampled_from([1, 2, 3, 4, 6, 9])
    ranks = _ranks(layer.kind)
    shape = st.one_of(st.lists(size, min_size=ranks, max_size=ranks), st.lists(size, min_size=1, max_size=4)).map(tuple)
    first = draw(shape)
    arity = draw(st.integers(1, 3)) if layer.variadic else len(layer.input_names)
    others = [draw(st.one_of(st.just(first), shape)) for _ in range(arity - 1)]
    shapes = shapes_for(layer, first, *others) if arity > 1 else shapes_for(layer, first)
    return shapes[:arity]


def _ranks(kind: str) -> int:
    """The rank of the samples that the kind is for."""
    found = re.search(r"([123])d$", kind)
    return int(found[1]) + 1 if found else 3


def _refused(layer: Layer, inputs: Sequence[Shape]) -> bool:
    try:
        layer.outputs(*inputs)
    except ShapeError:
        return True
    return False


def _last(layer: Layer, x: Shape) -> int:
    """The axis of the layer, or the last if it is out of range."""
    dim: int = layer.values()["dim"]
    return dim if -len(x) - 1 <= dim <= len(x) else -1


def beyond_a_canvas(layer: Layer, inputs: Sequence[Shape]) -> bool:
    """Whether torch accepts what a canvas refuses on purpose: the batch axis, and samples without a batch."""
    if any(getattr(layer, name, 1) in (0, *(-len(x) - 1 for x in inputs)) for name in AXES):
        return True
    spatial = UNBATCHED.fullmatch(layer.kind)
    if spatial:
        return len(inputs[0]) == int(spatial[2])
    if layer.kind.startswith(("ZeroPad", "ConstantPad")):
        return len(inputs[0]) == len(layer.values()["padding"]) // 2 - 1
    if layer.kind == "PatchEmbedding":
        return len(inputs[0]) == 2
    if layer.kind in OWN:
        return _refused(layer, inputs)
    if layer.kind in SERIES:
        return len(inputs[0]) == 1
    if layer.kind.startswith("Pixel"):
        return len(inputs[0]) == 2
    if layer.kind == "MatMul":
        return len({len(x) for x in inputs}) > 1 or len(inputs[0]) < 2
    if layer.kind in ("Stack", "Unsqueeze"):
        return bool(layer.values()["dim"] == -len(inputs[0]) - 2)
    if layer.kind == "Chunk":
        return len(torch.zeros(2, *inputs[0].sizes).chunk(layer.values()["chunks"], _last(layer, inputs[0]))) < len(
            layer.output_names
        )
    if layer.kind in ("LayerNorm", "RMSNorm"):
        return len(getattr(layer, "normalized_shape", None) or ()) > len(inputs[0])
    return layer.kind in ELEMENTWISE and len({len(x) for x in inputs}) > 1
