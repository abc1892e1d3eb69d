"""Samples as small pictures: bytes (C, H, W) become images, enlarged without blur; which samples of a set to show."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap, QStandardItem


def image_of(pixels: NDArray[np.uint8]) -> QImage:
    """A picture of one sample, (C, H, W) bytes; one channel is grey, three or more are red, green and blue."""
    channels, height, width = pixels.shape
    # .copy(): QImage does not own the buffer of the array.
    if channels >= 3:
        data = np.ascontiguousarray(pixels[:3].transpose(1, 2, 0))
        return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    data = np.ascontiguousarray(pixels[0])
    return QImage(data.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


def thumbnail(pixels: NDArray[np.uint8], side: int, ratio: float = 1.0) -> QPixmap:
    """A sample, (C, H, W) bytes, as a pixmap of at most `side` logical pixels, sharp at the device pixel ratio `ratio`."""
    image = image_of(pixels)
    target = round(side * ratio)
    smooth = max(image.width(), image.height()) > target
    mode = Qt.TransformationMode.SmoothTransformation if smooth else Qt.TransformationMode.FastTransformation
    scaled = image.scaled(QSize(target, target), Qt.AspectRatioMode.KeepAspectRatio, mode)
    pixmap = QPixmap.fromImage(scaled)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def thumbnail_item(picture: QPixmap, name: str, tip: str) -> QStandardItem:
    """A picture with its name below, for a list in icon mode; the picture keeps its colours while it is selected."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    item = QStandardItem(icon, name)
    item.setToolTip(tip)
    return item


def indices_over_classes(labels: NDArray[np.integer[Any]], classes: int, limit: int) -> list[int]:
    """Up to `limit` indices into `labels`, (n,): the first of each class, then the second of each, and so on."""
    each = max(1, limit // max(1, classes))
    members = [np.flatnonzero(labels == label)[:each].tolist() for label in range(classes)]
    rounds = [indices[turn] for turn in range(each) for indices in members if turn < len(indices)]
    return rounds[:limit]
