"""What a run keeps of its data: classes in their order, the fingerprint, which file went where, how files became pixels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from backend.datasets.base import SPLITS, DataError, Splits
from backend.datasets.identity.fingerprint import HASH_BYTES, FileMark, Fingerprint, digest_of
from builder.common.json_checks import ProjectError, a_list, a_record, a_text, a_whole
from builder.common.messages import QT_TRANSLATE_NOOP

VERSION = 1

MOST_FILES = 1_000_000
"""Of data of more files only the digests are kept: the record would be too large."""

LETTERS = {"train": "t", "val": "v", "test": "e"}
"""How the splits are written, one letter per file; "-" for a file that is in none, since it cannot be read."""

HEX = 2 * HASH_BYTES
LONGEST_PATH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRecord:
    """What a run was trained on.

    `names` are what the numbers of the output stand for, `splits` says in which split each file is (where an image is a
    file), `rule` how files became pixels, `digests` one hash per split. `files` is empty where there are too many.
    `settings` say how images were generated.
    """

    data: str
    classes: tuple[str, ...]
    names: tuple[str, ...]
    digest: str
    files: Mapping[str, FileMark] = field(default_factory=dict)
    splits: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    rule: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, splits: Splits, fingerprint: Fingerprint, *, data: str, fit: str) -> DataRecord:
        """The record of data that were read as `splits` and had this fingerprint."""
        parts = {name: getattr(splits, name) for name in SPLITS}
        where = {name: split for split, part in parts.items() for name in part.names}
        kept = fingerprint.files if len(fingerprint.files) <= MOST_FILES else {}
        return cls(
            data=data,
            classes=splits.info.classes,
            names=splits.target.names,
            digest=fingerprint.digest,
            files=kept,
            splits={name: split for name, split in where.items() if name in kept},
            counts={split: len(part) for split, part in parts.items()},
            digests={split: _digest(part.names, fingerprint) for split, part in parts.items() if part.names},
            rule={"size": list(splits.shape), "fit": fit, **splits.rule},
            settings=fingerprint.settings,
        )

    def record(self) -> dict[str, Any]:
        """The record as a JSON object; files are in columns per folder, so that it stays small."""
        return {
            "version": VERSION,
            "data": self.data,
            "classes": list(self.classes),
            "names": list(self.names),
            "counts": dict(self.counts),
            "rule": dict(self.rule),
            "settings": dict(self.settings),
            "digest": self.digest,
            "digests": dict(self.digests),
            "files": [self._folder(folder, names) for folder, names in _by_folder(sorted(self.files))],
        }

    def _folder(self, folder: str, names: list[str]) -> dict[str, Any]:
        paths = [folder + name for name in names]
        return {
            "folder": folder,
            "names": names,
            "sizes": [self.files[path].size for path in paths],
            "hashes": "".join(self.files[path].digest or "-" * HEX for path in paths),
            "splits": "".join(LETTERS.get(self.splits.get(path, ""), "-") for path in paths),
        }

    @classmethod
    def parse(cls, value: object) -> DataRecord:
        """The record in a JSON object; raises :class:`DataError`."""
        try:
            record = a_record(value, "data", optional=None)
            files, splits = _parse_files(record.get("files", []))
            return cls(
                data=a_text(record["data"], "data"),
                classes=_texts(record["classes"], "classes"),
                names=_texts(record["names"], "names"),
                digest=a_text(record["digest"], "digest"),
                files=files,
                splits=splits,
                counts={split: a_whole(record["counts"][split], "counts") for split in SPLITS},
                digests={
                    split: a_text(text, "digests") for split, text in a_record(record["digests"], "digests", (), SPLITS).items()
                },
                rule=a_record(record["rule"], "rule", optional=None),
                settings=_parse_settings(record.get("settings", {})),
            )
        except (ProjectError, KeyError, TypeError, ValueError) as error:
            raise DataError(QT_TRANSLATE_NOOP("Data", "The record of this run's data cannot be read.")) from error


def _parse_settings(value: object) -> Mapping[str, Any]:
    settings = a_record(value, "settings", optional=None)
    if not all(isinstance(each, bool | int | float | str | None) for each in settings.values()):
        raise ValueError("settings are plain values")
    return settings


def _digest(names: tuple[str, ...], fingerprint: Fingerprint) -> str:
    none = FileMark(0, "")
    return digest_of(sorted(f"{name}\0{fingerprint.files.get(name, none).digest}" for name in names))


def _by_folder(names: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Sorted names grouped by their folder, which ends with a slash or is empty."""
    grouped: dict[str, list[str]] = {}
    for name in names:
        folder, slash, last = name.rpartition("/")
        grouped.setdefault(folder + slash, []).append(last)
    yield from grouped.items()


def _texts(value: object, place: str) -> tuple[str, ...]:
    return tuple(a_text(each, place) for each in a_list(value, place, MOST_FILES))


def _parse_files(value: object) -> tuple[dict[str, FileMark], dict[str, str]]:
    """The files and their splits; raises ProjectError, and ValueError where the columns do not agree."""
    files, splits = {}, {}
    words = {letter: split for split, letter in LETTERS.items()}
    for each in a_list(value, "files", MOST_FILES):
        record = a_record(each, "files", ("folder", "names", "sizes", "hashes", "splits"))
        folder, names = a_text(record["folder"], "folder", LONGEST_PATH), _texts(record["names"], "names")
        sizes = a_list(record["sizes"], "sizes", MOST_FILES)
        hashes = a_text(record["hashes"], "hashes", HEX * MOST_FILES)
        letters = a_text(record["splits"], "splits", MOST_FILES)
        if not len(names) == len(sizes) == len(letters) == len(hashes) / HEX:
            raise ValueError
        for at, (name, size, letter) in enumerate(zip(names, sizes, letters, strict=True)):
            files[folder + name] = FileMark(a_whole(size, "sizes"), hashes[at * HEX : (at + 1) * HEX].strip("-"))
            if letter in words:
                splits[folder + name] = words[letter]
    return files, splits
