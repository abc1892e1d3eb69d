"""Samples as pictures: bytes (C, H, W) become images, enlarged without blur."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap


def image_of(pixels: NDArray[np.uint8]) -> QImage:
    """A picture of one sample, (C, H, W) bytes; one channel is grey, three or more are red, green and blue."""
    channels, height, width = pixels.shape
    if channels >= 3:
        data = np.ascontiguousarray(pixels[:3].transpose(1, 2, 0))
        return QImage(data.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    data = np.ascontiguousarray(pixels[0])
    return QImage(data.data, width, height, width, QImage.Format.Format_Grayscale8).copy()


def thumbnail(pixels: NDArray[np.uint8], side: int, ratio: float = 1.0) -> QPixmap:
    """The sample as a pixmap of at most `side` points a side, sharp on screens of pixel ratio `ratio`."""
    image = image_of(pixels)
    target = round(side * ratio)
    smooth = max(image.width(), image.height()) > target
    mode = Qt.TransformationMode.SmoothTransformation if smooth else Qt.TransformationMode.FastTransformation
    scaled = image.scaled(QSize(target, target), Qt.AspectRatioMode.KeepAspectRatio, mode)
    pixmap = QPixmap.fromImage(scaled)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
