"""Images with masks: every layout, numbers and colours as classes, names from a file, and pairs that do not fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.own.folders.class_folders import FolderSource
from backend.datasets.own.masks.mask_classes import MaskClasses, voc_colours
from backend.datasets.own.masks.paired_folders import MaskFolderSource
from backend.datasets.own.masks.pixel_values import values_of
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from builder.tasks.segmentation import PixelClasses

HALVES = np.zeros((8, 8), np.uint8)
HALVES[:, 4:] = 1


def save(path: Path, pixels: np.ndarray, **kwargs: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, **kwargs)


def pairs(images: Path, masks: Path, mask: np.ndarray = HALVES, *, count: int = 4, end: str = "") -> None:
    """`count` grey images of the size of `mask`, and the mask for each."""
    for index in range(count):
        save(images / f"{index}.jpg", np.full(mask.shape[:2], 100 + index, np.uint8))
        save(masks / f"{index}{end}.png", mask)


def classes(root: Path) -> tuple[str, ...]:
    return source(root).info().target("segmentation").names


def test_images_and_masks_become_a_segmentation(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", HALVES * 255)
    found = source(tmp_path)
    assert isinstance(found, MaskFolderSource)
    info = found.info()
    assert info.kinds[0] == "segmentation"
    assert info.target() == PixelClasses(("ground", "object"))
    assert info.classes == ()
    assert (info.input_shape, info.counts) == ((1, 8, 8), {"train": 4})
    splits = prepare(DataSpec(name=str(tmp_path), val_fraction=0.25, test_fraction=0.25), (1, 8, 8))
    assert splits.target == info.target()
    assert (len(splits.train), len(splits.val), len(splits.test)) == (2, 1, 1)
    assert splits.train.targets.dtype == np.uint8
    assert (splits.train.targets == HALVES).all()
    assert splits.rule["masks"]["values"] == [0, 255]
    assert set(splits.train.names) < {f"images/{index}.jpg" for index in range(4)}
    assert set(found.files()) == {f"images/{i}.jpg" for i in range(4)} | {f"masks/{i}.png" for i in range(4)}


@pytest.mark.parametrize(
    ("images", "masks"),
    [
        ("train/images", "train/masks"),
        ("images/train", "masks/train"),
        ("data/Imgs/training", "data/Labels/training"),
        ("unpacked/train/image", "unpacked/train/GT"),
    ],
)
def test_splits_lie_inside_or_around(tmp_path: Path, images: str, masks: str) -> None:
    for split, count in (("train", 3), ("val", 2), ("test", 1)):
        word = "training" if "training" in images else "train"
        pairs(
            tmp_path / images.replace(word, split if split != "train" else word),
            tmp_path / masks.replace(word, split if split != "train" else word),
            count=count,
        )
    found = source(tmp_path)
    assert isinstance(found, MaskFolderSource)
    assert found.info().counts == {"train": 3, "val": 2, "test": 1}


@pytest.mark.parametrize("end", ["", "_mask", "-seg", "_gtFine_labelIds", "_L"])
def test_masks_are_found_by_their_stem(tmp_path: Path, end: str) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", end=end)
    assert source(tmp_path).info().counts == {"train": 4}


def test_folders_that_are_no_masks_stay_classes(tmp_path: Path) -> None:
    for name in ("x", "y", "z"):
        save(tmp_path / "letters" / name / "0.png", HALVES)
    assert isinstance(source(tmp_path / "letters"), FolderSource)
    for name, file in (("images", "a"), ("masks", "b")):
        save(tmp_path / "other" / name / f"{file}.png", HALVES)
    assert isinstance(source(tmp_path / "other"), FolderSource)


def test_numbers_are_classes_and_255_does_not_count(tmp_path: Path) -> None:
    mask = np.array([[0, 1, 2], [3, 3, 255]], np.uint8)
    pairs(tmp_path / "images", tmp_path / "masks", mask)
    assert classes(tmp_path) == ("0", "1", "2", "3")
    loaded = source(tmp_path).load()
    assert loaded.train.targets[0].tolist() == mask.tolist()
    assert "Pixels that the masks leave open" in str(loaded.notes[-1])
    (tmp_path / "classes.txt").write_text("sky\nroad\ncar\ntree\n", encoding="utf-8")
    assert classes(tmp_path) == ("sky", "road", "car", "tree")


def test_scattered_numbers_are_taken_in_their_order(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", np.array([[0, 85, 170]], np.uint8))
    assert classes(tmp_path) == ("0", "85", "170")
    assert source(tmp_path).load().train.targets[0].tolist() == [[0, 1, 2]]
    (tmp_path / "classes.txt").write_text("a\nb\nc")
    assert classes(tmp_path) == ("a", "b", "c")
    (tmp_path / "classes.txt").write_text("a\nb")
    with pytest.raises(DataError, match=r"classes.txt names 2 classes, but the masks hold 3 values: 0, 85, 170"):
        source(tmp_path).info()


def colours(*rows: list[int]) -> np.ndarray:
    """A mask of colours 0xRRGGBB."""
    packed = np.array(rows, np.uint32)
    return np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=-1).astype(np.uint8)


def test_colours_are_classes(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", colours([0xFF0000, 0x000000, 0x00FF00]))
    assert classes(tmp_path) == ("#000000", "#00ff00", "#ff0000")
    loaded = source(tmp_path).load()
    assert loaded.train.targets[0].tolist() == [[2, 0, 1]]
    assert "Each of 3 colours in the masks stands for a class." in map(str, loaded.notes)
    (tmp_path / "classes.txt").write_text("0 0 0 ground\ncar, 255, 0, 0\n# a remark\n")
    assert classes(tmp_path) == ("ground", "car")
    loaded = source(tmp_path).load()
    assert loaded.train.targets[0].tolist() == [[1, 0, 255]]
    assert "is not in the list of classes do not count: #00ff00." in " ".join(map(str, loaded.notes))
    (tmp_path / "classes.txt").write_text("name,r,g,b\nsea ice,0,0,0\nland,0,255,0\nship #ff0000\n")
    assert classes(tmp_path) == ("sea ice", "land", "ship")


def test_colours_of_pascal_voc_are_in_its_order(tmp_path: Path) -> None:
    voc = voc_colours()
    assert voc[:4] == [0, 0x800000, 0x008000, 0x808000]
    assert voc[20] == 0x004080
    mask = colours([voc[1], 0xE0E0C0, voc[0], voc[3]])
    pairs(tmp_path / "JPEGImages", tmp_path / "SegmentationClass", mask)
    assert classes(tmp_path) == ("#000000", "#800000", "#808000")
    assert source(tmp_path).load().train.targets[0].tolist() == [[1, 255, 0, 2]]


def palette_mask(path: Path, numbers: np.ndarray, palette: list[int]) -> None:

    made = Image.frombytes("P", numbers.shape[::-1], numbers.tobytes())
    made.putpalette(palette)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)


def test_a_common_palette_means_numbers_and_others_mean_colours(tmp_path: Path) -> None:
    for index in range(2):
        save(tmp_path / "images" / f"{index}.png", np.full((1, 2), 90, np.uint8))
        palette_mask(tmp_path / "masks" / f"{index}.png", np.array([[0, 1]], np.uint8), [0, 0, 0, 255, 0, 0])
    assert classes(tmp_path) == ("ground", "object")
    palette_mask(tmp_path / "masks" / "1.png", np.array([[0, 1]], np.uint8), [255, 0, 0, 0, 0, 0])
    assert classes(tmp_path) == ("#000000", "#ff0000")
    loaded = source(tmp_path).load()
    assert loaded.train.targets.tolist() == [[[0, 1]], [[1, 0]]]


def test_grey_masks_saved_in_colour_are_numbers(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", np.repeat(HALVES[:, :, None], 3, axis=2))
    assert classes(tmp_path) == ("ground", "object")
    assert (source(tmp_path).load().train.targets == HALVES).all()


def test_masks_in_jpeg_are_two_classes_or_refused(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    blobs = (rng.random((6, 6)) > 0.5).repeat(8, 0).repeat(8, 1)
    for index in range(3):
        save(tmp_path / "images" / f"{index}.png", np.full(blobs.shape, 90, np.uint8))
        save(tmp_path / "masks" / f"{index}.jpg", blobs.astype(np.uint8) * 255)
    assert classes(tmp_path) == ("ground", "object")
    loaded = source(tmp_path).load_for((1, 48, 48), PixelClasses())
    assert (loaded.train.targets[0] == blobs).mean() > 0.99
    assert "Masks saved as JPEG, which blurs them: 3" in str(loaded.notes[-1])
    for index in range(3):
        save(tmp_path / "masks" / f"{index}.jpg", rng.integers(0, 255, (48, 48, 3), np.uint8))
    with pytest.raises(DataError, match=r"more than 254 values, up to .*0.jpg. A mask needs one value"):
        source(tmp_path).info()


def test_pairs_that_do_not_fit_are_left_out_and_said(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", count=6)
    (tmp_path / "masks" / "0.png").unlink()
    (tmp_path / "images" / "1.jpg").unlink()
    save(tmp_path / "masks" / "2.png", HALVES[:4])
    (tmp_path / "masks" / "3.png").write_bytes(b"x")
    (tmp_path / "images" / "4.jpg").write_bytes(b"")
    save(tmp_path / "masks" / "5.gif", HALVES)
    loaded = source(tmp_path).load()
    assert loaded.train.names == ("images/5.jpg",)
    text = "\n".join(map(str, loaded.notes))
    assert "Left out images without a mask of the same name: 1 (0.jpg)." in text
    assert "Left out masks without an image of the same name: 1 (1.png)." in text
    assert "Left out since the mask has another size than the image: 1 (masks/2.png). Export the masks again." in text
    assert "Left out since the mask cannot be read: 1 (masks/3.png; it holds no picture)." in text
    assert "Left out as empty: 1 (images/4.jpg)." in text
    assert "Left out further masks of images that have one: 1." in text


def test_a_single_value_is_no_task(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", np.zeros((4, 4), np.uint8))
    with pytest.raises(DataError, match="All 4 masks hold a single value, 0; at least two classes are needed"):
        source(tmp_path).info()


@pytest.mark.parametrize("fit", ["letterbox", "crop", "stretch"])
def test_masks_are_fitted_as_their_images_are(tmp_path: Path, fit: str) -> None:
    mask = np.zeros((20, 40), np.uint8)
    mask[5:15, 10:30] = 1
    for index in range(4):
        save(tmp_path / "images" / f"{index}.png", mask * 200 + 50)
        save(tmp_path / "masks" / f"{index}.png", mask)
    splits = prepare(DataSpec(name=str(tmp_path), fit=fit), (1, 20, 20))
    image, target = splits.train.images[0, 0], splits.train.targets[0]
    assert (target == 255).sum() == (200 if fit == "letterbox" else 0)
    assert ((image == 0) == (target == 255)).all()
    counted = target != 255
    agree = (image[counted] > 150) == (target[counted] == 1)
    assert agree.mean() > 0.9


def test_turned_images_fit_masks_that_stand_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for index in range(3):
        save(tmp_path / "images" / f"{index}.jpg", np.full((8, 16), 90, np.uint8), exif=exif)
        save(tmp_path / "masks" / f"{index}.png", np.tile(HALVES, (2, 1)))
    assert source(tmp_path).load().train.targets.shape == (3, 16, 8)


def test_reading_masks_can_be_given_up(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", HALVES)
    said: list[str] = []
    for words in ("Looking for the classes in the masks", "Reading images"):
        said.clear()
        with pytest.raises(DataCancelled):
            source(tmp_path).load(lambda text, *_: said.append(str(text)), lambda words=words: words in said)
        assert words in said


def test_changed_masks_are_looked_at_again(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", HALVES)
    assert len(classes(tmp_path)) == 2
    pairs(tmp_path / "images", tmp_path / "masks", np.array([[0, 1, 2, 3]], np.uint8))
    assert len(classes(tmp_path)) == 4


def test_a_continued_run_keeps_its_classes(tmp_path: Path) -> None:
    pairs(tmp_path / "images", tmp_path / "masks", colours([0x000000, 0x00FF00, 0xFF0000]))
    rule = source(tmp_path).load().rule
    save(tmp_path / "masks" / "3.png", colours([0x000000, 0x0000FF, 0xFF0000]))
    again = source(tmp_path).with_rule(rule).load()
    assert again.info.target() == PixelClasses(("#000000", "#00ff00", "#ff0000"))
    assert again.train.targets[3].tolist() == [[0, 255, 2]]
    assert "not in the list of classes do not count: #0000ff." in " ".join(map(str, again.notes))
    assert again.rule["masks"] == rule["masks"]
    assert MaskClasses.parse(rule["masks"]).record() == rule["masks"]


@pytest.mark.parametrize(
    "change", [{"values": [1]}, {"numbers": [0, 1, 9]}, {"classes": []}, {"values": ["x"]}, {"values": None}]
)
def test_a_damaged_record_of_classes_is_refused(change: dict[str, object]) -> None:
    rule = MaskClasses(names=("a", "b", "c"), values=(0, 5, 7), numbers=(0, 1, 2))
    with pytest.raises(DataError):
        MaskClasses.parse({**rule.record(), **change})
    with pytest.raises(DataError):
        MaskClasses.parse([])


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=50, deadline=None)
def test_values_are_those_of_numpy_and_rules_turn_back(rows: list[list[int]]) -> None:
    pixels = np.array(rows, np.uint32) * 40
    assert values_of(pixels) == np.unique(pixels).tolist()
    values = tuple(np.unique(pixels).tolist())
    rule = MaskClasses(names=tuple(map(str, values)), values=values, numbers=tuple(range(len(values))))
    assert (np.array(values)[rule.apply(pixels)] == pixels).all()
    assert (rule.apply(pixels + 1) == 255).all()
