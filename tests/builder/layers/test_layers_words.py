"""Refusals and remarks of the catalogue: plain words, the field they are about, and remedies that do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from builder.common.fields import FieldError
from builder.layers import LAYERS, Layer, Shape, Unknown, make
from builder.layers.base import Advice, InsertBefore, Kind, RemoveBlock, ReplaceBy, SetFields, ShapeError
from tests.builder.layers.test_layers_reference import COMPARED, Case, layer_of, shapes_of
from tests.support.torch_layers import shapes_for

WHOLE = {"start_dim": 1, "end_dim": -1}


def refusal(kind: str, *sizes: tuple[int, ...], **fields: Any) -> Advice:
    with pytest.raises(ShapeError) as caught:
        make(kind, **fields).outputs(*(Shape(each) for each in sizes))
    return caught.value.advice


def refused(case: Case) -> bool:
    try:
        layer_of(case).outputs(*shapes_of(case))
    except FieldError:
        return False
    except ShapeError as error:
        return any(isinstance(remedy, SetFields) for remedy in error.advice.remedies)
    return False


def code_of(layer: Layer, inputs: Sequence[Shape]) -> str | None:
    """The code of the refusal, if there is one."""
    try:
        layer.outputs(*inputs)
    except ShapeError as error:
        return error.advice.code
    return None


@pytest.mark.parametrize("case", [case for case in COMPARED if refused(case)], ids=lambda case: case["id"])
def test_every_value_offered_removes_the_problem(case: Case) -> None:
    layer, inputs = layer_of(case), shapes_of(case)
    with pytest.raises(ShapeError) as caught:
        layer.outputs(*inputs)
    for remedy in caught.value.advice.remedies:
        if isinstance(remedy, SetFields):
            assert code_of(layer.with_values(**remedy.values), inputs) != caught.value.advice.code, remedy


def test_kernel_too_large_names_both_sizes_and_fits_or_pads() -> None:
    advice = refusal("Conv2d", (6, 3, 3), kernel_size=5)
    assert advice.text("conv2", "pool2") == "conv2 needs at least 5 × 5, but pool2 gives 3 × 3."
    assert advice.field == "kernel_size"
    assert advice.remedies == (SetFields({"kernel_size": (3, 3)}), SetFields({"padding": (1, 1)}))


def test_dilated_kernel_is_fitted_as_far_as_it_reaches() -> None:
    advice = refusal("Conv2d", (1, 6, 6), kernel_size=4, dilation=2)
    assert advice.remedies[0] == SetFields({"kernel_size": (3, 3)})


def test_pool_that_cannot_be_padded_is_only_fitted() -> None:
    assert refusal("MaxPool2d", (6, 1, 1)).remedies == (SetFields({"kernel_size": (1, 1)}), SetFields({"padding": (1, 1)}))
    assert refusal("MaxPool2d", (6, 1, 1), kernel_size=9, dilation=2).remedies == (SetFields({"kernel_size": (1, 1)}),)


@pytest.mark.parametrize(
    ("kind", "sizes", "fields", "code", "field", "first"),
    [
        ("Conv2d", (6, 9, 9), {"groups": 4}, "groups", "groups", SetFields({"groups": 2})),
        ("Conv2d", (6, 9, 9), {"groups": 3}, "groups", "groups", SetFields({"groups": 2})),
        ("Conv2d", (6, 9, 9), {"padding": "same", "stride": 2}, "same-with-stride", "padding", SetFields({"padding": (1, 1)})),
        (
            "Conv2d",
            (1, 4, 4),
            {"padding": 4, "padding_mode": "reflect"},
            "border-too-large",
            "padding",
            SetFields({"padding_mode": "zeros"}),
        ),
        (
            "ConvTranspose2d",
            (4, 7, 7),
            {"output_padding": 1},
            "output-padding",
            "output_padding",
            SetFields({"output_padding": (0, 0)}),
        ),
        ("ConvTranspose2d", (4, 2, 2), {"padding": 3}, "nothing-left", "padding", SetFields({"padding": (1, 1)})),
        ("GroupNorm", (6, 4, 4), {"num_groups": 4}, "groups", "num_groups", SetFields({"num_groups": 3})),
        ("MaxPool2d", (6, 9, 9), {"padding": 2}, "pool-padding", "padding", SetFields({"padding": (1, 1)})),
        (
            "LayerNorm",
            (6, 4),
            {"normalized_shape": 6},
            "normalized-shape",
            "normalized_shape",
            SetFields({"normalized_shape": None}),
        ),
        ("PReLU", (6, 4, 4), {"num_parameters": 5}, "slopes", "num_parameters", SetFields({"num_parameters": None})),
        ("Flatten", (6, 4, 4), {"start_dim": 0}, "batch-axis", "start_dim", SetFields(WHOLE)),
        ("Flatten", (6, 4, 4), {"start_dim": 3, "end_dim": 1}, "flatten-order", "start_dim", SetFields(WHOLE)),
        ("Flatten", (6, 4, 4), {"end_dim": 7}, "no-such-axis", "end_dim", SetFields(WHOLE)),
        ("Softmax", (6,), {"dim": 2}, "no-such-axis", "dim", SetFields({"dim": 1})),
        ("Upsample", (6, 4, 4), {}, "no-size", "scale_factor", SetFields({"scale_factor": 2.0})),
        ("Upsample", (6, 4, 4), {"scale_factor": 2, "size": 8}, "two-sizes", "size", SetFields({"size": None})),
        ("Upsample", (6, 4, 4), {"scale_factor": 2, "mode": "linear"}, "mode", "mode", SetFields({"mode": "bilinear"})),
        ("Upsample", (6, 4, 4), {"scale_factor": (2, 2, 2)}, "axes", "scale_factor", SetFields({"scale_factor": 2.0})),
        ("Upsample", (6, 1, 1), {"scale_factor": 0.5}, "nothing-left", "scale_factor", SetFields({"scale_factor": 1.0})),
        ("Conv1d", (6, 3), {"kernel_size": 5}, "kernel-too-large", "kernel_size", SetFields({"kernel_size": (3,)})),
        ("Conv3d", (6, 5, 5, 3), {"kernel_size": 4}, "kernel-too-large", "kernel_size", SetFields({"kernel_size": (4, 4, 3)})),
        (
            "AvgPool3d",
            (6, 5, 5, 1),
            {"ceil_mode": True},
            "kernel-too-large",
            "kernel_size",
            SetFields({"kernel_size": (2, 2, 1)}),
        ),
        ("GLU", (7, 4), {"dim": 1}, "odd-halves", "dim", SetFields({"dim": 2})),
        (
            "Split",
            (8, 4),
            {"split_size_or_sections": (4, 3, 2)},
            "split-sizes",
            "split_size_or_sections",
            SetFields({"split_size_or_sections": (3, 3, 2)}),
        ),
        ("Chunk", (9, 4), {"chunks": 8}, "chunks", "chunks", SetFields({"chunks": 3})),
        ("Slice", (9, 4), {"start": 9}, "nothing-left", "start", SetFields({"start": 0, "end": None})),
        ("Reshape", (9, 4), {"shape": (5, -1)}, "reshape", "shape", SetFields({"shape": (-1,)})),
        ("Unflatten", (9, 4), {}, "reshape", "unflattened_size", SetFields({"unflattened_size": (9,)})),
        ("Permute", (9, 4), {}, "permute-axes", "dims", SetFields({"dims": (0, 2, 1)})),
        ("Unsqueeze", (9,), {"dim": 3}, "no-such-axis", "dim", SetFields({"dim": 1})),
        (
            "PixelShuffle",
            (12, 2, 2),
            {"upscale_factor": 3},
            "shuffle-channels",
            "upscale_factor",
            SetFields({"upscale_factor": 2}),
        ),
        ("PixelUnshuffle", (1, 6, 9), {}, "shuffle-size", "downscale_factor", SetFields({"downscale_factor": 1})),
        ("ReflectionPad2d", (1, 2, 4), {"padding": 3}, "border-too-large", "padding", SetFields({"padding": (3, 3, 1, 1)})),
        ("ZeroPad1d", (1, 2), {"padding": (-2, 0)}, "nothing-left", "padding", SetFields({"padding": (0, 0)})),
        ("CenterCrop", (1, 3, 9), {}, "crop-too-large", "size", SetFields({"size": (3, 4)})),
        ("MultiheadAttention", (5, 6), {}, "heads", "num_heads", SetFields({"num_heads": 3})),
        ("TransformerEncoderLayer", (5, 6), {}, "heads", "nhead", SetFields({"nhead": 3})),
        ("PatchEmbedding", (1, 3, 9), {}, "kernel-too-large", "patch_size", SetFields({"patch_size": (3, 4)})),
    ],
)
def test_fields_that_do_not_fit(
    kind: str, sizes: tuple[int, ...], fields: dict[str, Any], code: str, field: str, first: SetFields
) -> None:
    advice = refusal(kind, sizes, **fields)
    assert (advice.code, advice.field, advice.remedies[0]) == (code, field, first)
    make(kind, **fields).with_values(**first.values).outputs(Shape(sizes))
    assert advice.text("here1", "there2").startswith("here1 ")


def test_image_layers_say_what_they_got() -> None:
    advice = refusal("Conv2d", (400,))
    assert advice.text("conv1", "flatten1") == (
        "conv1 needs an image (channels × height × width), but flatten1 gives a list of 400 numbers."
    )
    assert advice.remedies == (RemoveBlock(),)
    assert "gives a list of 1 number." in refusal("Conv2d", (1,)).text("conv1", "fc1")


def test_batch_norm_of_the_wrong_kind_is_exchanged() -> None:
    for kind, other, sizes in (("BatchNorm2d", "BatchNorm1d", (8,)), ("BatchNorm1d", "BatchNorm2d", (8, 4, 4))):
        (remedy,) = refusal(kind, sizes, eps=0.01).remedies
        assert isinstance(remedy, ReplaceBy)
        assert remedy.kind == other
        assert make(remedy.kind, **remedy.values).outputs(Shape(sizes))[0].sizes == sizes
        assert remedy.values["eps"] == 0.01


def test_indices_are_no_numbers_to_calculate_with() -> None:
    for kind in ("Conv2d", "Linear", "BatchNorm2d", "GELU"):
        with pytest.raises(ShapeError, match="whole numbers that stand for things"):
            LAYERS[kind].fresh().outputs(Shape((4, 8, 8), Kind.INDEX))


# -- joins -----------------------------------------------------------------------------------------------------------


def repaired(kind: str, remedy: InsertBefore, *sizes: tuple[int, ...], **fields: Any) -> tuple[int, ...]:
    """The result of the join with the remedy's block on its input."""
    shapes = [Shape(each) for each in sizes]
    shapes[remedy.port] = make(remedy.kind, **remedy.values).outputs(shapes[remedy.port])[0]
    return make(kind, **fields).outputs(*shapes)[0].sizes


@pytest.mark.parametrize(
    ("sizes", "kind", "port"),
    [
        (((128, 4, 4), (64, 8, 8)), "Conv2d", 1),
        (((64, 8, 8), (128, 4, 4)), "Conv2d", 0),
        (((64, 8, 8), (32, 8, 8)), "Conv2d", 1),
        (((64, 7, 7), (64, 8, 8)), "Conv2d", 0),
        (((64, 8, 8), (64, 8, 8), (64, 4, 2)), "Upsample", 2),
        (((100,), (64,)), "Linear", 1),
    ],
    ids=str,
)
def test_add_is_repaired_by_one_block(sizes: tuple[tuple[int, ...], ...], kind: str, port: int) -> None:
    remedies = refusal("Add", *sizes).remedies
    if (kind, port) != ("Conv2d", 0) or sizes[0] != (64, 7, 7):
        assert remedies
        assert (remedies[0].kind, remedies[0].port) == (kind, port)
    for remedy in remedies:
        repaired("Add", remedy, *sizes)


def test_residual_shortcut_gets_the_stride() -> None:
    first = refusal("Add", (128, 4, 4), (64, 8, 8)).remedies[0]
    assert first == InsertBefore("Conv2d", {"out_channels": 128, "kernel_size": (1, 1), "stride": (2, 2)}, 1)


def test_concat_keeps_the_channels_of_the_branch_it_resizes() -> None:
    remedies = refusal("Concat", (64, 8, 8), (32, 4, 4)).remedies
    assert InsertBefore("Upsample", {"size": (8, 8)}, 1) in remedies
    for remedy in remedies:
        assert repaired("Concat", remedy, (64, 8, 8), (32, 4, 4))[0] == 96


def test_vector_and_image_are_concatenated_after_flatten() -> None:
    remedies = refusal("Concat", (10,), (4, 3, 3)).remedies
    assert remedies == (InsertBefore("Flatten", {}, 1),)
    assert repaired("Concat", remedies[0], (10,), (4, 3, 3)) == (46,)


def test_add_never_spreads_over_the_batch_axis() -> None:
    assert refusal("Add", (3, 4), (4,)).code == "join-shapes"
    assert make("Add").outputs(Shape((3, 1, 4)), Shape((1, 5, 4)))[0].sizes == (3, 5, 4)


def test_join_of_one_passes_it_on_and_says_so() -> None:
    for kind in ("Add", "Concat"):
        layer, x = make(kind), Shape((4, 8, 8))
        assert layer.outputs(x) == (x,)
        assert [advice.code for advice in layer.advice(x)] == ["join-of-one"]
        assert refusal(kind).code == "needs-inputs"


# -- remarks ---------------------------------------------------------------------------------------------------------


def test_linear_asks_for_a_flatten() -> None:
    layer, x = make("Linear", out_features=10), Shape((16, 5, 5))
    (advice,) = layer.advice(x)
    assert advice.code == "linear-needs-flatten"
    assert advice.remedies == (InsertBefore("Flatten"),)
    assert advice.text("fc1", "pool2") == (
        "fc1 sees only rows of 5 numbers in 16×5×5, each by itself. Flatten first to use all 400."
    )
    assert layer.needs_before(x) == "Flatten"
    assert layer.needs_before(Shape((400,))) is None
    assert layer.advice(Shape((400,))) == ()


def test_even_kernel_with_same_padding_is_remarked_upon() -> None:
    layer = make("Conv2d", kernel_size=4, padding="same")
    (advice,) = layer.advice(Shape((1, 8, 8)))
    assert advice.remedies == (SetFields({"kernel_size": (5, 5)}),)
    assert make("Conv2d", kernel_size=(5, 3), padding="same").advice(Shape((1, 8, 8))) == ()


def test_empty_result_is_remarked_upon() -> None:
    layer = make("AdaptiveAvgPool2d", output_size=0)
    assert [advice.code for advice in layer.advice(Shape((3, 8, 8)))] == ["empty-output"]
    with pytest.raises(ShapeError, match="nothing to work on"):
        make("Conv2d").outputs(*layer.outputs(Shape((3, 8, 8))))


def test_dropout_of_maps_without_maps_is_remarked_upon() -> None:
    (advice,) = make("Dropout2d", p=0.3).advice(Shape((100,)))
    assert advice.remedies == (ReplaceBy("Dropout", {"p": 0.3}),)


# -- words and numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fields", "sizes", "lines"),
    [
        ("Conv2d", {"kernel_size": 5, "padding": 2}, (1, 28, 28), ("(28 + 2·2 − 5) / 1 + 1 = 28",)),
        ("Conv2d", {"stride": 2}, (1, 28, 27), ("⌊(28 − 3) / 2⌋ + 1 = 13", "(27 − 3) / 2 + 1 = 13")),
        ("Conv2d", {"dilation": 2}, (1, 28, 28), ("(28 − (2·(3 − 1) + 1)) / 1 + 1 = 24",)),
        ("Conv2d", {"padding": "same"}, (1, 28, 28), ("28 = 28",)),
        ("MaxPool2d", {}, (6, 28, 28), ("(28 − 2) / 2 + 1 = 14",)),
        ("MaxPool2d", {"ceil_mode": True}, (6, 5, 5), ("⌈(5 − 2) / 2⌉ + 1 = 3",)),
        ("MaxPool2d", {"kernel_size": 1, "stride": 3, "ceil_mode": True}, (2, 6, 6), ("⌈(6 − 1) / 3⌉ + 1 − 1 = 2",)),
        ("ConvTranspose2d", {"stride": 2, "padding": 1, "output_padding": 1}, (6, 7, 7), ("(7 − 1)·2 − 2·1 + 3 + 1 = 14",)),
        ("Flatten", {}, (16, 5, 5), ("16 · 5 · 5 = 400",)),
        ("Upsample", {"scale_factor": 1.5}, (16, 5, 5), ("⌊5 · 1.5⌋ = 7",)),
        ("Linear", {}, (400,), ()),
        ("Conv1d", {"kernel_size": 5, "stride": 2}, (1, 28), ("⌊(28 − 5) / 2⌋ + 1 = 12",)),
        ("MaxUnpool2d", {}, (6, 14, 14), ("(14 − 1)·2 + 2 = 28",)),
        ("ZeroPad2d", {"padding": (1, 2, 0, -1)}, (6, 5, 5), ("5 − 1 = 4", "5 + 1 + 2 = 8")),
        ("Permute", {}, (6, 5, 4), ("6×5×4 → 5×4×6",)),
        ("PatchEmbedding", {}, (3, 32, 32), ("8 · 8 = 64",)),
        ("GLU", {}, (3, 8), ("8 / 2 = 4",)),
    ],
)
def test_formula_is_written_in_numbers(
    kind: str, fields: dict[str, Any], sizes: tuple[int, ...], lines: tuple[str, ...]
) -> None:
    layer = make(kind, **fields)
    assert layer.formula(*shapes_for(layer, sizes)) == lines


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("Conv2d", {"out_channels": 6, "kernel_size": 5, "padding": 2}, "6 filters 5 × 5, padding 2"),
        ("Conv2d", {"out_channels": 6, "stride": (2, 1), "padding": "same"}, "6 filters 3 × 3, stride 2 × 1, padding same"),
        ("MaxPool2d", {"kernel_size": 3, "stride": 2}, "3 × 3, stride 2"),
        ("Linear", {"out_features": 4096}, "4,096 neurons"),
        ("Input", {"shape": (3, 32, 32)}, "3×32×32"),
        ("Dropout", {}, "50%"),
        ("Upsample", {"size": 7}, "to 7 × 7, nearest"),
        ("Conv3d", {"out_channels": 6, "padding": 1}, "6 filters 3 × 3 × 3, padding 1"),
        ("MaxPool1d", {"kernel_size": 3, "stride": 2}, "3, stride 2"),
        ("LPPool2d", {}, "2 × 2, power 2"),
        ("Split", {}, "4 + 4"),
        ("Slice", {"start": 1, "step": 2}, "1 to end, step 2"),
        ("ZeroPad2d", {"padding": (1, 2, 0, -1)}, "1, 2, 0, -1"),
        ("LSTM", {"num_layers": 2, "bidirectional": True}, "64 numbers, 2 layers, both ways"),
        ("Parameter", {"shape": (2, 8)}, "2×8, normal"),
        ("Constant", {"value": 0.5}, "0.5, 8"),
        ("Unknown", {"missing": "Swirl3d"}, "Swirl3d"),
    ],
)
def test_summary_names_what_matters(kind: str, fields: dict[str, Any], words: str) -> None:
    layer = Unknown(**fields) if kind == "Unknown" else make(kind, **fields)
    assert str(layer.summary()) == words


def test_call_reads_as_people_write_it() -> None:
    call = make("Conv2d", out_channels=6, kernel_size=5, padding=2).call(Shape((1, 28, 28)))
    assert (call.module, call.args, dict(call.kwargs)) == ("nn.Conv2d", (1, 6), {"kernel_size": 5, "padding": 2})
    call = make("GroupNorm", num_groups=2, eps=0.1).call(Shape((6, 4, 4)))
    assert (call.args, dict(call.kwargs)) == ((2, 6), {"eps": 0.1})
    assert make("LayerNorm").call(Shape((6, 4, 4))).args == ((6, 4, 4),)
    assert dict(make("PReLU", num_parameters=None).call(Shape((6, 4, 4))).kwargs) == {"num_parameters": 6}
    assert make("Add").call(*[Shape((6,))] * 3).expression == "{0} + {1} + {2}"


def test_input_takes_mean_and_deviation_off_by_channel() -> None:
    call = make("Input", shape=(2, 4, 4), mean=(0.5, 0.25), std=0.5).call()
    assert call.expression == "({0} - {self}_mean) / {self}_std"
    assert dict(call.buffers) == {"mean": (((0.5,),), ((0.25,),)), "std": (((0.5,),),)}
    assert make("Input", std=(2,)).call().expression == "{0} / {self}_std"
    assert refusal("Input", shape=(3, 4, 4), mean=(0.5, 0.2)).remedies[0] == SetFields({"mean": (0.5,)})


def test_unknown_kinds_are_refused_by_name_and_kept_by_placeholder() -> None:
    with pytest.raises(FieldError, match='such as "Conv2d"'):
        make("Conv2D")
    assert "Unknown" not in LAYERS
    with pytest.raises(ShapeError, match="a Swirl3d, a kind of layer that this version of the program does not know"):
        Unknown(missing="Swirl3d", data="{}").outputs(Shape((1, 2, 2)))
