"""The network as Python source: the one text that is shown, trained and exported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from builder.analysis import Analysis, analyse
from builder.graph import Graph
from builder.layers.base import Call, Shape
from builder.names import name_problem
from builder.problems import Problem
from builder.rendering import RenderError, arguments, literal, shape_text, statement
from builder.variables import CHAIN, sequence, variables

__all__ = ["EmitError", "Source", "class_name", "emit"]

INDENT = " " * 8
LONGEST_STEM = 20


class EmitError(ValueError):
    """There is no source for this network; ``problem`` is the first thing that is wrong, where that is the reason."""

    def __init__(self, text: str, problem: Problem | None = None) -> None:
        super().__init__(text)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one class, with what its lines and its weights belong to.

    `lines` leads from line numbers (from 1) to block ids, `keys` from state_dict keys, `modules` from block ids to
    the attribute that holds the block's module.
    """

    text: str
    class_name: str
    lines: Mapping[int, int] = field(default_factory=dict)
    keys: Mapping[str, int] = field(default_factory=dict)
    modules: Mapping[int, str] = field(default_factory=dict)


def emit(graph: Graph, name: str = "Net") -> Source:
    """The source of `graph` as a class called `name`; raises :class:`EmitError` with the first problem it has.

    Blocks that do not lead to the Output are left out. The same graph always gives the same text.
    """
    analysis = analyse(graph)
    if analysis.errors:
        first = analysis.errors[0]
        raise EmitError(first.text(), first)
    try:
        return _Writer(graph, analysis, class_name(name)).source()
    except RenderError as error:
        raise EmitError(str(error)) from None


def class_name(text: str) -> str:
    """A class name out of any title: "LeNet-5" gives LeNet5; Net where nothing is left."""
    words = re.findall(r"[A-Za-z0-9]+", text)
    joined = "".join(word[0].upper() + word[1:] for word in words).lstrip("0123456789")[:40]
    joined = joined[:1].upper() + joined[1:]
    return "Net" if name_problem(joined) else joined


Row = tuple[str, int | None]
"""A line of the text and the block it belongs to."""


class _Writer:
    """Writes one class. Names and values are checked again here: nothing else stands between a file and the text."""

    def __init__(self, graph: Graph, analysis: Analysis, class_name: str) -> None:
        self.graph, self.analysis, self.class_name = graph, analysis, class_name
        self.order = sequence(graph, analysis.live)
        self.names = _checked_names(graph, self.order)
        self.calls = {id: self._call(id) for id in self.order}
        live = set(self.order)
        readers = {id: [reader for reader in graph.successors(id) if reader in live] for id in self.order}
        self.values = variables(self.names, self.order, readers, {"self", "torch", "nn", "F", "Tensor", class_name})

    def source(self) -> Source:
        """The whole text with its maps."""
        rows = [*self._imports(), ("", None), ("", None), *self._class(), *self._init(), *self._forward()]
        modules = {id: self.names[id] for id in self.order if self.calls[id].module}
        keys = {
            f"{name}.{key}": id
            for id, name in modules.items()
            for key in (*self.analysis.blocks[id].parameter_shapes, *self.analysis.blocks[id].buffer_shapes)
        }
        lines = {number: block for number, (_, block) in enumerate(rows, 1) if block is not None}
        text = "".join(f"{line}\n" for line, _ in rows)
        return Source(text, self.class_name, MappingProxyType(lines), MappingProxyType(keys), MappingProxyType(modules))

    # -- the parts, from the top ----------------------------------------------------------------------------------

    def _imports(self) -> Iterator[Row]:
        if any("torch." in (call.expression or "") or _lasting(call) for call in self.calls.values()):
            yield "import torch", None
        yield "from torch import Tensor, nn", None

    def _class(self) -> Iterator[Row]:
        yield f"class {self.class_name}(nn.Module):", None
        cost = f"{self.analysis.parameters:,} parameters, {self.analysis.macs:,} multiply-accumulates a sample."
        yield f'    """{cost}"""', None
        yield "", None
        declared = [(f"    {self._attribute(id, name)}: Tensor", id) for id in self.order for name in _lasting(self.calls[id])]
        if declared:
            yield from declared
            yield "", None

    def _init(self) -> Iterator[Row]:
        made = [row for id in self.order for row in self._made(id)]
        if made:
            yield "    def __init__(self) -> None:", None
            yield f"{INDENT}super().__init__()", None
            yield from made
            yield "", None

    def _made(self, id: int) -> Iterator[Row]:
        call = self.calls[id]
        lines: list[str] = []
        for name, (numbers, sizes) in _lasting(call).items():
            lines += statement(name, f"torch.tensor({literal(numbers)})", INDENT)
            spread = f"{name}.view({', '.join(map(str, sizes))})" if len(sizes) > 1 else name
            attribute = literal(self._attribute(id, name))
            lines += statement("", f"self.register_buffer({attribute}, {spread}, persistent=False)", INDENT)
        if call.module:
            made = f"{_checked_path(call.module)}({arguments(call.args, call.kwargs)})"
            lines += statement(f"self.{self.names[id]}", made, INDENT)
        return ((line, id) for line in lines)

    def _forward(self) -> Iterator[Row]:
        first, last = self.order[0], self.order[-1]
        given, result = self.analysis.blocks[first].outputs[0], self.analysis.blocks[last].outputs[0]
        pixels = ", pixels from 0 to 1," if len(given) == 3 else ""
        yield f"    def forward(self, {CHAIN}: Tensor) -> Tensor:", first
        yield f'{INDENT}"""Map {shape_text(given.sizes)}{pixels} to {shape_text(result.sizes)}."""', first
        for line in self._entry(first):
            yield line, first
        for id in self.order[1:-1]:
            for line in statement(self.values[id], self._value(id), INDENT, comment=self._changed_shape(id)):
                yield line, id
        yield f"{INDENT}return {self._inputs(last)[0]}", last

    def _entry(self, id: int) -> Iterator[str]:
        """What happens to the argument before anything else: normalising, and a name if it is read again later."""
        if self.calls[id].expression != "{0}":
            yield from statement(CHAIN, self._expression(id, [CHAIN]), INDENT)
        if self.values[id] != CHAIN:
            yield f"{INDENT}{self.values[id]} = {CHAIN}"

    # -- one block ------------------------------------------------------------------------------------------------

    def _call(self, id: int) -> Call:
        inputs: list[Shape] = [shape for shape in self.analysis.blocks[id].inputs if shape is not None]
        return self.graph.blocks[id].layer.call(*inputs)

    def _inputs(self, id: int) -> list[str]:
        return [self.values[source.block] for source in self.graph.sources(id) if source is not None]

    def _value(self, id: int) -> str:
        inputs = self._inputs(id)
        if self.calls[id].module:
            return f"self.{self.names[id]}({', '.join(inputs)})"
        return self._expression(id, inputs)

    def _expression(self, id: int, inputs: list[str]) -> str:
        """The call's expression with names in its places; a constant of one number is written as that number."""
        call = self.calls[id]
        text = call.expression or "{0}"
        for name, value in call.buffers.items():
            numbers, _ = _flat(value)
            text = text.replace(
                f"{{self}}_{name}", literal(numbers[0]) if len(numbers) == 1 else f"self.{self._attribute(id, name)}"
            )
        return text.format(*inputs, all=", ".join(inputs))

    def _attribute(self, id: int, buffer: str) -> str:
        """The attribute of a constant: after its block, unless another block is called just so."""
        short = len(self.names[id]) <= LONGEST_STEM
        wanted = f"{self.names[id] if short else self.graph.blocks[id].layer.default_name}_{buffer}"
        while wanted in self.names.values():
            wanted += "_"
        return wanted

    def _changed_shape(self, id: int) -> str:
        report = self.analysis.blocks[id]
        return "" if report.inputs and report.inputs[0] == report.output else shape_text(report.outputs[0].sizes)


def _checked_names(graph: Graph, order: list[int]) -> dict[int, str]:
    names = {id: graph.blocks[id].name for id in order}
    for name in names.values():
        problem = name_problem(name)
        if problem:
            raise EmitError(problem)
    if len(set(names.values())) < len(names):
        raise EmitError("Two blocks have the same name; a name can be given once.")
    return names


def _checked_path(path: str) -> str:
    if not re.fullmatch(r"nn(\.[A-Za-z]\w*)+", path, re.ASCII):
        raise EmitError(f"{path!r} is not the name of a module of torch.nn.")
    return path


def _lasting(call: Call) -> dict[str, tuple[list[float], list[int]]]:
    """The constants that are kept as tensors: their numbers and sizes."""
    flat = {name: _flat(value) for name, value in call.buffers.items()}
    return {name: (numbers, sizes) for name, (numbers, sizes) in flat.items() if len(numbers) != 1}


def _flat(value: object) -> tuple[list[float], list[int]]:
    """Nested tuples of numbers as one list, and the size of each level."""
    if not isinstance(value, tuple):
        if isinstance(value, int | float):
            return [float(value)], []
        raise RenderError(f"A {type(value).__name__} is no constant of numbers.")
    parts = [_flat(part) for part in value]
    return [number for numbers, _ in parts for number in numbers], [len(parts), *(parts[0][1] if parts else [])]
