"""NumPy files as data: roles by names, every order of axes and type, every kind of target; hostile files are refused."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.own.arrays import numpy_files
from backend.datasets.own.arrays.numpy_files import read_array, read_heads
from backend.datasets.own.arrays.numpy_source import ArraySource
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.regression import Numbers
from builder.tasks.segmentation import PixelClasses

COUNT = 40
IMAGES = np.random.default_rng(0).integers(0, 256, (COUNT, 6, 5), np.uint8)
LABELS = np.arange(COUNT) % 4


def save(folder: Path, **arrays: np.ndarray) -> Path:
    np.savez(folder / "data.npz", **arrays)
    return folder / "data.npz"


def test_images_and_classes(tmp_path: Path) -> None:
    path = save(tmp_path, images=IMAGES, labels=LABELS)
    found = source(path)
    assert isinstance(found, ArraySource)
    info = found.info()
    assert info.target() == Classes(("0", "1", "2", "3"))
    assert (info.input_shape, info.counts, info.classes) == ((1, 6, 5), {"train": COUNT}, ("0", "1", "2", "3"))
    loaded = found.load()
    assert (loaded.train.images[:, 0] == IMAGES).all()
    assert (loaded.train.targets == LABELS).all()
    assert loaded.notes == ()
    splits = prepare(DataSpec(name=str(path)), (3, 8, 8))
    assert splits.train.images.shape[1:] == (3, 8, 8)
    assert set(found.files()) == {"data.npz"}


@pytest.mark.parametrize(
    "names",
    [
        ("x_train", "y_train", "x_test", "y_test"),
        ("X_train", "Y_train", "X_test", "Y_test"),
        ("train_images", "train_labels", "test_images", "test_labels"),
        ("trainImages", "trainLabels", "testImages", "testLabels"),
        ("x", "y", "x_te", "y_te"),
    ],
)
def test_parts_are_found_by_their_names(tmp_path: Path, names: tuple[str, ...]) -> None:
    parts = dict(zip(names, (IMAGES[:30], LABELS[:30], IMAGES[30:], LABELS[30:]), strict=True))
    loaded = source(save(tmp_path, **parts)).load()
    assert loaded.test is not None
    assert (len(loaded.train), len(loaded.test)) == (30, 10)
    assert (loaded.test.targets == LABELS[30:]).all()


def test_arrays_without_names_and_what_is_not_used(tmp_path: Path) -> None:
    np.savez(tmp_path / "data.npz", IMAGES, LABELS, np.zeros(3))
    loaded = source(tmp_path / "data.npz").load()
    assert (loaded.train.targets == LABELS).all()
    assert str(loaded.notes[0]) == "Arrays that are not used: arr_2."


def test_arrays_may_be_chosen(tmp_path: Path) -> None:
    path = save(tmp_path, a=IMAGES, b=IMAGES // 2, first=LABELS, second=LABELS * 0.1)
    chosen = source(path).with_options({"arrays": {"images": "b", "targets": "second"}})
    assert chosen.info().target() == Numbers(("second",))
    assert (chosen.load().train.images[:, 0] == IMAGES // 2).all()
    assert chosen.option_values() == {"arrays": {"images": "b", "targets": "second"}}
    with pytest.raises(DataError, match=r"holds no array 'c' for images; there are a \(40×6×5 uint8\), b"):
        source(path).with_options({"arrays": {"images": "c"}}).info()
    with pytest.raises(DataError, match="Choose the array that holds the images"):
        source(path).with_options({"arrays": {"targets": "first"}}).info()
    with pytest.raises(DataError, match="there is no such field"):
        source(path).with_options({"array": "a"})


def test_npy_files_beside_each_other_belong_together(tmp_path: Path) -> None:
    for name, array in (("x_train", IMAGES[:30]), ("y_train", LABELS[:30]), ("x_test", IMAGES[30:]), ("y_test", LABELS[30:])):
        np.save(tmp_path / f"{name}.npy", array)
    found = source(tmp_path / "x_train.npy")
    assert found.info().counts == {"train": 30, "test": 10}
    assert set(found.files()) == {"x_train.npy", "y_train.npy", "x_test.npy", "y_test.npy"}
    np.save(tmp_path / "alone.npy", IMAGES)
    alone = source(tmp_path / "alone.npy")
    assert alone.info().kinds == ("reconstruction", "super-resolution")
    assert len(prepare(DataSpec(name=str(tmp_path / "alone.npy")), (1, 6, 5)).train) == 28


@pytest.mark.parametrize(
    ("array", "size"),
    [
        (IMAGES.reshape(COUNT, 30)[:, :25], (1, 5, 5)),
        (IMAGES[..., None], (1, 6, 5)),
        (IMAGES[:, None], (1, 6, 5)),
        (np.stack([IMAGES] * 3, -1), (3, 6, 5)),
        (np.stack([IMAGES] * 3, 1), (3, 6, 5)),
        (np.asfortranarray(np.stack([IMAGES] * 3, 1)), (3, 6, 5)),
    ],
)
def test_every_order_of_axes(tmp_path: Path, array: np.ndarray, size: tuple[int, ...]) -> None:
    images = source(save(tmp_path, images=array, labels=LABELS)).load().train.images
    assert images.shape == (COUNT, *size)
    assert (images[:, 0] == (array.reshape(COUNT, 5, 5) if array.ndim == 2 else IMAGES)).all()


@pytest.mark.parametrize(
    ("array", "low", "high"),
    [
        (IMAGES / 255, 0, 1),
        (IMAGES.astype(np.float32), 0, 255),
        (IMAGES.astype(np.int64), 0, 255),
        (IMAGES.astype(np.uint16) * 16, 0, 4095),
        (IMAGES / 127.5 - 1, -1, 1),
    ],
)
def test_values_become_bytes_by_one_range(tmp_path: Path, array: np.ndarray, low: float, high: float) -> None:
    loaded = source(save(tmp_path, images=array, labels=LABELS)).load()
    assert np.abs(loaded.train.images[:, 0].astype(int) - IMAGES).max() <= 1
    assert (loaded.rule["range"]["low"], loaded.rule["range"]["high"]) == (low, high)
    assert str(loaded.notes[0]) == f"In all arrays of images the values {low:g} to {high:g} become 0 to 255."


def test_a_continued_run_keeps_its_range(tmp_path: Path) -> None:
    rule = source(save(tmp_path, images=IMAGES / 255, labels=LABELS)).load().rule
    again = source(save(tmp_path, images=IMAGES / 510, labels=LABELS)).with_rule(rule).load()
    assert np.abs(again.train.images[:, 0].astype(int) - IMAGES // 2).max() <= 1
    assert again.rule == rule


def test_truth_values_and_transparency(tmp_path: Path) -> None:
    assert set(np.unique(source(save(tmp_path, images=IMAGES > 99, labels=LABELS)).load().train.images)) == {0, 255}
    clear = np.zeros((COUNT, 4, 4, 4), np.uint8)
    images = source(save(tmp_path, images=clear, labels=LABELS)).load().train.images
    assert images.shape[1] == 3
    assert (images == 255).all()


TEXTS = np.array(["cat", "dog", "bird 10", "bird 9"])[LABELS]
MASKS = (IMAGES > 127).astype(np.uint8)


@pytest.mark.parametrize(
    ("targets", "names", "target", "first"),
    [
        (LABELS[:, None], None, Classes(("0", "1", "2", "3")), 1),
        (LABELS + 1, None, Classes(("1", "2", "3", "4")), 1),
        (LABELS.astype(np.float32), None, Classes(("0", "1", "2", "3")), 1),
        (LABELS, np.array(["a", "b", "c", "d", "e"]), Classes(("a", "b", "c", "d", "e")), 1),
        (LABELS + 1, np.array(["a", "b", "c", "d"]), Classes(("a", "b", "c", "d")), 1),
        (TEXTS, None, Classes(("bird 9", "bird 10", "cat", "dog")), 3),
        (TEXTS.astype("S"), None, Classes(("bird 9", "bird 10", "cat", "dog")), 3),
        (LABELS > 1, None, Classes(("0", "1")), 0),
        (np.eye(4, dtype=np.uint8)[LABELS], None, Classes(("0", "1", "2", "3")), 1),
        (np.eye(4, dtype=bool)[LABELS] | np.eye(4, dtype=bool)[0], None, Labels(("0", "1", "2", "3")), [1, 1, 0, 0]),
        (LABELS * 0.5, None, Numbers(("y",)), [0.5]),
        (np.stack([LABELS, LABELS * 2.5], 1), np.array(["up", "down"]), Numbers(("up", "down")), [1, 2.5]),
        (MASKS * 255, None, PixelClasses(("ground", "object")), None),
        (MASKS[..., None] + 1, None, PixelClasses(("0", "1", "2")), None),
    ],
)
def test_every_kind_of_target(
    tmp_path: Path, targets: np.ndarray, names: np.ndarray | None, target: object, first: object
) -> None:
    arrays = {"x": IMAGES, "y": targets} | ({} if names is None else {"class_names": names})
    found = source(save(tmp_path, **arrays))
    assert found.info().target() == target
    made = found.load().train.targets
    if first is not None:
        assert made[1].tolist() == first
    else:
        assert made.shape == IMAGES.shape
        assert ((made > made.min()) == (MASKS > 0)).all()


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"x": IMAGES, "y": LABELS[1:]}, r"x \(40×6×5 uint8\) and y \(39 int64\) in .*data\.npz do not have as many entries"),
        ({"x": IMAGES, "y": np.full(COUNT, np.nan)}, r"Entry 0 of the array y in .*data\.npz is nan, which is no number"),
        ({"x": IMAGES, "y": np.where(LABELS == 3, 1e300, 0.5)}, r"Entry 3 of the array y in .*data\.npz is 1e\+300"),
        ({"x": IMAGES, "y": np.where(IMAGES[:, :2, 0] > 255, 0, -np.inf)}, r"Entry 0 of the array y in .*data\.npz is -inf"),
        ({"x": IMAGES, "y": np.where(LABELS == 3, "inf", "1.5")}, r"The array y in .*data\.npz holds numbers .*'inf'"),
        ({"x": IMAGES, "y": np.zeros(COUNT, np.int64)}, r"The array y in .*data\.npz holds one class, 0; at least two"),
        ({"x": IMAGES, "y": np.zeros((COUNT, 3, 3, 3))}, r"in .*data\.npz holds no targets: classes are N"),
        ({"y": LABELS}, r"holds no array of images; there are y \(40 int64\)"),
        ({"x": np.zeros((COUNT, 6, 5, 7))}, r"in .*data\.npz holds no images: they are N×H×W"),
        ({"x": IMAGES[:0]}, r"The array x in .*data\.npz is empty"),
        (
            {"x": IMAGES, "y": MASKS.astype(np.int64) * 900},
            r"The masks in the array y in .*data\.npz hold 0 to 900: class numbers from 0 to 254",
        ),
        ({"x_train": IMAGES, "x_test": IMAGES[:, 1:]}, r"images of the parts in .*data\.npz have different sizes"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(tmp_path: Path, arrays: dict[str, np.ndarray], words: str) -> None:
    with pytest.raises(DataError, match=words):
        source(save(tmp_path, **arrays)).load()


def test_values_that_are_no_numbers_are_counted(tmp_path: Path) -> None:
    images = np.random.default_rng(0).random((600, 4, 4)).astype(np.float32)
    images[[3, 5, 400], 0, 0] = np.nan
    images[7, 1] = np.inf
    loaded = source(save(tmp_path, x=images, x_test=images[:6])).load()
    assert "Images with values that are no numbers, which become 0: 6." in [str(note) for note in loaded.notes]
    assert (loaded.train.images[[3, 5, 400], 0, 0, 0] == 0).all()
    whole = source(save(tmp_path, x=np.abs(np.nan_to_num(images, posinf=0)))).load()
    assert not any("no numbers" in str(note) for note in whole.notes)


def test_images_without_a_number_are_refused(tmp_path: Path) -> None:
    images = np.random.default_rng(0).random((COUNT, 4, 4))
    path = save(tmp_path, x=images, x_test=np.full_like(images, np.nan))
    with pytest.raises(DataError, match=r"The array x_test \(40×4×4 float64\) in .*data\.npz holds no picture: none of its"):
        source(path).load()


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.array([{"a": 1}], object), allow_pickle=True)
    with pytest.raises(DataError, match="since anything else may run a program"):
        source(tmp_path / "x.npy").info()
    (tmp_path / "y.npy").write_bytes(pickle.dumps([1, 2]))
    with pytest.raises(DataError, match=r"y in .* is no array that can be read"):
        source(tmp_path / "y.npy").info()


def head(shape: str, descr: str = "'|u1'") -> bytes:
    text = f"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}".encode()
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY\1\0",
        b"\x93NUMPY\1\0\xff\xff" + b"(" * 60_000,
        head("(-1, 4)") + bytes(4),
        head("(2, 4, 4)") + bytes(31),
        head("(99999999, 99999999, 99999999)"),
        head("(2, 4, 4)", "__import__('os')"),
    ],
)
def test_hostile_files_are_refused_before_anything_is_allocated(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.npy").write_bytes(content)
    with pytest.raises(DataError):
        source(tmp_path / "x.npy").load()
    with zipfile.ZipFile(tmp_path / "x.npz", "w") as archive:
        archive.writestr("x.npy", content)
    with pytest.raises(DataError):
        source(tmp_path / "x.npz").load()


def test_damaged_archives_are_refused(tmp_path: Path) -> None:
    path = save(tmp_path, x=IMAGES, y=LABELS)
    whole = path.read_bytes()
    for content in (b"", b"PK", whole[: len(whole) // 2], whole.replace(b"NUMPY", b"NUMPI")):
        path.write_bytes(content)
        with pytest.raises(DataError):
            source(path).load()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("notes.txt", "nothing")
    path.write_bytes(buffer.getvalue())
    with pytest.raises(DataError, match="holds 0 arrays"):
        source(path).load()


def test_more_than_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numpy_files, "machine_bytes", lambda: 1000)
    with pytest.raises(DataError, match=r"The array y in .* needs .*; this machine has"):
        source(save(tmp_path, x=IMAGES[:, :2], y=np.zeros((COUNT, 30)))).info()


def test_reading_can_be_given_up(tmp_path: Path) -> None:
    path = save(tmp_path, x=IMAGES, y=LABELS)
    with pytest.raises(DataCancelled):
        source(path).load(cancelled=lambda: True)


@given(
    shape=st.lists(st.integers(0, 4), min_size=1, max_size=4),
    dtype=st.sampled_from(["<u1", ">i4", "<f8", "?", "<U3", "S2"]),
    fortran=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_arrays_are_read_as_numpy_reads_them(
    tmp_path_factory: pytest.TempPathFactory, shape: list[int], dtype: str, fortran: bool
) -> None:
    array = np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)
    array = np.asfortranarray(array) if fortran else array
    folder = tmp_path_factory.mktemp("arrays")
    np.save(folder / "x.npy", array)
    np.savez_compressed(folder / "x.npz", x=array)
    for name in ("x.npy", "x.npz"):
        (found,) = read_heads(folder / name).values()
        made = read_array(found)
        assert made.dtype == array.dtype
        assert made.tolist() == array.tolist()
