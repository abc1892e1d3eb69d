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
from gui.common.i18n import say
from gui.common.layouts import clear_layout, continue_tab_order
from gui.common.number_format import shape_text, whole_number
from gui.common.theme import SPACE, Theme, pixmap
from gui.common.theme_watch import set_property, theme_watch
from gui.forms.field_form import LABELS
from gui.forms.value_editors import leaves_undo
from gui.inspector.receptive_field_row import ReceptiveFieldRow
from gui.inspector.shared_weights_row import SharedWeightsRow
from gui.inspector.widgets import BlockForm, Facts, label, line
from gui.model.workspace import Workspace
from gui.problems.problem_row import ProblemRow, reveal

MOST_TENSORS = 12
"""Tensors of a block that are listed one by one."""


def _first_facts(facts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first MOST_TENSORS of `facts`, then the number of the others."""
    left = len(facts) - MOST_TENSORS
    return facts if left <= 1 else [*facts[:MOST_TENSORS], ("   …", f"+ {left}")]


class NameEdit(QLineEdit):
    """A line for a name. Every letter is a change of the document, so undo and redo are left to the window."""

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window."""
        return False if leaves_undo(event) else super().event(event)


class BlockPage(QWidget):
    """Name, fields, sizes, costs and problems of the one selected block."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """A page for the selected block of `workspace`."""
        super().__init__(parent)
        self._workspace = workspace
        self._shown: tuple[object, ...] = ()
        self._kind: type[Layer] | None = None
        self._problems_shown: tuple[object, ...] = ()
        self._icon = QLabel(self)
        self._title = label(role="heading", name="blockTitle")
        self._help = label(role="muted", name="blockHelp")
        self.name = NameEdit(self)
        self.name.setObjectName("blockName")
        self.name.setAccessibleName(self.tr("Name"))
        self._name_error = label(name="error.name")
        self._name_error.setProperty("severity", "error")
        self._name_error.hide()
        self.sharing = SharedWeightsRow(workspace, self)
        self.form = BlockForm(workspace, self.name, self)
        self.problems = QVBoxLayout()
        self.sizes = Facts(self)
        self.formula = label(role="muted", name="formula")
        self.receptive_field = ReceptiveFieldRow(workspace, self)
        self.costs = Facts(self)
        self._equation = label(name="blockEquation")
        self._about = label(role="muted", name="blockAbout")
        self._about_line, self._about_title = line(), label(self.tr("About this layer"), "section")
        self._lay_out()
        self.name.textEdited.connect(self._rename)
        self.name.editingFinished.connect(lambda: workspace.document.end_merge())
        theme_watch(self, self._redraw)

    def refresh(self) -> None:
        """Show the selected block as it is now."""
        id = next(iter(self._workspace.selection), None)
        block = self._workspace.graph.blocks.get(id) if id is not None else None
        if block is None:
            return
        self.form.show_blocks([block.id])
        # A refused name stays while it is being typed; else the page follows the document.
        if block.name != self.name.text() and not (self.name.hasFocus() and self._name_error.text()):
            self.name.setText(block.name)
            self._say("")
        report = self._workspace.analysis.blocks.get(block.id, BlockReport())
        # Everything that the page shows of the analysis: it reports after every keystroke, and most of them change nothing.
        now = (block.id, block.layer, self._parameters(block, report), report, Theme.current().dark)
        if now != self._shown:
            if type(block.layer) is not self._kind or now[-1:] != self._shown[-1:]:
                self._show_kind(block)
            self._shown = now
            self._show_report(block, report)
        self.sharing.show_block(block)
        self.receptive_field.show_block(block)
        self._show_problems(block.id)

    def _redraw(self) -> None:
        self._shown = ()
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        naming = QHBoxLayout()
        naming.setSpacing(SPACE)
        caption = QLabel(self.tr("Name"), self)
        caption.setMinimumWidth(LABELS)
        caption.setBuddy(self.name)
        naming.addWidget(caption)
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
        column.addWidget(self.receptive_field)
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
        self._icon.setPixmap(pixmap(f"family-{layer.category.value}", 24, ink, self.devicePixelRatioF()))
        self._title.setText(say(layer.title) or block.kind)
        short, *more = (paragraph.replace("\n", " ") for paragraph in say(layer.help).split("\n\n"))
        equation = say(layer.equation)
        origin = self.tr("From {0}.").format(say(layer.source)) if layer.source else ""
        self._help.setText(short)
        paragraphs = [escape(part).replace("\n", "<br>") for part in (short, *more, equation, origin) if part]
        self._help.setToolTip("".join(f"<p>{part}</p>" for part in paragraphs))  # as rich text, which Qt wraps
        self._equation.setText(equation)
        self._equation.setVisible(bool(equation))
        self._about.setText("\n\n".join(filter(None, (*more, origin))))
        for part in (self._about_line, self._about_title, self._about):
            part.setVisible(bool(equation or self._about.text()))

    def _show_report(self, block: Block, report: BlockReport) -> None:
        several = len(report.inputs) > 1
        ins = [(self.tr("in {0}").format(n + 1) if several else self.tr("in"), x) for n, x in enumerate(report.inputs)]
        many = len(report.outputs) > 1
        outs = [(self.tr("out {0}").format(n + 1) if many else self.tr("out"), x) for n, x in enumerate(report.outputs)]
        shown = [(name, self._shape(shape)) for name, shape in [*ins, *outs]]
        self.sizes.show_facts(shown if outs else [*shown, (self.tr("out"), self._shape(None))])
        known = [shape for shape in report.inputs if shape is not None]
        formula = block.layer.formula(*known) if report.outputs and len(known) == len(report.inputs) else ()
        self.formula.setText("\n".join(say(line) for line in formula))
        self.formula.setVisible(bool(formula))
        tensors = [(f"   {block.name}.{name}", shape_text(shape)) for name, shape in report.parameter_shapes.items()]
        fixed = self.tr("{0}, not learned")
        buffers = [(f"   {block.name}.{name}", fixed.format(shape_text(shape))) for name, shape in report.buffer_shapes.items()]
        self.costs.show_facts(
            [
                (self.tr("parameters"), self._parameters(block, report)),
                *_first_facts(tensors),
                *_first_facts(buffers),
                (self.tr("MACs per sample"), whole_number(report.macs) if report.outputs else self.tr("not known yet")),
            ]
        )

    def _parameters(self, block: Block, report: BlockReport) -> str:
        owner = self._workspace.graph.blocks.get(block.weights_of or 0)
        if owner is not None:
            return self.tr("those of {0}").format(owner.name)
        return whole_number(report.parameters) if report.outputs else self.tr("not known yet")

    def _shape(self, shape: Shape | None) -> str:
        return self.tr("not known yet") if shape is None else str(shape)

    def _show_problems(self, id: int) -> None:
        """Show the block's problems; repairs belong to one state of the network, so the rows are made again with each."""
        graph, problems = self._workspace.graph, self._workspace.analysis.of(id)
        state = (problems, graph.blocks, graph.wires) if problems else ()
        if state == self._problems_shown:
            return
        self._problems_shown = state
        clear_layout(self.problems)
        rows = []
        for problem in problems:
            row = ProblemRow(self._workspace, problem, narrow=True, parent=self)
            row.opened.connect(lambda problem=problem: reveal(self._workspace, problem, shown=True))
            self.problems.addWidget(row)
            row.offer_repairs()
            rows.append(row)
        continue_tab_order(self._title, *rows)

    def _rename(self, text: str) -> None:
        id = next(iter(self._workspace.selection), None)
        block = self._workspace.graph.blocks.get(id) if id is not None else None
        if block is None:
            return
        taken = text != block.name and text in self._workspace.graph.names()
        trouble = say(name_problem(text) or "") or (
            self.tr("Another block is already called {0}.").format(text) if taken else ""
        )
        self._say(trouble)
        if not trouble:
            label = self.tr("Rename {0}").format(block.name)
            self._workspace.edit(label, lambda graph: edits.rename(graph, block.id, text), merge=f"rename:{block.id}")

    def _say(self, words: str) -> None:
        self._name_error.setText(words)
        self._name_error.setVisible(bool(words))
        set_property(self.name, "invalid", bool(words))
