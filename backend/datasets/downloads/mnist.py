"""MNIST: handwritten digits."""

from __future__ import annotations

from backend.datasets.downloads.idx import IdxSource, mnist_like_info
from backend.datasets.downloads.publication import Published, RemoteFile
from builder.common.messages import QT_TRANSLATE_NOOP

# Sizes and checksums: url_checksums/mnist.txt of tensorflow/datasets. Not confirmed by a download yet.
PUBLISHED = Published(
    title="MNIST",
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            9_912_422,
            "sha256:440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            28_881,
            "sha256:3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            1_648_877,
            "sha256:8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            4_542,
            "sha256:f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        ),
    ),
    mirrors=("https://ossci-datasets.s3.amazonaws.com/mnist", "https://storage.googleapis.com/cvdf-datasets/mnist"),
    folder="mnist",
    folders=("MNIST",),
)
SOURCES = (
    IdxSource(
        "mnist",
        about=mnist_like_info(
            tuple("0123456789"),
            {
                "name": "mnist",
                "title": "MNIST",
                "description": QT_TRANSLATE_NOOP(
                    "Data", "70,000 handwritten digits, light on dark, by Y. LeCun, C. Cortes and C. J. C. Burges."
                ),
                "licence": "CC BY-SA 3.0",
            },
            bytes_to_download=PUBLISHED.bytes,
        ),
        published=PUBLISHED,
    ),
)
