"""Checks of every emitted source: its lines belong to blocks, and it calls nothing but what is allowed."""

from __future__ import annotations

import ast
import keyword

import torch
from torch import Tensor, nn

from builder.emit import Source
from builder.model.graph import Graph

TORCH = "arange cat chunk erfinv exp full maximum ones_like randn randn_like split stack tensor".split()
HELPERS = "ClassToken Gaussian GaussianNoise LearnedTensor PositionEmbedding SinusoidalPositions SquaredDistances".split()
ALLOWED_CALLS = {"super", "OrderedDict", *HELPERS, *(f"torch.{name}" for name in TORCH)}
METHODS = (".view", ".__init__", ".reshape", ".permute", ".squeeze", ".unsqueeze", ".flatten", ".sin", ".cos")
METHODS += (".square", ".sum", ".clamp_min")


def assert_lines(graph: Graph, source: Source) -> None:
    text = source.text.splitlines()
    made = [node for node in ast.parse(source.text).body if isinstance(node, ast.ClassDef)][-1]
    for function in made.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for statement in function.body[1:]:
            numbers = range(statement.lineno, (statement.end_lineno or 0) + 1)
            blocks = {source.lines[number] for number in numbers if number in source.lines}
            written = "\n".join(text[number - 1] for number in numbers)
            if "OrderedDict(" in written:
                assert len(blocks) >= 3
                assert all(f"{graph.blocks[block].name}=" in written for block in blocks)
                continue
            assert len(blocks) == 1
            assert all(number in source.lines for number in numbers)
            (block,) = blocks
            if block in source.modules and graph.blocks[block].weights_of is None:
                run, _, name = source.modules[block].rpartition(".")
                assert f"self.{run or name}" in written, f"{written} does not speak of {source.modules[block]}"
    for id, path in source.modules.items():
        if graph.blocks[id].weights_of is not None:
            assert path == source.modules[graph.blocks[id].weights_of]
            continue
        lines = [text[number - 1] for number, block in source.lines.items() if block == id]
        run, _, name = path.rpartition(".")
        assert any((f"{name}=" if run else f"self.{name} = ") in line for line in lines)
        assert graph.blocks[id].name == name


def assert_harmless(text: str, *, groups: bool = False) -> None:
    """Imports of torch, classes, assignments of calls to torch.nn, and nothing else; with `groups` also those and loops."""
    tree = ast.parse(text)
    allowed = ALLOWED_CALLS | (
        {node.name for node in tree.body if isinstance(node, ast.ClassDef)} | {"range"} if groups else set()
    )
    assert all(isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef) for node in tree.body)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            assert [alias.name for alias in node.names] == ["torch"]
        elif isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names]
            assert (node.module, names) in (("torch", ["Tensor", "nn"]), ("collections", ["OrderedDict"]))
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called.startswith(("self.", "nn.")) or called in allowed or called.endswith(METHODS), called
        elif isinstance(node, ast.Name):
            assert not keyword.iskeyword(node.id)
            assert node.id == "_" or not node.id.startswith("_")
        else:
            assert not isinstance(node, ast.Lambda | ast.Try | ast.With | ast.For | ast.While | ast.Global | ast.Await)


def batch_for(graph: Graph, size: int = 2) -> Tensor:
    """A random batch for the first Input, always the same: (size, *shape), float32."""
    shape = graph.blocks[graph.of_kind("Input")[0]].layer.values()["shape"]
    return torch.rand(size, *shape, generator=torch.Generator().manual_seed(7))


def hook_values(module: nn.Module, source: Source, x: Tensor) -> dict[int, Tensor]:
    """What torch's own hooks see in eval mode, by block: of several results, the first."""
    seen: dict[int, Tensor] = {}
    handles = [
        module.get_submodule(path).register_forward_hook(
            lambda _part, _given, result, id=id: seen.__setitem__(
                id, (result[0] if isinstance(result, tuple) else result).detach().clone()
            )
        )
        for id, path in source.modules.items()
    ]
    module.eval()
    with torch.no_grad():
        module(x)
    for handle in handles:
        handle.remove()
    module.train()
    return seen
