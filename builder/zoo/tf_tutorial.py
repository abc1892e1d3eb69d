"""The digit recogniser of TensorFlow's classic tutorial."""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import GREY, ZooEntry, entry


@entry(
    ZooEntry(
        name="tf_tutorial",
        title=QT_TRANSLATE_NOOP("Zoo", "TensorFlow tutorial"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "The digit recogniser of TensorFlow's classic tutorial: two wide convolutions and one large linear layer "
            "with dropout.",
        ),
        year=2016,
        parameters=1_669_002,
        data=GREY,
        class_name="TFTutorial",
        featured=True,
    )
)
def tf_tutorial() -> Graph:
    """Two convolutions of 32 and 64 filters, 1,024 features, dropout; 1,669,002 parameters."""
    net = Sketch()
    x = net("Input", shape=(1, 28, 28))
    x = net("Conv2d", x, out_channels=32, kernel_size=5)
    x = net("ReLU", x)
    x = net("MaxPool2d", x, kernel_size=2)
    x = net("Conv2d", x, out_channels=64, kernel_size=3)
    x = net("ReLU", x)
    x = net("MaxPool2d", x, kernel_size=2)
    x = net("Flatten", x, name="flatten")
    x = net("Linear", x, out_features=1024)
    x = net("Dropout", x, p=0.25)
    x = net("Linear", x, out_features=10)
    net("Output", x, name="scores")
    return net.graph
