"""A plot with its title, its legend and the readout above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.common.layouts import clear_layout
from gui.common.theme import SPACE, Theme
from gui.common.theme_watch import theme_watch
from gui.plots.curves import CurvePlot, LegendEntry


class Swatch(QWidget):
    """A piece of a curve as it is drawn in the plot."""

    def __init__(self, entry: LegendEntry) -> None:
        """The piece that `entry` describes."""
        super().__init__()
        self._entry = entry
        self.setFixedSize(QSize(24, 12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the piece."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._entry.colour, self._entry.width, self._entry.style))
        painter.drawLine(QPointF(0, 6.5), QPointF(24, 6.5))
        painter.end()


class PlotCard(QWidget):
    """One plot and the line above it, which gives way to the readout while the mouse is over the plot."""

    def __init__(self, title: str, plot: CurvePlot, chooser: QWidget | None = None, parent: QWidget | None = None) -> None:
        """`plot` under the heading `title`, with a widget in front of it that chooses what is drawn."""
        super().__init__(parent)
        self.plot = plot
        self._heading = heading = QLabel(title)
        heading.setProperty("role", "section")
        heading.setMinimumHeight(3 * SPACE + SPACE // 2)  # as high as a chooser, so that plots side by side are level
        self._readout = QLabel()
        self._readout.setObjectName(f"{plot.objectName()}Readout")
        self._readout.setAccessibleName(self.tr("Values under the cursor"))
        self._readout.setProperty("role", "caption")
        # Ignored: the text changes with every move of the mouse, and must not resize the window.
        self._readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._legend = QWidget()
        self._entries = QHBoxLayout(self._legend)
        self._entries.setContentsMargins(0, 0, 0, 0)
        self._entries.setAlignment(Qt.AlignmentFlag.AlignLeft)
        top = QHBoxLayout()
        top.setSpacing(2 * SPACE)
        self._chooser = chooser
        if chooser is not None:
            top.addWidget(chooser)
        top.addWidget(heading)
        top.addWidget(self._legend)
        top.addWidget(self._readout, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addLayout(top)
        layout.addWidget(plot, 1)
        plot.hovered.connect(self._show_readout)
        plot.legend_changed.connect(self._fill_legend)
        self._fill_legend()
        theme_watch(self, self._apply_theme)

    def set_heading(self, title: str) -> None:
        """Write another heading."""
        self._heading.setText(title)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """Small: the legend gives way before the window has to grow."""
        return QSize(20 * SPACE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the legend where there is room for it."""
        super().resizeEvent(event)
        self._make_room()

    def _apply_theme(self) -> None:
        self.plot.apply_theme(Theme.current())
        self._fill_legend()

    def _show_readout(self, text: str) -> None:
        self._readout.setText(text)
        self._make_room()

    def _make_room(self) -> None:
        """Title and readout come first; the legend is shown where there is room left for it."""
        readout = self._readout.fontMetrics().horizontalAdvance(self._readout.text())
        chooser = 0 if self._chooser is None else self._chooser.sizeHint().width() + 2 * SPACE
        wanted = chooser + self._heading.sizeHint().width() + self._legend.sizeHint().width() + readout + 4 * SPACE
        self._legend.setVisible(wanted <= self.width())

    def _fill_legend(self) -> None:
        clear_layout(self._entries)
        for entry in self.plot.legend():
            name = QLabel(entry.text)
            name.setProperty("role", "caption")
            for part in (Swatch(entry), name):
                self._entries.addWidget(part)
                part.show()  # what is not shown yet has no size, and there would always be room for it
            self._entries.addSpacing(SPACE)
        self._make_room()
