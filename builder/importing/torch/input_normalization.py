"""Pattern fusion: arithmetic with constants right behind an Input becomes the mean and deviation of the Input block."""

from __future__ import annotations

from typing import Any

from builder.importing.common.input_statistics import Change, changed_statistics
from builder.importing.common.trace import HeldTensor, PerBatch
from builder.importing.torch.call import Call
from builder.model.graph import Port


def absorb_into_input(call: Call, x: Any, constant: Any, change: Change) -> Port | None:
    """The Input `x` with `change` applied to its mean and deviation; None where `x` is no Input that only this reads."""
    builder = call.builder
    if not isinstance(x, Port) or isinstance(constant, Port | PerBatch) or builder.layer(x).kind != "Input":
        return None
    position = 0 if call.args[0] == x else 1
    if builder.graph.fanout.get(x.block) or not call.is_only_reader(position):
        return None
    numbers = _numbers_per_channel(constant, call.sizes(x))
    values = builder.layer(x).values()
    statistics = None if numbers is None else changed_statistics(values["mean"], values["std"], numbers, change)
    if statistics is None:
        return None
    return builder.replace_layer(call.step, x.block, call.layer("Input", [], values | statistics))


def _numbers_per_channel(constant: Any, sizes: tuple[int, ...]) -> tuple[float, ...] | None:
    """A constant as one number, or one per channel of a sample (channels, ...); None where it is neither."""
    if isinstance(constant, int | float) and not isinstance(constant, bool):
        return (float(constant),)
    if not isinstance(constant, HeldTensor) or constant.learned:
        return None
    shape = list(constant.tensor.shape)[-len(sizes) :]
    shape = [1] * (len(sizes) - len(shape)) + shape
    flat = constant.tensor.detach().flatten()
    if any(size != 1 for size in shape[1:]) or len(flat) not in (1, sizes[0]):
        return None
    return tuple(float(str(number)) for number in flat.double().numpy().astype("float32"))  # 0.485, not 0.48500001430
