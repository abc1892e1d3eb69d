"""The whole text of a network: its imports, the classes of its groups and helpers, and its own class."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from builder.analysis import Analysis, analyse
from builder.analysis.result import BlockReport
from builder.common.python_text import RenderError, docstring, join_words, literal, shape_text, signature, tensors
from builder.emit.call_templates import layer_template, passes_template
from builder.emit.class_body import INDENT, ClassBody, Plan
from builder.emit.group_classes import class_rows, group_classes
from builder.emit.source import BREAK, EmitError, Row, Source, class_name
from builder.emit.statements import Statement
from builder.emit.symbolic_pass import GroupPasses, plain_passes, plain_use
from builder.groups.group import Group
from builder.layers.base import Kind, Shape
from builder.model.block_paths import BlockPath
from builder.model.graph import Graph
from builder.model.outputs import outputs_in_order


def emit(graph: Graph, name: str = "Net") -> Source:
    """The source of `graph` as a class called `name`; raises :class:`EmitError` with the first problem it has.

    Blocks that do not lead to an Output are left out. The same graph always gives the same text.
    """
    analysis = analyse(graph)
    if analysis.errors:
        first = analysis.errors[0]
        raise EmitError(first.message, problem=first)
    try:
        return _ModuleWriter(graph, analysis, class_name(name)).source()
    except RenderError as error:
        raise EmitError(error.message) from None


class _ModuleWriter:
    """Writes the text of one network."""

    def __init__(self, graph: Graph, analysis: Analysis, class_name: str) -> None:
        self.graph, self.analysis = graph, analysis
        groups = {id: self._group_passes(id) for id in sorted(analysis.live) if isinstance(graph.blocks[id].layer, Group)}
        statements = {id: self._layer_statement(id) for id in sorted(analysis.live) if id not in groups}
        self.helpers = group_classes(
            groups.values(), {class_name, *(statement.helper_name for statement in statements.values())}
        )
        signatures = {key: helper.signature for key, helper in self.helpers.items()}
        for id, passes in groups.items():
            template = passes_template(passes, signatures)
            statements[id] = template.statement([literal(slot.value) for slot in template.slots])
        self.classes = list({helper.signature.class_name: helper for helper in self.helpers.values()}.values())
        inner = [statement for helper in self.classes for statement in helper.body.statements.values()]
        self.statements = [*inner, *statements.values()]
        self.torch = {statement.helper_name: statement.helper for statement in self.statements if statement.helper_name}
        self.class_name = _free_class(class_name, self.torch)
        inputs = [id for id in graph.of_kind("Input") if id in analysis.live]
        outputs = outputs_in_order(graph, [id for id in graph.of_kind("Output") if id in analysis.live])
        comments = {id: self._shape_comment(id) for id in statements}
        taken = {self.class_name, *self.torch, *(helper.signature.class_name for helper in self.classes)}
        plan = Plan(graph=graph, live=analysis.live, statements=statements, inputs=inputs, outputs=outputs, comments=comments)
        self.body = ClassBody(plan, taken)

    def source(self) -> Source:
        """The text with its maps from lines and state_dict keys to blocks."""
        above = [*self._imports(), *self._torch_helpers()]
        inside: dict[int, tuple[str, int]] = {}
        for helper in self.classes:
            above += BREAK
            for line, id in class_rows(helper):
                above.append((line, None))
                if id is not None:
                    inside[len(above)] = (helper.definition.name, id)
        rows = [*above, *BREAK, *self._class(), *self._init(), *self._forward()]
        paths = dict(self._paths(self.body, self.graph, self.analysis.blocks))
        return Source(
            text="".join(f"{line}\n" for line, _ in rows),
            class_name=self.class_name,
            lines=MappingProxyType({number: block for number, (_, block) in enumerate(rows, 1) if block is not None}),
            keys=MappingProxyType({key: path[0] for key, path in paths.items()}),
            modules=MappingProxyType(self.body.modules),
            inputs=tuple(self.body.plan.inputs),
            outputs=tuple(self.body.plan.outputs),
            paths=MappingProxyType(paths),
            inside=MappingProxyType(inside),
            ends=MappingProxyType({one.signature.class_name: one.ends for one in self.classes}),
        )

    # -- the parts, from the top ----------------------------------------------------------------------------------

    def _imports(self) -> Iterator[Row]:
        if any(unit.name for unit in self.body.units):
            yield "from collections import OrderedDict", None
            yield "", None
        texts = [*self.torch.values(), *(statement.expression for statement in self.statements)]
        if any("torch." in text for text in texts) or any(statement.buffers for statement in self.statements):
            yield "import torch", None
        yield "from torch import Tensor, nn", None

    def _torch_helpers(self) -> Iterator[Row]:
        for name in sorted(self.torch):
            yield from BREAK
            yield from ((line, None) for line in self.torch[name].strip("\n").splitlines())

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
        rows = list(self.body.init_rows())
        if rows:
            yield "    def __init__(self) -> None:", None
            yield f"{INDENT}super().__init__()", None
            yield from rows
            yield "", None

    def _forward(self) -> Iterator[Row]:
        plan, blocks = self.body.plan, self.analysis.blocks
        given = [_incoming(blocks[id].outputs[0]) for id in plan.inputs]
        results = [shape_text(blocks[id].outputs[0].sizes) for id in plan.outputs]
        first = plan.inputs[0]
        yield from ((line, first) for line in signature("forward", self.body.signature, tensors(len(results))))
        yield from ((line, first) for line in docstring(f"Map {join_words(given)} to {join_words(results)}.", INDENT))
        yield from self.body.forward_rows()

    # -- weights --------------------------------------------------------------------------------------------------

    def _paths(
        self, body: ClassBody, graph: Graph, reports: Mapping[int, BlockReport], prefix: str = "", path: BlockPath = ()
    ) -> Iterator[tuple[str, BlockPath]]:
        """The state_dict keys of a class with the paths of their blocks, groups included."""
        for owner, attribute in body.paths.items():
            layer, report = graph.blocks[owner].layer, reports[owner]
            if isinstance(layer, Group):
                for number, inside in enumerate(reports[body.makers[owner]].inside):
                    given = tuple(inside.blocks[inlet].outputs[0] for inlet in layer.definition.inlets)
                    helper = self.helpers[plain_use(layer, given).key]
                    named, passed = (f"{number}.", (number,)) if layer.times > 1 else ("", ())
                    within = f"{prefix}{attribute}.{named}"
                    yield from self._paths(helper.body, layer.body(), inside.blocks, within, (*path, owner, *passed))
            else:
                for key in (*report.parameter_shapes, *report.buffer_shapes):
                    yield f"{prefix}{attribute}.{key}", (*path, owner)

    # -- one block ------------------------------------------------------------------------------------------------

    def _inputs(self, id: int) -> list[Shape]:
        return [shape for shape in self.analysis.blocks[id].inputs if shape is not None]

    def _group_passes(self, id: int) -> GroupPasses:
        layer = self.graph.blocks[id].layer
        assert isinstance(layer, Group)
        return plain_passes(layer, self._inputs(id))

    def _layer_statement(self, id: int) -> Statement:
        layer = self.graph.blocks[id].layer
        call = layer.call(*self._inputs(id))
        template = layer_template(layer, call, call)
        return template.statement([literal(slot.value) for slot in template.slots])

    def _shape_comment(self, id: int) -> str:
        report = self.analysis.blocks[id]
        if report.inputs and report.inputs[0] == report.output:
            return ""
        return ", ".join(shape_text(shape.sizes) for shape in report.outputs)


def _free_class(name: str, helpers: Collection[str]) -> str:
    """The class name, with a suffix where a helper class has it."""
    return f"{name}Net" if name in helpers else name


def _incoming(shape: Shape) -> str:
    """The description of an argument of forward."""
    pixels = ", pixels from 0 to 1," if len(shape) == 3 and shape.kind is Kind.FLOAT else ""
    return shape_text(shape.sizes) + pixels
