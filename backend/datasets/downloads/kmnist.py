"""KMNIST: characters of old Japanese books in the form of MNIST."""

from __future__ import annotations

from backend.datasets.downloads.idx import IdxSource, mnist_like_info
from backend.datasets.downloads.publication import Published, RemoteFile
from builder.common.messages import QT_TRANSLATE_NOOP

CLASSES = ("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo")
"""One hiragana of each row of the syllabary, in Latin letters."""

# Sizes and checksums: url_checksums/kmnist.txt of tensorflow/datasets. Not confirmed by a download yet. The publisher
# is the only server known to have them.
PUBLISHED = Published(
    title="KMNIST",
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            18_165_135,
            "sha256:51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            29_497,
            "sha256:e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            3_041_136,
            "sha256:edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            5_120,
            "sha256:20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
        ),
    ),
    mirrors=("https://codh.rois.ac.jp/kmnist/dataset/kmnist", "http://codh.rois.ac.jp/kmnist/dataset/kmnist"),
    folder="kmnist",
    folders=("KMNIST",),
)
SOURCES = (
    IdxSource(
        "kmnist",
        about=mnist_like_info(
            CLASSES,
            {
                "name": "kmnist",
                "title": "KMNIST",
                "description": QT_TRANSLATE_NOOP(
                    "Data",
                    "70,000 handwritten characters of old Japanese books, ten hiragana, light on dark, by the Center for "
                    "Open Data in the Humanities.",
                ),
                "licence": "CC BY-SA 4.0",
            },
            bytes_to_download=PUBLISHED.bytes,
        ),
        published=PUBLISHED,
    ),
)
