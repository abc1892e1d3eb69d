"""What was done to the images of a data set, as remarks: one table by the codes that run files keep."""

from __future__ import annotations

from collections.abc import Mapping

from builder.common.messages import QT_TRANSLATE_NOOP, Template

NOTES: Mapping[str, Template] = {
    "resized": QT_TRANSLATE_NOOP("Data", "{height}×{width} images are resized to {high}×{wide}."),
    "folder-resized": QT_TRANSLATE_NOOP("Data", "Images of {first} are resized to {target}."),
    "folder-resized-many": QT_TRANSLATE_NOOP("Data", "Images of {first} to {last} are resized to {target}."),
    "grey-to-colour": QT_TRANSLATE_NOOP("Data", "Grey images are given three equal colour channels."),
    "colour-to-grey": QT_TRANSLATE_NOOP("Data", "Colour images are made grey."),
    "transparent": QT_TRANSLATE_NOOP("Data", "{count:,} transparent images are shown on white."),
    "unreadable-file": QT_TRANSLATE_NOOP("Data", "Left out 1 file that cannot be read: {files}."),
    "unreadable-files": QT_TRANSLATE_NOOP("Data", "Left out {count:,} files that cannot be read: {files}."),
    "empty-folders": QT_TRANSLATE_NOOP("Data", "Left out, since they hold no images: {folders}."),
}
"""Code -> sentence. A code is never given another meaning: earlier runs are read with it."""
