"""Receptive fields compared with what torch's gradients reach, and with published ones."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from builder import zoo
from builder.analysis import analyse
from builder.cost.receptive_field import Field, ReceptiveFields
from builder.emit.compile import compile_graph
from builder.groups.expansion import expand
from builder.layers import LAYERS, Layer, Shape
from builder.layers.base import Category, Kind
from builder.model.graph import Graph
from builder.sketch import Sketch
from tests.support.graphs import chain, id_of
from tests.support.group_examples import repeated_group
from tests.support.lanes import draws, some
from tests.support.torch_layers import Called, accepted_inputs

# -- published -------------------------------------------------------------------------------------------------------


def field_of(graph: Graph, name: str) -> Field | None:
    """The field of the block called `name`."""
    return ReceptiveFields(graph, analyse(graph)).of(id_of(graph, name))


@pytest.mark.parametrize(
    ("network", "block", "pixels", "step"),
    [
        ("alexnet", "pool5", 195, 32),  # this and the next three: the table of Araujo, Norris and Sim
        ("alexnet_2012", "pool5", 195, 32),
        ("vgg16", "stage5", 212, 32),
        ("inception_v3", "mixed7c", 1311, 32),
        ("resnet50", "layer4", 427, 32),  # 483 there: torchvision takes the steps of 2 a layer earlier each time
        ("resnet101", "layer4", 971, 32),
        ("resnet152", "layer4", 1451, 32),
        ("mobilenet_v2", "last_act", 491, 32),
        ("unet_small", "scores", 100, 1),
    ],
)
def test_published_fields(network: str, block: str, pixels: int, step: int) -> None:
    graph = zoo.build(network)
    field = field_of(graph, block)
    assert field.sizes == (pixels, pixels)
    assert field.steps == (step, step)


# -- compared with torch's gradients ----------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def exact_numbers() -> Iterator[None]:
    """Small gradients must not vanish."""
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def positive(module: nn.Module) -> nn.Module:
    """With weights that cannot cancel each other out."""
    with torch.no_grad():
        for weight in module.parameters():
            weight.uniform_(0.5, 1.5)
    return module.eval()


def reached(module: nn.Module, image: Tensor, place: tuple[int, ...]) -> list[tuple[int, int]]:
    """The first and the last pixel, along each axis, on which the number at `place` of the first map depends.

    Where there is none, as in the gaps between windows that are painted far apart, the last comes before the first.
    """
    image = image.clone().requires_grad_()
    module(image)[(0, 0, *place)].backward()
    seen = image.grad[0].abs().sum(0) > 0
    return [(int(along.min()), int(along.max())) if len(along) else (1, 0) for along in seen.nonzero().T]


kernels = st.integers(1, 4)
steps = st.integers(1, 3)
windows = st.fixed_dictionaries({"kernel_size": st.tuples(kernels, kernels), "stride": st.tuples(steps, steps)})
gaps = st.fixed_dictionaries({"dilation": st.tuples(st.integers(1, 3), st.integers(1, 3))})
borders = st.fixed_dictionaries({"padding": st.integers(0, 1)})
DOWN = st.one_of(
    st.tuples(
        st.just("Conv2d"),
        st.builds(lambda *parts: {"out_channels": 2} | parts[0] | parts[1] | parts[2], windows, gaps, borders),
    ),
    st.tuples(st.just("AvgPool2d"), windows),
    st.tuples(st.just("ReLU"), st.just({})),
    st.tuples(st.just("BatchNorm2d"), st.just({})),
    st.tuples(st.just("ZeroPad2d"), st.just({"padding": (1, 0, 2, 1)})),
)
UP = st.one_of(
    st.tuples(st.just("Upsample"), st.fixed_dictionaries({"scale_factor": st.sampled_from([2.0, 3.0])})),
    st.tuples(
        st.just("ConvTranspose2d"),
        st.fixed_dictionaries(
            {"out_channels": st.just(2), "kernel_size": st.integers(2, 4), "stride": st.sampled_from([2, 3])}
        ),
    ),
    DOWN,
)


def stacked(layers: list[tuple[str, dict[str, object]]], size: int) -> Graph:
    """The layers one behind the other, on an image of this size."""
    net = Sketch()
    x = net("Input", shape=(1, size, size))
    for kind, fields in layers:
        x = net(kind, x, **fields)
    net("Output", x)
    return net.graph


@settings(
    max_examples=draws(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(st.lists(DOWN, min_size=1, max_size=5))
def test_what_a_stack_sees_is_what_its_gradient_reaches(layers: list[tuple[str, dict[str, object]]]) -> None:
    graph = stacked(layers, 120)
    analysis = analyse(graph)
    assume(analysis.ok)
    field = ReceptiveFields(graph, analysis).of(graph.of_kind("Output")[0])
    sizes = analysis.blocks[graph.of_kind("Output")[0]].output.sizes[1:]
    module, image = positive(compile_graph(graph)), torch.rand(1, 1, 120, 120) + 0.5
    middle = tuple(size // 2 for size in sizes)
    found = reached(module, image, middle)
    assume(all(first > 0 and last < 119 for first, last in found))  # not cut off by the border
    assert [last - first + 1 for first, last in found] == list(field.sizes)
    for axis in range(2):
        following = tuple(place + (at == axis) for at, place in enumerate(middle))
        assume(following[axis] < sizes[axis])
        behind = reached(module, image, following)[axis]
        assume(behind[1] < 119)
        assert behind[0] - found[axis][0] == field.steps[axis]


@settings(
    max_examples=draws(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(st.lists(UP, min_size=1, max_size=5))
def test_where_images_grow_nothing_sees_more_than_is_said(layers: list[tuple[str, dict[str, object]]]) -> None:
    graph = stacked(layers, 48)
    analysis = analyse(graph)
    assume(analysis.ok)
    end = graph.of_kind("Output")[0]
    assume(analysis.blocks[end].output.elements < 40_000)
    field = ReceptiveFields(graph, analysis).of(end)
    height, width = analysis.blocks[end].output.sizes[1:]
    module, image = positive(compile_graph(graph)), torch.rand(1, 1, 48, 48) + 0.5
    for more in range(min(6, height - height // 2, width - width // 2)):
        found = reached(module, image, (height // 2 + more, width // 2 + more))
        assert all(last - first + 1 <= size for (first, last), size in zip(found, field.sizes, strict=True))


@pytest.mark.parametrize(
    ("layers", "pixels", "step"),
    [
        ([("Upsample", {"scale_factor": 2.0}), ("Conv2d", {"kernel_size": 3})], 2, Fraction(1, 2)),
        ([("Upsample", {"scale_factor": 2.0}), ("Conv2d", {"kernel_size": 2})], 2, Fraction(1, 2)),
        ([("Upsample", {"scale_factor": 4.0}), ("Conv2d", {"kernel_size": 3})], 2, Fraction(1, 4)),
        ([("MaxPool2d", {}), ("Upsample", {"scale_factor": 2.0}), ("Conv2d", {"kernel_size": 3})], 4, 1),
        ([("ConvTranspose2d", {"kernel_size": 2, "stride": 2})], 1, Fraction(1, 2)),
        ([("ConvTranspose2d", {"kernel_size": 4, "stride": 2})], 2, Fraction(1, 2)),
        ([("Upsample", {"scale_factor": 2.0, "mode": "bilinear"})], 2, Fraction(1, 2)),
        ([("Conv2d", {"kernel_size": 3, "dilation": 4})], 9, 1),
        ([("Conv2d", {"out_channels": 4, "kernel_size": 3}), ("PixelShuffle", {})], 3, Fraction(1, 2)),
        ([("PixelUnshuffle", {}), ("Conv2d", {"kernel_size": 3})], 6, 2),
        ([("Conv2d", {"kernel_size": 3}), ("LocalResponseNorm", {})], 3, 1),
        ([("AdaptiveAvgPool2d", {"output_size": 8})], 3, 3),
    ],
)
def test_small_stacks_by_hand(layers: list[tuple[str, dict[str, object]]], pixels: int, step: Fraction | int) -> None:
    graph = stacked(layers, 24)
    field = ReceptiveFields(graph, analyse(graph)).of(graph.of_kind("Output")[0])
    assert field == Field((pixels, pixels), (step, step), (24, 24))


def test_an_unpooled_pixel_sees_the_window_it_came_from() -> None:
    net = Sketch()
    pool = net("MaxPool2d", net("Input", shape=(1, 8, 8)), return_indices=True)
    net("Output", net("MaxUnpool2d", pool, (pool, 1), name="unpool"))
    assert field_of(net.graph, "unpool") == Field((2, 2), (1, 1), (8, 8))


# -- every layer by itself -------------------------------------------------------------------------------------------


def spread(layer: Layer, inputs: tuple[Shape, ...], axis: int) -> list[Tensor]:
    """For each output axis, which places along it (columns) are spoilt by which place of the inputs along `axis` (rows)."""
    count = inputs[0].sizes[axis]
    called = Called(layer, inputs).eval()
    called.source = called.source.replace("expand(2", f"expand({count}")
    given = []
    for x in inputs:
        values = torch.rand(count, *x.sizes)
        for place in range(count):
            values[place].select(axis, place).fill_(float("nan"))
        given.append(values)
    with torch.no_grad():
        result = called(*given)
    spoilt = (result[0] if isinstance(result, tuple | list) else result).isnan()
    return [spoilt.movedim(to, 1).flatten(2).any(2) if spoilt.dim() > 2 else spoilt for to in range(1, spoilt.dim())]


SAMPLES = [
    (layer, inputs)
    for layer in (kind.fresh() for kind in LAYERS.values() if kind.category is not Category.ENDS)
    for inputs in accepted_inputs(layer)
    if all(x.kind is Kind.FLOAT for x in inputs)
]
SAMPLES = some(SAMPLES, 30)


@pytest.mark.parametrize(("layer", "inputs"), SAMPLES, ids=[f"{layer.kind} {inputs[0]}" for layer, inputs in SAMPLES])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_layer_looks_further_than_it_says(layer: Layer, inputs: tuple[Shape, ...]) -> None:
    reaches = layer.reach(*inputs)
    assert len(reaches) == len(inputs[0])
    for axis, reach in enumerate(reaches):
        if reach.span is None or reach.to is None or reach.mixed:
            continue
        table = spread(layer, inputs, axis)[reach.to]
        assert table.any()
        for column in table.T:
            rows = column.nonzero().flatten()
            assert not len(rows) or int(rows.max() - rows.min()) < reach.span


@pytest.mark.parametrize(
    ("kinds", "sizes"),
    [
        (("Flatten", "Linear"), (None, None)),
        (("AdaptiveAvgPool2d",), (None, None)),
        (("Flatten",), (3, 3)),
        (("Flatten", "ReLU", "Dropout"), (3, 3)),
        (("GroupNorm",), (None, None)),
        (("Linear",), (3, None)),
        (("PatchEmbedding", "TransformerEncoderLayer"), (None, None)),
    ],
)
def test_some_layers_see_everything(kinds: tuple[str, ...], sizes: tuple[int | None, ...]) -> None:
    graph = chain("Input", "Conv2d", *kinds, "Output")
    field = ReceptiveFields(graph, analyse(graph)).of(graph.of_kind("Output")[0])
    assert field.sizes == sizes
    assert all(step is None for step, size in zip(field.steps, sizes, strict=True) if size is None)


def test_axes_are_followed_where_they_are_laid_out_otherwise() -> None:
    net = Sketch()
    x = net("Conv2d", net("Input", shape=(1, 12, 20)), out_channels=4, kernel_size=(3, 5))
    x = net("Permute", x, dims=(0, 2, 3, 1))
    x = net("Linear", net("LayerNorm", x, normalized_shape=(4,)), out_features=6)
    x = net("Permute", x, dims=(0, 3, 1, 2))
    x = net("Flatten", net("Unflatten", x, dim=1, unflattened_size=(2, 3)), start_dim=1, end_dim=2)
    net("Output", net("Conv2d", x, kernel_size=3, name="last"))
    assert field_of(net.graph, "last") == Field((5, 7), (1, 1), (12, 20))


def test_where_ways_join_the_widest_counts() -> None:
    net = Sketch()
    x = net("Input", shape=(1, 16, 16))
    wide = net("Conv2d", x, kernel_size=7, padding=3)
    net("Output", net("Add", x, net("Conv2d", wide, out_channels=1, kernel_size=3, padding=1), name="join"))
    assert field_of(net.graph, "join").sizes == (9, 9)


def test_series_and_volumes_have_one_and_three_axes() -> None:
    series = chain("Input", "Conv1d", "MaxPool1d", "Output", Input={"shape": (2, 30)})
    assert field_of(series, "pool1") == Field((4,), (2,), (30,))
    volume = chain("Input", "Conv3d", "Output", Input={"shape": (1, 8, 9, 10)}, Conv3d={"kernel_size": (1, 2, 3)})
    assert field_of(volume, "conv1") == Field((1, 2, 3), (1, 1, 1), (8, 9, 10))


def test_blocks_without_an_image_have_no_field() -> None:
    graph = chain("Input", "Linear", "Output", Input={"shape": (9,)})
    fields = ReceptiveFields(graph, analyse(graph))
    assert [fields.of(id) for id in graph.blocks] == [None, None, None]
    assert ReceptiveFields(Graph(), analyse(Graph())).of(1) is None
    open_ended = chain("Conv2d", "ReLU")
    assert ReceptiveFields(open_ended, analyse(open_ended)).of(2) is None


def test_a_fixed_tensor_sees_nothing_of_the_image() -> None:
    net = Sketch()
    x = net("Conv2d", net("Input", shape=(1, 8, 8)), out_channels=2, kernel_size=3)
    net("Output", net("Multiply", x, net("Constant", shape=(2, 1, 1)), name="scaled"))
    assert field_of(net.graph, "scaled").sizes == (3, 3)


def test_of_different_images_nothing_is_said() -> None:
    net = Sketch()
    small = net("Conv2d", net("Input", shape=(1, 8, 8)), kernel_size=3, padding=1)
    large = net("MaxPool2d", net("Conv2d", net("Input", shape=(1, 16, 16)), kernel_size=3, padding=1))
    net("Output", net("Add", small, large, name="both"))
    assert field_of(net.graph, "both") is None
    assert ReceptiveFields(net.graph, analyse(net.graph)).of(small).sizes == (3, 3)


def test_blocks_inside_a_group_see_what_they_see_laid_out_flat() -> None:
    graph = repeated_group(3)
    fields, flat = ReceptiveFields(graph, analyse(graph)), expand(graph)
    plain = ReceptiveFields(flat.graph, analyse(flat.graph))
    assert len(flat.paths) > len(graph.blocks)
    for id, path in flat.paths.items():
        assert fields.of(*path) == plain.of(id)
    assert field_of(graph, "block") == Field((9, 9), (1, 1), (16, 16))
