"""Writes PNG and TIFF files with 16 bits per value and channel, which Pillow only reads."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

COLOUR_TYPES = {1: 0, 2: 4, 3: 2, 4: 6}
"""PNG's colour type by the number of channels."""


def write_png(path: Path, values: npt.NDArray[np.generic], *, filtered: bool = False) -> None:
    """`values` (H, W, C) from 0 to 65535 as PNG; `filtered` rows are stored as differences to the row above."""
    height, width, channels = values.shape
    rows = values.astype(">u2").tobytes()
    stride = 2 * width * channels
    lines, above = [], bytes(stride)
    for row in range(height):
        line = rows[row * stride : (row + 1) * stride]
        changes = bytes((new - old) % 256 for new, old in zip(line, above, strict=True)) if filtered else line
        lines.append((b"\2" if filtered else b"\0") + changes)
        above = line
    head = struct.pack(">IIBBBBB", width, height, 16, COLOUR_TYPES[channels], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"".join(lines))), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks))


def write_tiff(path: Path, values: npt.NDArray[np.generic], *, packed: bool = False, order: str = "<") -> None:
    """`values` (H, W, 3 or 4) from 0 to 65535 as TIFF in one strip, compressed where `packed`; `order` of its bytes."""
    height, width, channels = values.shape
    data = values.astype(f"{order}u2").tobytes()
    data = zlib.compress(data) if packed else data
    entries = [
        *((256, 4, 1, width), (257, 4, 1, height), (258, 3, channels, 0), (259, 3, 1, 8 if packed else 1), (262, 3, 1, 2)),
        *((273, 4, 1, 0), (277, 3, 1, channels), (278, 4, 1, height), (279, 4, 1, len(data))),
        *([(338, 3, 1, 2)] if channels == 4 else []),
    ]
    depths = 8 + 2 + 12 * len(entries) + 4
    places = {258: depths, 273: depths + 2 * channels}
    record = struct.pack(f"{order}2sHIH", b"II" if order == "<" else b"MM", 42, 8, len(entries))
    for tag, kind, count, value in entries:
        short = "H2x" if kind == 3 and tag != 258 else "I"
        record += struct.pack(f"{order}HHI{short}", tag, kind, count, places.get(tag, value))
    path.write_bytes(record + struct.pack(f"{order}I{channels}H", 0, *[16] * channels) + data)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
