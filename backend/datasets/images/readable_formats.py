"""Which picture files are read here, by ending and by their first bytes, and what the files are that are not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from builder.common.messages import QT_TRANSLATE_NOOP, Template

FORMATS = tuple("PNG JPEG BMP DIB GIF TIFF WEBP PPM AVIF JPEG2000 PCX QOI SGI SUN ICO DDS".split())
"""The formats of Pillow that are opened by what a file begins with; none that runs another program."""

BY_ENDING = ("TGA",)
"""Formats without a mark at their beginning: opened only where the ending says so."""

OPTIONAL: Mapping[str, str] = {"AVIF": "avif", "WEBP": "webp", "JPEG2000": "jpg_2000"}
"""Formats that Pillow may have been built without, and the feature that tells."""

EVERYWHERE = frozenset(".png .jpg .jpeg .jpe .jfif .bmp .gif .tif .tiff .ppm .pgm .pbm .pnm".split())

OTHER_PICTURES: Mapping[str, str] = {
    **dict.fromkeys((".heic", ".heif", ".hif"), "HEIC"),
    **dict.fromkeys(
        ".raw .cr2 .cr3 .nef .nrw .arw .srf .sr2 .dng .orf .rw2 .raf .pef .srw .x3f".split(),
        QT_TRANSLATE_NOOP("Data", "camera raw"),
    ),
    **dict.fromkeys((".psd", ".psb", ".xcf", ".kra", ".afphoto"), QT_TRANSLATE_NOOP("Data", "layered (Photoshop and others)")),
    **dict.fromkeys(
        (".svg", ".svgz", ".eps", ".ps", ".ai", ".wmf", ".emf", ".pdf"), QT_TRANSLATE_NOOP("Data", "vector (SVG, PDF, EPS)")
    ),
    ".avif": "AVIF",
    ".avifs": "AVIF",
    ".webp": "WebP",
    ".jxl": "JPEG XL",
    ".jxr": "JPEG XR",
    ".bpg": "BPG",
    ".flif": "FLIF",
    ".exr": "OpenEXR",
    ".hdr": "Radiance HDR",
    ".fits": "FITS",
    ".fit": "FITS",
    **dict.fromkeys((".jp2", ".j2k", ".jpc", ".jpf", ".jpx", ".j2c"), "JPEG 2000"),
    ".tga": "TGA",
}
"""Endings of pictures that may not be readable here: what they are called. Those that Pillow reads are never looked up."""

VOLUMES: Mapping[str, str] = {
    **dict.fromkeys((".dcm", ".dicom", ".ima"), "DICOM"),
    **dict.fromkeys((".nii", ".nii.gz"), "NIfTI"),
    ".nrrd": "NRRD",
    ".mha": "MetaImage",
    ".mhd": "MetaImage",
    ".mrc": "MRC",
    ".czi": "CZI",
    ".nd2": "ND2",
    ".lif": "LIF",
    **dict.fromkeys((".svs", ".ndpi", ".scn", ".mrxs"), QT_TRANSLATE_NOOP("Data", "whole slide")),
}
VIDEOS = frozenset(".mp4 .m4v .avi .mov .mkv .webm .mpg .mpeg .wmv .flv .3gp .mts .ts".split())
ARCHIVES = frozenset(".zip .tar .gz .tgz .bz2 .xz .zst .rar .7z".split())
ARRAYS = frozenset(".npy .npz".split())

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "BigTIFF"),
    (b"MM\0+", "BigTIFF"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000"),
    (b"\xff\x4f\xff\x51", "JPEG 2000"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"8BPS", "Photoshop"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"v/1\x01", "OpenEXR"),
    (b"#?RADIANCE", "Radiance HDR"),
    (b"SIMPLE  =", "FITS"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "gzip"),
    (b"\x93NUMPY", "NumPy"),
)
_HEIF_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"))
_PAGE_BEGINS = (b"<!doctype html", b"<html", b"<head", b"<?xml", b"<svg")
_POINTER = b"version https://git-lfs"


@cache
def readable_endings() -> frozenset[str]:
    """The endings of files that the Pillow of this machine reads, in lower case."""
    from PIL import Image, features

    Image.init()
    missing = {name for name, feature in OPTIONAL.items() if not features.check(feature)}
    wanted = {*FORMATS, *BY_ENDING, "MPO"} - missing  # the opener of JPEG recognizes MPO too
    return EVERYWHERE | {ending for ending, name in Image.registered_extensions().items() if name in wanted}


def formats_for(ending: str) -> tuple[str, ...]:
    """The formats to try for a file with this `ending`."""
    return (*FORMATS, *BY_ENDING) if ending.casefold() in (".tga", ".icb", ".vda", ".vst") else FORMATS


def format_of(begin: bytes) -> str:
    """What a file that begins so (32 bytes or more) holds, by its signature; empty where it is not known."""
    for signature, name in _SIGNATURES:
        if begin.startswith(signature):
            return name
    if begin[4:8] == b"ftyp":
        return "HEIC" if begin[8:12] in _HEIF_BRANDS else "AVIF" if begin[8:12] in (b"avif", b"avis") else "MP4"
    if begin[:4] == b"RIFF":
        return "WebP" if begin[8:12] == b"WEBP" else "RIFF"
    return ""


def text_kind(begin: bytes) -> Template | None:
    """What a file that begins so is, where it is a text that often stands in the place of a picture."""
    start = begin.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_POINTER):
        return QT_TRANSLATE_NOOP("Data", "a pointer of Git LFS")
    if start.startswith(_PAGE_BEGINS):
        return QT_TRANSLATE_NOOP("Data", "a web page")
    return None
