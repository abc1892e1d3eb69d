"""What the canvas says: numbers, block and wire texts, and the sentence a screen reader hears."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from builder.analysis import Analysis
from builder.groups.group import REPEAT, Group
from builder.layers.base import Shape
from builder.model.graph import Graph, Port
from builder.model.problem import Problem
from gui.canvas.block_item import Words
from gui.model.problem_texts import problem_text

_SHORT_TITLE = 24
_SHORT_NAME = 12
_UNITS = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def tr(text: str, *values: object) -> str:
    """The translated sentence with its values in place of {0}, {1} ..."""
    sentence = QCoreApplication.translate("Canvas", text)
    return sentence.format(*values) if values else sentence


def brief(number: float) -> str:
    """A count that fits on a card: exact below 100,000, then three figures and a unit."""
    if number < 100_000:
        return f"{number:,.0f}"
    size, unit = next((size, unit) for size, unit in _UNITS if number >= size * 0.9995)
    scaled = number / size
    return f"{scaled:.{max(0, 2 - len(str(int(scaled))) + 1)}f} {unit}"


def words_of(graph: Graph, analysis: Analysis, id: int, *, shared: bool = False) -> Words:
    """The words on a block's card; where its weights are `shared`, with the name of the block that has them."""
    block = graph.blocks[id]
    report = analysis.blocks.get(id)
    count = brief(report.parameters) if report is not None and report.parameters else ""
    title = type(block.layer).title
    summary = _of_group(block.layer) if isinstance(block.layer, Group) else str(block.layer.summary())
    summary = summary or (title if len(title) <= _SHORT_TITLE else block.kind)
    if block.weights_of is not None:
        summary = tr("{0} · {1}", graph.blocks[block.weights_of].name, summary)
    return Words(block.name, summary, count, shared)


def _of_group(layer: Group) -> str:
    """Which group it is, and its fields; how often it stands in a row is on its badge."""
    fields = [f"{name} {value}" for name, value in layer.values().items() if name != REPEAT]
    return " · ".join([layer.kind, ", ".join(fields)] if fields else [layer.kind])


def totals(analysis: Analysis) -> str:
    """The size of the whole network on one line."""
    return tr("{0} parameters   ·   {1} MACs", f"{analysis.parameters:,}", brief(analysis.macs))


def problem_texts(problems: Iterable[Problem]) -> str:
    """Problems as lines."""
    return "\n".join(map(problem_text, problems))


def on_hover(graph: Graph, id: int, problems: Iterable[Problem]) -> str:
    """What is said when the pointer rests on a block: its problems, whose weights it uses, and what a card cuts."""
    block = graph.blocks[id]
    group = ""
    if isinstance(block.layer, Group):
        group = tr("{0}. Double-click or Enter looks inside.", _of_group(block.layer))
    name = block.name if len(block.name) > _SHORT_NAME else ""
    lent = "" if block.weights_of is None else tr("Uses the weights of {0}.", graph.blocks[block.weights_of].name)
    return "\n".join(text for text in (name, group, lent, problem_texts(problems)) if text)


def port_words(graph: Graph, analysis: Analysis, port: Port, *, output: bool) -> str:
    """The name of a connector, where a block has several or is a group, and the shape there."""
    layer = graph.blocks[port.block].layer
    names = layer.output_names if output else layer.input_names
    if port.index >= len(names) or (len(names) < 2 and not isinstance(layer, Group)):
        return ""
    report = analysis.blocks.get(port.block)
    shapes: Sequence[Shape | None] = () if report is None else report.outputs if output else report.inputs
    shape = shapes[port.index] if port.index < len(shapes) else None
    return tr("{0}: {1}", names[port.index], shape) if shape is not None else names[port.index]


def spoken(graph: Graph, analysis: Analysis, selection: frozenset[int]) -> str:
    """What is selected, in one sentence."""
    if not selection:
        if not graph.blocks:
            return tr("The canvas is empty.")
        return tr("{0} blocks, nothing is selected. {1}", len(graph.blocks), totals(analysis))
    if len(selection) > 1:
        names = ", ".join(graph.blocks[id].name for id in graph.order() if id in selection)
        return tr("{0} blocks are selected: {1}", len(selection), names)
    (id,) = selection
    block, report = graph.blocks[id], analysis.blocks.get(id)
    parts = [block.name, type(block.layer).title or block.kind, str(block.layer.summary())]
    if report is not None and report.outputs:
        parts.append(tr("gives {0}", report.outputs[0]))
    if block.weights_of is not None:
        parts.append(tr("uses the weights of {0}", graph.blocks[block.weights_of].name))
    elif report is not None and report.parameters:
        parts.append(tr("{0} parameters", f"{report.parameters:,}"))
    parts.append(problem_texts(problem for problem in analysis.problems if problem.block == id))
    return ", ".join(part for part in parts if part)
