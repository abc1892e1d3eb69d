"""The line above feature maps: which block, what is shown of it, and the value under the mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from backend.protocol.events import Captured
from gui.common.number_format import whole_number
from gui.common.theme import SPACE


class MapsHeader(QWidget):
    """Name and figures of a block, the switches for maps, filters and scale; `changed` when one of them is used."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """A header without a block, set to maps."""
        super().__init__(parent)
        self._title, self._detail, self._value = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "heading")
        self._title.setObjectName("featureMapsTitle")
        self._detail.setObjectName("featureMapsDetail")
        for label in (self._detail, self._value):
            label.setProperty("role", "caption")
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._maps = self._switch("showMaps", self.tr("Maps"), self.tr("What the block makes of the image"))
        self._filters = self._switch("showFilters", self.tr("Filters"), self.tr("The weights the block slides over its input"))
        self._maps.setChecked(True)
        self._maps.toggled.connect(self.changed)
        self._each = QCheckBox(self.tr("Own scale for each"))
        self._each.setObjectName("mapsOwnScale")
        self._each.setAccessibleName(self.tr("Own colour scale for each map"))
        self._each.toggled.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for part in (self._title, self._detail, self._maps, self._filters, self._each):
            row.addWidget(part)
        row.addWidget(self._value, 1)

    @property
    def kind(self) -> str:
        """What to show: "maps" or "filters"."""
        return "filters" if self._filters.isChecked() else "maps"

    @property
    def each(self) -> bool:
        """Whether every map has a scale of its own."""
        return self._each.isChecked()

    def show_value(self, text: str) -> None:
        """Show the value under the mouse."""
        self._value.setText(text)

    def show_block(self, name: str, picture: Captured | None = None) -> None:
        """Show the name of the block, and figures of the picture that is shown of it."""
        self._title.setText(name)
        self._detail.setText("" if picture is None else self._figures(picture))
        self._each.setEnabled(picture is not None and picture.array.ndim > 1)

    def _switch(self, name: str, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setText(text)
        button.setToolTip(tip)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _figures(self, picture: Captured) -> str:
        shown = len(picture.array)
        low, high = (float(picture.array.min()), float(picture.array.max())) if picture.array.size else (0.0, 0.0)
        span = self.tr("from {0} to {1}").format(f"{low:.3g}", f"{high:.3g}")
        if picture.array.ndim == 1:
            what = self.tr("{0} numbers").format(whole_number(picture.total))
        elif picture.kind == "filters":
            what = self.tr("{0} filters").format(whole_number(picture.total))
        else:
            words = self.tr("{0} map") if picture.total == 1 else self.tr("{0} maps")
            what = words.format(whole_number(picture.total))
        if shown < picture.total:
            what = self.tr("{0}, the first {1} shown").format(what, shown)
        live = self.tr("epoch {0}, batch {1}").format(picture.epoch, whole_number(picture.step))
        when = live if picture.epoch else self.tr("best weights")
        return f"{what}  ·  {span}  ·  {when}"
