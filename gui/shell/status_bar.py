"""The line at the bottom: hints on the left; problems and zoom on the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from builder.analysis import Analysis
from gui.common.theme import Theme, icon
from gui.common.theme_watch import theme_watch

HINT_MS = 8000


class StatusBar(QStatusBar):
    """Says hints for a while; `problems_wanted` when the count of problems is clicked."""

    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self._state = "success"
        self._analysis: Analysis | None = None
        self._training = ("", "")
        self._summary = QToolButton(self)
        self._summary.setObjectName("problemSummary")
        self._summary.setToolButtonStyle(self._summary.toolButtonStyle().ToolButtonTextBesideIcon)
        self._summary.setIconSize(QSize(16, 16))
        self._summary.clicked.connect(self.problems_wanted)
        self._zoom = QLabel("100%", self)
        self._zoom.setObjectName("zoomLabel")
        self._zoom.setAccessibleName(self.tr("Zoom"))
        self.addPermanentWidget(self._summary)
        self.addPermanentWidget(self._zoom)
        theme_watch(self, self._draw)

    def hint(self, text: str) -> None:
        """Say `text` for a while; nothing clears it."""
        self.showMessage(text, HINT_MS if text else 0)

    def show_zoom(self, factor: float) -> None:
        """Show the zoom of the canvas; 1.0 is 100%."""
        self._zoom.setText(f"{factor:.0%}")

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the state of the network: problems, or the training."""
        self._analysis = analysis
        errors, others = len(analysis.errors), len(analysis.problems) - len(analysis.errors)
        if not analysis.blocks:
            self._state, text = "info", self.tr("Nothing drawn yet")
        elif errors:
            self._state, text = "error", self.tr("{0} to mend").format(errors)
        elif others:
            self._state, text = "warning", self.tr("{0} to look at").format(others)
        elif self._training[0]:
            text, self._state = self._training
        else:
            self._state, text = "success", self.tr("Ready to train")
        self._summary.setText(f" {text}")
        self._summary.setAccessibleName(self.tr("Problems: {0}").format(text))
        self._draw()

    def show_training(self, text: str, sign: str = "success") -> None:
        """Set the text for the training, shown while the network has no problems; empty for none."""
        self._training = (text, sign)
        if self._analysis is not None:
            self.show_analysis(self._analysis)

    def _draw(self) -> None:
        theme = Theme.current()
        colours = {"error": theme.error, "warning": theme.warning, "success": theme.success}
        self._summary.setIcon(icon(self._state, colours.get(self._state, theme.muted)))
