"""Some samples of the data, searched by class, of any split."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from backend.datasets.base import SPLITS, Images, Splits
from builder.tasks.segmentation import PixelClasses
from gui.common.number_format import whole_number
from gui.common.theme import SPACE
from gui.common.thumbnails import thumbnail_item
from gui.common.worker import Worker
from gui.data.sample_pictures import GAP, SamplePictures, in_memory, read_samples

SIDE, LARGE = 48, 64
"""The side of a picture that says its class, and of one in which there is more to see, in logical pixels."""

LIMIT = 60
REST_MS = 200
"""How long a text must stay the same before it is searched for."""

WIDEST = 24 * SPACE
"""The largest width of the words below a picture, in logical pixels."""

MOST_KEYS = 12
"""So many classes are named with their colours."""


@dataclass(frozen=True, slots=True)
class _Page:
    """The samples of a split that were found for a text, in memory."""

    pictures: SamplePictures
    split: str
    text: str
    indices: list[int]
    images: Images

    @classmethod
    def find(cls, pictures: SamplePictures, part: Images, split: str, text: str) -> _Page:
        """Find and read them; raises :class:`DataError`."""
        indices = pictures.found(part, text, LIMIT)
        return cls(pictures, split, text.strip(), indices, read_samples(part, indices))


class SamplePane(QWidget):
    """Pictures with their words; a search field and the choice of a split above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Without samples."""
        super().__init__(parent)
        self._pictures: SamplePictures | None = None
        self._worker = Worker(self)
        self._worker.done.connect(self._show)
        self._worker.failed.connect(lambda text, _bug: self._say(text))
        self.search = QLineEdit()
        self.search.setObjectName("dataSearch")
        self.search.setClearButtonEnabled(True)
        self.split = QComboBox()
        self.split.setObjectName("dataSplit")
        self.split.setAccessibleName(self.tr("Which images are shown"))
        self.split.activated.connect(self._fill)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._fill)
        self.search.textChanged.connect(self._rest.start)
        self._list = QListView()
        self._list.setObjectName("dataSamples")
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setWordWrap(False)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._items = QStandardItemModel(self._list)
        self._list.setModel(self._items)
        self._none = QLabel()
        self._none.setObjectName("dataSamplesNone")
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        self._none.hide()
        self._key = QLabel()
        self._key.setObjectName("dataColours")
        self._key.setProperty("role", "caption")
        self._key.setWordWrap(True)
        self._key.setTextFormat(Qt.TextFormat.RichText)
        self._key.hide()
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.search, 1)
        top.addWidget(self.split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(top)
        column.addWidget(self._key)
        column.addWidget(self._none)
        column.addWidget(self._list, 1)

    def show_splits(self, splits: Splits) -> None:
        """Show samples of these splits; what was searched for stays."""
        self._pictures = SamplePictures(splits)
        chosen = self.split.currentData() or "train"
        titles = {"train": self.tr("Training"), "val": self.tr("Validation"), "test": self.tr("Test")}
        self.split.clear()
        for split in SPLITS:
            count = len(self._pictures.part(split))
            if count:
                self.split.addItem(self.tr("{0} ({1})").format(titles[split], whole_number(count)), split)
        self.split.setCurrentIndex(max(0, self.split.findData(chosen)))
        self.search.setVisible(bool(self._pictures.names))
        words = self.tr("Search a label") if splits.target.kind == "multilabel" else self.tr("Search a class")
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        self._show_key()
        self._fill()

    def shut_down(self, timeout: float = 5.0) -> bool:
        """End the thread; False when it still runs after `timeout` seconds."""
        self._worker.forget()
        return self._worker.join(timeout)

    def _fill(self) -> None:
        """Find the samples; those in memory are shown at once, others are read in a thread first."""
        if self._pictures is None:
            return
        pictures, split = self._pictures, self.split.currentData() or "train"
        part, text = pictures.part(split), self.search.text() if pictures.names else ""
        self._worker.forget()
        if in_memory(part):
            self._show(_Page.find(pictures, part, split, text))
            return
        self._say(self.tr("Reading the images…"))
        self._worker.start(lambda _progress, _cancelled: _Page.find(pictures, part, split, text), name="data samples")

    def _show(self, page: _Page) -> None:
        pictures, shown = page.pictures, page.images
        words = [pictures.words(shown, place) for place in range(len(page.indices))]
        side = LARGE if pictures.paired or isinstance(pictures.target, PixelClasses) else SIDE
        width = 2 * side + GAP if pictures.paired else side
        metrics = self.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, words), default=0)
        below = metrics.height() if widest else 0
        self._list.setIconSize(QSize(width, side))
        self._list.setGridSize(QSize(max(width, min(widest, WIDEST) + 2 * SPACE) + 2 * SPACE, side + below + 2 * SPACE))
        self._say("" if page.indices else self._nothing(page.text))
        for place, index in enumerate(page.indices):
            tip = pictures.tip(shown, place, page.split, index)
            picture = pictures.picture(shown, place, side, self.devicePixelRatioF())
            item = thumbnail_item(picture, words[place], tip)
            item.setAccessibleText(tip.replace("\n", ", "))
            self._items.appendRow(item)
        self._list.setAccessibleName(self.tr("{0} images with what is known of them").format(len(page.indices)))

    def _say(self, text: str) -> None:
        """Show `text` instead of samples."""
        self._items.clear()
        self._none.setText(text)
        self._none.setVisible(bool(text))

    def _nothing(self, text: str) -> str:
        assert self._pictures is not None
        if self._pictures.target.kind == "multilabel":
            return self.tr("No image here has a label whose name holds “{0}”.").format(text)
        return self.tr("No image here is of a class whose name holds “{0}”.").format(text)

    def _show_key(self) -> None:
        """Name the colours of the masks."""
        assert self._pictures is not None
        pairs = [(name, colour) for name, colour in zip(self._pictures.names, self._pictures.colours, strict=False)]
        self._key.setText(" &nbsp; ".join(_swatch(name, colour) for name, colour in pairs[:MOST_KEYS] if colour.alpha()))
        self._key.setVisible(bool(pairs))


def _swatch(name: str, colour: QColor) -> str:
    escaped = name.replace("&", "&amp;").replace("<", "&lt;")
    return f'<span style="color: {colour.name()}">■</span> {escaped}'
