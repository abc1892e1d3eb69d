"""The vision transformer (Dosovitskiy and others, 2020)."""

from __future__ import annotations

from typing import Any

from builder.graph import Graph
from builder.sketch import Sketch
from builder.zoo.entry import ZooEntry, entry
from builder.zoo.parts import IMAGENET, scores

WIDTH, LAYERS, HEADS, INSIDE = 768, 12, 12, 3072


@entry(
    ZooEntry(
        "vit_b_16",
        "Vision transformer B/16",
        "No convolution but the first: 196 patches of 16×16 pixels look at each other in twelve layers of attention.",
        2020,
        86_567_656,
        class_name="ViTB16",
    )
)
def vit_b_16() -> Graph:
    """As in torchvision; 86,567,656 parameters."""
    net = Sketch()
    x = net("PatchEmbedding", net("Input", shape=IMAGENET), name="patches", embed_dim=WIDTH, patch_size=16)
    x = net("ClassToken", x, name="token")
    x = net("PositionEmbedding", x, name="positions")
    layer: dict[str, Any] = {
        "nhead": HEADS,
        "dim_feedforward": INSIDE,
        "dropout": 0.0,
        "activation": "gelu",
        "layer_norm_eps": 1e-6,
    }
    for place in range(1, LAYERS + 1):
        x = net("TransformerEncoderLayer", x, name=f"encoder{place}", norm_first=True, **layer)
    x = net("LayerNorm", x, name="norm", normalized_shape=(WIDTH,), eps=1e-6)
    x = net("Slice", x, name="first", dim=1, start=0, end=1)
    scores(net, net("Flatten", x, name="flatten"))
    return net.graph
