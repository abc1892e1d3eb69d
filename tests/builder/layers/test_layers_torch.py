"""Every layer of the catalogue against the real torch module that its call makes."""

from __future__ import annotations

import inspect
import re

import pytest
from hypothesis import HealthCheck, given, settings
from torch import nn

from builder.layers import LAYERS, Layer, Shape, make
from tests.support.lanes import draws, some
from tests.support.torch_layers import (
    SAMPLES,
    accepted_inputs,
    assert_agrees_with_torch,
    beyond_a_canvas,
    shapes_for,
    situations,
)

ASIDE = {"inplace", "device", "dtype"}
"""Torch's arguments that no layer has."""
BATCH_FIRST = {"LSTM", "GRU", "RNN", "TransformerEncoderLayer", "MultiheadAttention"}
ASIDE_OF = {
    "padding_mode": ({f"ConvTranspose{n}d" for n in (1, 2, 3)}, "torch takes only zeros there, though it has the argument"),
    "batch_first": (BATCH_FIRST, "the batch always comes first on a canvas; it is written into the source"),
    "kdim": ({"MultiheadAttention"}, "follows from the second input"),
    "vdim": ({"MultiheadAttention"}, "follows from the third input"),
    "min_value": ({"Hardtanh"}, "an old name of min_val, which torch warns of"),
    "max_value": ({"Hardtanh"}, "an old name of max_val, which torch warns of"),
    "_weight": ({"Embedding"}, "weights are no fields"),
    "_freeze": ({"Embedding"}, "whether weights are learned is said in the recipe"),
}
"""Further ones: of which kinds, and why."""
OTHER_DEFAULT = {
    **{key: {"dim"} for key in ("Softmax", "LogSoftmax", "Softmin")},
    "TransformerEncoderLayer": {"activation"},
    **{key: {"normalized_shape"} for key in ("LayerNorm", "RMSNorm")},
}
"""Softmax: torch warns about its own default. LayerNorm: torch has none, empty follows the input. Activation: a function."""
BESIDE = {
    **{f"MaxUnpool{n}d": {"output_size"} for n in (1, 2, 3)},
    **{kind: {"result"} for kind in ("LSTM", "GRU", "RNN")},
    "MultiheadAttention": {"self_attention"},
}
"""Fields that are no arguments of torch's constructor, but of its forward, or that say what is done with the result."""


def arguments_of(kind: str) -> dict[str, inspect.Parameter]:
    """The arguments of torch's constructor; those of recurrent layers are in their base."""
    found = dict(inspect.signature(getattr(nn, kind)).parameters)
    if kind in ("LSTM", "GRU", "RNN"):
        found = dict(inspect.signature(nn.RNNBase).parameters)
        del found["mode"]
    if kind in ("GRU", "RNN"):
        del found["proj_size"]
    if kind == "RNN":
        found["nonlinearity"] = inspect.Parameter("nonlinearity", inspect.Parameter.KEYWORD_ONLY, default="tanh")
    return found


def in_torch(kind: str) -> bool:
    """Whether torch has a module of that name."""
    found = getattr(nn, kind, None)
    return isinstance(found, type) and issubclass(found, nn.Module)


ABSENT = {
    "Container|Module(Dict|List)?|Parameter(Dict|List)|Sequential|DataParallel": "hold modules; on a canvas a graph does",
    ".*Loss(2d)?|AdaptiveLogSoftmaxWithLoss": "losses, which are chosen in the recipe",
    "Lazy.*": "find their sizes when they first run; here every layer does so before",
    "(RNN|LSTM|GRU)Cell|RNN(Cell)?Base": "one step of a recurrent layer",
    "Transformer(Decoder|Encoder|DecoderLayer)?": "several layers at once: put them behind each other, or into a group",
    "Upsampling(Bilinear|Nearest)2d": "old names of Upsample",
    "CrossMapLRN2d": "an old name of LocalResponseNorm",
    "SyncBatchNorm": "a batch normalisation for training on several machines",
    "CosineSimilarity|PairwiseDistance": "compare two vectors, for losses",
    "Fold|Unfold|ChannelShuffle": "come in as opaque blocks",
    "EmbeddingBag|FractionalMaxPool[23]d": "seldom met in the networks that are drawn; later",
}
"""Modules of torch that have no kind of their own, and why."""


def test_every_module_of_torch_has_a_kind_or_a_reason_to_have_none() -> None:
    absent = {name for name in dir(nn) if in_torch(name)} - set(LAYERS)
    unexplained = {name for name in absent if not any(re.fullmatch(pattern, name) for pattern in ABSENT)}
    assert not unexplained
    for pattern in ABSENT:
        assert any(re.fullmatch(pattern, name) for name in absent), pattern


@pytest.mark.parametrize("kind", some(LAYERS, 30))
@pytest.mark.parametrize("sizes", some(SAMPLES, 1), ids=str)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_fresh_layer_agrees_with_torch_on_every_kind_of_sample(kind: str, sizes: tuple[int, ...]) -> None:
    layer = LAYERS[kind].fresh()
    inputs = shapes_for(layer, sizes)
    if not beyond_a_canvas(layer, inputs):
        assert_agrees_with_torch(layer, inputs)


@pytest.mark.parametrize("kind", some(LAYERS, 30))
def test_fresh_layer_works_on_something(kind: str) -> None:
    assert accepted_inputs(LAYERS[kind].fresh())


@pytest.mark.parametrize("kind", some((kind for kind in LAYERS if in_torch(kind)), 30))
def test_fields_and_defaults_are_those_of_torch(kind: str) -> None:
    cls = LAYERS[kind]
    fields = {name: info for name, info in cls.params().items() if name not in BESIDE.get(kind, set())}
    inferred = cls.fresh().inferred_arguments(*accepted_inputs(cls.fresh())[0])
    arguments = {
        name: argument
        for name, argument in arguments_of(kind).items()
        if name not in ASIDE
        and kind not in ASIDE_OF.get(name, ((), ""))[0]
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
            spread = (default,) * len(info.default) if isinstance(info.default, tuple) else default
            assert info.default == spread, name


@pytest.mark.parametrize("kind", some(LAYERS, 30))
def test_record_makes_the_same_layer_again(kind: str) -> None:
    layer = LAYERS[kind].fresh()
    assert make(kind, **layer.record()) == layer


@pytest.mark.parametrize("kind", sorted(set(LAYERS) - {"Input", "Output"}))
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_any_fields_and_shapes_agree_with_torch(kind: str) -> None:
    @given(situations(kind))
    @settings(max_examples=draws(60), suppress_health_check=list(HealthCheck))
    def check(situation: tuple[Layer, tuple[Shape, ...]]) -> None:
        layer, inputs = situation
        if not beyond_a_canvas(layer, inputs):
            assert_agrees_with_torch(layer, inputs)

    check()
