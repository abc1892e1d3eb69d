"""What has changed between the data that a run was trained on and the data as they are now, and how to go on all the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.datasets.identity.data_record import DataRecord
from backend.datasets.identity.fingerprint import Fingerprint
from backend.datasets.own.folders.walking import name_list
from builder.common.fields import value_text
from builder.common.messages import QT_TRANSLATE_NOOP, Message

SHOWN = 3
"""How many files are named of each kind of change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataChanges:
    """The differences. `renamed` are classes (earlier, now), `moved` are files of the same content (earlier, now).

    `settings` are those of generated data: name, earlier and now.
    """

    renamed: tuple[tuple[str, str], ...] = ()
    new_classes: tuple[str, ...] = ()
    lost_classes: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    settings: tuple[tuple[str, object, object], ...] = ()
    uncompared: bool = False
    """The data differ, but the record does not say in which files."""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return any(getattr(self, name) for name in self.__slots__)

    def clauses(self) -> tuple[Message, ...]:
        """Each kind of change as a clause, with the first names."""
        said = [
            *(Message.of(_RENAMED, earlier=earlier, now=now) for earlier, now in self.renamed),
            *(_clause(_CLASS, _CLASSES, self.new_classes) if self.new_classes else ()),
            *(_clause(_LOST_CLASS, _LOST_CLASSES, self.lost_classes) if self.lost_classes else ()),
            *(
                Message.of(_SETTING, name=name, earlier=value_text(earlier), now=value_text(now))
                for name, earlier, now in self.settings
            ),
        ]
        arrows = [f"{earlier} → {now}" for earlier, now in self.moved]
        for one, several, names in (
            (_ADDED, _ALL_ADDED, self.added),
            (_REMOVED, _ALL_REMOVED, self.removed),
            (_CHANGED, _ALL_CHANGED, self.changed),
            (_MOVED, _ALL_MOVED, arrows),
        ):
            said.extend(_clause(one, several, names) if names else ())
        return (*said, *((Message.of(_UNCOMPARED),) if self.uncompared else ()))


def _clause(one: str, several: str, names: Sequence[str]) -> tuple[Message]:
    return (Message.of(one if len(names) == 1 else several, count=len(names), names=name_list(names, SHOWN)),)


_RENAMED = QT_TRANSLATE_NOOP("Data", "the class {earlier} is called {now} now")
_CLASS = QT_TRANSLATE_NOOP("Data", "the class {names} is new")
_CLASSES = QT_TRANSLATE_NOOP("Data", "the classes {names} are new")
_LOST_CLASS = QT_TRANSLATE_NOOP("Data", "the class {names} is gone")
_LOST_CLASSES = QT_TRANSLATE_NOOP("Data", "the classes {names} are gone")
_SETTING = QT_TRANSLATE_NOOP("Data", "the option {name} was {earlier} and is {now}")
_ADDED = QT_TRANSLATE_NOOP("Data", "1 file was added ({names})")
_ALL_ADDED = QT_TRANSLATE_NOOP("Data", "{count:,} files were added ({names})")
_REMOVED = QT_TRANSLATE_NOOP("Data", "1 file was removed ({names})")
_ALL_REMOVED = QT_TRANSLATE_NOOP("Data", "{count:,} files were removed ({names})")
_CHANGED = QT_TRANSLATE_NOOP("Data", "1 file has other content ({names})")
_ALL_CHANGED = QT_TRANSLATE_NOOP("Data", "{count:,} files have other content ({names})")
_MOVED = QT_TRANSLATE_NOOP("Data", "1 file was moved or renamed ({names})")
_ALL_MOVED = QT_TRANSLATE_NOOP("Data", "{count:,} files were moved or renamed ({names})")
_UNCOMPARED = QT_TRANSLATE_NOOP("Data", "their content is another one")


def compare(earlier: DataRecord, now: Fingerprint) -> DataChanges:
    """What differs between the data of a run and the data as they are now.

    Another order of the same classes is no difference: :func:`class_order` keeps that of the run.
    """
    if earlier.digest == now.digest:
        return DataChanges()
    lost = tuple(name for name in earlier.classes if name not in now.classes)
    new = tuple(name for name in now.classes if name not in earlier.classes)
    removed, added = _missing(earlier.files, now.files), _missing(now.files, earlier.files)
    changed = tuple(
        name for name, mark in sorted(earlier.files.items()) if name in now.files and now.files[name].digest != mark.digest
    )
    moved = _same_content(earlier, now, removed, added)
    renamed = _renamed_classes(moved, lost, new)
    gone, come = {before for before, _ in moved}, {after for _, after in moved}
    changes = DataChanges(
        renamed=renamed,
        new_classes=tuple(name for name in new if name not in {after for _, after in renamed}),
        lost_classes=tuple(name for name in lost if name not in {before for before, _ in renamed}),
        added=tuple(name for name in added if name not in come),
        removed=tuple(name for name in removed if name not in gone),
        changed=changed,
        settings=tuple(
            (name, earlier.settings.get(name), now.settings.get(name))
            for name in sorted({*earlier.settings, *now.settings})
            if earlier.settings.get(name) != now.settings.get(name)
        ),
        moved=tuple(pair for pair in moved if (_class_of(pair[0], lost), _class_of(pair[1], new)) not in renamed),
    )
    return changes or DataChanges(uncompared=True)


def class_order(earlier: DataRecord, now: Fingerprint, changes: DataChanges) -> tuple[str, ...]:
    """The classes of now in the order of the run, so that each output keeps its meaning; new ones come last.

    A class that is gone keeps its place and has no images.
    """
    names = dict(changes.renamed)
    kept = [names.get(name, name) for name in earlier.classes]
    return (*kept, *(name for name in now.classes if name not in kept))


def kept_splits(earlier: DataRecord, now: Fingerprint) -> dict[str, str]:
    """In which split files of now were in the run: by their names, else by their content. New files are left out.

    Where several files of the run had the same content, one that was learned from decides.
    """
    by_content: dict[str, str] = {}
    for name, split in sorted(earlier.splits.items()):
        digest = earlier.files[name].digest
        if digest and (digest not in by_content or split == "train"):
            by_content[digest] = split
    found = {}
    for name, mark in now.files.items():
        if name in earlier.splits:
            found[name] = earlier.splits[name]
        elif mark.digest in by_content:
            found[name] = by_content[mark.digest]
    return found


def _missing(files: Mapping[str, object], there: Mapping[str, object]) -> tuple[str, ...]:
    """The names of `files` that are not `there`."""
    return tuple(sorted(name for name in files if name not in there))


def _same_content(
    earlier: DataRecord, now: Fingerprint, removed: tuple[str, ...], added: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    """Names that are gone and names that have come for the same content; where the last part agrees, those first."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for name in added:
        if digest := now.files[name].digest:
            waiting[digest].append(name)
    pairs = []
    for name in removed:
        found = waiting.get(earlier.files[name].digest)
        if found:
            last = name.rpartition("/")[2]
            chosen = next((each for each in found if each.rpartition("/")[2] == last), found[0])
            found.remove(chosen)
            pairs.append((name, chosen))
    return tuple(pairs)


def _class_of(name: str, classes: Sequence[str]) -> str:
    """Which of `classes` the folders of a file name; "" for none."""
    return next((part for part in name.split("/")[:-1] if part in classes), "")


def _renamed_classes(moved: Sequence[tuple[str, str]], lost: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Classes that are gone, with the new class that most of their moved files are in."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for before, after in moved:
        old, other = _class_of(before, lost), _class_of(after, new)
        if old and other:
            counts[old][other] += 1
    taken: set[str] = set()
    pairs = []
    for old in lost:
        best = next((name for name, _ in counts[old].most_common() if name not in taken), None)
        if best is not None:
            taken.add(best)
            pairs.append((old, best))
    return tuple(pairs)
