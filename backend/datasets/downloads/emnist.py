"""EMNIST: handwritten letters and digits in the form of MNIST, three of its six sets.

G. Cohen, S. Afshar, J. Tapson and A. van Schaik, "EMNIST: an extension of MNIST to handwritten letters", 2017. One archive
holds all sets; their images are stored with rows and columns exchanged.
"""

from __future__ import annotations

import string

from backend.datasets.downloads.idx import IdxSource, mnist_like_info
from backend.datasets.downloads.publication import Published, RemoteFile
from builder.common.messages import QT_TRANSLATE_NOOP, Template

DIGITS = tuple(string.digits)
BALANCED = (*DIGITS, *string.ascii_uppercase, *"abdefghnqrt")
"""The 47 classes: fifteen small letters that look like their capitals are one class with them."""
LETTERS = tuple(f"{capital}{capital.lower()}" for capital in string.ascii_uppercase)
"""The 26 classes: each letter, whether capital or small."""

ARCHIVE = "gzip.zip"

# Size and checksum: url_checksums/emnist.txt of tensorflow/datasets. Not confirmed by a download yet. The second address
# is the earlier one, which leads to the first.
PUBLISHED = Published(
    title="EMNIST",
    files=(RemoteFile(ARCHIVE, 561_753_746, "sha256:fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e"),),
    mirrors=("https://biometrics.nist.gov/cs_links/EMNIST", "https://www.itl.nist.gov/iaui/vip/cs_links/EMNIST"),
    folder="emnist",
    folders=("EMNIST",),
)


def _source(
    part: str, classes: tuple[str, ...], counts: tuple[int, int], description: Template, *, first_label: int = 0
) -> IdxSource:
    name = f"emnist-{part}"
    stems = [f"{name}-{split}-{kind}-ubyte.gz" for split in ("train", "test") for kind in ("images-idx3", "labels-idx1")]
    texts = {"name": name, "title": f"EMNIST {part}", "description": description, "licence": "public domain (NIST)"}
    return IdxSource(
        name,
        about=mnist_like_info(classes, texts, bytes_to_download=PUBLISHED.bytes, counts=counts),
        published=PUBLISHED,
        names=(stems[0], stems[1], stems[2], stems[3]),
        archive=ARCHIVE,
        first_label=first_label,
        transposed=True,
    )


SOURCES = (
    _source(
        "balanced",
        BALANCED,
        (112_800, 18_800),
        QT_TRANSLATE_NOOP(
            "Data", "131,600 handwritten digits and letters of 47 classes, equally many of each, light on dark, from NIST."
        ),
    ),
    _source(
        "letters",
        LETTERS,
        (124_800, 20_800),
        QT_TRANSLATE_NOOP(
            "Data", "145,600 handwritten letters of 26 classes, capital and small together, light on dark, from NIST."
        ),
        first_label=1,
    ),
    _source(
        "digits",
        DIGITS,
        (240_000, 40_000),
        QT_TRANSLATE_NOOP("Data", "280,000 handwritten digits, equally many of each, light on dark, from NIST."),
    ),
)
