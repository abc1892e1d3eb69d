"""The network as Python source: the one text that is shown, trained and exported."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from builder.analysis import Analysis, analyse
from builder.graph import Graph, Port
from builder.layers.base import Call, Kind, Shape
from builder.names import name_problem
from builder.problems import Problem
from builder.rendering import RenderError, arguments, literal, shape_text, statement
from builder.variables import CHAIN, WHOLE, sequence, variables

__all__ = ["EmitError", "Source", "class_name", "emit"]

INDENT = " " * 8
LONGEST_STEM = 20
LONGEST_TARGETS = 48
"""How many letters the results of one statement may take; beyond it they stay together and are numbered."""


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


def _free_class(name: str, helpers: Collection[str]) -> str:
    """The class name, made longer where a helper is called just so."""
    return f"{name}Net" if name in helpers else name


Row = tuple[str, int | None]
"""A line of the text and the block it belongs to."""

BREAK: tuple[Row, Row] = (("", None), ("", None))
"""What stands between classes."""


class _Writer:
    """Writes one class. Names and values are checked again here: nothing else stands between a file and the text."""

    def __init__(self, graph: Graph, analysis: Analysis, class_name: str) -> None:
        self.graph, self.analysis = graph, analysis
        self.order = sequence(graph, analysis.live, graph.of_kind("Input")[0])
        self.names = _checked_names(graph, self.order)
        self.calls = {id: self._call(id) for id in self.order}
        self.helpers = {call.module: call.helper for call in self.calls.values() if call.module and call.helper}
        self.class_name = _free_class(class_name, self.helpers)
        taken = {"self", "torch", "nn", "F", "Tensor", self.class_name, *self.helpers}
        self.values = variables(self._wanted(), self.order, graph, taken)

    def source(self) -> Source:
        """The whole text with its maps."""
        rows = [*self._imports(), *self._helpers(), *BREAK, *self._class(), *self._init(), *self._forward()]
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
        texts = [*self.helpers.values(), *(call.expression or "" for call in self.calls.values())]
        if any("torch." in text for text in texts) or any(_lasting(call) for call in self.calls.values()):
            yield "import torch", None
        yield "from torch import Tensor, nn", None

    def _helpers(self) -> Iterator[Row]:
        for name in sorted(self.helpers):
            yield from BREAK
            yield from ((line, None) for line in self.helpers[name].strip("\n").splitlines())

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
            path = call.module if call.helper else _checked_path(call.module)
            made = f"{path}({arguments(call.args, call.kwargs)})"
            lines += statement(f"self.{self.names[id]}", made, INDENT)
        return ((line, id) for line in lines)

    def _forward(self) -> Iterator[Row]:
        first, last = self.order[0], self.order[-1]
        given, result = self.analysis.blocks[first].outputs[0], self.analysis.blocks[last].outputs[0]
        pixels = ", pixels from 0 to 1," if len(given) == 3 and given.kind is Kind.FLOAT else ""
        yield f"    def forward(self, {CHAIN}: Tensor) -> Tensor:", first
        yield f'{INDENT}"""Map {shape_text(given.sizes)}{pixels} to {shape_text(result.sizes)}."""', first
        for line in self._entry(first):
            yield line, first
        for id in self.order[1:-1]:
            for line in statement(self._target(id), self._value(id), INDENT, comment=self._changed_shape(id)):
                yield line, id
        yield f"{INDENT}return {self._inputs(last)[0]}", last

    def _entry(self, id: int) -> Iterator[str]:
        """What happens to the argument before anything else: normalising, and a name if it is read again later."""
        if self.calls[id].expression != "{0}":
            yield from statement(CHAIN, self._expression(id, [CHAIN]), INDENT)
        if self._target(id) != CHAIN:
            yield f"{INDENT}{self._target(id)} = {CHAIN}"

    # -- one block ------------------------------------------------------------------------------------------------

    def _call(self, id: int) -> Call:
        inputs: list[Shape] = [shape for shape in self.analysis.blocks[id].inputs if shape is not None]
        return self.graph.blocks[id].layer.call(*inputs)

    def _wanted(self) -> dict[Port, str]:
        """The names that results get where they need one; many of one block stay together."""
        wanted: dict[Port, str] = {}
        for id in self.order:
            name, outputs = self.names[id], self.graph.blocks[id].layer.output_names
            several = [f"{name}_{output}" for output in outputs]
            if len(several) < 2:
                wanted[Port(id)] = name
            elif len(", ".join(several)) > LONGEST_TARGETS:
                wanted[Port(id, WHOLE)] = name
            else:
                wanted |= {Port(id, index): each for index, each in enumerate(several)}
        return wanted

    def _target(self, id: int) -> str:
        """What stands in front of the equals sign."""
        whole = self.values.get(Port(id, WHOLE))
        outputs = range(max(1, len(self.graph.blocks[id].layer.output_names)))
        return whole or ", ".join(self.values[Port(id, index)] for index in outputs)

    def _inputs(self, id: int) -> list[str]:
        return [self._result(source) for source in self.graph.sources(id) if source is not None]

    def _result(self, source: Port) -> str:
        whole = self.values.get(Port(source.block, WHOLE))
        return f"{whole}[{source.index}]" if whole else self.values[source]

    def _value(self, id: int) -> str:
        inputs = self._inputs(id)
        if self.calls[id].module and not self.calls[id].expression:
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
        places = {"module": f"self.{self.names[id]}", "batch": f"{CHAIN}.shape[0]", "device": f"{CHAIN}.device"}
        return text.format(*inputs, all=", ".join(inputs), **places)

    def _attribute(self, id: int, buffer: str) -> str:
        """The attribute of a constant: after its block, unless another block is called just so."""
        short = len(self.names[id]) <= LONGEST_STEM
        wanted = f"{self.names[id] if short else self.graph.blocks[id].layer.default_name}_{buffer}"
        while wanted in self.names.values():
            wanted += "_"
        return wanted

    def _changed_shape(self, id: int) -> str:
        report = self.analysis.blocks[id]
        if report.inputs and report.inputs[0] == report.output:
            return ""
        return ", ".join(shape_text(shape.sizes) for shape in report.outputs)


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
