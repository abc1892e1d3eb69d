"""What a folder of images is taken for, and a line with a count for each kind of thing that is passed over."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.own.folders.scanning import scan_folder, split_of
from backend.datasets.own.folders.walking import is_system
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from builder.tasks.classification import Classes
from builder.tasks.super_resolution import LargerPicture


def pictures(*folders: Path, count: int = 2) -> None:
    """Small grey pictures in each of the folders."""
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for index in range(count):
            Image.new("L", (4, 4), 90 + index).save(folder / f"{index}.png")


def notes(root: Path) -> list[str]:
    return [str(note) for note in scan_folder(root).notes]


def test_system_folders_are_no_classes_and_are_said(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog")
    hidden = ("@eaDir", "$RECYCLE.BIN", "lost+found", ".ipynb_checkpoints", "__MACOSX", "System Volume Information", "#recycle")
    pictures(*(tmp_path / name for name in hidden), tmp_path / "cat" / "@eaDir" / "0.png.dir")
    for name in ("Thumbs.db", ".DS_Store", "._0.png", "desktop.ini"):
        (tmp_path / "dog" / name).write_bytes(b"x")
    scan = scan_folder(tmp_path)
    assert scan.classes == ("cat", "dog")
    assert scan.counts == {"train": 4}
    (line,) = map(str, scan.notes)
    assert line == (
        "Left out as hidden or of the system: @eaDir (2), #recycle (1), $RECYCLE.BIN (1), .DS_Store (1), ._* (1), "
        ".ipynb_checkpoints (1) and 5 more."
    )


@pytest.mark.parametrize("name", ["cat", "R2D2", "eadir", "lost", "thumbs", "icon", "Σ", "new\nline"])
def test_classes_are_not_taken_for_system_folders(name: str) -> None:
    assert not is_system(name)


def test_every_kind_of_file_has_a_line(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog")
    for name in (
        *("a.heic", "b.HEIC", "c.HEIF", "a.cr2", "a.svg", "a.dcm", "a.nii.gz", "a.mp4", "a.zip", "a.npy"),
        *("a.txt", "b.txt", "a.xml", "README"),
    ):
        (tmp_path / "cat" / name).write_bytes(b"x")
    if sys.platform != "win32":
        (tmp_path / "cat" / "gone.png").symlink_to(tmp_path / "nowhere.png")
        (tmp_path / "cat" / "back").symlink_to(tmp_path)
    lines = notes(tmp_path)
    assert "Left out HEIC pictures, which cannot be read here: 3. Convert them to PNG, JPEG or TIFF." in lines
    assert "Left out DICOM files: 1. Export their slices as PNG or TIFF, or all of them as one .npz." in lines
    assert "Left out since they are no pictures: .txt (2), .xml (1), without ending (1)." in lines
    for words in ("camera raw", "vector (SVG", "NIfTI", "videos: 1", "archives: 1. Unpack", "NumPy files: 1"):
        assert sum(words in line for line in lines) == 1, words
    if sys.platform != "win32":
        assert "Left out links that lead nowhere: 1. Copy the files themselves." in lines
        assert "Left out links that lead to folders that were read already: 1." in lines


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_named_pipe_is_counted_and_not_opened(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog")
    before = notes(tmp_path)
    os.mkfifo(tmp_path / "cat" / "f.png")
    (tmp_path / "dog" / "link.png").symlink_to(tmp_path / "cat" / "f.png")
    said = "Left out since they are no files but pipes, sockets or devices: 2. Save pictures as files."
    assert [line for line in notes(tmp_path) if line not in before] == [said]


def test_what_lies_beside_the_classes_and_the_splits_is_said(tmp_path: Path) -> None:
    pictures(tmp_path / "train" / "cat", tmp_path / "train" / "dog", count=3)
    pictures(tmp_path / "train", tmp_path / "test", tmp_path / "evaluation", tmp_path, count=2)
    (tmp_path / "labels").mkdir()
    scan = scan_folder(tmp_path)
    assert scan.counts == {"train": 6}
    assert [str(note) for note in scan.notes] == [
        "Left out test, whose 2 pictures are of no class. Sort them into folders named like those of the training part.",
        "Left out since they lie beside the folders of classes in train: 2 pictures. Move each into the folder of its class.",
        f"Left out since they lie beside the folders of classes in {tmp_path.name}: 2 pictures. "
        "Move each into the folder of its class.",
        "Left out evaluation, which lies beside the training part: 2 pictures. Name it val or test to use it.",
    ]


def test_a_test_part_in_one_nameless_folder_is_flat(tmp_path: Path) -> None:
    pictures(tmp_path / "train" / "cat", tmp_path / "train" / "dog", tmp_path / "test" / "unknown")
    scan = scan_folder(tmp_path)
    assert scan.counts == {"train": 4}
    assert "Left out test, whose 2 pictures are of no class." in str(scan.notes[0])


def test_loose_pictures_beside_classes_without_splits(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog", tmp_path)
    assert scan_folder(tmp_path).counts == {"train": 4}
    assert "lie beside the folders of classes" in notes(tmp_path)[0]


def test_images_without_classes_teach_pictures(tmp_path: Path) -> None:
    pictures(tmp_path / "photos", count=10)
    info = source(tmp_path / "photos").info()
    assert info.kinds == ("reconstruction", "super-resolution")
    assert (info.classes, info.counts) == ((), {"train": 10})
    splits = prepare(DataSpec(name=str(tmp_path / "photos")), (1, 4, 4))
    assert (len(splits.train), len(splits.val), len(splits.test)) == (7, 1, 2)
    assert splits.train.targets is splits.train.images
    assert "The images have no classes. To learn classes, make one folder for each" in str(splits.notes[0])
    with pytest.raises(DataError, match="photos cannot teach Classification; it can teach Reconstruction"):
        source(tmp_path / "photos").load_for((1, 4, 4), Classes())
    small = prepare(DataSpec(name=str(tmp_path / "photos")), (1, 2, 2), LargerPicture(2))
    assert (small.train.images.shape[1:], small.train.targets.shape[1:]) == ((1, 2, 2), (1, 4, 4))


def test_folders_called_like_splits_are_no_classes(tmp_path: Path) -> None:
    pictures(tmp_path / "train", tmp_path / "test", count=5)
    info = source(tmp_path).info()
    assert (info.classes, info.counts) == ((), {"test": 5, "train": 5})
    pictures(tmp_path / "plane")
    assert source(tmp_path).info().classes == ("plane", "test", "train")


@pytest.mark.parametrize(
    ("name", "split"),
    [
        *(("training_set", "train"), ("Test Set", "test"), ("val-images", "val"), ("testdata", "test"), ("TRAIN", "train")),
        *(("trainer", None), ("contest", None), ("tests", None), ("evaluation", None), ("set", None)),
    ],
)
def test_words_for_splits(name: str, split: str | None) -> None:
    assert split_of(name) == split


def test_only_pictures_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "cat").mkdir()
    (tmp_path / "cat" / "a.heic").write_bytes(b"x")
    (tmp_path / "cat" / "b.dcm").write_bytes(b"x")
    with pytest.raises(DataError, match=r"no images that can be read here, but 2 of other kinds \(DICOM, HEIC\)"):
        scan_folder(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no UTF-8")
def test_a_class_whose_name_is_not_utf_8_is_named(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog")
    (tmp_path / os.fsdecode(b"caf\xe9")).mkdir()
    with pytest.raises(DataError, match=r"The name of the folder .*caf\\xe9 is not UTF-8. Rename it") as error:
        scan_folder(tmp_path)
    str(error.value).encode()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no UTF-8")
def test_files_whose_names_are_not_utf_8_are_read_and_said(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog")
    (tmp_path / "cat" / "0.png").rename(tmp_path / "cat" / os.fsdecode(b"caf\xe9.png"))
    (tmp_path / "dog" / os.fsdecode(b"caf\xe9.png")).write_bytes(b"x")
    loaded = source(tmp_path).load()
    assert len(loaded.train) == 4
    assert "(dog/caf\\xe9.png)" in str(loaded.notes[-1])


def test_folders_nested_too_deep_are_counted(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog", tmp_path / "cat" / Path(*"abcdefghijklmnop"))
    assert scan_folder(tmp_path).counts == {"train": 4}
    assert notes(tmp_path) == ["Left out folders nested more than 12 deep: 1. Move them up."]


def test_looking_can_be_given_up(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog")
    with pytest.raises(DataCancelled):
        scan_folder(tmp_path, cancelled=lambda: True)


def test_single_images_and_unequal_classes_are_said(tmp_path: Path) -> None:
    pictures(tmp_path / "many", count=30)
    pictures(tmp_path / "one", count=1)
    pictures(tmp_path / "few", count=3)
    assert [str(note) for note in source(tmp_path).load().notes] == [
        "Classes of a single image, which cannot be both learned and measured: one. Add images.",
        "The classes are of unequal size: many has 30 training images, one has 1. "
        "Whoever always says many is right in 88% of them.",
    ]


def test_colours_among_grey_are_counted(tmp_path: Path) -> None:
    pictures(tmp_path / "cat", tmp_path / "dog", count=5)
    Image.new("RGB", (4, 4), (200, 0, 0)).save(tmp_path / "cat" / "red.png")
    grey = source(tmp_path).load_for((1, 4, 4), Classes())
    assert [str(note) for note in grey.notes] == ["1 of 11 images show colours; they are made grey."]
    colour = source(tmp_path).load_for((3, 4, 4), Classes())
    assert [str(note) for note in colour.notes] == ["10 of 11 images are grey; they are given three equal colour channels."]


def test_a_set_that_is_nearly_black_is_said(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Image.new("L", (4, 4), 3).save(tmp_path / name / "0.png")
    assert "no pixel is more than 3 of 255" in str(source(tmp_path).load().notes[0])
