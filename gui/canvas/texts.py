"""What the canvas says: numbers, block and wire texts, and the sentence a screen reader speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from builder.analysis import Analysis
from builder.common.quantities import count_text
from builder.groups.group import REPEAT, Group
from builder.layers.base import Layer, Shape
from builder.model.graph import Graph, Port
from builder.model.problem import Problem
from gui.canvas.block_item import BlockText
from gui.common.i18n import say

_SHORT_TITLE = 24
_SHORT_NAME = 12


def block_names(graph: Graph, ids: Collection[int]) -> str:
    """One block by its name, several by their number."""
    if len(ids) == 1:
        return graph.blocks[next(iter(ids))].name
    return QCoreApplication.translate("Canvas", "{count} blocks").format(count=len(ids))


def kind_title(kind: type[Layer]) -> str:
    """The title of a kind of layer, as people read it."""
    return say(kind.title) or kind.__name__


def block_text(graph: Graph, analysis: Analysis, id: int, *, shared: bool = False) -> BlockText:
    """The text on a block's card; where its weights are `shared`, with the name of the block that owns them."""
    block = graph.blocks[id]
    report = analysis.blocks.get(id)
    count = count_text(report.parameters) if report is not None and report.parameters else ""
    title = kind_title(type(block.layer))
    summary = _group_summary(block.layer) if isinstance(block.layer, Group) else say(block.layer.summary())
    summary = summary or (title if len(title) <= _SHORT_TITLE else block.kind)
    if block.weights_of is not None:
        summary = f"{graph.blocks[block.weights_of].name} · {summary}"
    return BlockText(block.name, summary, count, shared)


def _group_summary(layer: Group) -> str:
    """Which group it is, and its fields; how many times it is repeated is on its badge."""
    fields = [f"{name} {value}" for name, value in layer.values().items() if name != REPEAT]
    return " · ".join([layer.kind, ", ".join(fields)] if fields else [layer.kind])


def totals_text(analysis: Analysis) -> str:
    """The size of the whole network on one line."""
    text = QCoreApplication.translate("Canvas", "{parameters:,} parameters   ·   {macs} MACs")
    return text.format(parameters=analysis.parameters, macs=count_text(analysis.macs))


def problem_lines(problems: Iterable[Problem]) -> str:
    """Problems, one per line."""
    return "\n".join(say(problem.message) for problem in problems)


def hover_text(graph: Graph, id: int, problems: Iterable[Problem]) -> str:
    """What is shown when the pointer rests on a block: its problems, whose weights it uses, and what a card cuts off."""
    block = graph.blocks[id]
    group = lent = ""
    if isinstance(block.layer, Group):
        group = QCoreApplication.translate("Canvas", "{group}. Double-click or Enter looks inside.")
        group = group.format(group=_group_summary(block.layer))
    if block.weights_of is not None:
        lent = QCoreApplication.translate("Canvas", "Uses the weights of {owner}.")
        lent = lent.format(owner=graph.blocks[block.weights_of].name)
    name = block.name if len(block.name) > _SHORT_NAME else ""
    return "\n".join(text for text in (name, group, lent, problem_lines(problems)) if text)


def port_text(graph: Graph, analysis: Analysis, port: Port, *, output: bool) -> str:
    """The name of a connector, where a block has several or is a group, and the shape there; else empty."""
    layer = graph.blocks[port.block].layer
    names = layer.output_names if output else layer.input_names
    if port.index >= len(names) or (len(names) < 2 and not isinstance(layer, Group)):
        return ""
    report = analysis.blocks.get(port.block)
    shapes: Sequence[Shape | None] = () if report is None else report.outputs if output else report.inputs
    shape = shapes[port.index] if port.index < len(shapes) else None
    return f"{names[port.index]}: {shape}" if shape is not None else names[port.index]


def describe_selection(graph: Graph, analysis: Analysis, selection: frozenset[int]) -> str:
    """What is selected, in one sentence for a screen reader."""
    if not graph.blocks:
        return QCoreApplication.translate("Canvas", "The canvas is empty.")
    if not selection:
        text = QCoreApplication.translate("Canvas", "{count} blocks, nothing is selected. {totals}")
        return text.format(count=len(graph.blocks), totals=totals_text(analysis))
    if len(selection) > 1:
        names = ", ".join(graph.blocks[id].name for id in graph.order() if id in selection)
        text = QCoreApplication.translate("Canvas", "{count} blocks are selected: {names}")
        return text.format(count=len(selection), names=names)
    return _describe_block(graph, analysis, next(iter(selection)))


def _describe_block(graph: Graph, analysis: Analysis, id: int) -> str:
    """One block in a sentence: name, kind, fields, shape, weights, problems."""
    block, report = graph.blocks[id], analysis.blocks.get(id)
    parts = [block.name, kind_title(type(block.layer)), say(block.layer.summary())]
    if report is not None and report.outputs:
        parts.append(QCoreApplication.translate("Canvas", "gives {shape}").format(shape=report.outputs[0]))
    if block.weights_of is not None:
        text = QCoreApplication.translate("Canvas", "uses the weights of {owner}")
        parts.append(text.format(owner=graph.blocks[block.weights_of].name))
    elif report is not None and report.parameters:
        parts.append(QCoreApplication.translate("Canvas", "{count:,} parameters").format(count=report.parameters))
    parts.append(problem_lines(problem for problem in analysis.problems if problem.block == id))
    return ", ".join(part for part in parts if part)
