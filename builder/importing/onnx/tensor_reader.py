"""Reads the tensors of an ONNX file (TensorProto of onnx.proto) as arrays, from the file itself or external data files.

No declared size is trusted: the bytes that are there must have just that size.
"""

from __future__ import annotations

import math
import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np

from builder.common.errors import ConvasError, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.protobuf import Budget, Damaged, WireFields, as_text, parse_fields

LARGEST_EXTERNAL = 16 * 2**30
"""How many bytes the external files of a network may have together: more fits no memory of a desktop."""

MOST_AXES = 16
"""As many axes a tensor may have; numpy stops at 32 or 64."""

TYPES = {
    1: "float32",
    2: "uint8",
    3: "int8",
    4: "uint16",
    5: "int16",
    6: "int32",
    7: "int64",
    8: "string",
    9: "bool",
    10: "float16",
    11: "float64",
    12: "uint32",
    13: "uint64",
    14: "complex64",
    15: "complex128",
    16: "bfloat16",
}
"""Element types by their code (TensorProto.DataType)."""

READABLE = {code: name for code, name in TYPES.items() if name != "string" and "complex" not in name}
_IN_INT32_DATA = ("uint8", "int8", "uint16", "int16", "int32", "bool", "float16", "bfloat16")
"""Types that the field ``int32_data`` holds where a tensor has no raw data."""


class Unreadable(ConvasError):
    """A file that cannot be read; the message is a clause that says why."""


class ExternalData:
    """External data files in the folder of the network, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, memoryview] = {}

    def bytes(self, entries: dict[str, str]) -> memoryview:
        """The bytes that the entries `location`, `offset` and `length` name; raises ImportFailed and Damaged."""
        data = self._file(entries.get("location", ""))
        offset, length = _byte_count(entries.get("offset", "0")), _byte_count(entries.get("length", str(len(data))))
        offset = min(offset, len(data))
        return data[offset : offset + length]

    def _file(self, location: str) -> memoryview:
        if location not in self._read:
            path = self._path(location)
            left = LARGEST_EXTERNAL - sum(map(len, self._read.values()))
            try:
                self._read[location] = read_file(path, left)
            except Unreadable as error:
                template = QT_TRANSLATE_NOOP(
                    "Import", "its weights lie in {location} beside it, which cannot be opened: {reason}."
                )
                raise ImportFailed(template, location=location, reason=error.message) from error
        return self._read[location]

    def _path(self, location: str) -> Path:
        """The path of a file; raises ImportFailed unless it is inside of the folder after following links."""
        plain = PurePosixPath(location)
        if location and "\0" not in location and not PureWindowsPath(location).drive and not plain.is_absolute():
            folder = self._folder.resolve()
            try:
                path = (folder / plain).resolve()
            except (OSError, RuntimeError):
                path = folder
            if ".." not in plain.parts and path.is_relative_to(folder):
                return path
        raise ImportFailed(
            QT_TRANSLATE_NOOP("Import", "its weights are said to lie in {location!r}; only files in its own folder are read."),
            location=location[:200],
        )


def read_file(path: Path, most: int) -> memoryview:
    """The bytes of a file; raises Unreadable for what cannot be opened, is no file, or has more than `most` bytes."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(QT_TRANSLATE_NOOP("Import", "it is not a file"))
        with path.open("rb") as file:
            data = file.read(min(found.st_size, most) + 1)
    except OSError as error:
        raise Unreadable(os_error_reason(error)) from error
    except ValueError as error:  # a path with a null byte
        raise Unreadable(Message.verbatim(str(error))) from error
    if len(data) > most:
        raise Unreadable(QT_TRANSLATE_NOOP("Import", "it is larger than {size:.2g} GB"), size=most / 2**30)
    return memoryview(data)


def read_tensor(fields: WireFields, external: ExternalData) -> tuple[str, np.ndarray]:
    """The name of a tensor and its array: the shape that the file says, with a dtype of READABLE (bfloat16 as float32).

    Raises Damaged, and ImportFailed for types that cannot be used.
    """
    name, code = fields.text(8), fields.number(2)
    sizes = [int(size) for size in fields.integers(1)]
    if len(sizes) > MOST_AXES or any(size < 0 for size in sizes):
        raise Damaged(
            QT_TRANSLATE_NOOP("Import", "the tensor {name} has sizes that cannot be: {sizes}"),
            name=name,
            sizes=sizes[:MOST_AXES],
        )
    if code not in READABLE:
        template = QT_TRANSLATE_NOOP("Import", "the tensor {name} holds numbers of type {type}, which cannot be read.")
        if code in TYPES:
            template = QT_TRANSLATE_NOOP("Import", "the tensor {name} holds {type}, which cannot be read.")
        raise ImportFailed(template, name=name, type=TYPES.get(code, code))
    flat = _flat(fields, code, external)
    if math.prod(sizes) != len(flat):
        raise Damaged(
            QT_TRANSLATE_NOOP("Import", "the tensor {name} should hold {expected:,} numbers, but {count:,} are there"),
            name=name,
            expected=math.prod(sizes),
            count=len(flat),
        )
    return name, flat.reshape(sizes)


def _flat(fields: WireFields, code: int, external: ExternalData) -> np.ndarray:
    """All elements as a flat array (n,), in the dtype of the element type `code`."""
    kind = TYPES[code]
    if fields.number(14) == 1:
        entries = {}
        for part in fields.all_bytes(13):
            key, value = _entry(part)
            entries[key] = value
        return _raw(external.bytes(entries), kind)
    if fields.all_bytes(9):
        return _raw(fields.bytes(9), kind)
    if kind == "float32":
        return fields.floats(4)
    if kind == "float64":
        return fields.floats(10, 8)
    wholes = fields.integers(5 if kind in _IN_INT32_DATA else 7 if kind == "int64" else 11)
    if kind in ("float16", "bfloat16"):
        return _raw(memoryview(wholes.astype("<u2").tobytes()), kind)
    return wholes.astype(kind)


def _entry(part: memoryview) -> tuple[str, str]:
    fields = parse_fields(part, Budget(100))
    return as_text(fields.bytes(1)), as_text(fields.bytes(2), 4096)


def _raw(view: memoryview, kind: str) -> np.ndarray:
    """Elements (n,) from their bytes, little-endian; bfloat16 becomes float32."""
    size = 2 if kind == "bfloat16" else np.dtype(kind).itemsize
    if len(view) % size:
        raise Damaged(QT_TRANSLATE_NOOP("Import", "{count:,} bytes are no row of {kind}"), count=len(view), kind=kind)
    if kind == "bfloat16":
        return (np.frombuffer(view, "<u2").astype(np.uint32) << 16).view(np.float32)
    return np.frombuffer(view, np.dtype(kind).newbyteorder("<"))


def _byte_count(text: str) -> int:
    """A number of bytes written in decimal; raises Damaged."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Damaged(QT_TRANSLATE_NOOP("Import", "{text!r} is no number of bytes"), text=text[:40])
    return int(text)
