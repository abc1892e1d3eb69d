"""How data are divided and made to fit: the same every time, fair to every class, and reported."""

import os

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from backend.datasets.base import DataCancelled, DataError, DatasetInfo, Images, LoadedData
from backend.datasets.division import divide, split_data
from backend.datasets.images.resizing import fit_size, size_notes, with_channels
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from builder.common.fields import FieldError
from builder.tasks.super_resolution import LargerPicture
from tests.support.lanes import draws

needs_mnist = pytest.mark.skipif("CONVAS_DATA" not in os.environ, reason="CONVAS_DATA names no folder that holds mnist")


def loaded(labels, classes):
    """Images whose four bytes are their number."""
    labels = np.array(labels, np.int64)
    marked = np.arange(len(labels), dtype=np.uint32).view(np.uint8).reshape(-1, 1, 2, 2)
    info = DatasetInfo(
        name="x",
        title="X",
        description="X.",
        input_shape=(1, 2, 2),
        classes=tuple(map(str, range(classes))),
        counts={"train": len(labels)},
    )
    return LoadedData(info, Images.of_classes(marked, labels))


def numbers(part):
    return part.images.copy().reshape(-1, 4).view(np.uint32).ravel().tolist()


@given(
    labels=st.lists(st.integers(0, 4), min_size=3, max_size=200),
    val=st.floats(0.01, 0.45),
    test=st.floats(0.01, 0.45),
    seed=st.integers(0, 2**31 - 1),
)
@example(labels=[0, 0, 0, 0], val=0.375, test=0.375, seed=0)
def test_every_image_is_in_one_split(labels, val, test, seed):
    data = loaded(labels, 5)
    spec = DataSpec(val_fraction=val, test_fraction=test, seed=seed)
    parts = split_data(data, spec.division())
    assert all(len(part) >= 1 for part in parts)
    assert sorted(number for part in parts for number in numbers(part)) == list(range(len(labels)))
    for part in parts:
        assert [labels[number] for number in numbers(part)] == part.strata.tolist()
    assert abs(len(parts[1]) - val * len(labels)) <= 1
    assert abs(len(parts[2]) - test * len(labels)) <= 1
    again = split_data(data, spec.division())
    assert [numbers(part) for part in again] == [numbers(part) for part in parts]


@given(st.lists(st.integers(3, 60), min_size=2, max_size=8), st.integers(0, 1000))
def test_every_class_has_its_share(sizes, seed):
    labels = [label for label, size in enumerate(sizes) for _ in range(size)]
    train, _, test = split_data(loaded(labels, len(sizes)), DataSpec(seed=seed, test_fraction=0.2, val_fraction=0.1).division())
    for size, left, tested in zip(sizes, train.per_class(len(sizes)), test.per_class(len(sizes)), strict=True):
        assert left >= 1
        assert abs(tested - 0.2 * size) <= 1


def test_another_seed_divides_otherwise():
    data = loaded([0, 1] * 50, 2)
    assert numbers(split_data(data, DataSpec(seed=0).division())[2]) != numbers(
        split_data(data, DataSpec(seed=1).division())[2]
    )


def test_too_few_images_are_refused():
    with pytest.raises(DataError, match="X holds 2 training images; at least 3 are needed"):
        split_data(loaded([0, 1], 2), DataSpec().division())


@pytest.mark.parametrize(
    "wrong",
    [
        {"val_fraction": 0.5},
        {"test_fraction": -0.1},
        {"val_count": -1},
        {"folds": 1},
        {"folds": 3, "fold": 4},
        {"fold": 0},
        {"seed": -1},
        {"name": 3},
        {"seed": 1.5},
        {"more": 1},
    ],
)
def test_specs_are_checked(wrong):
    with pytest.raises(FieldError):
        DataSpec(**wrong)


def divided(labels, **values):
    """The positions of train, validation and test."""
    spec = DataSpec(**values)
    return [each.tolist() for each in divide(np.array(labels), spec.division(), own_val=False, own_test=False, title="X")]


@given(
    labels=st.lists(st.integers(0, 3), min_size=12, max_size=120),
    folds=st.integers(2, 7),
    test=st.sampled_from([0.0, 0.2]),
    seed=st.integers(0, 99),
)
@settings(max_examples=draws(60))
def test_folds_divide_what_is_not_tested_on(labels, folds, test, seed):
    every = [divided(labels, folds=folds, fold=fold, test_fraction=test, seed=seed) for fold in range(1, folds + 1)]
    tested = every[0][2]
    assert all(each[2] == tested for each in every)
    assert sorted(position for _, val, _ in every for position in val) == sorted(set(range(len(labels))) - set(tested))
    for train, val, _ in every:
        assert sorted([*train, *val, *tested]) == list(range(len(labels)))
    sizes = [len(val) for _, val, _ in every]
    assert max(sizes) - min(sizes) <= 1
    for label in set(labels):
        counts = [sum(labels[position] == label for position in val) for _, val, _ in every]
        assert max(counts) - min(counts) <= 1


def test_counts_take_the_place_of_parts():
    train, val, test = divided([0, 1] * 50, val_count=7, test_count=30)
    assert (len(train), len(val), len(test)) == (63, 7, 30)
    assert sorted([*train, *val, *test]) == list(range(100))
    assert divided([0, 1] * 50, val_count=10, test_count=20) == divided([0, 1] * 50)


def test_nothing_may_be_validated_or_tested_on():
    assert divided([0, 1] * 5, val_fraction=0.0, test_fraction=0.0) == [list(range(10)), [], []]
    train, val, test = divided([0, 1] * 5, val_fraction=0.0)
    assert (len(train), len(val), len(test)) == (8, 0, 2)
    splits = prepare(DataSpec(val_fraction=0.0, test_fraction=0.0), (1, 8, 8))
    assert (len(splits.train), len(splits.val), len(splits.test)) == (1797, 0, 0)
    assert splits.counts["val"] == (0,) * 10


def test_more_than_there_is_is_refused():
    with pytest.raises(DataError, match="X holds 10 training images; with 4 to validate and 6 to test on too few are left"):
        divided([0, 1] * 5, val_count=4, test_count=6)
    with pytest.raises(DataError, match="X holds 10 training images; at least 12 are needed"):
        divided([0, 1] * 5, folds=11)
    with pytest.raises(DataError, match="has a validation set of its own"):
        divide(np.zeros(9, np.int64), DataSpec(folds=3).division(), own_val=True, own_test=False, title="X")


def test_specs_are_records():
    spec = DataSpec(name="mnist", seed=3)
    assert DataSpec(**spec.record()) == spec
    assert DataSpec().name == "digits"


def test_digits_fit_lenet_and_it_is_said():
    splits = prepare(DataSpec(), (1, 28, 28))
    assert tuple(map(str, splits.notes)) == ("8×8 images are resized to 28×28.",)
    assert splits.shape == splits.train.shape == (1, 28, 28)
    assert {split: sum(counts) for split, counts in splits.counts.items()} == {"train": 1258, "val": 180, "test": 359}
    assert all(min(counts) >= 18 for counts in splits.counts.values())
    again = prepare(DataSpec(), (1, 28, 28))
    assert (again.train.images == splits.train.images).all()
    assert (again.test.strata == splits.test.strata).all()
    assert prepare(DataSpec(), (1, 8, 8)).notes == ()


def test_resizing_is_pillows_bilinear():
    pixels = np.random.default_rng(0).integers(0, 256, (3, 3, 20, 30)).astype(np.uint8)
    made = fit_size(Images.of_classes(pixels, np.zeros(3, np.int64)), (3, 9, 7), fit="stretch").images
    for own, ours in zip(pixels, made, strict=True):
        theirs = Image.fromarray(own.transpose(1, 2, 0).copy()).resize((7, 9), Image.Resampling.BILINEAR)
        assert (np.asarray(theirs).transpose(2, 0, 1) == ours).all()


def test_grey_is_pillows_grey():
    colours = np.random.default_rng(0).integers(0, 256, (2, 3, 16, 16)).astype(np.uint8)
    for own, ours in zip(colours, with_channels(colours, 1), strict=True):
        assert (np.asarray(Image.fromarray(own.transpose(1, 2, 0).copy()).convert("L")) == ours[0]).all()
    grey = colours[:, :1]
    assert (with_channels(with_channels(grey, 3), 1) == grey).all()


@pytest.mark.parametrize("shape", [(), (1, 28), (2, 28, 28), (4, 8, 8), (1, 1, 28, 28)])
def test_sizes_that_no_image_has_are_refused(shape):
    with pytest.raises(DataError, match="an image has 3 sizes: channels"):
        prepare(DataSpec(), shape)


def test_more_than_the_memory_is_refused_in_words():
    with pytest.raises(DataError, match=r"1,797 images of 90000×90000 need [\d.,]+ [GT]B of memory; this machine has"):
        prepare(DataSpec(), (3, 90_000, 90_000))


def test_size_notes():
    assert tuple(map(str, size_notes((1, 28, 28), (3, 32, 32)))) == (
        "28×28 images are resized to 32×32.",
        "Grey images are given three equal colour channels.",
    )
    assert tuple(map(str, size_notes((3, 8, 8), (1, 8, 8)))) == ("Colour images are made grey.",)


def test_resizing_tells_and_can_be_given_up():
    told = []

    def tell(text, done, total):
        told.append((str(text), done, total))

    with pytest.raises(DataCancelled):
        prepare(DataSpec(), (1, 28, 28), None, tell, lambda: ("Resizing images", 500, 1797) in told)
    assert told[-1] == ("Resizing images", 500, 1797)


@pytest.mark.mnist
@needs_mnist
def test_mnist_keeps_its_own_test_set():
    splits = prepare(DataSpec(name="mnist"), (1, 28, 28))
    assert (len(splits.train), len(splits.val), len(splits.test)) == (54_000, 6_000, 10_000)
    assert splits.counts["test"] == (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
    assert tuple(map(str, splits.notes)) == ()
    assert abs(splits.counts["val"][5] / 542.1 - 1) < 0.01


def test_images_of_files_keep_their_names_through_every_step(tmp_path):
    draw = np.random.default_rng(0)
    for name in ("cat", "dog"):
        (tmp_path / name).mkdir()
        for index in range(10):
            picture = draw.integers(0, 255, (9, 12, 3), dtype=np.uint8)
            Image.fromarray(picture).save(tmp_path / name / f"{index}.png")
    (tmp_path / "cat" / "3.png").write_bytes(b"broken")
    files = source(str(tmp_path)).files()
    splits = prepare(DataSpec(name=str(tmp_path)), (3, 6, 6), LargerPicture())
    names = [name for part in (splits.train, splits.val, splits.test) for name in part.names]
    assert sorted(names) == sorted(set(files) - {"cat/3.png"})
    assert files["dog/0.png"] == tmp_path / "dog" / "0.png"
    for part in (splits.train, splits.val, splits.test):
        assert len(part.names) == len(part)
        assert [splits.info.class_name(stratum) for stratum in part.strata] == [name.split("/")[0] for name in part.names]


def test_enlarged_images_have_no_detail_to_restore(tmp_path):
    words = "Images of about 8×8 are enlarged to 51×51 to learn from, 40.6 times as many pixels"
    assert any(words in str(note) for note in prepare(DataSpec(name="digits"), (1, 17, 17), LargerPicture(3)).notes)
    assert not any("enlarged" in str(note) for note in prepare(DataSpec(name="digits"), (1, 4, 4), LargerPicture(2)).notes)
    for index in range(10):
        Image.new("L", (6, 6), 100 + index).save(tmp_path / f"{index}.png")
    for side, said in ((3, False), (6, True)):
        notes = prepare(DataSpec(name=str(tmp_path)), (1, side, side), LargerPicture(2)).notes
        assert any("about 6×6 are enlarged to 12×12 to learn from, 4.0 times" in str(note) for note in notes) == said
