"""The inspector's page for one block."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from builder import edits
from builder.analysis.result import BlockReport
from builder.common.names import name_problem
from builder.layers.base import Layer, Shape
from builder.model.graph import Block
from gui.common.number_format import grouped, sizes
from gui.common.theme import SPACE, Theme, pixmap
from gui.forms.field_form import LABELS
from gui.forms.value_editors import leaves_undo
from gui.inspector.receptive_field_row import Sight
from gui.inspector.shared_weights_row import SharingRow
from gui.inspector.widgets import BlockForm, Facts, label, line, tab_on
from gui.model.workspace import Workspace
from gui.problems.problem_row import ProblemRow, reveal

MOST_TENSORS = 12
"""How many tensors of a block are listed one by one."""


def _few(facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first of many, with how many more there are."""
    left = len(facts) - MOST_TENSORS
    return facts if left <= 1 else [*facts[:MOST_TENSORS], ("   …", f"+ {left}")]


class NameEdit(QLineEdit):
    """A line for a name, whose every letter is a step of the document, so that undo is the window's."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        return False if leaves_undo(event) else super().event(event)


class BlockPage(QWidget):
    """Name, fields, sizes, costs and problems of the one selected block."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._shown: tuple[object, ...] = ()
        self._kind: type[Layer] | None = None
        self._mended: tuple[object, ...] = ()
        self._sign = QLabel(self)
        self._title = label(role="heading", name="blockTitle")
        self._help = label(role="muted", name="blockHelp")
        self.name = NameEdit(self)
        self.name.setObjectName("blockName")
        self.name.setAccessibleName(self.tr("Name"))
        self._name_error = label(name="error.name")
        self._name_error.setProperty("severity", "error")
        self._name_error.hide()
        self.sharing = SharingRow(workspace, self)
        self.form = BlockForm(workspace, self.name, self)
        self.problems = QVBoxLayout()
        self.sizes = Facts(self)
        self.formula = label(role="muted", name="formula")
        self.sight = Sight(workspace, self)
        self.costs = Facts(self)
        self._equation = label(name="blockEquation")
        self._about = label(role="muted", name="blockAbout")
        self._about_line, self._about_title = line(), label(self.tr("About this layer"), "section")
        self._lay_out()
        self.name.textEdited.connect(self._rename)
        self.name.editingFinished.connect(lambda: workspace.document.end_merge())

    def refresh(self) -> None:
        """Read the block anew."""
        id = next(iter(self._workspace.selection), None)
        block = self._workspace.graph.blocks.get(id) if id is not None else None
        if block is None:
            return
        self.form.show_blocks([block.id])
        if block.name != self.name.text() and not (self.name.hasFocus() and self._name_error.text()):
            self.name.setText(block.name)
            self._say("")
        report = self._workspace.analysis.blocks.get(block.id, BlockReport())
        now = (block.id, block.layer, self._parameters(block, report), report, Theme.current().dark)
        if now != self._shown:
            if type(block.layer) is not self._kind or now[-1:] != self._shown[-1:]:
                self._show_kind(block)
            self._shown = now
            self._show_report(block, report)
        self.sharing.show_block(block)
        self.sight.show_block(block)
        self._show_problems(block.id)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the sign anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._shown = ()
            self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        naming = QHBoxLayout()
        naming.setSpacing(SPACE)
        words = QLabel(self.tr("Name"), self)
        words.setMinimumWidth(LABELS)
        words.setBuddy(self.name)
        naming.addWidget(words)
        naming.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self._help)
        column.addLayout(self.problems)
        column.addSpacing(SPACE // 2)
        column.addLayout(naming)
        column.addWidget(self._name_error)
        column.addWidget(self.form)
        column.addWidget(self.sharing)
        column.addSpacing(SPACE // 2)
        column.addWidget(line())
        column.addWidget(label(self.tr("Size"), "section"))
        column.addWidget(self.sizes)
        column.addWidget(self.formula)
        column.addWidget(self.sight)
        column.addWidget(line())
        column.addWidget(label(self.tr("Cost"), "section"))
        column.addWidget(self.costs)
        column.addWidget(self._about_line)
        column.addWidget(self._about_title)
        column.addWidget(self._equation)
        column.addWidget(self._about)
        column.addStretch(1)
        QWidget.setTabOrder(self._title, self.name)
        QWidget.setTabOrder(self.name, self.sharing.choice)

    def _show_kind(self, block: Block) -> None:
        layer = block.layer
        self._kind = type(layer)
        theme = Theme.current()
        ink = theme.family_ink(layer.category)
        self._sign.setPixmap(pixmap(f"family-{layer.category.value}", 24, ink, self.devicePixelRatioF()))
        self._title.setText(layer.title or block.kind)
        short, *more = (paragraph.replace("\n", " ") for paragraph in str(layer.help).split("\n\n"))
        origin = self.tr("From {0}.").format(layer.source) if layer.source else ""
        self._help.setText(short)
        paragraphs = [escape(part).replace("\n", "<br>") for part in (short, *more, layer.equation, origin) if part]
        self._help.setToolTip("".join(f"<p>{part}</p>" for part in paragraphs))  # as rich text, which Qt wraps
        self._equation.setText(layer.equation)
        self._equation.setVisible(bool(layer.equation))
        self._about.setText("\n\n".join(filter(None, (*more, origin))))
        for part in (self._about_line, self._about_title, self._about):
            part.setVisible(bool(layer.equation or self._about.text()))

    def _show_report(self, block: Block, report: BlockReport) -> None:
        several = len(report.inputs) > 1
        ins = [(self.tr("in {0}").format(n + 1) if several else self.tr("in"), x) for n, x in enumerate(report.inputs)]
        many = len(report.outputs) > 1
        outs = [(self.tr("out {0}").format(n + 1) if many else self.tr("out"), x) for n, x in enumerate(report.outputs)]
        outs = outs or [(self.tr("out"), None)]
        self.sizes.show_facts([(name, self._shape(shape)) for name, shape in [*ins, *outs]])
        known = [shape for shape in report.inputs if shape is not None]
        formula = block.layer.formula(*known) if report.outputs and len(known) == len(report.inputs) else ()
        self.formula.setText("\n".join(formula))
        self.formula.setVisible(bool(formula))
        tensors = [(f"   {block.name}.{name}", sizes(shape)) for name, shape in report.parameter_shapes.items()]
        still = self.tr("{0}, not learned")
        kept = [(f"   {block.name}.{name}", still.format(sizes(shape))) for name, shape in report.buffer_shapes.items()]
        self.costs.show_facts(
            [
                (self.tr("parameters"), self._parameters(block, report)),
                *_few(tensors),
                *_few(kept),
                (self.tr("MACs a sample"), grouped(report.macs) if report.outputs else self.tr("not known yet")),
            ]
        )

    def _parameters(self, block: Block, report: BlockReport) -> str:
        owner = self._workspace.graph.blocks.get(block.weights_of or 0)
        if owner is not None:
            return self.tr("those of {0}").format(owner.name)
        return grouped(report.parameters) if report.outputs else self.tr("not known yet")

    def _shape(self, shape: Shape | None) -> str:
        return self.tr("not known yet") if shape is None else str(shape)

    def _show_problems(self, id: int) -> None:
        """Rows for the block's problems; repairs belong to one state of the network, so they are made anew with it."""
        graph, problems = self._workspace.graph, self._workspace.analysis.of(id)
        state = (problems, graph.blocks, graph.wires) if problems else ()
        if state == self._mended:
            return
        self._mended = state
        while self.problems.count():
            row = self.problems.takeAt(0).widget()
            row.hide()
            row.deleteLater()
        for problem in problems:
            row = ProblemRow(self._workspace, problem, narrow=True, parent=self)
            row.opened.connect(lambda problem=problem: reveal(self._workspace, problem, shown=True))
            self.problems.addWidget(row)
            row.offer_repairs()
        tab_on(self._title, *(self.problems.itemAt(index).widget() for index in range(self.problems.count())))

    def _rename(self, text: str) -> None:
        id = next(iter(self._workspace.selection), None)
        block = self._workspace.graph.blocks.get(id) if id is not None else None
        if block is None:
            return
        taken = text != block.name and text in self._workspace.graph.names()
        trouble = name_problem(text) or (self.tr("Another block is already called {0}.").format(text) if taken else "")
        self._say(trouble)
        if not trouble:
            label = self.tr("Rename {0}").format(block.name)
            self._workspace.edit(label, lambda graph: edits.rename(graph, block.id, text), merge=f"rename:{block.id}")

    def _say(self, words: str) -> None:
        self._name_error.setText(words)
        self._name_error.setVisible(bool(words))
        self.name.setProperty("invalid", bool(words))
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)
