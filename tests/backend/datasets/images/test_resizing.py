"""Images of other proportions: whole with a border, the middle, or stretched; and masks that go with them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from backend.datasets.base import Images
from backend.datasets.images.pixel_decoding import decode_image
from backend.datasets.images.resizing import FITS, NOT_COUNTED, fit_picture, fit_size, has_other_form, scaled_size, size_notes
from backend.datasets.splits import DataSpec, prepare

SIDES = st.integers(1, 60)


def test_the_fits_are_those_of_the_project() -> None:
    assert list(FITS) == list(get_args(DataSpec.annotation("fit")))


@given(own=st.tuples(SIDES, SIDES), wanted=st.tuples(SIDES, SIDES), fit=st.sampled_from(list(FITS)))
@settings(max_examples=60, deadline=None)
def test_every_fit_gives_the_size_that_is_wanted(own: tuple[int, int], wanted: tuple[int, int], fit: str) -> None:
    made = fit_picture(Image.new("L", own, 200), wanted, fit)
    assert made.size == wanted
    pixels = np.asarray(made)
    width, height = scaled_size(own, wanted, fit)
    if fit == "letterbox":
        assert width <= wanted[0]
        assert height <= wanted[1]
        assert width == wanted[0] or height == wanted[1]
        assert int((pixels == 200).sum()) == width * height
    else:
        assert (pixels == 200).all()
    mask = np.asarray(fit_picture(Image.new("L", own, 3), wanted, fit, mask=True))
    assert ((mask == 3) == (pixels == 200)).all()
    assert set(np.unique(mask)) <= {3, NOT_COUNTED}


def test_letterbox_is_centred_and_keeps_proportions() -> None:
    picture = Image.fromarray(np.tile(np.array([100, 200], np.uint8), (1, 2)).reshape(1, 4))
    made = np.asarray(fit_picture(picture, (4, 3), "letterbox"))
    assert made.tolist() == [[0, 0, 0, 0], [100, 200, 100, 200], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    ("own", "wanted"), [((40, 20), (10, 10)), ((20, 40), (10, 10)), ((40, 20), (20, 10)), ((30, 20), (8, 8))]
)
def test_crop_is_the_middle_as_pillow_cuts_it(own: tuple[int, int], wanted: tuple[int, int]) -> None:
    ramp = Image.fromarray(np.linspace(0, 255, own[0] * own[1]).reshape(own[::-1]).astype(np.uint8))
    ours = np.asarray(fit_picture(ramp, wanted, "crop")).astype(int)
    theirs = np.asarray(ImageOps.fit(ramp, wanted, Image.Resampling.BILINEAR)).astype(int)
    assert np.abs(ours - theirs).max() <= 8


def test_masks_of_arrays_go_with_their_images() -> None:
    images = np.full((2, 3, 4, 8), 90, np.uint8)
    masks = np.zeros((2, 4, 8), np.uint8)
    masks[:, :, 4:] = 1
    made = fit_size(Images.without_classes(images, masks), (3, 8, 8), fit="letterbox")
    assert made.images[0, 0, :, 0].tolist() == [0, 0, 90, 90, 90, 90, 0, 0]
    assert made.targets[0, 0].tolist() == [255] * 8
    assert made.targets[0, 3].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    cut = fit_size(Images.without_classes(images, masks), (3, 4, 4), fit="crop")
    assert cut.targets[0, 0].tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize(
    ("fit", "said"),
    [
        ("letterbox", "They are shown whole, with a black border, since the proportions differ."),
        ("crop", "Only the middle of each is used, since the proportions differ."),
        ("stretch", "They are stretched, since the proportions differ."),
    ],
)
def test_what_is_done_to_other_proportions_is_said(fit: str, said: str) -> None:
    notes = [str(note) for note in size_notes((1, 20, 40), (1, 28, 28), fit)]
    assert notes == ["20×40 images are resized to 28×28.", said]
    assert [str(note) for note in size_notes((1, 20, 40), (1, 10, 20), fit)] == ["20×40 images are resized to 10×20."]
    assert not has_other_form((640, 480), (53, 40))


def test_images_of_a_folder_are_fitted_as_the_project_says(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for index in range(3):
            Image.new("L", (16, 8), 200).save(tmp_path / name / f"{index}.png")
    rows = {}
    for fit in FITS:
        splits = prepare(DataSpec(name=str(tmp_path), fit=fit), (1, 8, 8))
        rows[fit] = splits.train.images[0, 0, :, 0].tolist()
        assert "Images of other proportions" in str(splits.notes[1])
    assert rows == {"letterbox": [0, 0, 200, 200, 200, 200, 0, 0], "crop": [200] * 8, "stretch": [200] * 8}


def test_a_turned_picture_is_fitted_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("L", (160, 80), 200).save(tmp_path / "turned.jpg", exif=exif)
    made = decode_image(str(tmp_path / "turned.jpg"), (1, 8, 8), fit="letterbox").pixels
    assert made[0, 4].tolist() == [0, 0, 200, 200, 200, 200, 0, 0]
