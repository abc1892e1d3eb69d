"""The JSON next to an exported file: what the numbers of the output mean for each kind of task."""

from __future__ import annotations

from typing import Any

import pytest

from backend.export.sidecar import sidecar_record
from builder.sketch import Sketch
from builder.tasks.base import Target
from builder.tasks.multilabel import Labels
from builder.tasks.reconstruction import SamePicture
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses
from builder.tasks.super_resolution import LargerPicture

OUTPUTS: dict[str, tuple[Target, dict[str, Any], str]] = {
    "multilabel": (Labels(("cat", "dog")), {"labels": ["cat", "dog"]}, "a label holds above 0"),
    "segmentation": (PixelClasses(("ground", "road")), {"classes": ["ground", "road"]}, "model(x).argmax(1)"),
    "regression": (Numbers(("x", "y")), {"quantities": ["x", "y"]}, "The numbers themselves"),
    "reconstruction": (SamePicture(noise=0.1), {}, "model(x).clamp(0, 1)"),
    "super-resolution": (LargerPicture(2), {}, "2 times as large"),
}


@pytest.mark.parametrize("kind", OUTPUTS)
def test_the_json_says_what_the_output_means(kind: str) -> None:
    target, names, words = OUTPUTS[kind]
    net = Sketch()
    x = net("Input", shape=(2, 4, 4))
    sizes = target.output_sizes((2, 4, 4))
    if len(sizes) == 1:
        x = net("Linear", net("Flatten", x), out_features=sizes[0])
    elif sizes[1] != 4:
        x = net("Upsample", x, scale_factor=2.0)
    net("Output", net("Identity", x))
    made = sidecar_record(net.graph, target, [list(sizes)], run=None, which="best")
    assert made["task"] == {"kind": kind, **target.record()}
    assert words in made["output"]["words"]
    assert {name: made["output"][name] for name in names} == names
