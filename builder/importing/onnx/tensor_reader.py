"""The tensors of an ONNX file as arrays: their sizes must be those of their bytes, whether inside or in a file beside it."""

from __future__ import annotations

import math
import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np

from builder.common.files import in_words
from builder.importing.common.trace import ImportFailed
from builder.importing.onnx.protobuf import Damaged, Message, as_text

LARGEST_BESIDE = 16 * 2**30
"""How many bytes the files beside a network may have, all together."""

MOST_AXES = 16

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
"""The types of numbers by the code they have in a file."""

READ = {code: name for code, name in TYPES.items() if name != "string" and "complex" not in name}
_AS_WHOLE = ("uint8", "int8", "uint16", "int16", "int32", "bool", "float16", "bfloat16")
"""What lies in ``int32_data`` where it is written number by number."""


class Beside:
    """The files that tensors may lie in: those in the folder of the network. Each is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, memoryview] = {}

    def bytes(self, words: dict[str, str]) -> memoryview:
        """The bytes that an entry names by `location`, `offset` and `length`; raises ImportFailed."""
        data = self._file(words.get("location", ""))
        offset, length = _count(words.get("offset", "0")), _count(words.get("length", str(len(data))))
        offset = min(offset, len(data))
        return data[offset : offset + length]

    def _file(self, location: str) -> memoryview:
        if location not in self._read:
            path = self._path(location)
            left = LARGEST_BESIDE - sum(map(len, self._read.values()))
            try:
                self._read[location] = whole_file(path, left)
            except OSError as error:
                words = f"its weights lie in {location} beside it, which cannot be opened: {in_words(error)}."
                raise ImportFailed(words) from None
            except ValueError as error:
                raise ImportFailed(f"its weights lie in {location} beside it, which cannot be opened: {error}.") from None
        return self._read[location]

    def _path(self, location: str) -> Path:
        """Where a file lies; raises ImportFailed unless that is inside the folder, links followed."""
        plain = PurePosixPath(location)
        if location and "\0" not in location and not PureWindowsPath(location).drive and not plain.is_absolute():
            folder = self._folder.resolve()
            try:
                path = (folder / plain).resolve()
            except (OSError, RuntimeError):
                path = folder
            if ".." not in plain.parts and path.is_relative_to(folder):
                return path
        raise ImportFailed(f"its weights are said to lie in {location[:200]!r}; only files in its own folder are read.")


def whole_file(path: Path, most: int) -> memoryview:
    """The bytes of a file; raises OSError, and ValueError with a clause for what is none and for more than `most`."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("it is not a file")
    with path.open("rb") as file:
        data = file.read(min(found.st_size, most) + 1)
    if len(data) > most:
        raise ValueError(f"it is larger than {most / 2**30:.2g} GB")
    return memoryview(data)


def tensor(read: Message, beside: Beside) -> tuple[str, np.ndarray]:
    """The name and the numbers of a tensor; raises Damaged, and ImportFailed for what cannot be used."""
    name, code = read.text(8), read.number(2)
    sizes = [int(size) for size in read.wholes(1)]
    if len(sizes) > MOST_AXES or any(size < 0 for size in sizes):
        raise Damaged(f"the tensor {name} has sizes that cannot be: {sizes[:MOST_AXES]}")
    if code not in READ:
        raise ImportFailed(f"the tensor {name} holds {TYPES.get(code, f'numbers of type {code}')}, which cannot be read.")
    flat = _flat(read, code, beside)
    if math.prod(sizes) != len(flat):
        raise Damaged(f"the tensor {name} should hold {math.prod(sizes):,} numbers, but {len(flat):,} are there")
    return name, flat.reshape(sizes)


def _flat(read: Message, code: int, beside: Beside) -> np.ndarray:
    """All numbers in a row."""
    kind = TYPES[code]
    if read.number(14) == 1:
        words = {}
        for part in read.several(13):
            key, value = _entry(part)
            words[key] = value
        return _raw(beside.bytes(words), kind)
    if read.several(9):
        return _raw(read.bytes(9), kind)
    if kind == "float32":
        return read.floats(4)
    if kind == "float64":
        return read.floats(10, 8)
    wholes = read.wholes(5 if kind in _AS_WHOLE else 7 if kind == "int64" else 11)
    if kind in ("float16", "bfloat16"):
        return _raw(memoryview(wholes.astype("<u2").tobytes()), kind)
    return wholes.astype(kind)


def _entry(part: memoryview) -> tuple[str, str]:
    from builder.importing.onnx.protobuf import Budget, message

    read = message(part, Budget(100))
    return as_text(read.bytes(1)), as_text(read.bytes(2), 4096)


def _raw(view: memoryview, kind: str) -> np.ndarray:
    """Numbers from their bytes, the smallest first."""
    size = 2 if kind == "bfloat16" else np.dtype(kind).itemsize
    if len(view) % size:
        raise Damaged(f"{len(view):,} bytes are no row of {kind}")
    if kind == "bfloat16":
        return (np.frombuffer(view, "<u2").astype(np.uint32) << 16).view(np.float32)
    return np.frombuffer(view, np.dtype(kind).newbyteorder("<"))


def _count(text: str) -> int:
    """A number of bytes; raises Damaged."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Damaged(f"{text[:40]!r} is no number of bytes")
    return int(text)
