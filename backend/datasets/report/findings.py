"""What a report remarks on, in words, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from backend.datasets.report.class_balance import FEW, UNEVEN, ClassBalance
from backend.datasets.report.duplicates import Duplicates
from backend.datasets.report.pixel_statistics import PixelStatistics
from builder.common.messages import QT_TRANSLATE_NOOP, Message, Template, join_names

DIM = 128
"""Pixels that stay below use less than half of the range."""

SPLIT_TITLES: Mapping[str, Template] = {
    "train": QT_TRANSLATE_NOOP("Data", "training"),
    "val": QT_TRANSLATE_NOOP("Data", "validation"),
    "test": QT_TRANSLATE_NOOP("Data", "test"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark; `code` names its kind for programs, `advice` says what would help."""

    code: str
    message: Message
    advice: Message | None = None


def find_remarks(
    *,
    balance: ClassBalance | None,
    pixels: PixelStatistics,
    blank: Mapping[str, int],
    exact: Duplicates,
    near: Duplicates | None,
) -> Iterator[Finding]:
    """The remarks on a data set, the most important first."""
    yield from _duplicates_across(exact, near)
    yield from _conflicts(exact)
    if balance is not None:
        yield from _balance_remarks(balance)
    yield from _duplicates_within(exact)
    yield from _pixel_remarks(pixels, blank)


def _duplicates_across(exact: Duplicates, near: Duplicates | None) -> Iterator[Finding]:
    same = (
        QT_TRANSLATE_NOOP("Data", "1 {later} image is a {first} image too: what is measured on it is too good."),
        QT_TRANSLATE_NOOP("Data", "{count:,} {later} images are {first} images too: what is measured on them is too good."),
    )
    alike = (
        QT_TRANSLATE_NOOP("Data", "1 {later} image looks almost the same as a {first} image."),
        QT_TRANSLATE_NOOP(
            "Data",
            "{count:,} {later} images look almost the same as {first} images: what is measured on them may be too good.",
        ),
    )
    remove = QT_TRANSLATE_NOOP("Data", "Remove the copies from one of the two parts.")
    look = QT_TRANSLATE_NOOP("Data", "Look at them; where they are copies, keep them in one of the two parts only.")
    cases = (("duplicates-across", same, remove, exact), ("near-duplicates-across", alike, look, near))
    for code, templates, advice, found in cases:
        for (first, later), count in (found.across if found is not None else {}).items():
            message = Message.of(templates[count > 1], count=count, first=SPLIT_TITLES[first], later=SPLIT_TITLES[later])
            yield Finding(code, message, Message.of(advice))


def _conflicts(exact: Duplicates) -> Iterator[Finding]:
    if exact.conflicts:
        one = QT_TRANSLATE_NOOP("Data", "1 image occurs with different labels.")
        several = QT_TRANSLATE_NOOP("Data", "{count:,} images occur with different labels.")
        advice = QT_TRANSLATE_NOOP("Data", "Keep the right label of each: no network can learn both.")
        message = Message.of(one if exact.conflicts == 1 else several, count=exact.conflicts)
        yield Finding("conflicting-labels", message, Message.of(advice))


def _balance_remarks(balance: ClassBalance) -> Iterator[Finding]:
    if balance.ratio >= UNEVEN:
        uneven = QT_TRANSLATE_NOOP(
            "Data", "The classes are uneven: {largest} has {most:,} training images, {smallest} has {least:,}."
        )
        advice = QT_TRANSLATE_NOOP(
            "Data",
            "Weigh the classes in the loss, draw them equally often, or add images of the small ones; and compare the accuracy "
            "with {share:.1%}, which always guessing {largest} reaches on the training images.",
        )
        largest, smallest = balance.largest, balance.smallest
        names = {"largest": balance.classes[largest], "smallest": balance.classes[smallest]}
        counts = {"most": balance.train[largest], "least": balance.train[smallest]}
        share = balance.majority_accuracy("train") or 0.0
        yield Finding("uneven-classes", Message.of(uneven, **names, **counts), Message.of(advice, share=share, **names))
    few = balance.few()
    if few:
        one = QT_TRANSLATE_NOOP("Data", "Fewer than {few} training images are of the class {names}.")
        several = QT_TRANSLATE_NOOP("Data", "Fewer than {few} training images are of each of the classes {names}.")
        advice = QT_TRANSLATE_NOOP("Data", "Add images, or leave the class out.")
        template = one if len(few) == 1 else several
        yield Finding("few-images", Message.of(template, few=FEW, names=join_names(few)), Message.of(advice))
    unmeasured = balance.unmeasured()
    if unmeasured:
        absent = QT_TRANSLATE_NOOP("Data", "Neither the validation nor the test part has an image of {names}.")
        advice = QT_TRANSLATE_NOOP("Data", "Add images, or make these parts larger: nothing is measured of what they lack.")
        yield Finding("unmeasured-classes", Message.of(absent, names=join_names(unmeasured)), Message.of(advice))


def _duplicates_within(exact: Duplicates) -> Iterator[Finding]:
    one = QT_TRANSLATE_NOOP("Data", "1 {split} image is a repeat of another.")
    several = QT_TRANSLATE_NOOP("Data", "{count:,} {split} images are repeats of others.")
    advice = QT_TRANSLATE_NOOP("Data", "Remove the repeats, unless they are meant: each counts again.")
    for split, count in exact.within.items():
        if count:
            message = Message.of(one if count == 1 else several, count=count, split=SPLIT_TITLES[split])
            yield Finding("duplicates-within", message, Message.of(advice))


def _pixel_remarks(pixels: PixelStatistics, blank: Mapping[str, int]) -> Iterator[Finding]:
    count = sum(blank.values())
    if count:
        one = QT_TRANSLATE_NOOP("Data", "1 image is of a single colour all over.")
        several = QT_TRANSLATE_NOOP("Data", "{count:,} images are of a single colour all over.")
        advice = QT_TRANSLATE_NOOP("Data", "Look whether they are broken.")
        yield Finding("blank-images", Message.of(one if count == 1 else several, count=count), Message.of(advice))
    if pixels.levels and pixels.high < DIM:
        dim = QT_TRANSLATE_NOOP("Data", "Pixels are {low} to {high} of 255: the images use less than half of the range.")
        advice = QT_TRANSLATE_NOOP("Data", "Put mean and deviation into the Input block, so that the network sees them scaled.")
        yield Finding("narrow-range", Message.of(dim, low=pixels.low, high=pixels.high), Message.of(advice))
