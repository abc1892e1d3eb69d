"""The panels around the canvas: made empty at once, filled as their parts arrive, movable, and back where they were."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QToolButton, QWidget

from gui.common.theme import SPACE, Theme, icon
from gui.model.settings import LAYOUT_VERSION, Settings

LEFT, RIGHT, BOTTOM = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


@dataclass(frozen=True, slots=True)
class DockSpec:
    """Title, sign and first area of a panel."""

    title: str
    area: Qt.DockWidgetArea
    sign: str


def dock_specs() -> dict[str, DockSpec]:
    """All panels by name, in the order of their tabs."""
    return {
        "palette": DockSpec(QCoreApplication.translate("Docks", "Layers"), LEFT, "palette"),
        "inspector": DockSpec(QCoreApplication.translate("Docks", "Inspector"), RIGHT, "inspector"),
        "problems": DockSpec(QCoreApplication.translate("Docks", "Problems"), BOTTOM, "warning"),
        "code": DockSpec(QCoreApplication.translate("Docks", "Code"), BOTTOM, "code"),
        "data": DockSpec(QCoreApplication.translate("Docks", "Data"), BOTTOM, "data"),
        "training": DockSpec(QCoreApplication.translate("Docks", "Training"), BOTTOM, "training"),
        "maps": DockSpec(QCoreApplication.translate("Docks", "Feature maps"), BOTTOM, "maps"),
        "predictions": DockSpec(QCoreApplication.translate("Docks", "Predictions"), BOTTOM, "predictions"),
    }


class Panel(QDockWidget):
    """One panel. At the bottom the tab is its title, so it shows a title bar only while it floats."""

    def __init__(self, name: str, spec: DockSpec, window: QMainWindow) -> None:
        super().__init__(spec.title, window)
        self.name = name
        self.spec = spec
        self.setObjectName(f"dock.{name}")
        self.setAccessibleName(spec.title)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable
            | QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        action = self.toggleViewAction()
        action.setObjectName(f"action.panel.{name}")
        self._bar = TitleBar(self, spec.title)
        self.setTitleBarWidget(self._bar)
        self.topLevelChanged.connect(self.retitle)
        self.dockLocationChanged.connect(self.retitle)
        waiting = QLabel(QCoreApplication.translate("Docks", "One moment …"), self)
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        waiting.setProperty("role", "muted")
        self.setWidget(waiting)

    def fill(self, content: QWidget) -> None:
        """Put the panel's content in."""
        old = self.widget()
        self.setWidget(content)
        old.deleteLater()

    def show_badge(self, count: int) -> None:
        """Put a count behind the title; none for 0."""
        self.setWindowTitle(f"{self.spec.title} ({count})" if count else self.spec.title)

    def reveal(self) -> None:
        """Open the panel and bring its tab to the front."""
        self.show()
        self.raise_()

    def redraw(self) -> None:
        """Draw the signs in the colours of the theme."""
        self.toggleViewAction().setIcon(icon(self.spec.sign))
        self._bar.redraw()

    def retitle(self) -> None:
        """Show the title bar, or leave the title to the tab."""
        window = self.parent()
        tabbed = isinstance(window, QMainWindow) and window.dockWidgetArea(self) is BOTTOM and not self.isFloating()
        self._bar.show_words(not tabbed)


class TitleBar(QWidget):
    """The title of a panel with its two buttons; a panel is dragged by it. Flat where a tab already says the title."""

    def __init__(self, panel: QDockWidget, title: str) -> None:
        super().__init__(panel)
        self._words = QLabel(title, self)
        self._words.setProperty("role", "strong")
        self._float = self._button(
            "float", QCoreApplication.translate("Docks", "Take {0} out of the window, or put it back").format(title)
        )
        self._float.clicked.connect(lambda: panel.setFloating(not panel.isFloating()))
        self._close = self._button(
            "close", QCoreApplication.translate("Docks", "Close {0}; the View menu brings it back").format(title)
        )
        self._close.clicked.connect(panel.close)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._float)
        self._row.addWidget(self._close)
        self.show_words(True)
        self.redraw()

    def show_words(self, wanted: bool) -> None:
        """Show title and buttons, or only a thin line."""
        for part in (self._words, self._float, self._close):
            part.setVisible(wanted)
        self._row.setContentsMargins(*((2 * SPACE, SPACE // 2, SPACE // 2, SPACE // 2) if wanted else (0, 0, 0, 0)))
        self.setFixedHeight(4 * SPACE + SPACE // 2 if wanted else SPACE // 4)

    def redraw(self) -> None:
        """Draw the signs in the colours of the theme."""
        self._float.setIcon(icon("float", Theme.current().muted))
        self._close.setIcon(icon("close", Theme.current().muted))

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"{name}Panel")
        button.setIconSize(QSize(14, 14))
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button


class Docks:
    """The panels of one window by name: ``docks["palette"]``."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        window.setDockOptions(
            QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
            | QMainWindow.DockOption.AnimatedDocks
            | QMainWindow.DockOption.GroupedDragging
        )
        window.setTabPosition(BOTTOM, window.tabPosition(BOTTOM).North)
        window.setDocumentMode(True)
        for corner, area in (
            (Qt.Corner.BottomLeftCorner, BOTTOM),
            (Qt.Corner.BottomRightCorner, BOTTOM),
            (Qt.Corner.TopLeftCorner, LEFT),
            (Qt.Corner.TopRightCorner, RIGHT),
        ):
            window.setCorner(corner, area)
        self.panels = {name: Panel(name, spec, window) for name, spec in dock_specs().items()}
        self._hidden_for_welcome: list[Panel] | None = None
        self._front: Panel | None = None
        self.arrange()

    def __getitem__(self, name: str) -> Panel:
        """The panel called `name`."""
        return self.panels[name]

    def arrange(self) -> None:
        """Put every panel back into its first area."""
        self._hidden_for_welcome = None
        for panel in self.panels.values():
            panel.setFloating(False)
            self._window.addDockWidget(panel.spec.area, panel)
            panel.show()
        bottom = [panel for panel in self.panels.values() if panel.spec.area is BOTTOM]
        for before, panel in pairwise(bottom):
            self._window.tabifyDockWidget(before, panel)
        for panel in bottom:
            panel.retitle()
        bottom[0].raise_()
        self._window.resizeDocks([self["palette"], self["inspector"]], [33 * SPACE, 43 * SPACE], Qt.Orientation.Horizontal)
        self._window.resizeDocks([bottom[0]], [40 * SPACE], Qt.Orientation.Vertical)

    def covers(self, widget: QWidget | None) -> bool:
        """Whether `widget` is in a panel behind another one of its tabs; Qt calls it visible nevertheless."""
        while widget is not None and not isinstance(widget, Panel):
            widget = widget.parentWidget()
        return isinstance(widget, Panel) and widget.visibleRegion().isEmpty()

    def set_welcome_mode(self, on: bool) -> None:
        """Hide the side and bottom panels while the welcome page is shown; restore those that were open on False."""
        if on and self._hidden_for_welcome is None:
            others = [panel for panel in self.panels.values() if self._window.dockWidgetArea(panel) is not LEFT]
            self._hidden_for_welcome = [panel for panel in others if not panel.isHidden() and not panel.isFloating()]
            bottom = [panel for panel in self._hidden_for_welcome if self._window.dockWidgetArea(panel) is BOTTOM]
            self._front = next((panel for panel in bottom if not panel.visibleRegion().isEmpty()), None)
            for panel in self._hidden_for_welcome:
                panel.hide()
        elif not on and self._hidden_for_welcome is not None:
            already = [panel for panel in self._hidden_for_welcome if not panel.isHidden()]
            shown = already[0] if already else self._front
            for panel in self._hidden_for_welcome:
                panel.show()
            self._hidden_for_welcome = None
            if shown is not None:
                shown.raise_()

    def restore(self, settings: Settings) -> None:
        """Put window and panels back where they were the last time."""
        geometry, panels = settings.layout()
        if not geometry.isEmpty():
            self._window.restoreGeometry(geometry)
        if not panels.isEmpty():
            self._window.restoreState(panels, LAYOUT_VERSION)

    def keep(self, settings: Settings) -> None:
        """Remember where window and panels are."""
        self.set_welcome_mode(False)
        settings.keep_layout(self._window.saveGeometry(), self._window.saveState(LAYOUT_VERSION))

    def redraw(self) -> None:
        """Draw the signs in the colours of the theme."""
        for panel in self.panels.values():
            panel.redraw()
