"""Fashion-MNIST: photographs of clothes in the form of MNIST."""

from __future__ import annotations

from backend.datasets.download import RemoteFile
from backend.datasets.idx import IdxSource, mnist_like_info
from builder.common.messages import QT_TRANSLATE_NOOP

CLASSES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")
TRAIN = (
    RemoteFile("train-images-idx3-ubyte", 26_421_880, "md5:8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
    RemoteFile("train-labels-idx1-ubyte", 29_515, "md5:25c81989df183df01b3e8a0aad5dffbe"),
)
TEST = (
    RemoteFile("t10k-images-idx3-ubyte", 4_422_102, "md5:bef4ecab320f06d8554ea6380940ec79"),
    RemoteFile("t10k-labels-idx1-ubyte", 5_148, "md5:bb300cfdad3c16e7a12a480ee83cd310"),
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
            bytes_to_download=sum(file.bytes for file in (*TRAIN, *TEST)),
        ),
        train=TRAIN,
        test=TEST,
        mirrors=(
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion",
        ),
        folders=("FashionMNIST", "fashion_mnist"),
    ),
)
