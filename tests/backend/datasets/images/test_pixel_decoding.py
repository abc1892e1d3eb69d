"""Single pictures: every mode, format, orientation and depth that Pillow reads, and the true reason where none is read."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, features

from backend.datasets.images import pixel_decoding
from backend.datasets.images.file_faults import FAULTS, UnreadableImage
from backend.datasets.images.pixel_decoding import decode_image, is_colourful, read_deep_values, read_head
from backend.datasets.images.pixel_range import PixelRange
from backend.datasets.images.readable_formats import FORMATS, OPTIONAL, readable_endings
from backend.datasets.notes import NOTES
from tests.support.deep_images import write_png, write_tiff

RED_GREEN = np.zeros((8, 16, 3), np.uint8)
RED_GREEN[:, :8, 0] = RED_GREEN[:, 8:, 1] = 200


def corner(path: Path, channels: int = 3) -> tuple[list[int], bool]:
    """The upper left pixel of the picture at 2x2, and whether it was transparent."""
    decoded = decode_image(str(path), (channels, 2, 2))
    return decoded.pixels[:, 0, 0].tolist(), decoded.transparent


def test_depths_palettes_and_transparency(tmp_path: Path) -> None:
    Image.fromarray(np.full((4, 4), 65535 // 2, np.uint16)).save(tmp_path / "deep.png")
    Image.fromarray(np.full((4, 4), 0.5, np.float32)).save(tmp_path / "float.tif")
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(tmp_path / "clear.png")
    Image.new("RGBA", (4, 4), (255, 0, 0, 255)).save(tmp_path / "solid.png")
    Image.new("RGB", (4, 4), (0, 0, 255)).quantize(4).save(tmp_path / "palette.gif")
    Image.new("CMYK", (4, 4), (0, 0, 0, 0)).save(tmp_path / "print.jpg")
    Image.new("1", (4, 4), 1).save(tmp_path / "bit.png")
    Image.new("LA", (4, 4), (10, 0)).save(tmp_path / "la.png")
    Image.new("LAB", (4, 4), (255, 128, 128)).save(tmp_path / "lab.tif")
    Image.new("YCbCr", (4, 4), (0, 128, 128)).save(tmp_path / "ycc.jpg")
    assert corner(tmp_path / "deep.png", 1) == ([127], False)
    assert corner(tmp_path / "deep.png") == ([127, 127, 127], False)
    assert corner(tmp_path / "float.tif", 1) == ([128], False)
    assert corner(tmp_path / "clear.png") == ([255, 255, 255], True)
    assert corner(tmp_path / "solid.png") == ([255, 0, 0], True)
    assert corner(tmp_path / "palette.gif") == ([0, 0, 255], False)
    assert corner(tmp_path / "print.jpg") == ([255, 255, 255], False)
    assert corner(tmp_path / "bit.png", 1) == ([255], False)
    assert corner(tmp_path / "la.png", 1) == ([255], True)
    assert corner(tmp_path / "lab.tif", 1) == ([255], False)
    assert corner(tmp_path / "ycc.jpg", 1) == ([0], False)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif", "avif"])
def test_every_orientation_of_every_format_that_has_one(tmp_path: Path, ending: str, orientation: int) -> None:
    if ending in ("webp", "avif") and not features.check(ending):
        pytest.skip(f"this Pillow reads no {ending}")
    upright = np.zeros((8, 16), np.uint8)
    upright[:4, :8] = 255
    turn = Image.Transpose
    back = [None, turn.FLIP_LEFT_RIGHT, turn.ROTATE_180, turn.FLIP_TOP_BOTTOM, turn.TRANSPOSE]
    back += [turn.ROTATE_90, turn.TRANSVERSE, turn.ROTATE_270]
    how = back[orientation - 1]
    stored = Image.fromarray(upright) if how is None else Image.fromarray(upright).transpose(how)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"picture.{ending}"
    stored.convert("RGB").save(path, exif=exif, quality=95)
    head = read_head(str(path))
    assert (head.height, head.width) == (8, 16)
    made = decode_image(str(path), (1, 8, 16)).pixels[0]
    assert np.abs(made.astype(int) - upright).max() < 40


@pytest.mark.parametrize("orientation", range(1, 9))
def test_deep_pictures_are_turned_too(tmp_path: Path, orientation: int) -> None:
    stored = Image.fromarray(np.arange(6, dtype=np.uint16).reshape(2, 3) * 257 * 40)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "deep.png", exif=exif)
    Image.fromarray(np.arange(6, dtype=np.uint8).reshape(2, 3) * 40).save(tmp_path / "flat.png", exif=exif)
    size = (1, 3, 2) if orientation >= 5 else (1, 2, 3)
    deep, flat = (decode_image(str(tmp_path / name), size).pixels for name in ("deep.png", "flat.png"))
    assert deep.tolist() == flat.tolist()


@pytest.mark.parametrize("ending", ["avif", "jp2", "tga", "webp", "qoi", "pcx", "sgi", "ppm", "bmp", "dib", "gif", "ico"])
def test_formats_of_the_registry_are_read_by_their_ending(tmp_path: Path, ending: str) -> None:
    if f".{ending}" not in readable_endings():
        assert ending in ("avif", "jp2", "webp")
        pytest.skip(f"this Pillow reads no {ending}")
    path = tmp_path / f"picture.{ending}"
    Image.fromarray(RED_GREEN).save(path)
    decoded = decode_image(str(path), (3, 8, 16))
    left, right = decoded.pixels[:, 4, 2].astype(int), decoded.pixels[:, 4, 13].astype(int)
    assert left[0] > 150 > 60 > left[1]
    assert right[1] > 150 > 60 > right[0]
    assert decoded.colourful


def test_endings_are_those_of_formats_that_run_nothing() -> None:
    assert {".png", ".jpg", ".tif", ".tga"} <= readable_endings()
    assert not {".eps", ".pdf", ".wmf", ".svg", ".heic", ".mpg", ".h5", ""} & readable_endings()
    assert set(OPTIONAL) <= set(FORMATS)


def test_a_text_is_no_tga(tmp_path: Path) -> None:
    for name in ("notes.png", "notes.tga"):
        (tmp_path / name).write_text("a text that is long enough to be taken for a head of a picture " * 4)
        with pytest.raises(UnreadableImage):
            decode_image(str(tmp_path / name), (1, 4, 4))


@pytest.mark.parametrize("filtered", [False, True])
@pytest.mark.parametrize("channels", [2, 3, 4])
def test_deep_colours_of_png_keep_all_bits(tmp_path: Path, channels: int, filtered: bool) -> None:
    values = np.random.default_rng(0).integers(0, 65536, (7, 5, channels))
    write_png(tmp_path / "deep.png", values, filtered=filtered)
    read = read_deep_values(str(tmp_path / "deep.png"))
    assert read is not None
    assert read.tolist() == (values[..., 0] if channels == 2 else values[..., :3]).tolist()


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("channels", [3, 4])
def test_deep_colours_of_tiff_keep_all_bits(tmp_path: Path, channels: int, packed: bool, order: str) -> None:
    values = np.random.default_rng(1).integers(0, 65536, (7, 5, channels))
    write_tiff(tmp_path / "deep.tif", values, packed=packed, order=order)
    read = read_deep_values(str(tmp_path / "deep.tif"))
    assert read is not None
    assert read.tolist() == values[..., :3].tolist()


def test_deep_transparency_is_shown_on_white(tmp_path: Path) -> None:
    values = np.zeros((2, 2, 4), np.int64)
    values[..., 0] = 4095
    values[0, :, 3] = 65535
    write_png(tmp_path / "deep.png", values)
    twelve = PixelRange(low=0, high=4095, least=0, most=4095)
    decoded = decode_image(str(tmp_path / "deep.png"), (3, 2, 2), pixels=twelve)
    assert decoded.pixels[:, 0, 0].tolist() == [255, 0, 0]
    assert decoded.pixels[:, 1, 0].tolist() == [255, 255, 255]
    assert decoded.transparent
    assert decoded.deep


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (np.array([[0, 4095]], np.uint16), [0, 4095]),
        (np.array([[-5, 300]], np.int32), [-5, 300]),
        (np.array([[-1.5, 7]], np.float32), [-1.5, 7]),
    ],
)
def test_grey_values_are_read_as_they_are(tmp_path: Path, values: np.ndarray, found: list[float]) -> None:
    Image.fromarray(values).save(tmp_path / "deep.tif")
    read = read_deep_values(str(tmp_path / "deep.tif"))
    assert read is not None
    assert read.ravel().tolist() == found


def test_eight_bits_are_not_measured(tmp_path: Path) -> None:
    for name in ("a.png", "a.tif", "a.jpg", "a.bmp"):
        Image.fromarray(RED_GREEN).save(tmp_path / name)
        assert read_deep_values(str(tmp_path / name)) is None


def test_the_first_of_several_pictures_is_used_and_said(tmp_path: Path) -> None:
    pages = [Image.new("L", (4, 4), value) for value in (10, 200)]
    for ending in ("gif", "tif", "png", "webp"):
        path = tmp_path / f"pages.{ending}"
        pages[0].save(path, save_all=True, append_images=pages[1:])
        decoded = decode_image(str(path), (1, 4, 4))
        assert decoded.several, ending
        assert abs(int(decoded.pixels[0, 0, 0]) - 10) <= 3
        pages[0].save(path)
        assert not decode_image(str(path), (1, 4, 4)).several


def test_grey_and_colour_are_told_apart(tmp_path: Path) -> None:
    Image.fromarray(RED_GREEN).save(tmp_path / "colour.jpg")
    Image.fromarray(RED_GREEN).convert("L").convert("RGB").save(tmp_path / "grey.jpg")
    assert is_colourful(str(tmp_path / "colour.jpg"))
    assert not is_colourful(str(tmp_path / "grey.jpg"))
    assert decode_image(str(tmp_path / "colour.jpg"), (1, 8, 16)).colourful
    assert not decode_image(str(tmp_path / "grey.jpg"), (3, 8, 16)).colourful


def fault(path: Path) -> str:
    """Why the file is not read, checked by decoding and by reading its head or measuring it."""
    with pytest.raises(UnreadableImage) as error:
        decode_image(str(path), (1, 4, 4))
    return error.value.fault


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "tif", "webp", "bmp", "jp2"])
def test_cut_files_break_off(tmp_path: Path, ending: str) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    path = tmp_path / f"cut.{ending}"
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert fault(path) in ("truncated", "damaged")
    if ending in ("png", "jpg", "gif", "bmp"):
        assert fault(path) == "truncated"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "it is empty"),
        (b"no picture", "no-picture", "it holds no picture"),
        (b"<!DOCTYPE html><title>404</title>", "text", "it holds a web page instead of a picture"),
        (b"version https://git-lfs.github.com/spec/v1\n", "text", "a pointer of Git LFS"),
        (b"\0\0\0\x18ftypheic" + bytes(64), "other-format", "a kind of HEIC that cannot be read"),
        (b"8BPS\0\1" + bytes(64), "other-format", "Photoshop"),
        (b"\x89PNG\r\n\x1a\n\0\0", "truncated", "breaks off before its end"),
    ],
)
def test_what_is_no_picture_is_named(tmp_path: Path, content: bytes, code: str, words: str) -> None:
    path = tmp_path / "file.png"
    path.write_bytes(content)
    assert fault(path) == code
    with pytest.raises(UnreadableImage, match=words):
        read_head(str(path))


def test_a_damaged_file_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "damaged.png"
    Image.fromarray(RED_GREEN).save(path)
    content = bytearray(path.read_bytes())
    content[20] ^= 255
    path.write_bytes(content)
    assert fault(path) in ("damaged", "no-picture", "other-format")
    with pytest.raises(UnreadableImage):
        read_deep_values(str(tmp_path / "gone.png"))
    assert fault(tmp_path / "gone.png") == "refused"


def test_every_fault_has_a_line_in_the_notes() -> None:
    assert {f"unreadable-{code}" for code in FAULTS} <= set(NOTES)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every file")
def test_locked_files_are_refused_by_the_system(tmp_path: Path) -> None:
    path = tmp_path / "locked.png"
    Image.fromarray(RED_GREEN).save(path)
    path.chmod(0)
    assert fault(path) == "refused"


@pytest.mark.slow
def test_bombs_are_not_decoded(tmp_path: Path) -> None:
    Image.new("1", (9000, 9000)).save(tmp_path / "bomb.png")
    with pytest.raises(UnreadableImage, match="9,000×9,000 pixels are too many"):
        decode_image(str(tmp_path / "bomb.png"), (1, 8, 8))
    Image.new("1", (20_000, 20_000)).save(tmp_path / "bomb.png")
    with pytest.raises(UnreadableImage, match="400,000,000 pixels are too many"):
        decode_image(str(tmp_path / "bomb.png"), (1, 8, 8))


@pytest.mark.slow
def test_huge_jpeg_is_read_smaller_and_nothing_warns(tmp_path: Path) -> None:
    Image.new("L", (12_000, 9_000), 77).save(tmp_path / "huge.jpg")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        head = read_head(str(tmp_path / "huge.jpg"))
        decoded = decode_image(str(tmp_path / "huge.jpg"), (1, 12, 16))
    assert (head.height, head.width) == (9000, 12_000)
    assert (decoded.pixels == 77).all()


def test_jpeg_beyond_the_bound_is_read_smaller_than_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixel_decoding, "MOST_PIXELS", 500)
    Image.new("L", (64, 48), 77).save(tmp_path / "large.jpg")
    assert (decode_image(str(tmp_path / "large.jpg"), (1, 48, 64)).pixels == 77).all()
    Image.new("L", (64, 48), 77).save(tmp_path / "large.png")
    assert fault(tmp_path / "large.png") == "too-large"
