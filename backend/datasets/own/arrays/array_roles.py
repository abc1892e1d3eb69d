"""Which arrays of a NumPy file are images and which are targets, for each part: by names and sizes, or as chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from backend.datasets.base import DataError
from backend.datasets.own.arrays.numpy_files import ArrayHead
from backend.datasets.own.folders.walking import printable
from builder.common.messages import QT_TRANSLATE_NOOP, join_names

SPLIT_WORDS = {"train": "train", "tr": "train", "val": "val", "valid": "val", "validation": "val", "test": "test", "te": "test"}
IMAGE_WORDS = frozenset("x image images img imgs data inputs input features pictures arr_0".split())
TARGET_WORDS = frozenset("y label labels target targets class classes mask masks answers output outputs arr_1".split())
NAME_WORDS = frozenset("class_names classnames label_names labels_names target_names names categories".split())


@dataclass(frozen=True, slots=True)
class ArrayPart:
    """The images of one part, and what is to be learned of them, where there is anything."""

    images: ArrayHead
    targets: ArrayHead | None


@dataclass(frozen=True, slots=True)
class ArrayRoles:
    """The parts by name, the array that names classes, and the arrays that are not used."""

    parts: Mapping[str, ArrayPart]
    names: ArrayHead | None
    unused: tuple[str, ...]


def find_roles(heads: Mapping[str, ArrayHead], chosen: Mapping[str, str]) -> ArrayRoles:
    """The roles of arrays; `chosen` maps "images", "targets", "val_images", ... to names. Raises :class:`DataError`."""
    if chosen:
        return _chosen_roles(heads, chosen)
    found: dict[tuple[str, str], ArrayHead] = {}
    names = None
    for head in heads.values():
        if head.name.casefold() in NAME_WORDS:
            names = head if head.dtype.kind in "US" else names
            continue
        split, role = _split_and_role(head)
        if role is not None:
            found.setdefault((split, role), head)
    if ("train", "images") not in found:
        largest = max((each for each in heads.values() if _may_be_images(each)), key=lambda each: each.bytes, default=None)
        if largest is None:
            none = QT_TRANSLATE_NOOP(
                "Data", "{file} holds no array of images; there are {arrays}. Images are N×H×W, N×H×W×C or N×C×H×W."
            )
            raise DataError(none, file=_file(heads), arrays=_shown(heads))
        found["train", "images"] = largest
    parts = {
        split: ArrayPart(found[split, "images"], found.get((split, "targets")))
        for split in ("train", "val", "test")
        if (split, "images") in found
    }
    return _checked(heads, parts, names)


def has_role(head: ArrayHead) -> bool:
    """Whether the name of an array says what it is."""
    return _split_and_role(head)[1] is not None


def _chosen_roles(heads: Mapping[str, ArrayHead], chosen: Mapping[str, str]) -> ArrayRoles:
    for role, name in chosen.items():
        if name not in heads:
            gone = QT_TRANSLATE_NOOP("Data", "{file} holds no array {name!r} for {role}; there are {arrays}.")
            raise DataError(gone, file=_file(heads), name=name, role=role, arrays=_shown(heads))
    parts = {}
    for split, prefix in (("train", ""), ("val", "val_"), ("test", "test_")):
        if f"{prefix}images" in chosen:
            targets = chosen.get(f"{prefix}targets")
            parts[split] = ArrayPart(heads[chosen[f"{prefix}images"]], heads[targets] if targets else None)
    if "train" not in parts:
        raise DataError(
            QT_TRANSLATE_NOOP("Data", "Choose the array that holds the images; there are {arrays}."), arrays=_shown(heads)
        )
    return _checked(heads, parts, heads[chosen["names"]] if "names" in chosen else None)


def _checked(heads: Mapping[str, ArrayHead], parts: Mapping[str, ArrayPart], names: ArrayHead | None) -> ArrayRoles:
    """Every part has as many targets as images, and all have them or none."""
    for part in parts.values():
        if not part.images.shape or part.images.shape[0] == 0:
            empty = QT_TRANSLATE_NOOP("Data", "The array {name} in {file} is empty.")
            raise DataError(empty, name=part.images.name, file=printable(part.images.path))
        if part.targets is not None and part.targets.shape[:1] != part.images.shape[:1]:
            unequal = QT_TRANSLATE_NOOP(
                "Data", "{images} ({first}) and {targets} ({second}) in {file} do not have as many entries as each other."
            )
            raise DataError(
                unequal,
                file=printable(part.images.path),
                images=part.images.name,
                first=part.images.text,
                targets=part.targets.name,
                second=part.targets.text,
            )
    has = parts["train"].targets is not None
    kept = {split: part for split, part in parts.items() if (part.targets is not None) == has}
    used = {head.name for part in kept.values() for head in (part.images, part.targets) if head is not None}
    used |= {names.name} if names is not None else set()
    return ArrayRoles(kept, names, tuple(name for name in heads if name not in used))


def _split_and_role(head: ArrayHead) -> tuple[str, str | None]:
    """The part and role that the name of an array says; no role where it says none."""
    name = re.sub(r"([a-z])([A-Z])", r"\1_\2", head.name).casefold()
    words = [word for word in re.split(r"[^a-z0-9]+", name) if word]
    split = next((SPLIT_WORDS[word] for word in words if word in SPLIT_WORDS), "train")
    rest = [word for word in words if word not in SPLIT_WORDS]
    plain = "_".join(rest)
    if plain in IMAGE_WORDS and _may_be_images(head):
        return split, "images"
    if plain in TARGET_WORDS:
        return split, "targets"
    if not rest and words and _may_be_images(head):
        return split, "images"
    return split, None


def _may_be_images(head: ArrayHead) -> bool:
    return len(head.shape) in (2, 3, 4) and head.dtype.kind in "biuf"


def _shown(heads: Mapping[str, ArrayHead]) -> object:
    return join_names([f"{name} ({head.text})" for name, head in heads.items()])


def _file(heads: Mapping[str, ArrayHead]) -> str:
    return next(iter(heads.values())).path.name
