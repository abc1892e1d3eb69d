"""The bar over the canvas while a group is entered: the path to it, which pass is shown, and how many blocks share it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSpinBox, QToolButton, QWidget

from gui.common.theme import SPACE, Theme, family_icon, icon
from gui.common.theme_watch import theme_watch
from gui.model.group_navigation import EnteredGroup, count_uses
from gui.model.workspace import Workspace

HEIGHT = 5 * SPACE
_LONGEST = 24


class GroupBar(QFrame):
    """A button for each level around what is shown, the last for the level that is shown."""

    def __init__(self, workspace: Workspace, canvas: QWidget) -> None:
        """`canvas` is the parent; it gets the keyboard when a level is chosen."""
        super().__init__(canvas)
        self._canvas = canvas
        self._workspace = workspace
        self._crumbs: list[QToolButton] = []
        self._shown: tuple[object, ...] = ()
        self.setObjectName("groupBar")
        self.setAccessibleName(self.tr("Where you are"))
        self.setFixedHeight(HEIGHT)
        self.setAutoFillBackground(False)
        self._way = QHBoxLayout()
        self._way.setSpacing(0)
        self.note = QLabel(self)
        self.note.setObjectName("groupNote")
        self.note.setProperty("role", "caption")
        self._pass = QSpinBox(self)
        self._pass.setObjectName("groupPass")
        self._pass.setAccessibleName(self.tr("Which pass is shown"))
        self._pass.setToolTip(self.tr("The group stands several times in a row: choose whose sizes are shown."))
        self._pass.setPrefix(self.tr("pass "))
        self._pass.setMinimum(1)
        self._pass.setMaximumWidth(15 * SPACE)
        self._pass.lineEdit().setTextMargins(SPACE // 2, 0, 0, 0)
        self._pass.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pass.valueChanged.connect(self._show_pass)
        self._leave = QToolButton(self)
        self._leave.setObjectName("groupLeave")
        self._leave.setText(self.tr("Leave"))
        self._leave.setAccessibleName(self.tr("Leave the group"))
        self._leave.setToolTip(self.tr("Back to what is around the group (Alt+Up, or Esc)"))
        self._leave.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._leave.setIconSize(QSize(14, 14))
        self._leave.clicked.connect(lambda: self._go(len(workspace.way) - 1))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 0, SPACE, 0)
        row.setSpacing(SPACE)
        row.addLayout(self._way)
        row.addStretch(1)
        row.addWidget(self.note)
        row.addWidget(self._pass)
        row.addWidget(self._leave)
        workspace.entered.connect(self.refresh)
        workspace.changed.connect(self.refresh)
        workspace.reset.connect(self.refresh)
        theme_watch(self, self._follow_theme)
        self._draw_icons()
        self.refresh()

    def refresh(self) -> None:
        """Show where the workspace is."""
        steps = self._workspace.steps
        self.setVisible(bool(steps))
        if not steps:
            self._shown = ()
            return
        places = count_uses(self._workspace.network, steps[-1].block.kind)
        now = (tuple((step.block.id, step.block.name, step.block.kind, step.layer.times) for step in steps), places)
        self._show_pass_of(steps[-1])
        if now != self._shown:
            self._shown = now
            self._rebuild(steps)
            self.note.setText(self._sharers(places))
            self.note.setToolTip(
                self.tr("A group is kept once: whatever you change in here changes in every block that is this group.")
            )

    def sizeHint(self) -> QSize:
        """As wide as there is room, one row high."""
        return QSize(40 * SPACE, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Narrow windows may squeeze it."""
        return QSize(0, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a raised strip with a line in the colour of groups below."""
        theme = Theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.surface)
        painter.setPen(QPen(theme.family("group"), 2))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _follow_theme(self) -> None:
        self._draw_icons()
        self._shown = ()
        self.refresh()

    def _sharers(self, places: int) -> str:
        return self.tr("Changes here change {count} blocks").format(count=places) if places > 1 else ""

    def _draw_icons(self) -> None:
        self._leave.setIcon(icon("close", Theme.current().muted))

    def _rebuild(self, steps: tuple[EnteredGroup, ...]) -> None:
        """Replace the buttons; the Tab order follows them."""
        while (item := self._way.takeAt(0)) is not None:
            if (part := item.widget()) is not None:
                part.hide()
                part.deleteLater()
        self._crumbs = []
        self._add_crumb(self.tr("Network"), 0, current=False)
        for depth, step in enumerate(steps, 1):
            arrow = QLabel(">", self)
            arrow.setProperty("role", "muted")
            self._way.addWidget(arrow)
            times = f" ×{step.layer.times}" if step.layer.times > 1 else ""
            self._add_crumb(
                f"{_shorten(step.block.name)} ({_shorten(step.block.kind)}){times}", depth, current=depth == len(steps)
            )
        before: QWidget = self
        for stop in [*self._crumbs, self._pass, self._leave]:
            QWidget.setTabOrder(before, stop)
            before = stop

    def _add_crumb(self, text: str, depth: int, *, current: bool) -> None:
        button = QToolButton(self)
        button.setObjectName(f"crumb.{depth}")
        button.setText(text)
        button.setAccessibleName(
            self.tr("You are in {level}").format(level=text) if current else self.tr("Go to {level}").format(level=text)
        )
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("current", current)
        if current:
            button.setIcon(family_icon("group"))
            button.setText(f" {text}")
            button.setIconSize(QSize(16, 16))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(lambda _=False: self._go(depth))
        self._crumbs.append(button)
        self._way.addWidget(button)

    def _go(self, depth: int) -> None:
        # First: the button that has the focus goes away, and Qt would give the focus to the next one.
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        levels = len(self._workspace.way) - depth
        if levels > 0:
            self._workspace.leave(levels)

    def _show_pass_of(self, step: EnteredGroup) -> None:
        times = step.layer.times
        self._pass.setVisible(times > 1)
        was = self._pass.blockSignals(True)
        self._pass.setMaximum(times)
        self._pass.setSuffix(self.tr(" of {count}").format(count=times))
        self._pass.setValue(step.number + 1)
        self._pass.blockSignals(was)

    def _show_pass(self, number: int) -> None:
        numbers = [step.number for step in self._workspace.steps]
        self._workspace.go(self._workspace.way, [*numbers[:-1], number - 1])


def _shorten(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
