"""Fields that cannot be, fields that do nothing, and how few numbers say them."""

from __future__ import annotations

import re
from typing import Any

import pytest

from builder.common.fields import FieldError
from builder.layers import Shape, make
from builder.layers.base import Advice, ReplaceBy, SetFields
from tests.builder.layers.test_layers_words import refusal
from tests.support.torch_layers import assert_agrees_with_torch, shapes_for


def remarks(kind: str, *sizes: tuple[int, ...], **fields: Any) -> tuple[Advice, ...]:
    layer = make(kind, **fields)
    return layer.advice(*shapes_for(layer, *sizes))


def test_what_does_nothing_or_leaves_out_is_remarked_upon() -> None:
    assert [advice.code for advice in remarks("LSTM", (5, 4), dropout=0.5)] == ["dropout-of-one"]
    assert remarks("LSTM", (5, 4), dropout=0.5, num_layers=2) == ()
    assert remarks("Squeeze", (5, 1, 4))[0].remedies[0] == SetFields({"dim": 2})
    assert remarks("Squeeze", (5, 4, 1)) == ()
    assert remarks("PatchEmbedding", (3, 8, 10))[0].remedies == (SetFields({"patch_size": (4, 2)}),)
    assert remarks("Dropout1d", (8,))[0].remedies == (ReplaceBy("Dropout", {"p": 0.5}),)


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("Hardtanh", {"min_val": 2.0}, "must be less than the upper bound, 1"),
        ("RReLU", {"lower": 0.5}, "must be at most the largest slope"),
        ("Embedding", {"num_embeddings": 10, "padding_idx": 10}, "must be one of the 10 indices"),
        ("LSTM", {"hidden_size": 4, "proj_size": 4}, "must be less than the memory, 4"),
        ("Split", {"split_size_or_sections": ()}, "must hold 1 to 32 sizes"),
        ("Reshape", {"shape": (-1, -1)}, "one may be −1"),
        ("Conv1d", {"kernel_size": (3, 3)}, "must be a whole number"),
        ("Conv3d", {"stride": (1, 1)}, "must be 3 whole numbers"),
        ("Parameter", {"shape": ()}, "must hold 1 to 4 sizes"),
    ],
)
def test_fields_that_cannot_be_are_refused_in_words(kind: str, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(FieldError, match=re.escape(words)):
        make(kind, **fields)


def test_one_number_stands_for_all_axes_and_is_written_so() -> None:
    assert make("Conv3d", kernel_size=2).values()["kernel_size"] == (2, 2, 2)
    assert dict(make("Conv1d", kernel_size=2).call(Shape((3, 9))).kwargs) == {"kernel_size": 2}
    assert make("ZeroPad2d", padding=1).call(Shape((3, 9, 9))).args == (1,)
    assert (
        make("MultiheadAttention", self_attention=False).call(Shape((5, 8)), Shape((3, 6)), Shape((3, 8))).kwargs["kdim"] == 6
    )


def test_an_input_of_indices_feeds_an_embedding() -> None:
    indices = make("Input", shape=(7,), holds="indices")
    assert make("Embedding", embedding_dim=5).outputs(*indices.outputs())[0].sizes == (7, 5)
    assert refusal("Embedding", (7,)).code == "needs-indices"
    assert refusal("Input", shape=(7,), holds="indices", mean=(0.5,)).remedies[0] == SetFields({"mean": None, "std": None})


def test_a_shuffle_that_does_not_divide_takes_the_largest_factor_that_does() -> None:
    advice = refusal("PixelShuffle", (12, 2, 2), upscale_factor=3)
    assert advice.text("up1", "conv1") == (
        "up1 enlarges 3 times by making one channel of every 9, but conv1 gives 12×2×2, and 12 cannot be divided so."
    )
    assert advice.remedies == (SetFields({"upscale_factor": 2}),)


def test_what_torch_takes_by_a_shortcut_is_taken() -> None:
    """Found by the long run: torch takes a mean over the last two axes of any rank where both become 1."""
    for layer in (make("AdaptiveAvgPool2d"), make("AdaptiveAvgPool2d", output_size=(None, None))):
        assert_agrees_with_torch(layer, shapes_for(layer, (3, 2, 1, 1)))
    assert_agrees_with_torch(
        make("AdaptiveAvgPool2d", output_size=(1, None)), shapes_for(make("AdaptiveAvgPool2d"), (3, 2, 4, 5))
    )
