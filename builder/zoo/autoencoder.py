"""Autoencoders: networks that reproduce their input through a bottleneck."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.tasks.reconstruction import SamePicture
from builder.zoo.entry import GREY, ZooEntry, entry


@entry(
    ZooEntry(
        name="autoencoder",
        title=QT_TRANSLATE_NOOP("Zoo", "Deep autoencoder"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "A digit of 784 pixels squeezed into 30 numbers and drawn again from them, as Hinton and Salakhutdinov did it.",
        ),
        year=2006,
        parameters=2_837_314,
        task=SamePicture.kind,
        data=GREY,
        class_name="Autoencoder",
    )
)
def autoencoder() -> Graph:
    """784-1000-500-250-30 and back, with sigmoids; the 30 numbers themselves are linear; 2,837,314 parameters."""
    net = Sketch()
    x = net("Flatten", net("Input", shape=(1, 28, 28)), name="flatten")
    for place, size in enumerate((1000, 500, 250), 1):
        x = net("Sigmoid", net("Linear", x, name=f"encode{place}", out_features=size), name=f"encode{place}_sigmoid")
    x = net("Linear", x, name="code", out_features=30)
    for place, size in enumerate((250, 500, 1000, 784), 1):
        x = net("Sigmoid", net("Linear", x, name=f"decode{place}", out_features=size), name=f"decode{place}_sigmoid")
    net("Output", net("Reshape", x, name="image", shape=(1, 28, 28)), name="picture")
    return net.graph


@entry(
    ZooEntry(
        name="conv_autoencoder",
        title=QT_TRANSLATE_NOOP("Zoo", "Convolutional autoencoder"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "Three convolutions halve a digit to 64 maps of 4×4; three transposed ones draw it again."
        ),
        year=2011,
        parameters=46_529,
        task=SamePicture.kind,
        data=GREY,
        class_name="ConvAutoencoder",
        featured=True,
    )
)
def conv_autoencoder() -> Graph:
    """16, 32 and 64 filters down, 32 and 16 up again, after Masci and others, 2011; 46,529 parameters."""
    net = Sketch()
    x = net("Input", shape=(1, 28, 28))
    for place, filters in enumerate((16, 32, 64), 1):
        x = net("Conv2d", x, name=f"encode{place}", out_channels=filters, kernel_size=3, stride=2, padding=1)
        x = net("ReLU", x, name=f"encode{place}_relu")
    for place, (filters, more) in enumerate(((32, 0), (16, 1), (1, 1)), 1):
        fields = {"kernel_size": 3, "stride": 2, "padding": 1, "output_padding": more}
        x = net("ConvTranspose2d", x, name=f"decode{place}", out_channels=filters, **fields)
        x = net("ReLU" if filters > 1 else "Sigmoid", x, name=f"decode{place}_act")
    net("Output", x, name="picture")
    return net.graph
