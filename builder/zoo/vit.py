"""The vision transformer (Dosovitskiy and others, 2020)."""

from __future__ import annotations

from functools import cache
from typing import Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.groups.definition import Definition
from builder.model.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import COLOUR, ZooEntry, entry
from builder.zoo.parts import IMAGENET, scores

WIDTH, LAYERS, HEADS, INSIDE = 768, 12, 12, 3072


@cache
def encoder() -> Definition:
    """One layer of the transformer encoder."""
    body = Sketch()
    fields: dict[str, Any] = {"nhead": HEADS, "dim_feedforward": INSIDE, "dropout": 0.0, "activation": "gelu"}
    x = body("GroupInput", name="input")
    x = body("TransformerEncoderLayer", x, name="layer", norm_first=True, layer_norm_eps=1e-6, **fields)
    body("GroupOutput", x, name="output")
    doc = QT_TRANSLATE_NOOP(
        "Groups",
        "Attention of all patches to each other, then two fully connected layers for each; both added to what came in.",
    )
    return body.definition(
        "Encoder",
        title=QT_TRANSLATE_NOOP("Groups", "Transformer encoder"),
        doc=doc,
        source=QT_TRANSLATE_NOOP("Groups", "Vaswani and others, 2017"),
    )


@entry(
    ZooEntry(
        name="vit_b_16",
        title=QT_TRANSLATE_NOOP("Zoo", "Vision transformer B/16"),
        description=QT_TRANSLATE_NOOP(
            "Zoo", "No convolution but the first: 196 patches of 16×16 pixels look at each other in twelve layers of attention."
        ),
        year=2020,
        parameters=86_567_656,
        data=COLOUR,
        class_name="ViTB16",
    )
)
def vit_b_16() -> Graph:
    """The same as torchvision's; 86,567,656 parameters."""
    net = Sketch()
    x = net("PatchEmbedding", net("Input", shape=IMAGENET), name="patches", embed_dim=WIDTH, patch_size=16)
    x = net("ClassToken", x, name="token")
    x = net("PositionEmbedding", x, name="positions")
    x = net(encoder(), x, name="encoder", repeat=LAYERS)
    x = net("LayerNorm", x, name="norm", normalized_shape=(WIDTH,), eps=1e-6)
    x = net("Slice", x, name="first", dim=1, start=0, end=1)
    scores(net, net("Flatten", x, name="flatten"))
    return net.graph
