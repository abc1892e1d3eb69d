"""Arrays as targets: classes, labels, numbers or masks, by their type, shape and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import DataError
from backend.datasets.images.resizing import NOT_COUNTED
from backend.datasets.own.arrays.numpy_files import ArrayHead
from backend.datasets.own.folders.walking import natural_key, printable
from backend.datasets.own.tables.column_roles import MOST_CLASSES
from backend.datasets.own.tables.delimited_text import as_number, is_bad_number
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.tasks.base import Target
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses

Array = npt.NDArray[Any]

FEW = 30
"""Whole numbers with no more different values are classes."""


@dataclass(frozen=True, slots=True)
class ArrayTargets:
    """What the arrays teach, and the targets of each part, as :class:`backend.datasets.base.Images` has them."""

    target: Target
    by_part: Mapping[str, Array]


def find_targets(
    parts: Mapping[str, Array], heads: Mapping[str, ArrayHead], image: tuple[int, int], names: Sequence[str]
) -> ArrayTargets:
    """Targets from one array for each part (N, ...), all of one kind; `image` is the height and width of the images.

    `names` are those of classes, where the file has them. Raises :class:`DataError`.
    """
    made = {split: _flat(array, image) for split, array in parts.items()}
    head = heads["train"]
    if len({array.shape[1:] for array in made.values()}) > 1:
        unequal = QT_TRANSLATE_NOOP("Data", "The targets of the parts in {file} have different shapes: {shapes}.")
        raise DataError(unequal, file=printable(head.path), shapes=", ".join(each.text for each in heads.values()))
    _check_finite(made, heads)
    train = made["train"]
    if train.ndim == 3 and train.shape[1:] == image:
        return _masks(made, head, names)
    if train.ndim == 2 and train.dtype.kind in "biuf":
        return _columns(made, names)
    if train.ndim == 1:
        return _single(made, head, names)
    wrong = QT_TRANSLATE_NOOP(
        "Data",
        "The array {name} ({shape}) in {file} holds no targets: classes are N, labels and numbers N×K, "
        "masks N×{height}×{width}.",
    )
    raise DataError(wrong, name=head.name, file=printable(head.path), shape=head.text, height=image[0], width=image[1])


def _flat(array: Array, image: tuple[int, int]) -> Array:
    """The array without axes of one entry that mean nothing."""
    if array.ndim == 4 and array.shape[1:] == (*image, 1):
        return array[..., 0]
    if array.ndim == 4 and array.shape[1:] == (1, *image):
        return array[:, 0]
    return array[:, 0] if array.ndim == 2 and array.shape[1] == 1 else array


def _check_finite(parts: Mapping[str, Array], heads: Mapping[str, ArrayHead]) -> None:
    for split, array in parts.items():
        if array.dtype.kind != "f":
            continue
        with np.errstate(over="ignore"):
            finite = np.isfinite(array.astype(np.float32))  # in which they are learned
        if not finite.all():
            row = int(np.flatnonzero(~finite.reshape(len(array), -1).all(axis=1))[0])
            value = array[row][~finite[row]].flat[0] if array.ndim > 1 else array[row]
            bad = QT_TRANSLATE_NOOP(
                "Data",
                "Entry {row:,} of the array {name} in {file} is {value}, which is no number that can be learned. "
                "Leave such entries out.",
            )
            head = heads[split]
            raise DataError(bad, row=row, name=head.name, file=printable(head.path), value=f"{value:.4g}")


def _single(parts: Mapping[str, Array], head: ArrayHead, names: Sequence[str]) -> ArrayTargets:
    """One value for each image: a class where there are few whole numbers or texts, else a number."""
    if head.dtype.kind in "US":
        texts = {split: np.array([_text(value) for value in array.tolist()]) for split, array in parts.items()}
        _check_words(texts, head)
        return _classes(texts, head, names)
    every = np.unique(np.concatenate(list(parts.values())))
    whole = bool((every == np.floor(every)).all()) if every.dtype.kind == "f" else True
    few = len(every) <= max(FEW, len(names)) or (every.dtype.kind in "iu" and len(every) <= len(parts["train"]) / 4)
    if whole and few:
        return _classes({split: array.astype(np.int64) for split, array in parts.items()}, head, names)
    return ArrayTargets(Numbers((head.name,)), {split: _numbers(array[:, None]) for split, array in parts.items()})


def _check_words(parts: Mapping[str, Array], head: ArrayHead) -> None:
    """Raise :class:`DataError` for texts that are all numbers, some of which cannot be used: they are no names of classes."""
    words = sorted({word for array in parts.values() for word in np.unique(array).tolist()})
    bad = [word for word in words if is_bad_number(word)]
    if bad and all(word in bad or as_number(word) is not None for word in words):
        wrong = QT_TRANSLATE_NOOP(
            "Data",
            "The array {name} in {file} holds numbers written as text, and {value!r}, which is none that can be learned. "
            "Leave such entries out.",
        )
        raise DataError(wrong, name=head.name, file=printable(head.path), value=bad[0])


def _classes(parts: Mapping[str, Array], head: ArrayHead, names: Sequence[str]) -> ArrayTargets:
    """Class numbers of values; names go by the number where all numbers have one."""
    values = np.unique(np.concatenate(list(parts.values()))).tolist()
    if names and all(isinstance(value, int) and 0 <= value < len(names) for value in values):
        return ArrayTargets(Classes(tuple(names)), {split: array.astype(np.int64) for split, array in parts.items()})
    values.sort(key=lambda value: value if isinstance(value, int) else natural_key(value))
    if not 2 <= len(values) <= MOST_CLASSES:
        one = QT_TRANSLATE_NOOP("Data", "The array {name} in {file} holds one class, {value}; at least two are needed.")
        many = QT_TRANSLATE_NOOP(
            "Data", "The array {name} in {file} holds {count:,} classes; at most {most:,} can be told apart."
        )
        if len(values) == 1:
            raise DataError(one, name=head.name, file=printable(head.path), value=values[0])
        raise DataError(many, name=head.name, file=printable(head.path), count=len(values), most=MOST_CLASSES)
    known = {value: at for at, value in enumerate(values)}
    made = {split: np.array([known[value] for value in array.tolist()], np.int64) for split, array in parts.items()}
    titles = tuple(names) if len(names) == len(values) else tuple(map(str, values))
    return ArrayTargets(Classes(titles), made)


def _columns(parts: Mapping[str, Array], names: Sequence[str]) -> ArrayTargets:
    """Several values for each image: one of them 1 is a class, 0 and 1 are labels, all else numbers."""
    width = parts["train"].shape[1]
    titles = tuple(names) if len(names) == width else tuple(map(str, range(width)))
    if all(bool(np.isin(array, (0, 1)).all()) for array in parts.values()):
        if all(bool((array.sum(axis=1) == 1).all()) for array in parts.values()):
            return ArrayTargets(
                Classes(titles), {split: array.argmax(axis=1).astype(np.int64) for split, array in parts.items()}
            )
        return ArrayTargets(Labels(titles), {split: array.astype(np.uint8) for split, array in parts.items()})
    return ArrayTargets(Numbers(titles), {split: _numbers(array) for split, array in parts.items()})


def _numbers(array: Array) -> Array:
    return array.astype(np.float32)


def _masks(parts: Mapping[str, Array], head: ArrayHead, names: Sequence[str]) -> ArrayTargets:
    """A class for each pixel: numbers from 0, 255 where a pixel does not count; two values are ground and object."""
    values = np.unique(np.concatenate([np.unique(array) for array in parts.values()]))
    whole = values.dtype.kind != "f" or bool((values == np.floor(values)).all())
    found = [int(value) for value in values.tolist()] if whole else []
    if set(found) in ({0, 255}, {0, 1}) and len(names) in (0, 2):
        made = {split: (array > 0).astype(np.uint8) for split, array in parts.items()}
        return ArrayTargets(PixelClasses(tuple(names) or ("ground", "object")), made)
    counted = [value for value in found if value != NOT_COUNTED]
    if len(counted) < 2 or counted[0] < 0 or counted[-1] >= NOT_COUNTED:
        wrong = QT_TRANSLATE_NOOP(
            "Data",
            "The masks in the array {name} in {file} hold {low:g} to {high:g}: class numbers from 0 to 254 are needed, "
            "at least two of them.",
        )
        raise DataError(wrong, name=head.name, file=printable(head.path), low=float(values[0]), high=float(values[-1]))
    titles = tuple(names) if len(names) > counted[-1] else tuple(map(str, range(counted[-1] + 1)))
    return ArrayTargets(PixelClasses(titles), {split: array.astype(np.uint8) for split, array in parts.items()})


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
