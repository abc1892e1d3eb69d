"""Networks without convolutions: Rosenblatt's perceptron, a hidden layer, and radial basis functions.

The sizes are those that LeCun, Bottou, Bengio and Haffner (1998) compared with LeNet-5 on MNIST, in section III.C.
"""

from __future__ import annotations

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import GREY, ZooEntry, entry
from builder.zoo.parts import scores

DIGIT = (1, 28, 28)
"""The size of the images of MNIST."""

TEN = 10
"""How many digits there are."""


@entry(
    ZooEntry(
        name="perceptron",
        title=QT_TRANSLATE_NOOP("Zoo", "Perceptron"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "One layer that weighs the pixels for each class: the oldest learning network, and what to beat first."
        ),
        year=1958,
        parameters=7_850,
        data=GREY,
        class_name="Perceptron",
    )
)
def perceptron() -> Graph:
    """Ten linear neurons on all pixels; 7,850 parameters."""
    net = Sketch()
    scores(net, net("Flatten", net("Input", shape=DIGIT), name="flatten"), TEN)
    return net.graph


@entry(
    ZooEntry(
        name="mlp_300",
        title=QT_TRANSLATE_NOOP("Zoo", "MLP 784-300-10"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "A multilayer perceptron: 300 hidden neurons see the whole digit. LeNet-5 was compared with it in 1998."
        ),
        year=1998,
        parameters=238_510,
        data=GREY,
        class_name="MLP300",
    )
)
def mlp_300() -> Graph:
    """One hidden layer of 300 neurons with tanh; 238,510 parameters."""
    net = Sketch()
    x = net("Flatten", net("Input", shape=DIGIT), name="flatten")
    x = net("Tanh", net("Linear", x, name="fc1", out_features=300), name="tanh1")
    scores(net, x, TEN, name="fc2")
    return net.graph


@entry(
    ZooEntry(
        name="rbf_1000",
        title=QT_TRANSLATE_NOOP("Zoo", "RBF network"),
        description=QT_TRANSLATE_NOOP(
            "Zoo",
            "Radial basis functions: a thousand units, each of which answers to digits near a centre that it learns, then "
            "ten linear neurons.",
        ),
        year=1998,
        parameters=794_010,
        data=GREY,
        class_name="RBFNetwork",
    )
)
def rbf_1000() -> Graph:
    """A thousand Gaussian units on distances to learned centres, then ten linear neurons; 794,010 parameters.

    The paper places the centres by k-means; here they are learned with the rest. beta suits digits of 0 to 1, whose
    squared length is around 100.
    """
    net = Sketch()
    x = net("Flatten", net("Input", shape=DIGIT), name="flatten")
    x = net("SquaredDistances", x, name="distances", out_features=1000)
    x = net("Gaussian", x, name="bells", beta=0.01)
    scores(net, x, TEN)
    return net.graph
