"""One range for a whole set of deep images: measured, natural where it can be, robust, and kept as a record."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from backend.datasets.base import DataError
from backend.datasets.images.pixel_range import PixelRange, RangeMeter
from backend.datasets.registry import source
from tests.support.deep_images import write_png


def measured(*images: object) -> PixelRange:
    meter = RangeMeter()
    for image in images:
        meter.add(np.asarray(image, np.float64))
    found = meter.result()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        ([0, 200], 0, 255),
        ([0, 900], 0, 1023),
        ([3, 4000], 0, 4095),
        ([0, 65535], 0, 65535),
        ([0, 70_000], 0, 70_000),
        ([30_000, 31_000], 30_000, 31_000),
        ([-1024, 3071], -1024, 3071),
        ([0.0, 1.0], 0, 1),
        ([0.0, 0.9], 0, 1),
        ([0.0, 0.001], 0, 0.001),
        ([0.5, 1.5], 0.5, 1.5),
        ([0.0, 1.5], 0, 1.5),
        ([-1.0, 1.0], -1, 1),
        ([5, 5], 5, 6),
        ([0, 0], 0, 1),
    ],
)
def test_a_range_is_what_the_values_were_made_for(values: list[float], low: float, high: float) -> None:
    found = measured(values)
    assert (found.low, found.high) == (low, high)
    assert (found.least, found.most) == (min(values), max(values))
    assert found.cut == 0


def test_one_range_for_all_images() -> None:
    found = measured([0, 1.0], [0, 1.5])
    assert found.to_bytes(np.array([1.0])) == found.to_bytes(np.array([1.0], np.float32)) == 170
    assert found.images == 2


def test_a_hot_pixel_does_not_darken_the_rest() -> None:
    picture = np.random.default_rng(0).integers(0, 4096, (100, 100))
    picture[50, 50] = 65535
    found = measured(picture, picture)
    assert found.high == 4095
    assert found.most == 65535
    assert 0 < found.cut < 0.01
    missing = picture.astype(float)
    missing[0, :7] = -99_999
    assert measured(missing).low > -10


def test_what_is_no_number_becomes_0_and_is_counted() -> None:
    found = measured([np.nan, 0.25, 1.0], [np.inf, 0.5, 0.5], [0.5, 1e38, 0.5], [0, 1, 1])
    assert (found.low, found.high, found.not_numbers) == (0, 1, 3)
    assert found.to_bytes(np.array([np.nan, np.inf, -np.inf, 1e38])).tolist() == [0, 255, 0, 255]
    nothing = measured([np.nan, np.nan])
    assert nothing.to_bytes(np.array([np.nan, 1.0])).tolist() == [0, 255]


@given(
    st.lists(st.floats(-1e6, 1e6, width=32), min_size=2, max_size=50),
    st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=50),
)
@settings(max_examples=100, deadline=None)
def test_order_is_kept_and_images_are_alike(first: list[float], second: list[float]) -> None:
    found = measured(first, second)
    both = np.array(sorted([*first, *second]))
    made = found.to_bytes(both).astype(int)
    assert (np.diff(made) >= 0).all()
    assert measured(second, first) == found
    assert found.low <= found.high
    if found.low <= found.least and found.most <= found.high:
        back = found.low + made / 255 * found.width
        assert np.abs(back - both).max() <= found.width / 510 * 1.001 + 1e-9
    assert PixelRange.parse(found.record()) == found


@pytest.mark.parametrize(
    "change", [{"low": None}, {"low": "x"}, {"high": -1}, {"high": float("nan")}, {"images": float("inf")}]
)
def test_a_damaged_record_is_refused(change: dict[str, object]) -> None:
    record = {**PixelRange(low=0, high=1, least=0, most=1).record(), **change}
    with pytest.raises(DataError):
        PixelRange.parse(record)
    with pytest.raises(DataError):
        PixelRange.parse({})


def save_all(root: Path, images: list[np.ndarray], ending: str) -> list[str]:
    """Two classes that share the `images`; the notes of reading them."""
    for index, image in enumerate(images):
        folder = root / f"class {index % 2}"
        folder.mkdir(parents=True, exist_ok=True)
        for copy in ("a", "b"):
            Image.fromarray(image).save(folder / f"{copy}{index}.{ending}")
    loaded = source(root).load()
    return [*map(str, loaded.notes), str(sorted(loaded.train.images[:, 0].max(axis=(1, 2)).tolist())[::2])]


def test_twelve_bits_in_sixteen_keep_all_256_levels(tmp_path: Path) -> None:
    ramp = np.arange(4096, dtype=np.uint16).reshape(64, 64)
    notes = save_all(tmp_path, [ramp, ramp // 2, ramp, ramp // 4], "png")
    assert notes == [
        "Images with more than 8 bits: 8. In all of them the values 0 to 4095 become 0 to 255.",
        "[64, 127, 255, 255]",
    ]
    assert len(np.unique(source(tmp_path).load().train.images)) == 256


@pytest.mark.parametrize(
    ("highs", "dtype", "notes"),
    [
        ((1.0, 1.5), np.float32, ["the values 0 to 1.5 become 0 to 255", "[170, 255]"]),
        ((200, 300), np.int32, ["the values 0 to 1023 become 0 to 255", "values found in them are 0 to 300", "[50, 75]"]),
        ((100, 200), np.float32, ["the values 0 to 255 become 0 to 255", "values found in them are 0 to 200", "[100, 200]"]),
    ],
)
def test_fractions_and_32_bits_have_one_range(
    tmp_path: Path, highs: tuple[float, float], dtype: type, notes: list[str]
) -> None:
    images = [np.linspace(0, high, 16).astype(dtype).reshape(4, 4) for high in highs]
    images = [np.where(image == image.max(), dtype(high), image) for image, high in zip(images, highs, strict=True)]
    images = [np.floor(image).astype(dtype) if high > 2 else image for image, high in zip(images, highs, strict=True)]
    said = save_all(tmp_path, images, "tif")
    assert len(said) == len(notes)
    for sentence, words in zip(said, notes, strict=True):
        assert words in sentence


def test_negative_values_and_deep_images_among_others(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        Image.new("L", (4, 4), 40).save(tmp_path / name / "flat.png")
        Image.fromarray(np.full((4, 4), -100 if name == "a" else 155, np.int32)).save(tmp_path / name / "deep.tif")
    loaded = source(tmp_path).load()
    assert loaded.train.images[:, 0, 0, 0].tolist() == [0, 40, 255, 40]
    assert tuple(map(str, loaded.notes)) == (
        "Images with more than 8 bits: 2. In all of them the values -100 to 155 become 0 to 255.",
        "The other 2 images have 8 bits and keep their values.",
    )


def test_deep_colours_have_one_range_too(tmp_path: Path) -> None:
    for index, name in enumerate(("a", "b")):
        (tmp_path / name).mkdir()
        values = np.full((4, 4, 3), 1000)
        values[..., index] = 4000
        write_png(tmp_path / name / "0.png", values)
    loaded = source(tmp_path).load()
    assert loaded.train.images[:, :, 0, 0].tolist() == [[249, 62, 62], [62, 249, 62]]
