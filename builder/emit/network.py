"""The whole text of a network: what it imports, the classes that it needs, and its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from types import MappingProxyType

from builder.analysis import Analysis, analyse
from builder.emit.body import INDENT, Body, Plan
from builder.emit.source import BREAK, EmitError, Row, Source, class_name
from builder.emit.steps import Step, step_of
from builder.graph import Graph
from builder.head import outputs_in_order
from builder.layers.base import Kind, Shape
from builder.rendering import RenderError, docstring, shape_text, signature


def emit(graph: Graph, name: str = "Net") -> Source:
    """The source of `graph` as a class called `name`; raises :class:`EmitError` with the first problem it has.

    Blocks that do not lead to an Output are left out. The same graph always gives the same text.
    """
    analysis = analyse(graph)
    if analysis.errors:
        first = analysis.errors[0]
        raise EmitError(first.text(), first)
    try:
        return _Network(graph, analysis, class_name(name)).source()
    except RenderError as error:
        raise EmitError(str(error)) from None


class _Network:
    """Writes one file."""

    def __init__(self, graph: Graph, analysis: Analysis, class_name: str) -> None:
        self.graph, self.analysis = graph, analysis
        steps = {id: self._step(id) for id in sorted(analysis.live)}
        self.helpers = {step.needs: step.helper for step in steps.values() if step.needs}
        self.class_name = _free_class(class_name, self.helpers)
        inputs = [id for id in graph.of_kind("Input") if id in analysis.live]
        outputs = outputs_in_order(graph, [id for id in graph.of_kind("Output") if id in analysis.live])
        comments = {id: self._changed_shape(id) for id in steps}
        plan = Plan(graph, analysis.live, steps, inputs, outputs, comments)
        self.body = Body(plan, {self.class_name, *self.helpers})

    def source(self) -> Source:
        """The whole text with its maps."""
        rows = [*self._imports(), *self._helpers(), *BREAK, *self._class(), *self._init(), *self._forward()]
        keys = {
            f"{path}.{key}": owner
            for owner, path in self.body.paths.items()
            for key in (*self.analysis.blocks[owner].parameter_shapes, *self.analysis.blocks[owner].buffer_shapes)
        }
        return Source(
            "".join(f"{line}\n" for line, _ in rows),
            self.class_name,
            MappingProxyType({number: block for number, (_, block) in enumerate(rows, 1) if block is not None}),
            MappingProxyType(keys),
            MappingProxyType(self.body.modules),
            tuple(self.body.plan.inputs),
            tuple(self.body.plan.outputs),
        )

    # -- the parts, from the top ----------------------------------------------------------------------------------

    def _imports(self) -> Iterator[Row]:
        runs = any(unit.name for unit in self.body.units)
        if runs:
            yield "from collections import OrderedDict", None
            yield "", None
        steps = self.body.steps.values()
        texts = [*self.helpers.values(), *(step.expression for step in steps)]
        if any("torch." in text for text in texts) or any(step.lasting for step in steps):
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
        declared = list(self.body.declarations())
        if declared:
            yield from declared
            yield "", None

    def _init(self) -> Iterator[Row]:
        made = list(self.body.made())
        if made:
            yield "    def __init__(self) -> None:", None
            yield f"{INDENT}super().__init__()", None
            yield from made
            yield "", None

    def _forward(self) -> Iterator[Row]:
        plan, blocks = self.body.plan, self.analysis.blocks
        given = [_incoming(blocks[id].outputs[0]) for id in plan.inputs]
        results = [shape_text(blocks[id].outputs[0].sizes) for id in plan.outputs]
        first = plan.inputs[0]
        kind = "Tensor" if len(results) == 1 else f"tuple[{', '.join(['Tensor'] * len(results))}]"
        yield from ((line, first) for line in signature(self.body.signature, kind))
        yield from ((line, first) for line in docstring(f"Map {_listed(given)} to {_listed(results)}.", INDENT))
        yield from self.body.computed()

    # -- one block ------------------------------------------------------------------------------------------------

    def _step(self, id: int) -> Step:
        inputs: list[Shape] = [shape for shape in self.analysis.blocks[id].inputs if shape is not None]
        return step_of(self.graph.blocks[id].layer.call(*inputs))

    def _changed_shape(self, id: int) -> str:
        report = self.analysis.blocks[id]
        if report.inputs and report.inputs[0] == report.output:
            return ""
        return ", ".join(shape_text(shape.sizes) for shape in report.outputs)


def _free_class(name: str, helpers: Collection[str]) -> str:
    """The class name, made longer where a helper is called just so."""
    return f"{name}Net" if name in helpers else name


def _incoming(shape: Shape) -> str:
    """What an argument of forward holds, in words."""
    pixels = ", pixels from 0 to 1," if len(shape) == 3 and shape.kind is Kind.FLOAT else ""
    return shape_text(shape.sizes) + pixels


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
