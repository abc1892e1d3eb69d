"""A person at the screen: real mouse and key events sent through the X server, found widgets, counted actions, pictures."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QGraphicsView, QMenu, QToolBar, QToolButton, QTreeWidget, QWidget

PICTURES = Path(os.environ.get("CONVAS_TEST_OUTPUT", Path(__file__).parents[2] / "test-output"))


def wait(milliseconds: int) -> None:
    """Let the window live so long. (QTest.qWait keeps Python's lock, so that a training would stand still.)"""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Person:
    """Uses the window as a person does. ``actions`` counts clicks, drags and typed fields."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.actions = 0
        self.shots = 0

    # -- hands ---------------------------------------------------------------------------------------------------

    def xdotool(self, *words: object) -> None:
        """Send real events while the window lives on; a drag runs an event loop of its own, so nothing may block."""
        sending = subprocess.Popen(["xdotool", *map(str, words)])
        self.wait_until(lambda: sending.poll() is not None, "xdotool", seconds=20)
        assert sending.returncode == 0
        wait(40)

    def press_at(self, point: QPoint, *, button: int = 1, times: int = 1) -> None:
        """Click at a point of the screen."""
        self.xdotool("mousemove", point.x(), point.y())
        self.xdotool("click", "--repeat", times, "--delay", 60, button)
        self.actions += 1

    def click(self, name: str | QWidget, *, times: int = 1, button: int = 1) -> None:
        """Click the middle of a widget, which must be there to be seen."""
        widget = self.find(name) if isinstance(name, str) else name
        self.wait_until(lambda: widget.isVisible() and widget.isEnabled(), f"{widget.objectName()} to be ready")
        self.press_at(widget.mapToGlobal(widget.rect().center()), button=button, times=times)

    def trigger(self, name: str) -> None:
        """Click the tool bar's button of an action."""
        action = self.action(name)
        self.wait_until(action.isEnabled, f"{name} to be enabled")
        for bar in self.window.findChildren(QToolBar):
            button = bar.widgetForAction(action)
            if button is not None and button.isVisible():
                return self.click(button)
        for button in self.window.findChildren(QToolButton):
            if button.defaultAction() is action and button.isVisible():
                return self.click(button)
        raise AssertionError(f"no visible button for {name}")

    def key(self, keys: str) -> None:
        """Press a key combination, named as xdotool names them (``ctrl+z``)."""
        self.xdotool("key", keys)
        self.actions += 1

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        self.xdotool("type", "--delay", 15, text)
        self.actions += 1

    def drag(self, start: QPoint, end: QPoint, *, key: str | None = None) -> None:
        """Press at `start`, move in small steps, let go at `end`."""
        words: list[object] = ["keydown", key] if key else []
        words += ["mousemove", start.x(), start.y(), "mousedown", 1, "sleep", 0.05]
        for step in range(1, 13):
            point = start + (end - start) * step / 12
            words += ["mousemove", point.x(), point.y(), "sleep", 0.03]
        words += ["sleep", 0.15, "mouseup", 1, *(["keyup", key] if key else [])]
        self.xdotool(*words)
        wait(120)
        self.actions += 1

    # -- eyes ----------------------------------------------------------------------------------------------------

    def find(self, name: str, kind: type[Any] = QWidget) -> Any:
        """The widget of that object name, in any window."""
        for window in QApplication.topLevelWidgets():
            if window.objectName() == name and isinstance(window, kind):
                return window
            found = window.findChild(kind, name)
            if found is not None:
                return found
        raise AssertionError(f"no {kind.__name__} is called {name}")

    def action(self, name: str) -> QAction:
        """The action of that object name."""
        found = self.window.findChild(QAction, name)
        assert found is not None, f"no action is called {name}"
        return found

    def block_point(self, id: int, offset: QPointF | None = None) -> QPoint:
        """Where a block is on the screen."""
        canvas = self.find("canvas", QGraphicsView)
        position = QPointF(*self.window.workspace.graph.positions[id]) + (offset or QPointF())
        return canvas.viewport().mapToGlobal(canvas.mapFromScene(position))

    def palette_point(self, kind: str) -> QPoint:
        """Where the palette's row of a kind of layer is on the screen; opened and scrolled to if need be."""
        tree = self.find("palette").findChild(QTreeWidget)
        pending = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
        while pending:
            item = pending.pop()
            if item.data(0, Qt.ItemDataRole.UserRole) == kind:
                tree.scrollToItem(item)
                wait(30)
                return tree.viewport().mapToGlobal(tree.visualItemRect(item).center())
            pending += [item.child(row) for row in range(item.childCount())]
        raise AssertionError(f"the palette has no {kind}")

    def wait_until(self, condition: Callable[[], object], what: str, seconds: float = 60) -> None:
        """Let the window live until something is so."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
            wait(30)

    def look(self, name: str) -> Path:
        """Keep a picture of the whole screen under the tests' output."""
        wait(150)
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.shots += 1
        path = PICTURES / f"{name}.png"
        assert QGuiApplication.primaryScreen().grabWindow(0).save(str(path))
        return path

    def portrait(self, name: str) -> None:
        """Keep a picture of the window alone, as the README shows it."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        assert self.window.grab().save(str(PICTURES / f"{name}.png"))

    def choose(self, name: str, text: str) -> None:
        """Open a button's menu and click the row that begins with `text`; the menu runs an event loop of its own."""
        QTimer.singleShot(400, lambda: self._choose_from_menu(text))
        self.click(name)

    def pick(self, name: str, text: str) -> None:
        """Open a combo box and click the row that begins with `text`."""
        box = self.find(name, QComboBox)
        rows = [box.itemText(row) for row in range(box.count())]
        row = next((row for row, each in enumerate(rows) if each.startswith(text)), None)
        assert row is not None, f"{name} has no {text!r}: {rows}"
        self.click(box)
        view, index = box.view(), box.model().index(row, box.modelColumn())
        self.wait_until(view.isVisible, f"the rows of {name}")
        wait(300)  # a click right after it opened would count as the end of the first
        self.press_at(view.viewport().mapToGlobal(view.visualRect(index).center()))
        self.actions -= 1  # opening and picking are one
        self.wait_until(lambda: not view.isVisible(), f"the rows of {name} to close")

    def _choose_from_menu(self, text: str) -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        for action in menu.actions():
            if action.text().replace("&", "").startswith(text):
                return self.press_at(menu.mapToGlobal(menu.actionGeometry(action).center()))
        menu.close()
        raise AssertionError(f"the menu has no {text!r}: {[action.text() for action in menu.actions()]}")
