"""VGG (Simonyan and Zisserman 2014), cut down to small images."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry


@entry(
    ZooEntry(
        name="vgg8_cifar",
        title=QT_TRANSLATE_NOOP("Zoo", "VGG-8 for 32×32 images"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Six 3×3 convolutions with batch norm in three stages, then two linear layers: VGG's idea at the size of "
            "CIFAR images.",
        ),
        year=2014,
        parameters=3_249_098,
        data=COLOUR,
        class_name="VGG8",
        featured=True,
    )
)
def vgg8_cifar() -> Graph:
    """Eight layers with weights: stages of 64, 128 and 256 filters, each halved by pooling, then 512 features."""
    net = Sketch()
    x = net("Input", shape=(3, 32, 32))
    for stage, filters in enumerate((64, 128, 256), 1):
        for layer in (1, 2):
            place = f"{stage}_{layer}"
            x = net("Conv2d", x, name=f"conv{place}", out_channels=filters, kernel_size=3, padding=1, bias=False)
            x = net("BatchNorm2d", x, name=f"bn{place}")
            x = net("ReLU", x, name=f"relu{place}")
        x = net("MaxPool2d", x, name=f"pool{stage}", kernel_size=2)
    x = net("Flatten", x, name="flatten")
    x = net("Linear", x, name="fc1", out_features=512)
    x = net("ReLU", x, name="relu_fc1")
    x = net("Dropout", x, name="drop1", p=0.5)
    x = net("Linear", x, name="fc2", out_features=10)
    net("Output", x, name="scores")
    return net.graph
