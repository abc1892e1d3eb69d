"""Divides samples into train, validation and test: in proportion, by class, the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from backend.datasets.base import DataError, DatasetInfo, Images, LoadedData
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.tasks.classification import Classes

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """How to divide. `val` and `test` are parts (float, below 1) or counts (int) of all training samples; 0 for none.

    With `folds`, what is not tested on is cut into so many parts, and number `fold` of them, from 1, is validated on.
    """

    val: float = 0.1
    test: float = 0.2
    folds: int = 0
    fold: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierData:
    """What data that may have changed keep of a run.

    Its classes in their order, the splits of images by their names, and the rule by which files became pixels.
    """

    classes: tuple[str, ...]
    splits: Mapping[str, str] = field(default_factory=dict)
    rule: Mapping[str, Any] = field(default_factory=dict)


def split_data(
    loaded: LoadedData, division: Division, earlier: Mapping[str, str] | None = None
) -> tuple[Images, Images, Images]:
    """Train, validation and test; splits that the data lack are taken from their training images. Raises DataError.

    `earlier` are the splits that images had in a run, by their names: they keep them, and only the others are divided.
    """
    own_val, own_test, title = loaded.val is not None, loaded.test is not None, loaded.info.title
    if earlier and loaded.train.names:
        indices = _divide_new(loaded.train, division, earlier, own_val=own_val, own_test=own_test)
    else:
        indices = divide(loaded.train.strata, division, own_val=own_val, own_test=own_test, title=title)
    train, val, test = indices
    return (
        loaded.train if len(train) == len(loaded.train) else loaded.train.subset(train),
        loaded.train.subset(val) if loaded.val is None else loaded.val,
        loaded.train.subset(test) if loaded.test is None else loaded.test,
    )


def with_class_order(loaded: LoadedData, classes: tuple[str, ...]) -> LoadedData:
    """`loaded` with its classes numbered as in `classes`; others come last, and classes without images keep their number."""
    own = loaded.info.classes
    classes = (*classes, *(name for name in own if name not in classes))
    if own == classes:
        return loaded
    numbers = np.array([classes.index(name) for name in own], np.int64)

    def renumber(part: Images | None) -> Images | None:
        if part is None:
            return None
        strata = numbers[part.strata]
        return replace(part, strata=strata, targets=strata if part.targets is part.strata else part.targets)

    targets = {kind: Classes(classes) if target == Classes(own) else target for kind, target in loaded.info.targets.items()}
    info = replace(loaded.info, classes=classes, targets=targets)
    train = renumber(loaded.train)
    assert train is not None
    return replace(loaded, info=info, train=train, val=renumber(loaded.val), test=renumber(loaded.test))


def divide(
    strata: Indices, division: Division, *, own_val: bool, own_test: bool, title: str | Message
) -> tuple[Indices, Indices, Indices]:
    """The positions in `strata` (n,) of train, validation and test, each ascending; none for a split of the data's own.

    Raises :class:`DataError` where there are too few samples.
    """
    total, none = len(strata), np.empty(0, np.int64)
    picker = np.random.default_rng(division.seed)
    wanted_val, wanted_test = _wanted(total, division, own_val=own_val, own_test=own_test, title=title)
    rest, val, test = np.arange(total, dtype=np.int64), none, none
    if wanted_test:
        rest, test = _take_part(strata, rest, wanted_test, picker)
    if division.folds:
        rest, val = _take_fold(strata, rest, division, picker)
    elif wanted_val:
        rest, val = _take_part(strata, rest, wanted_val, picker)
    return rest, val, test


def check_division(info: DatasetInfo, division: Division) -> None:
    """Raise :class:`DataError` where data of so many samples cannot be divided so; quick."""
    own_val, own_test = bool(info.counts.get("val")), bool(info.counts.get("test"))
    _wanted(info.counts["train"], division, own_val=own_val, own_test=own_test, title=info.title)


def has_validation(info: DatasetInfo, division: Division) -> bool:
    """Whether any image is validated on."""
    return bool(info.counts.get("val") or division.folds or division.val)


def _wanted(total: int, division: Division, *, own_val: bool, own_test: bool, title: str | Message) -> tuple[int, int]:
    """How many of `total` samples are to be validated and tested on; raises DataError where they are too few."""
    if division.folds and own_val:
        both = QT_TRANSLATE_NOOP("Data", "{data} has a validation set of its own, so it is not divided into folds.")
        raise DataError(both, data=title)
    wanted_test = 0 if own_test else _count(division.test, total)
    wanted_val = 0 if own_val or division.folds else _count(division.val, total)
    if wanted_val and not isinstance(division.val, int):  # rounding up both parts may leave nothing to learn from
        wanted_val = min(wanted_val, max(1, total - wanted_test - 1))
    _check_enough(title, total, wanted_val, wanted_test, folds=division.folds)
    return wanted_val, wanted_test


def _divide_new(
    images: Images, division: Division, earlier: Mapping[str, str], *, own_val: bool, own_test: bool
) -> tuple[Indices, Indices, Indices]:
    """As :func:`divide`, for images of which some have been in a split before. What it cannot divide is learned from."""
    places = {"train": 0, "val": 0 if own_val else 1, "test": 0 if own_test else 2}
    where = np.array([places.get(earlier.get(name, ""), -1) for name in images.names], np.int64)
    new = np.flatnonzero(where < 0)
    where[new] = 0
    total = len(images)
    parts = replace(division, val=_count(division.val, total) / total, test=_count(division.test, total) / total, folds=0)
    if division.folds:
        parts = replace(parts, val=(1 - parts.test) / division.folds)
    wanted = [0 if own_test else round(parts.test * len(new)), 0 if own_val else round(parts.val * len(new))]
    if sum(wanted) < len(new):
        counts = replace(parts, test=wanted[0], val=wanted[1])
        _, val, test = divide(images.strata[new], counts, own_val=own_val, own_test=own_test, title="")
        where[new[val]], where[new[test]] = 1, 2
    return np.flatnonzero(where == 0), np.flatnonzero(where == 1), np.flatnonzero(where == 2)


def _count(wanted: float, total: int) -> int:
    """How many samples a part or count means: at least one, unless it is 0."""
    return wanted if isinstance(wanted, int) else max(1, round(wanted * total)) if wanted else 0


def _check_enough(title: str | Message, total: int, val: int, test: int, *, folds: int) -> None:
    needed = (test > 0) + (folds or (val > 0) + 1)
    if total < needed:
        few = QT_TRANSLATE_NOOP("Data", "{data} holds {count} training images; at least {needed} are needed to divide them.")
        raise DataError(few, data=title, count=total, needed=needed)
    counted = total - test - val
    if counted < (folds or 1) and max(val, test) > 1:
        asked = QT_TRANSLATE_NOOP(
            "Data", "{data} holds {count:,} training images; with {val:,} to validate and {test:,} to test on too few are left."
        )
        raise DataError(asked, data=title, count=total, val=val, test=test)


def _take_part(strata: Indices, rest: Indices, wanted: int, picker: np.random.Generator) -> tuple[Indices, Indices]:
    """`rest` without about `wanted` indices, and those: stratified by class, and at least one of each class is left."""
    wanted = min(wanted, len(rest) - 1)
    by_class = _by_class(strata, rest, picker)
    sizes = np.array([len(members) for members in by_class])
    quota = _shares(sizes, wanted)
    chosen = [members[:count] for members, count in zip(by_class, quota, strict=True)]
    kept = [members[count:] for members, count in zip(by_class, quota, strict=True)]
    return np.sort(np.concatenate(kept)), np.sort(np.concatenate(chosen))


def _take_fold(strata: Indices, rest: Indices, division: Division, picker: np.random.Generator) -> tuple[Indices, Indices]:
    """`rest` without one fold, and that: members of a class are dealt in turn, the next class goes on where one ended."""
    dealt = np.concatenate(_by_class(strata, rest, picker))
    inside = np.arange(len(dealt)) % division.folds == division.fold - 1
    return np.sort(dealt[~inside]), np.sort(dealt[inside])


def _by_class(strata: Indices, rest: Indices, picker: np.random.Generator) -> list[Indices]:
    """The members of each class among `rest`, shuffled."""
    return [picker.permutation(rest[strata[rest] == each]) for each in np.unique(strata[rest])]


def _shares(sizes: Indices, wanted: int) -> Indices:
    """`wanted` divided in proportion to `sizes`, by largest remainder, leaving one of each class while that can be."""
    exact = sizes * (wanted / sizes.sum())
    shares: Indices = np.minimum(np.floor(exact).astype(np.int64), sizes)
    order = np.argsort(-(exact - shares), kind="stable")
    for limit in (sizes - 1, sizes):
        shares = np.minimum(shares, limit)
        while shares.sum() < wanted and (shares < limit).any():
            for label in order:
                if shares.sum() < wanted and shares[label] < limit[label]:
                    shares[label] += 1
    return shares
