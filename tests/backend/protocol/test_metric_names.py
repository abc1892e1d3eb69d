"""The table of metrics: complete for what is measured, and values as people read them."""

from __future__ import annotations

import math

import pytest
import torch

from backend.protocol.metric_names import (
    MEASURED,
    METRICS,
    SHOWN,
    kind_of,
    main_value,
    metric_info,
    shown_metric,
    value_message,
)
from backend.tasks.registry import OBJECTIVES
from builder.tasks.registry import TARGETS
from tests.support.tasks import task_of

OUTPUTS = {
    "classification": (torch.randn(4, 2), torch.tensor([0, 1, 1, 0])),
    "multilabel": (torch.randn(4, 3), torch.tensor([[0, 1, 1]] * 4, dtype=torch.uint8)),
    "segmentation": (torch.randn(4, 2, 3, 3), torch.ones(4, 3, 3, dtype=torch.uint8)),
    "regression": (torch.randn(4, 2), torch.randn(4, 2)),
    "reconstruction": (torch.rand(4, 1, 3, 3), torch.randint(0, 255, (4, 1, 3, 3), dtype=torch.uint8)),
    "super-resolution": (torch.rand(4, 1, 3, 3), torch.randint(0, 255, (4, 1, 3, 3), dtype=torch.uint8)),
}


@pytest.mark.parametrize("kind", TARGETS)
def test_everything_that_is_measured_has_a_title_and_one_metric_stands_for_the_kind(kind: str) -> None:
    target = task_of(kind).target
    objective = OBJECTIVES[kind](target.losses[0], target)
    measurement = objective.measure()
    measurement.add(*OUTPUTS[kind])
    measured = measurement.result()
    assert set(measured) <= set(METRICS)
    assert tuple(measured) == MEASURED[kind]
    assert SHOWN[kind] in measured
    assert metric_info(objective.main_metric).higher_is_better == objective.higher_is_better
    guessed = kind_of(measured)
    assert guessed == (kind if kind != "super-resolution" else "reconstruction")
    assert main_value(measured) == (SHOWN[kind], measured[SHOWN[kind]])


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("accuracy", 0.9783, "97.83%"),
        ("psnr", 28.4123, "28.41 dB"),
        ("r2", 0.0, "0.0000"),
        ("mae", 0.00001234, "1.23e-05"),
        ("mae", 12345.6, "12,346"),
        ("loss", None, "–"),
        ("psnr", math.nan, "–"),
        ("of a later version", 0.5, "0.5000"),
    ],
)
def test_values_are_read_in_their_form(name: str, value: float | None, text: str) -> None:
    assert str(value_message(name, value)) == text


def test_what_is_not_measured_does_not_stand_for_a_run() -> None:
    assert shown_metric("segmentation", ("loss", "pixel_accuracy")) == "pixel_accuracy"
    assert shown_metric(None, ("loss",)) is None
    assert main_value(None) is None
    assert main_value({"loss": math.nan}) is None
    assert main_value({"loss": 0.5, "r2": math.nan}, "regression") == ("loss", 0.5)
