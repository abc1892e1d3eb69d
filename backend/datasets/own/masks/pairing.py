"""Which images of a folder have which masks: by the names of folders and files alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from backend.datasets.base import Cancel, never, quiet
from backend.datasets.images.picture_reader import relative_name
from backend.datasets.notes import NOTES
from backend.datasets.own.folders.scanning import split_of
from backend.datasets.own.folders.walking import MOST_DEPTH, FolderWalk, is_system, name_list, natural_key
from builder.common.messages import Message
from builder.common.progress import Progress

IMAGE_FOLDERS = frozenset("image images img imgs picture pictures input inputs jpegimages photos".split())
MASK_FOLDERS = frozenset(
    "mask masks segmentation segmentations segmentationclass segmentation_masks annotation annotations label labels "
    "labelids gt gts groundtruth ground_truth target targets".split()
)
PEEKED, PEEKED_FOLDERS = 5000, 3
"""Of how many entries of a folder, and of how many folders, a quick look makes do with the names."""

_IMAGE_END = re.compile(r"[ _-](image|img|sat|leftimg8bit|rgb)$")
_MASK_END = re.compile(r"([ _-](mask|masks|seg|segmentation|label|labels|labelids|labeltrainids|gt|gtfine|groundtruth|l))+$")


@dataclass(frozen=True, slots=True)
class MaskPairs:
    """Paths of images with their masks for each split, both in natural order; `names_file` lists the classes, if there."""

    root: Path
    pairs: Mapping[str, tuple[tuple[str, str], ...]]
    names_file: Path | None
    notes: tuple[Message, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many images each split has."""
        return {split: len(pairs) for split, pairs in self.pairs.items()}

    @property
    def masks(self) -> list[str]:
        """The masks of all splits."""
        return [mask for pairs in self.pairs.values() for _, mask in pairs]


@dataclass(frozen=True, slots=True)
class _Places:
    """Where images and masks of one split lie."""

    images: Path
    masks: Path


def find_mask_pairs(root: Path, progress: Progress = quiet, cancelled: Cancel = never) -> MaskPairs | None:
    """The pairs under `root`; None where no folder of images lies beside one of masks.

    Splits lie inside of both folders (``images/train``), or around them (``train/images``). Raises :class:`DataError` for
    folders that cannot be read, and :class:`DataCancelled`.
    """
    walk = FolderWalk(progress, cancelled)
    root = _skip_wrappers(root, walk)
    places = _find_places(root, walk)
    if places is None:
        return None
    pairs, notes = {}, []
    for split, place in places.items():
        found, remarks = _match(place, walk)
        if found:
            pairs[split] = found
        notes.extend(remarks)
    if not pairs:
        return None
    if "train" not in pairs:
        pairs = {"train": tuple(pair for found in pairs.values() for pair in found)}
    return MaskPairs(root, pairs, _names_file(root), (*notes, *walk.notes()))


def looks_like_masks(root: Path) -> bool:
    """Whether there are folders of images and of masks with some names in common; quick, whatever the folder holds."""
    try:
        for _ in range(MOST_DEPTH):
            if _pair_by_name(root) is not None:
                break
            inside = _folders(root)
            train = next((folder for folder in inside if split_of(folder.name) == "train"), None)
            if train is None and len(inside) != 1:
                return False
            root = train or inside[0]
        pair = _pair_by_name(root)
        return pair is not None and bool(_some_keys(pair.images, _IMAGE_END) & _some_keys(pair.masks, _MASK_END))
    except OSError:
        return False


def _pair_by_name(root: Path) -> _Places | None:
    folders = _folders(root)
    images = next((folder for folder in folders if folder.name.casefold() in IMAGE_FOLDERS), None)
    masks = next((folder for folder in folders if folder.name.casefold() in MASK_FOLDERS), None)
    return _Places(images, masks) if images and masks else None


def _folders(root: Path) -> list[Path]:
    with os.scandir(root) as entries:
        first = (entry for entry in islice(entries, PEEKED) if not is_system(entry.name) and entry.is_dir())
        return sorted((root / entry.name for entry in first), key=lambda folder: natural_key(folder.name))


def _some_keys(folder: Path, end: re.Pattern[str], depth: int = 0) -> set[str]:
    """What some files in `folder`, or in the first folders below it, are called apart from additions."""
    found = set()
    with os.scandir(folder) as entries:
        for entry in islice(entries, PEEKED):
            if entry.is_file():
                found.add(_key(entry.path, folder, end))
    below = _folders(folder)[:PEEKED_FOLDERS] if depth < 2 else []
    return found.union(*(_some_keys(each, end, depth + 1) for each in below))


def _find_places(root: Path, walk: FolderWalk) -> dict[str, _Places] | None:
    here = _pair_of_folders(root, walk)
    if here is not None:
        inside = {
            each: {split_of(folder.name): folder for folder in walk.listing(each).folders} for each in (here.images, here.masks)
        }
        of_images, of_masks = inside[here.images], inside[here.masks]
        splits = [split for split in of_images if split is not None and split in of_masks]
        if "train" in splits:
            return {split: _Places(of_images[split], of_masks[split]) for split in splits}
        return {"train": here}
    around = {split_of(folder.name): _pair_of_folders(folder, walk) for folder in walk.listing(root).folders}
    found = {split: place for split, place in around.items() if split is not None and place is not None}
    return found if "train" in found else None


def _pair_of_folders(root: Path, walk: FolderWalk) -> _Places | None:
    """The folder of images and the folder of masks in `root`, where both hold pictures."""
    images = masks = None
    for folder in walk.listing(root).folders:
        name = folder.name.casefold()
        if name in IMAGE_FOLDERS and images is None:
            images = folder
        elif name in MASK_FOLDERS and masks is None and _holds_pictures(folder, walk):
            masks = folder
    return _Places(images, masks) if images and masks and _holds_pictures(images, walk) else None


def _holds_pictures(folder: Path, walk: FolderWalk) -> bool:
    return bool(walk.images_below(folder))


def _match(place: _Places, walk: FolderWalk) -> tuple[tuple[tuple[str, str], ...], list[Message]]:
    """Images with the masks of the same name, and remarks on those that have none."""
    masks: dict[str, str] = {}
    doubles = 0
    for path in walk.images_below(place.masks):
        key = _key(path, place.masks, _MASK_END)
        doubles += key in masks
        masks.setdefault(key, path)
    found, lonely = [], []
    for path in walk.images_below(place.images):
        key = _key(path, place.images, _IMAGE_END)
        mask = masks.pop(key, None) or masks.pop(key.rpartition("/")[2], None)
        if mask is None:
            lonely.append(relative_name(path, place.images))
        else:
            found.append((path, mask))
    return tuple(found), [*_lonely_notes(lonely, [relative_name(path, place.masks) for path in masks.values()], doubles)]


def _lonely_notes(images: list[str], masks: list[str], doubles: int) -> Iterator[Message]:
    if images:
        yield Message.of(NOTES["images-without-mask"], count=len(images), files=name_list(images, most=3))
    if masks:
        yield Message.of(NOTES["masks-without-image"], count=len(masks), files=name_list(masks, most=3))
    if doubles:
        yield Message.of(NOTES["masks-of-one-image"], count=doubles)


def _key(path: str, root: Path, end: re.Pattern[str]) -> str:
    """What image and mask have in common: the path inside of their folder without ending and usual additions."""
    stem = relative_name(path, root).rpartition(".")[0].casefold()
    return end.sub("", stem) or stem


def _skip_wrappers(root: Path, walk: FolderWalk) -> Path:
    for _ in range(MOST_DEPTH):
        here = walk.listing(root)
        if len(here.folders) != 1 or here.images or not walk.listing(here.folders[0]).folders:
            break
        root = here.folders[0]
    return root


def _names_file(root: Path) -> Path | None:
    """The file that names the classes, beside the folders or above them."""
    names = ("classes.txt", "labels.txt", "label_colors.txt", "class_dict.csv", "classes.csv")
    places = (place / name for place in (root, root.parent) for name in names)
    return next((path for path in places if path.is_file()), None)
