"""The all convolutional net (Springenberg, Dosovitskiy, Brox and Riedmiller 2014) for the 32×32 images of CIFAR-10."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import conv_relu


@entry(
    ZooEntry(
        name="all_cnn_c",
        title=QT_TRANSLATE_NOOP("Zoo", "All-CNN-C"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "No pooling and no linear layer: convolutions with stride 2 make the maps smaller, and the mean of each last map "
            "is a score. For CIFAR-10.",
        ),
        year=2014,
        parameters=1_369_738,
        data=COLOUR,
        class_name="AllCNN",
    )
)
def all_cnn_c() -> Graph:
    """Nine convolutions, two of them with stride 2, then global average pooling; 1,369,738 parameters.

    As in table 1 and section 3.1 of the paper: dropout of 20% on the image and of 50% behind what replaces pooling. The
    seventh is not padded: the average is over 6×6.
    """
    net = Sketch()
    x = net("Dropout", net("Input", shape=(3, 32, 32)), name="drop_image", p=0.2)
    for stage, filters in enumerate((96, 192), 1):
        for place in (1, 2):
            x = conv_relu(net, x, f"conv{stage}_{place}", filters, 3)
        x = conv_relu(net, x, f"down{stage}", filters, 3, stride=2)
        x = net("Dropout", x, name=f"drop{stage}", p=0.5)
    x = conv_relu(net, x, "conv3", 192, 3, padding=0)
    x = conv_relu(net, x, "conv4", 192)
    x = conv_relu(net, x, "conv5", 10)
    x = net("AdaptiveAvgPool2d", x, name="means", output_size=1)
    net("Output", net("Flatten", x, name="flatten"), name="scores")
    return net.graph
