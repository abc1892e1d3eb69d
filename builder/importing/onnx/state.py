"""What the importer knows while it draws an ONNX file: values by name, and whose weights are whose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from builder.importing.common.graph_builder import BlockNames, GraphBuilder
from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.constant_folding import FoldingBudget
from builder.importing.onnx.model_reader import Body, Model, Node
from builder.layers.base import Layer
from builder.model.graph import Port

WEIGHT_NAME = re.compile(r"[^:]*[A-Za-z][^:]*\.(weight|bias|running_mean|running_var|gamma|beta)")
"""How exporters name the weights of a module: its path, and the name of the weight in it."""


@dataclass(frozen=True, slots=True, eq=False)
class KnownArray:
    """An array that depends on no input. `name` is that of a tensor in the file.

    `first` and `second` are its values for the two batch sizes (:attr:`State.batches`): of any shape and readable dtype, the
    batch axis in front where it has one. A tensor of the file is the same array in both.
    """

    first: np.ndarray
    second: np.ndarray
    name: str = ""

    @property
    def fixed(self) -> np.ndarray | None:
        """The array, where the batch size makes no difference."""
        same = self.first is self.second or (self.first.shape == self.second.shape and np.array_equal(self.first, self.second))
        return self.first if same else None


@dataclass(frozen=True, slots=True, eq=False)
class SquaredLength:
    """The sum of the squares of the result `of` over its last axis, and where they were added those of `centres` (n,).

    No block computes it alone: `refuse` raises ImportFailed.
    """

    of: Port
    refuse: Callable[[], NoReturn]
    centres: np.ndarray | None = None


NodeValue = Port | KnownArray | Curve | SquaredLength
"""What represents the output of a node: the result of a block, numbers, or part of an activation or of a distance."""


class State:
    """The model, and what its nodes have become so far."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.batches = (1, 1)
        """The two batch sizes that shapes are computed for; equal where the file fixes the batch size."""
        self.values: dict[str, NodeValue] = {name: KnownArray(array, array, name) for name, array in model.tensors.items()}
        self.readers = Counter(name for node in all_nodes(model.nodes) for name in node.inputs)
        """By name of a value: how many nodes read it, outputs of the model included."""
        self.readers.update(value.name for value in model.outputs)
        paths = [module_path(node) for node in model.nodes]
        self.containers = {path[:at] for path in set(paths) for at, letter in enumerate(path) if letter == "."}
        """The paths of modules that contain others."""
        modules = [path for path in paths if path not in self.containers]
        weighted = [name.rpartition(".")[0] for name in model.tensors if WEIGHT_NAME.fullmatch(name)]
        self.builder = GraphBuilder(BlockNames([*modules, *weighted]))
        self.folding = FoldingBudget(sum(array.size for array in model.tensors.values()))
        self.owners: dict[tuple[str, ...], tuple[int, Layer]] = {}
        """By operator and names of weights: the first block that has them, and its layer."""
        self.shared: set[int] = set()
        """The blocks whose weights others use."""
        self.used_tensors: set[str] = set()
        """The names of the tensors that blocks have as weights."""
        self.names_of: dict[Port, list[str]] = {}
        """By result: the values of the file that it represents; several where nodes pass it on unchanged."""
        self.weights: dict[int, dict[str, np.ndarray]] = {}
        """By block: its weights by their names in it, in the shapes that its layer has for them."""

    def keep_values(self, names: Sequence[str], values: Sequence[NodeValue]) -> None:
        """Remember what represents the outputs of a node."""
        for name, value in zip(names, values, strict=False):
            self.values[name] = value
            if isinstance(value, Port):
                self.names_of.setdefault(value, []).append(name)

    def is_only_reader(self, port: Port) -> bool:
        """Whether only one node reads this result; nodes that pass it on unchanged each count for the next."""
        names = self.names_of.get(port, [])
        return sum(self.readers[name] for name in names) == len(names) and not self.builder.graph.fanout.get(port.block)


def all_nodes(nodes: Sequence[Node]) -> list[Node]:
    """These nodes and those of the branches inside of them."""
    inner = [
        each for node in nodes for body in node.attributes.values() if isinstance(body, Body) for each in all_nodes(body.nodes)
    ]
    return [*nodes, *inner]


def module_path(node: Node) -> str:
    """The path of the module that a node comes from, as torch writes it into its name: /layer1/layer1.0/conv1/Conv."""
    parts = node.name.split("/")
    if len(parts) < 3 or parts[0]:
        return ""
    path: list[str] = []
    for part in parts[1:-1]:
        if path and part.startswith(f"{path[-1]}."):
            path.pop()
        path.append(part)
    return ".".join(path)
