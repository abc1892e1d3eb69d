"""Fashion-MNIST: photographs of clothes in the form of MNIST."""

from __future__ import annotations

from backend.datasets.downloads.idx import IdxSource, mnist_like_info
from backend.datasets.downloads.publication import Published, RemoteFile
from builder.common.messages import QT_TRANSLATE_NOOP

CLASSES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")

# Sizes and checksums: url_checksums/fashion_mnist.txt of tensorflow/datasets. Not confirmed by a download yet.
PUBLISHED = Published(
    title="Fashion-MNIST",
    files=(
        RemoteFile(
            "train-images-idx3-ubyte.gz",
            26_421_880,
            "sha256:3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        ),
        RemoteFile(
            "train-labels-idx1-ubyte.gz",
            29_515,
            "sha256:a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        ),
        RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            4_422_102,
            "sha256:346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        ),
        RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            5_148,
            "sha256:67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ),
    ),
    mirrors=(
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
    ),
    folder="fashion-mnist",
    folders=("FashionMNIST", "fashion_mnist"),
)
SOURCES = (
    IdxSource(
        "fashion-mnist",
        about=mnist_like_info(
            CLASSES,
            {
                "name": "fashion-mnist",
                "title": "Fashion-MNIST",
                "description": QT_TRANSLATE_NOOP(
                    "Data", "70,000 pictures of clothes in ten kinds, light on dark, by Zalando Research."
                ),
                "licence": "MIT",
            },
            bytes_to_download=PUBLISHED.bytes,
        ),
        published=PUBLISHED,
    ),
)
