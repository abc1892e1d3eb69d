"""What has no block is kept as it was written: it runs, learns, is saved, and says why it is opaque."""

import json

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from builder.analysis import analyse
from builder.emit.compile import compile_graph
from builder.files.graph_json import graph_record, parse_graph
from builder.importing import ImportFailed, import_module
from tests.support.imported import Calls, difference, network, settle


class Computed(nn.Module):
    """Works out what it multiplies with from what it learns."""

    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.rand(6))

    def forward(self, x):
        return x * torch.erf(self.scale)


class Masked(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("mask", torch.rand(6))

    def forward(self, x):
        return x.tanh() * self.mask


class Einsum(nn.Module):
    def __init__(self):
        super().__init__()
        self.matrix = nn.Parameter(torch.randn(6, 2))

    def forward(self, x):
        return torch.einsum("bchw,wk->bchk", x, self.matrix)


KEPT = {
    "function": (Calls(torch.erf), (4, 6, 6), ["torch.erf"]),
    "functional": (Calls(lambda x: F.normalize(x, dim=1)), (4, 6, 6), ["F.normalize"]),
    "two operands": (Calls(lambda x: torch.where(x > 0.5, x, x * 2)), (4, 6, 6), ["torch.gt", "torch.where"]),
    "operator": (Calls(lambda x: x**2 / (1 + x)), (4, 6, 6), ["torch.pow", "torch.true_divide"]),
    "channels in another order": (Calls(lambda x: x[:, [2, 1, 0]]), (4, 6, 6), ["Tensor[]"]),
    "several results": (Calls(lambda x: x.topk(2, dim=1)[0]), (4, 6, 6), ["torch.topk"]),
    "named results": (Calls(lambda x: torch.max(x, dim=1).values), (4, 6, 6), ["torch.max"]),
    "the size of the batch": (Calls(lambda x: x.expand(x.size(0), 4, 3, 6)), (4, 1, 6), ["Tensor.expand"]),
    "repeated": (Calls(lambda x: x.repeat(1, 2, 1, 1)), (4, 6, 6), ["Tensor.repeat"]),
    "sum": (Calls(lambda x: x.sum((2, 3))), (4, 6, 6), ["torch.sum"]),
    "module": (nn.Sequential(nn.Tanh(), nn.Fold((4, 4), 2)), (8, 9), ["nn.Fold"]),
    "module with weights": (nn.Sequential(nn.Tanh(), nn.GRUCell(4, 5)), (4,), ["nn.GRUCell"]),
    "learned": (Einsum(), (4, 6, 6), ["torch.einsum"]),
    "fixed": (Masked(), (4, 6, 6), ["torch.mul"]),
}


@pytest.mark.parametrize("name", KEPT)
def test_what_has_no_block_stays_as_it_was_written(name: str) -> None:
    module, shape, targets = KEPT[name]
    torch.manual_seed(0)
    imported = import_module(settle(module), shape)
    graph = imported.graph
    opaque = [graph.blocks[id].layer for id in graph.order() if graph.blocks[id].kind == "Opaque"]
    assert sorted(layer.target for layer in opaque) == sorted(targets)
    assert all("no block" in layer.reason or "cannot be drawn" in layer.reason for layer in opaque)
    assert all(layer.reason.removesuffix(".") in " ".join(map(str, imported.notes)) for layer in opaque)
    assert difference(module, imported, shape) < 1e-6
    totals = analyse(graph)
    assert totals.parameters == sum(weight.numel() for weight in module.parameters())
    assert parse_graph(json.loads(json.dumps(graph_record(graph)))) == graph
    compile_graph(graph).train()(torch.rand(3, *shape, requires_grad=True)).sum().backward()


REFUSED = {
    "turns the batch": (Calls(lambda x: x.flip(0)), (4, 6), "flip has no block"),
    "adds up along the batch": (Calls(lambda x: x.cumsum(0)), (4, 6), "cumsum has no block"),
    "measured by the whole batch": (Calls(lambda x: x / x.norm()), (4, 6), "norm has no block"),
    "random": (Calls(lambda x: x + torch.randn_like(x)), (4,), "randn_like has no block"),
    "not meant for it": (Calls(lambda x: torch.special.i0e(x)), (4,), "special_i0e has no block"),
    "softmax of the batch": (Calls(lambda x: x.softmax(0)), (4, 6), "which is the batch"),
    "hooked": (nn.Sequential(nn.Tanh(), nn.utils.spectral_norm(nn.Bilinear(2, 2, 2))), (2,), "cannot be run"),
    "computed weights": (Computed(), (4, 6, 6), "erf computes with scale, for which there is no block yet"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_lie_is_refused(name: str) -> None:
    module, shape, words = REFUSED[name]
    with pytest.raises(ImportFailed, match=words):
        import_module(module, shape)


class Square(nn.Module):
    def __init__(self):
        super().__init__()
        self.matrix = nn.Parameter(torch.randn(6, 6))

    def forward(self, x):
        return torch.einsum("bchw,wk->bchk", x, self.matrix)


class Squares(nn.Module):
    def __init__(self):
        super().__init__()
        self.rows = nn.Sequential(Square(), Square(), Square())

    def forward(self, x):
        return self.rows(x.tanh())


def test_modules_that_hold_kept_calls_are_groups_too() -> None:
    module = Squares()
    imported = import_module(module, (4, 6, 6))
    assert {block.name: block.layer.repeat for block in imported.graph.blocks.values() if block.kind == "Square"} == {"rows": 3}
    assert difference(settle(module), imported, (4, 6, 6)) < 1e-6
    again = import_module(compile_graph(imported.graph), (4, 6, 6))
    assert network(again.graph) == network(imported.graph)


def test_a_kept_call_comes_back_from_its_source() -> None:
    imported = import_module(settle(nn.Sequential(nn.Conv2d(3, 4, 3), Calls(lambda x: F.normalize(x, dim=1)))), (3, 6, 6))
    again = import_module(settle(compile_graph(imported.graph)), (3, 6, 6))
    assert network(again.graph) == network(imported.graph)
