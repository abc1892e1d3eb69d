"""The first page: one click from here to a network that learns, and every other way to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from builder import zoo
from builder.model.project import Project
from gui.common.i18n import say
from gui.common.theme import SPACE, Role, Theme, font, icon, pixmap
from gui.common.theme_watch import theme_watch
from gui.model.workspace import Workspace
from gui.shell.welcome.welcome_cards import Card, NetworkSign, Page, label

FIRST = "lenet5"
MOST_RECENT = 5
WIDTH = 960
NARROW = 880
"""Pages narrower than that, in logical pixels, have one column."""


def starting_project(name: str, chosen: Project | None = None) -> Project:
    """A network of the zoo with data and the recipe that suits them: its own, or those of the `chosen` project."""
    if chosen is not None and chosen.task is not None and chosen.data:
        fitted = zoo.project(name, chosen.task, dict(chosen.data), dict(chosen.recipe))
        if fitted.data:
            return fitted
    # numpy comes with it, and this page is painted before anything else
    from backend.training.zoo_project import zoo_project

    return zoo_project(name).project


class Welcome(QScrollArea):
    """Networks to start from, files opened last, and an empty canvas.

    `begin` carries a project and whether to train it at once; `open_wanted` a path, or None to ask for one;
    `folder_wanted` asks for a folder of images, `import_wanted` for a network that was written elsewhere, `empty_wanted`
    for the empty canvas.
    """

    begin = Signal(object, bool)
    open_wanted = Signal(object)
    folder_wanted = Signal()
    import_wanted = Signal()
    empty_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAccessibleName(self.tr("Welcome"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._workspace = workspace
        page = Page()
        self._column = QVBoxLayout()
        self._column.setSpacing(3 * SPACE)
        centre = QWidget()
        centre.setMaximumWidth(WIDTH)
        centre.setLayout(self._column)
        self._across = across = QHBoxLayout(page)
        across.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        across.addStretch(1)
        across.addWidget(centre, 20)
        across.addStretch(1)
        self._fill()
        self.setWidget(page)
        theme_watch(self, self._redraw)

    def show_recent(self, paths: list[Path]) -> None:
        """Offer these files."""
        while (item := self._recent.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        for place, path in enumerate(paths[:MOST_RECENT]):
            button = self._link(f"recent{place}", path.stem, "open")
            button.setToolTip(str(path))
            button.clicked.connect(lambda _on=False, path=path: self.open_wanted.emit(path))
            self._recent.addWidget(button)
        if not paths:
            self._recent.addWidget(label(self.tr("Files that you save are listed here."), "caption", wrap=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the other ways to begin above the networks where there is no room for them at the side."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        self._below.setDirection(QBoxLayout.Direction.BottomToTop if narrow else QBoxLayout.Direction.LeftToRight)
        margin = SPACE if narrow else 3 * SPACE
        self._across.setContentsMargins(margin, 3 * SPACE, margin, 3 * SPACE)

    def start(self, name: str, *, train: bool = False) -> None:
        """Begin with a network of the zoo, on the data that were chosen before, if any were."""
        project = self._workspace.project
        self.begin.emit(starting_project(name, None if project.graph.blocks or train else project), train)

    def _redraw(self) -> None:
        """Draw the signs in the colours of the theme."""
        theme = Theme.current()
        for button in self.findChildren(QPushButton):
            sign = button.property("sign")
            if sign:
                button.setIcon(icon(sign, theme.on_accent if button.property("primary") else theme.link))
        self._draw_sign()

    # -- parts ---------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(SPACE + SPACE // 2)
        self._sign = QLabel()
        self._draw_sign()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self.tr("Convas"), "title"))
        words.addWidget(label(self.tr("Draw a network, train it, watch it learn, take it away as plain PyTorch."), "muted"))
        head.addWidget(self._sign)
        head.addLayout(words, 1)
        self._column.addLayout(head)
        self._column.addWidget(self._first())
        self._below = below = QHBoxLayout()
        below.setSpacing(3 * SPACE)
        below.addLayout(self._networks(), 1)
        others = QWidget()
        others.setFixedWidth(22 * SPACE)
        others.setLayout(self._others())
        below.addWidget(others)
        self._column.addLayout(below)
        self._column.addStretch(2)

    def _first(self) -> QWidget:
        """One click to a network that learns."""
        card = Card("startLeNet", self.tr("Train LeNet-5"))
        card.column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        card.chosen.connect(lambda: self.start(FIRST, train=True))
        title = QLabel(self.tr("See a network learn to read digits"))
        title.setFont(font(Role.TITLE))
        text = self.tr(
            "LeNet-5 learns from 1,797 handwritten digits while you watch the loss fall and the feature maps sharpen. "
            "Nothing to download, nothing to set up."
        )
        self.train_button = QPushButton(" " + self.tr("Train LeNet-5"))
        self.train_button.setObjectName("trainLeNet")
        self.train_button.setAccessibleName(self.tr("Train LeNet-5"))
        self.train_button.setProperty("primary", True)
        self.train_button.setProperty("sign", "train")
        self.train_button.setIcon(icon("train", Theme.current().on_accent))
        self.train_button.setMinimumHeight(5 * SPACE)
        self.train_button.clicked.connect(lambda: self.start(FIRST, train=True))
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(title)
        words.addWidget(label(text, "muted", wrap=True))
        words.addSpacing(SPACE)
        words.addWidget(self.train_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.setSpacing(4 * SPACE)
        row.addLayout(words, 3)
        row.addWidget(NetworkSign(FIRST, 96, 24.0), 2)
        card.column.addLayout(row)
        card.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return card

    def _networks(self) -> QVBoxLayout:
        """The other networks."""
        column = QVBoxLayout()
        column.setSpacing(SPACE + SPACE // 2)
        column.addWidget(label(self.tr("START FROM A NETWORK"), "section"))
        grid = QGridLayout()
        grid.setSpacing(SPACE + SPACE // 2)
        for place, name in enumerate(zoo.featured_names()):
            entry = zoo.info(name)
            card = Card(f"start.{name}", say(entry.title))
            card.setAccessibleDescription(say(entry.description))
            card.column.addWidget(NetworkSign(name, 36))
            card.column.addWidget(label(say(entry.title), "heading", wrap=True))
            card.column.addWidget(label(say(entry.description), "caption", wrap=True))
            card.column.addStretch(1)
            card.column.addWidget(label(self._origin(name), "caption", wrap=True))
            card.chosen.connect(lambda name=name: self.start(name))
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            card.setMinimumWidth(20 * SPACE)
            grid.addWidget(card, place // 3, place % 3)
        for column_number in range(3):
            grid.setColumnStretch(column_number, 1)
        column.addLayout(grid)
        column.addSpacing(SPACE)
        column.addWidget(label(self.tr("MORE NETWORKS"), "section"))
        column.addLayout(self._more())
        column.addStretch(1)
        return column

    def _more(self) -> QGridLayout:
        """A line for each of all the others, read downwards."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(0)
        more = zoo.names()[len(zoo.featured_names()) :]
        rows = -(-len(more) // 3)
        for place, name in enumerate(more):
            entry = zoo.info(name)
            button = QPushButton(say(entry.title))
            button.setObjectName(f"start.{name}")
            button.setAccessibleName(say(entry.title))
            button.setAccessibleDescription(say(entry.description))
            button.setToolTip(self._tip(name))
            button.setProperty("flat", True)
            button.clicked.connect(lambda _on=False, name=name: self.start(name))
            grid.addWidget(button, place % rows, place // rows)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        return grid

    def _origin(self, name: str) -> str:
        """The year of a network, its task, and data that suit it."""
        entry = zoo.info(name)
        words = self.tr("{year} · {task} · {data}") if entry.data else self.tr("{year} · {task}")
        return words.format(year=entry.year, task=say(zoo.task_title(name)), data=", ".join(entry.data))

    def _tip(self, name: str) -> str:
        """What a network is, its origin and its size."""
        entry, task = zoo.info(name), say(zoo.task_title(name))
        words = self.tr("{text}\n{year} · {task} · {data}\n{count} parameters")
        if not entry.data:
            words = self.tr("{text}\n{year} · {task}\n{count} parameters")
        count, data = f"{entry.parameters:,}", ", ".join(entry.data)
        return words.format(text=say(entry.description), year=entry.year, task=task, data=data, count=count)

    def _others(self) -> QVBoxLayout:
        """Empty canvas, a file, a folder, and the files opened last."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(label(self.tr("OR BEGIN WITH"), "section"))
        column.addSpacing(SPACE // 2)
        entries = (
            ("startEmpty", self.tr("An empty canvas"), "new", self.empty_wanted.emit),
            ("startOpen", self.tr("A file…"), "open", lambda: self.open_wanted.emit(None)),
            ("startFolder", self.tr("A folder of images…"), "folder", self.folder_wanted.emit),
            ("startImport", self.tr("Python or ONNX…"), "import", self.import_wanted.emit),
        )
        for name, text, sign, act in entries:
            button = self._link(name, text, sign)
            button.clicked.connect(lambda _on=False, act=act: act())
            column.addWidget(button)
        hint = self.tr("Or drop a folder on the window: one folder of images for each class.")
        column.addWidget(label(hint, "caption", wrap=True))
        column.addSpacing(2 * SPACE)
        column.addWidget(label(self.tr("RECENT"), "section"))
        column.addSpacing(SPACE // 2)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(SPACE // 2)
        column.addLayout(self._recent)
        column.addStretch(1)
        self.show_recent([])
        return column

    def _link(self, name: str, text: str, sign: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setProperty("flat", True)
        button.setProperty("sign", sign)
        button.setIcon(icon(sign, Theme.current().link))
        return button

    def _draw_sign(self) -> None:
        self._sign.setPixmap(pixmap("convas", 5 * SPACE, Theme.current().accent, self.devicePixelRatioF()))
