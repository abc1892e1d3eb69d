"""Blocks on the system's clipboard, as JSON, so that they can be carried between windows."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.common.media_types import BLOCKS_MIME, LAYER_MIME


def write_blocks(record: dict[str, Any]) -> None:
    """Put a record of blocks on the clipboard, as itself and as text."""
    text = json.dumps(record)
    data = QMimeData()
    data.setData(BLOCKS_MIME, text.encode())
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def read_blocks() -> str | None:
    """The JSON on the clipboard, if it may be blocks; whether it is, is for the edit to check."""
    data = QGuiApplication.clipboard().mimeData()
    raw = bytes(data.data(BLOCKS_MIME).data()) if data.hasFormat(BLOCKS_MIME) else data.text().strip().encode()
    return raw.decode("utf-8", errors="replace") if raw.startswith(b"{") else None


def layer_kind(data: QMimeData) -> str | None:
    """The kind of layer that is dragged from the palette, if one is."""
    if not data.hasFormat(LAYER_MIME):
        return None
    return bytes(data.data(LAYER_MIME).data()).decode("utf-8", errors="replace")
