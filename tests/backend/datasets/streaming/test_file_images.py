"""Images in files are indexed like arrays, and read when they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backend.datasets.base import DataError, Images
from backend.datasets.picture_targets import ReducedImages, reduce_bicubic, with_pictures
from backend.datasets.streaming.decoding import Decoding
from backend.datasets.streaming.file_images import FileImages
from builder.tasks.reconstruction import SamePicture
from builder.tasks.super_resolution import LargerPicture
from tests.support.image_files import noise_files

DECODING = Decoding(size=(3, 6, 6))


def test_they_are_indexed_like_the_array(tmp_path: Path) -> None:
    paths = noise_files(tmp_path, 9)
    lazy = FileImages(paths, DECODING)
    whole = np.stack([lazy[at] for at in range(9)])
    assert lazy.shape == (9, 3, 6, 6)
    assert len(lazy) == 9
    assert (lazy[2:5] == whole[2:5]).all()
    assert (lazy[-1] == whole[-1]).all()
    chosen = np.array([7, 0, 7])
    assert (lazy[chosen] == whole[chosen]).all()
    part = lazy.take(np.array([8, 3, 1])).take(np.array([2, 0]))
    assert (part[:] == whole[[1, 8]]).all()
    assert part.paths_of(np.array([1])) == [paths[8]]
    assert lazy[:0].shape == (0, 3, 6, 6)


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    paths = noise_files(tmp_path, 2)
    lazy = FileImages(paths, DECODING)
    Path(paths[1]).unlink()
    with pytest.raises(DataError, match=r"1\.png could be read before, and cannot be read any more: there is no such file"):
        lazy[1]


def test_subsets_stay_unread(tmp_path: Path) -> None:
    paths = noise_files(tmp_path, 4)
    part = Images.of_classes(FileImages(paths, DECODING), np.array([0, 1, 0, 1]), tuple("abcd"))
    Path(paths[0]).unlink()
    chosen = part.subset(np.array([3, 1]))
    assert isinstance(chosen.images, FileImages)
    assert (chosen.strata.tolist(), chosen.names, chosen.shape) == ([1, 1], ("d", "b"), (3, 6, 6))


def test_pictures_are_made_of_them_when_they_are_read(tmp_path: Path) -> None:
    lazy = FileImages(noise_files(tmp_path, 5), DECODING)
    part = Images.without_classes(lazy, np.zeros(5))
    same = with_pictures(part, SamePicture(), (3, 6, 6))
    assert same.targets is same.images is lazy
    small = with_pictures(part, LargerPicture(2), (3, 3, 3))
    assert isinstance(small.images, ReducedImages)
    assert (small.images[1:3] == reduce_bicubic(lazy[1:3], (3, 3, 3))).all()
    assert (small.images.take(np.array([4]))[0] == reduce_bicubic(lazy[4:5], (3, 3, 3))[0]).all()
    assert small.targets is lazy
