"""Arguments of functions find the parameters of their handlers, however they are given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from builder.importing import import_module
from builder.layers import Layer

FLOAT = torch.rand(6, 4, 3, 3)


class Holds(nn.Module):
    """Calls a function with a weight of its own."""

    def __init__(self, function: Callable[[Tensor, Tensor], Tensor], weight: Tensor) -> None:
        super().__init__()
        self.function = function
        self.weight = nn.Parameter(weight)

    def forward(self, x: Tensor) -> Tensor:
        return self.function(x, self.weight)


def layer_of(function: Callable[[Tensor, Tensor], Tensor], weight: Tensor, shape: tuple[int, ...]) -> Layer:
    graph = import_module(Holds(function, weight), shape).graph
    (id,) = [id for id, block in graph.blocks.items() if block.kind not in ("Input", "Output")]
    return graph.blocks[id].layer


@pytest.mark.parametrize(
    "function",
    [
        lambda x, w: F.conv2d(x, w, None, 2, 1),
        lambda x, w: F.conv2d(x, w, None, stride=2, padding=1),
        lambda x, w: F.conv2d(input=x, weight=w, padding=1, stride=2),
        lambda x, w: F.conv2d(x, w, None, 2, (1, 1), 1, 1),
    ],
    ids=["positional", "by name", "all by name", "all positional"],
)
def test_arguments_are_found_by_position_and_by_name(function: Callable[[Tensor, Tensor], Tensor]) -> None:
    layer = layer_of(function, FLOAT, (4, 8, 8))
    assert layer.kind == "Conv2d"
    values = layer.values()
    assert (values["out_channels"], values["stride"], values["padding"], values["bias"]) == (6, (2, 2), (1, 1), False)


def test_normalisations_take_what_torch_gives_by_position() -> None:
    layer = layer_of(lambda x, w: F.group_norm(x, 2, w, None, 0.25), torch.ones(4), (4, 3, 3))
    assert (layer.values()["num_groups"], layer.values()["eps"]) == (2, 0.25)
    layer = layer_of(lambda x, w: F.layer_norm(x, (5,), w, None, 0.25), torch.ones(5), (3, 5))
    assert layer.values()["eps"] == 0.25
    layer = layer_of(lambda x, w: F.conv_transpose2d(x, w, None, 2, 0, 1), torch.rand(4, 6, 3, 3), (4, 5, 5))
    assert (layer.values()["stride"], layer.values()["output_padding"]) == ((2, 2), (1, 1))
