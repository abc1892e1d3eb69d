"""The whole window in a made-up language: every word that it shows comes from a translation, or is on a list of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from backend.protocol.recipe import Recipe
from builder import zoo
from builder.common.fields import choices
from builder.layers import LAYERS
from builder.model.project import Project
from gui.forms.choice_texts import CHOICE_TEXTS
from gui.model.settings import Settings
from gui.model.workspace import Workspace
from gui.shell.main_window import MainWindow

LEFT, RIGHT = "⟦", "⟧"
WORD = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(
    r"\b(Convas|PyTorch|torch|MNIST|Fashion|weight|bias|LeNet|ResNet|VGG|GoogLeNet|AlexNet|U-Net|MACs|ReLU|lenet5|resnet\w*|conv\d*|relu\d*|pool\d*"
    r"|fc\d*|flatten\d*|input\d*|output\d*|flat|act\d*|GB|MB|kB|Ctrl|Shift|Alt|Del|Ins|Home|Esc|Return|Backspace|Space)\b"
)


class Pseudo(QTranslator):
    """Puts brackets around every text that is looked up."""

    def isEmpty(self) -> bool:
        """Never: there is a translation of everything."""
        return False

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        """The text in brackets, each paragraph in its own; values are filled in afterwards, so they stay inside."""
        return "\n\n".join(f"{LEFT}{paragraph}{RIGHT}" for paragraph in source.split("\n\n"))


@pytest.fixture
def pseudo(qapp: QApplication) -> Iterator[None]:
    """The application in the made-up language."""
    translator = Pseudo(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def texts_of(widget: QWidget) -> Iterator[str]:
    """What one widget shows or tells assistive tools."""
    yield widget.toolTip()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.placeholderText()
        case QGroupBox() | QMenu():
            yield widget.title()
        case QComboBox():
            yield from (widget.itemText(row) for row in range(widget.count()))
        case QTabBar():
            yield from (widget.tabText(tab) for tab in range(widget.count()))
        case QTreeWidget():
            yield from _texts_of_items([widget.topLevelItem(row) for row in range(widget.topLevelItemCount())])


def _texts_of_items(items: list[QTreeWidgetItem]) -> Iterator[str]:
    for item in items:
        yield item.text(0)
        yield from _texts_of_items([item.child(row) for row in range(item.childCount())])


@cache
def names_of_choices() -> set[str]:
    """Choices of fields that are names, as of optimisers and of torch's modes, and are shown as they are."""
    records = [*LAYERS.values(), Recipe]
    values = {value for record in records for name in record.params() for value in choices(record.annotation(name))}
    return {str(value) for value in values - CHOICE_TEXTS.keys()}


def unmarked(text: str) -> bool:
    """Whether words are left outside of brackets that are no names of blocks, kinds or units."""
    bare = re.sub(f"{LEFT}.*?{RIGHT}", "", re.sub(f"{LEFT}[^{LEFT}{RIGHT}]*{RIGHT}", "", text), flags=re.DOTALL)
    bare = re.sub(r"<[^>]+>", " ", bare)
    words = set(WORD.findall(NAMES.sub(" ", bare))) - set(LAYERS) - names_of_choices()
    return bool(words)


def test_every_word_of_the_window_comes_from_a_translation(qtbot: QtBot, pseudo: None, settings: Settings) -> None:
    assert QLibraryInfo.version() is not None
    window = MainWindow(Workspace(Project(zoo.build("lenet5"))), settings)
    qtbot.addWidget(window)
    window.show()
    window.load()
    qtbot.waitUntil(lambda: window.training is not None, timeout=20_000)
    window.workspace.select({2})
    bare = set()
    shown = 0
    for widget in [window, *window.findChildren(QWidget)]:
        for text in texts_of(widget):
            shown += bool(text)
            if unmarked(text):
                bare.add(f"{type(widget).__name__} {widget.objectName()}: {text[:80]!r}")
    for action in window.findChildren(QAction):
        for text in (action.text(), action.toolTip(), action.statusTip()):
            shown += bool(text)
            if unmarked(text):
                bare.add(f"action {action.objectName()}: {text[:80]!r}")
    print(f"{shown - len(bare)} of {shown} texts of the window are translated")
    assert shown > 300
    assert not bare, "\n".join(sorted(bare))
