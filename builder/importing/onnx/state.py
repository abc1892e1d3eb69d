"""The values of an ONNX file while it is drawn, by their names, and what has been drawn of it so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from builder.importing.common.graph_builder import Drawing, Names
from builder.importing.onnx.activation_patterns import Curve
from builder.importing.onnx.constant_folding import Work
from builder.importing.onnx.model_reader import Body, Model, Node
from builder.layers.base import Layer
from builder.model.graph import Port

MOST_NAMED = re.compile(r"[^:]*[A-Za-z][^:]*\.(weight|bias|running_mean|running_var|gamma|beta)")
"""What the weights of a module are called: its path and their own name."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Numbers that are known beforehand, for either of two batches; `name` is that of a tensor in the file."""

    first: np.ndarray
    second: np.ndarray
    name: str = ""

    @property
    def fixed(self) -> np.ndarray | None:
        """The numbers, where the batch makes no difference."""
        same = self.first is self.second or (self.first.shape == self.second.shape and np.array_equal(self.first, self.second))
        return self.first if same else None


Value = Port | Known | Curve


class Plan:
    """The network while it is drawn: its values by name, its weights by the id of their block and their key in it."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.batches = (1, 1)
        self.values: dict[str, Value] = {name: Known(array, array, name) for name, array in model.tensors.items()}
        self.readers = Counter(name for node in all_nodes(model.nodes) for name in node.inputs)
        self.readers.update(value.name for value in model.outputs)
        paths = [scope(node) for node in model.nodes]
        self.holders = {path[:at] for path in set(paths) for at, letter in enumerate(path) if letter == "."}
        modules = [path for path in paths if path not in self.holders]
        weighted = [name.rpartition(".")[0] for name in model.tensors if MOST_NAMED.fullmatch(name)]
        self.drawing = Drawing(Names([*modules, *weighted]))
        self.work = Work(sum(array.size for array in model.tensors.values()))
        self.owners: dict[tuple[str, ...], tuple[int, Layer]] = {}
        self.shared: set[int] = set()
        self.read: set[str] = set()
        self.called: dict[Port, list[str]] = {}
        self.weights: dict[int, dict[str, np.ndarray]] = {}

    def give(self, names: Sequence[str], values: Sequence[Value]) -> None:
        """Remember what stands for some names."""
        for name, value in zip(names, values, strict=False):
            self.values[name] = value
            if isinstance(value, Port):
                self.called.setdefault(value, []).append(name)

    def alone(self, port: Port) -> bool:
        """Whether only one node reads this result; where it passes through others unchanged, each counts for the next."""
        names = self.called.get(port, [])
        return sum(self.readers[name] for name in names) == len(names) and not self.drawing.graph.fanout.get(port.block)


def all_nodes(nodes: Sequence[Node]) -> list[Node]:
    """These nodes and those inside of them."""
    inner = [
        each for node in nodes for body in node.attributes.values() if isinstance(body, Body) for each in all_nodes(body.nodes)
    ]
    return [*nodes, *inner]


def scope(node: Node) -> str:
    """The path of the module that a node comes from, as torch writes it into the name: /layer1/layer1.0/conv1/Conv."""
    parts = node.name.split("/")
    if len(parts) < 3 or parts[0]:
        return ""
    path: list[str] = []
    for part in parts[1:-1]:
        if path and part.startswith(f"{path[-1]}."):
            path.pop()
        path.append(part)
    return ".".join(path)
