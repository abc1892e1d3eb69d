"""Folders of images as people have them: every layout, size, depth and colour, and every way to be broken."""

import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.images.picture_sample import suggest_size
from backend.datasets.own.folders.walking import natural_key
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from builder.tasks.classification import Classes


def picture(path, size=(12, 10), value=100, mode="L"):
    """A picture of one value, `size` (width, height); colour ones are red."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new(mode, size, (value, 0, 0) if mode == "RGB" else value).save(path)
    return path


def classes(root, names=("cat", "dog"), count=6, above=0, **kwargs):
    for label, name in enumerate(names):
        for index in range(count):
            picture(root / name / f"{index}.png", value=40 * label + index + above, **kwargs)
    return root


def test_one_folder_a_class(tmp_path):
    classes(tmp_path, ("class 10", "class 2", "Apple"))
    (tmp_path / "empty").mkdir()
    info = source(tmp_path).info()
    assert info.classes == ("Apple", "class 2", "class 10")
    assert info.counts == {"train": 18}
    assert info.input_shape == (1, 10, 12)
    assert info.title == tmp_path.name
    loaded = source(tmp_path).load()
    assert loaded.train.images.shape == (18, 1, 10, 12)
    assert loaded.train.strata.tolist() == [0] * 6 + [1] * 6 + [2] * 6
    assert loaded.train.images[6:12, 0, 0, 0].tolist() == [40, 41, 42, 43, 44, 45]
    assert (loaded.val, loaded.test) == (None, None)
    assert tuple(map(str, loaded.notes)) == ("Left out, since they hold no images: empty.",)


@pytest.mark.parametrize("names", [("train", "val", "test"), ("Training", "valid", "TESTING"), ("train", "validation", "test")])
def test_splits_of_its_own(tmp_path, names):
    for name, count in zip(names, (5, 3, 2), strict=True):
        classes(tmp_path / name, count=count)
    loaded = source(tmp_path).load()
    assert loaded.info.counts == {"train": 10, "val": 6, "test": 4}
    assert (len(loaded.train), len(loaded.val), len(loaded.test)) == (10, 6, 4)
    splits = prepare(DataSpec(name=str(tmp_path)), (1, 10, 12))
    assert splits.counts == {"train": (5, 5), "val": (3, 3), "test": (2, 2)}


def test_a_test_folder_alone_leaves_validation_to_be_taken_from_train(tmp_path):
    classes(tmp_path / "train", count=10)
    classes(tmp_path / "test", count=2)
    splits = prepare(DataSpec(name=str(tmp_path), val_fraction=0.2), (1, 10, 12))
    assert splits.counts == {"train": (8, 8), "val": (2, 2), "test": (2, 2)}


def test_a_class_may_be_called_train(tmp_path):
    classes(tmp_path, ("bus", "train", "plane"))
    assert source(tmp_path).info().classes == ("bus", "plane", "train")


def test_unpacked_archives_and_folders_below_a_class(tmp_path):
    root = classes(tmp_path / "pets-1.0" / "images")
    picture(root / "cat" / "more" / "deep" / "9.jpg")
    (tmp_path / "__MACOSX" / "pets-1.0").mkdir(parents=True)
    (root / ".hidden").mkdir()
    picture(root / "cat" / "._0.png")
    (root / "cat" / "Thumbs.db").write_bytes(b"x")
    (root / "notes.txt").write_text("about")
    info = source(tmp_path).info()
    assert info.classes == ("cat", "dog")
    assert info.counts == {"train": 13}


def test_links_in_circles_are_followed_once(tmp_path):
    root = classes(tmp_path / "data")
    (root / "cat" / "again").symlink_to(root / "cat")
    (root / "cat" / "up").symlink_to(root)
    (root / "linked").symlink_to(classes(tmp_path / "elsewhere", ("fish",)) / "fish")
    info = source(root).info()
    assert info.classes == ("cat", "dog", "linked")
    assert info.counts["train"] == 6 + 6 + 6


def test_sizes_are_mixed_and_said(tmp_path):
    classes(tmp_path, size=(40, 20))
    picture(tmp_path / "cat" / "big.png", size=(300, 200))
    assert source(tmp_path).info().input_shape == (1, 40, 40)
    splits = prepare(DataSpec(name=str(tmp_path)), (3, 28, 28))
    assert splits.train.images.shape[1:] == (3, 28, 28)
    assert tuple(map(str, splits.notes)) == (
        "Images of 20×40 to 200×300 are resized to 28×28.",
        "Images of other proportions, shown whole with a black border: 13.",
        "Grey images are given three equal colour channels.",
    )


@pytest.mark.parametrize(
    ("sizes", "wanted"),
    [
        ([(28, 28)] * 3, (28, 28)),
        ([(96, 80)], (96, 80)),
        ([(480, 640)], (48, 64)),
        ([(2000, 1)], (64, 1)),
        ([(20, 40), (20, 40), (400, 500)], (40, 40)),
        ([(300, 400), (500, 600)], (64, 64)),
        ([(2, 3), (1, 1)], (8, 8)),
    ],
)
def test_a_size_is_suggested(sizes, wanted):
    assert suggest_size(sizes) == wanted


def test_colour_is_what_shows_colour(tmp_path):
    classes(tmp_path / "red", mode="RGB", above=160)
    assert source(tmp_path / "red").info().input_shape[0] == 3
    for label, name in enumerate(("a", "b")):
        for index in range(4):
            folder = tmp_path / "grey" / name
            folder.mkdir(parents=True, exist_ok=True)
            Image.new("RGB", (9, 9), (label * 50 + index,) * 3).save(folder / f"{index}.jpg")
    assert source(tmp_path / "grey").info().input_shape == (1, 9, 9)
    splits = prepare(DataSpec(name=str(tmp_path / "red")), (1, 10, 12))
    assert tuple(map(str, splits.notes)) == ("Colour images are made grey.",)
    assert splits.train.images.max() == round(205 * 0.299)


def test_pictures_stand_upright(tmp_path):
    left_dark = np.full((8, 16), 255, np.uint8)
    left_dark[:, :8] = 0
    exif = Image.Exif()
    exif[0x0112] = 6
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for index in range(2):
            Image.fromarray(left_dark).save(tmp_path / name / f"{index}.png", exif=exif)
    info = source(tmp_path).info()
    assert info.input_shape == (1, 16, 8)
    first = source(tmp_path).load().train.images[0, 0]
    assert first[0].tolist() == [0] * 8
    assert first[-1].tolist() == [255] * 8


def test_broken_files_are_left_out_and_counted(tmp_path):
    classes(tmp_path)
    whole = picture(tmp_path / "x.png", size=(64, 64)).read_bytes()
    (tmp_path / "x.png").unlink()
    (tmp_path / "cat" / "cut.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "cat" / "empty.jpg").write_bytes(b"")
    (tmp_path / "dog" / "text.png").write_text("no picture")
    (tmp_path / "dog" / "script.png").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    loaded = source(tmp_path).load()
    assert len(loaded.train) == 12
    assert loaded.info.counts == {"train": 16}
    assert tuple(map(str, loaded.notes))[2:] == (
        "Left out as empty: 1 (cat/empty.jpg). Copy or download them again.",
        "Left out since they hold no picture: 1 (dog/text.png).",
        "Left out since they are a kind of PostScript that cannot be read here: 1 (dog/script.png). "
        "Convert them to PNG, JPEG or TIFF.",
        "Left out since they break off before their end: 1 (cat/cut.png). Copy or download them again.",
    )


def test_a_class_of_broken_files_is_refused(tmp_path):
    classes(tmp_path, ("cat", "dog"))
    (tmp_path / "eel").mkdir()
    (tmp_path / "eel" / "0.png").write_bytes(b"x")
    with pytest.raises(DataError, match=r"None of the images of the class eel in .* can be read"):
        source(tmp_path).load()


def test_more_than_the_memory_is_refused_in_words(tmp_path):
    classes(tmp_path)
    with pytest.raises(DataError, match=r"12 images of 1000000×1000000 need [\d.,]+ [GT]B of memory; this machine has"):
        source(tmp_path).load_for((1, 1_000_000, 1_000_000), Classes(("a",)))


def refused(path, words):
    with pytest.raises(DataError) as error:
        source(path).info()
    assert words in str(error.value)


def test_folders_that_make_no_task_are_refused(tmp_path):
    refused(tmp_path, "holds no images. Make one folder for each class")
    picture(tmp_path / "0.png")
    refused(tmp_path, "holds 1 image but no folders of images")
    classes(tmp_path / "one", ("cat",))
    refused(tmp_path / "one", "holds one class, cat; at least two are needed")
    classes(tmp_path / "extra" / "train")
    classes(tmp_path / "extra" / "test", ("cat", "cow"))
    refused(tmp_path / "extra", "holds classes that")
    classes(tmp_path / "twice" / "val")
    classes(tmp_path / "twice" / "valid")
    refused(tmp_path / "twice", "are both the val part")
    gone = source(classes(tmp_path / "gone"))
    (tmp_path / "gone").rename(tmp_path / "moved")
    with pytest.raises(DataError, match="cannot be read"):
        gone.load()


def test_reading_can_be_given_up(tmp_path):
    classes(tmp_path, count=60)
    told = []
    with pytest.raises(DataCancelled):
        source(tmp_path).load(lambda *what: told.append(what), lambda: len(told) == 1)
    assert [(str(text), done, total) for text, done, total in told] == [("Looking through the folder", 0, 0)]
    told.clear()
    with pytest.raises(DataCancelled):
        source(tmp_path).load(lambda *what: told.append(what), lambda: len(told) == 4)
    assert [str(text) for text, _, _ in told] == ["Looking through the folder", *["Looking for the range of the values"] * 3]
    told.clear()
    with pytest.raises(DataCancelled):
        source(tmp_path).load(lambda *what: told.append(what), lambda: len(told) == 6)
    assert [(str(text), done, total) for text, done, total in told[4:]] == [
        ("Reading images", 0, 120),
        ("Reading images", 50, 120),
    ]


def test_looking_can_be_given_up(tmp_path):
    classes(tmp_path)
    with pytest.raises(DataCancelled):
        source(tmp_path).look(cancelled=lambda: True)
    assert source(tmp_path).look() == source(tmp_path).info()


def test_info_reads_no_more_than_heads(tmp_path):
    for name in ("a", "b"):
        for index in range(400):
            picture(tmp_path / name / f"{index}.png", size=(2, 2))
    for path in tmp_path.rglob("*.png"):
        path.write_bytes(path.read_bytes()[:44])
    assert source(tmp_path).info().counts == {"train": 800}
    assert source(tmp_path).info().input_shape == (1, 2, 2)
    with pytest.raises(DataError, match="None of the images of the class a"):
        source(tmp_path).load()


@given(st.lists(st.text(max_size=6)))
def test_natural_order_takes_any_names(names):
    once, backwards = sorted(names, key=natural_key), names[::-1]
    assert sorted(backwards, key=natural_key) == once


def test_natural_order_counts():
    assert sorted(["x10", "x9", "X1", "10", "9", "x"], key=natural_key) == ["9", "10", "x", "X1", "x9", "x10"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every folder")
def test_locked_folders_are_said(tmp_path):
    classes(tmp_path)
    (tmp_path / "cat").chmod(0)
    refused(tmp_path, "cannot be read")
    (tmp_path / "cat").chmod(0o700)


def test_a_folder_without_a_number_is_refused(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        for index in range(3):
            Image.fromarray(np.full((4, 4), np.nan, np.float32)).save(tmp_path / name / f"{index}.tiff")
    with pytest.raises(DataError, match=f"in {tmp_path} hold no picture: none of the values in any of the 6 is a number"):
        source(tmp_path).load()
    Image.fromarray(np.full((4, 4), 0.5, np.float32)).save(tmp_path / "a" / "3.tiff")
    assert any("no numbers, which become 0: 6." in str(note) for note in source(tmp_path).load().notes)
