"""Attention over a series of rows."""

from typing import Any, ClassVar, Literal

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import common_divisor, describe_shape, require_floats, require_nonempty
from builder.layers.base import Call, Category, InsertBefore, Layer, Remedy, SetFields, Shape, ShapeError, Text, param
from builder.layers.traits import Reach, SavedTensors, elementwise


def require_rows(x: Shape, port: int = 0) -> Shape:
    """`x` unchanged; raises :class:`ShapeError` unless it is a non-empty series (rows, width)."""
    require_nonempty(require_floats(x, port))
    if len(x) != 2:
        remedies: tuple[Remedy, ...] = (InsertBefore("Unsqueeze", {"dim": 1}, port),) if len(x) == 1 else ()
        if len(x) > 2:
            patches = (InsertBefore("PatchEmbedding", {}, port),) if len(x) == 3 else ()
            remedies = (*patches, InsertBefore("Flatten", {"start_dim": 2}, port))
        raise ShapeError(
            "needs-sequence",
            QT_TRANSLATE_NOOP("Layers", "{block} needs a series of rows (places × numbers), but {source} gives {got}."),
            port=port,
            remedies=remedies,
            got=describe_shape(x),
        )
    return x


def _check_heads(field: str, heads: int, width: int) -> None:
    """Raise :class:`ShapeError` unless the number of heads divides `width`."""
    if width % heads:
        raise ShapeError(
            "heads",
            QT_TRANSLATE_NOOP("Layers", "{block} cannot split rows of {width} numbers among {heads} heads."),
            field=field,
            remedies=(SetFields({field: common_divisor(heads, width)}),),
            width=width,
            heads=heads,
        )


def attention_saved_numbers(query: Shape, keys: int, heads: int, parts: int, dropout: float) -> int:
    """The floats per sample that autograd saves of attention over (rows, width) queries and `keys` rows of keys.

    Without dropout torch's fused kernel (flash attention on the CPU) saves queries, keys, values, the result, and one
    log-sum-exp per query and head, and recomputes the attention weights in backward. With dropout it is not used: torch
    saves the scaled queries and keys, the weights, the mask and their product, and the whole tensor that holds the values,
    which has this many `parts`: 3 where queries and keys are projected together with them, else 1.
    """
    rows, width = query
    if dropout:
        return (2 * rows + (1 + parts) * keys) * width + 3 * heads * rows * keys
    return 2 * (rows + keys) * width + heads * rows


class MultiheadAttention(Layer):
    """torch.nn.MultiheadAttention with batch_first: (rows, width) to (rows, width)."""

    category: ClassVar = Category.ATTENTION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Multi-head attention")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Lets every row of a series look at all rows and take from each as much as it finds fitting.\n\n"
        "Each head compares queries with keys and mixes the values. With one input, all three are made of it "
        "(self-attention); with three, queries look at another series. Multiply-accumulates are those of the four learned "
        "matrices, not of the comparison.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "y = softmax(Q Kᵀ / √d) V for each head, with Q = W_q q, K = W_k k, V = W_v v and d numbers a head"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Vaswani and others, 2017; attention: Bahdanau, Cho and Bengio, 2014")
    keywords: ClassVar = ("self-attention", "transformer", "query key value", "MHA", "cross-attention")
    default_name: ClassVar = "attention"
    positional: ClassVar = ("embed_dim", "num_heads")
    flexible: ClassVar = True

    num_heads: int = param(
        4,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many comparisons are made side by side."),
        label=QT_TRANSLATE_NOOP("Layers", "Heads"),
        required=True,
    )
    dropout: float = param(
        0.0, low=0, high=1, doc=QT_TRANSLATE_NOOP("Layers", "The share of looks left out in training."), step=0.05
    )
    bias: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether the learned matrices add numbers of their own."), advanced=True
    )
    add_bias_kv: bool = param(
        False, doc=QT_TRANSLATE_NOOP("Layers", "Whether one more row, which is learned, can be looked at."), advanced=True
    )
    add_zero_attn: bool = param(
        False, doc=QT_TRANSLATE_NOOP("Layers", "Whether one more row of zeros can be looked at."), advanced=True
    )
    self_attention: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether there is one input; else query, key and value come in by themselves.")
    )

    @property
    def input_names(self) -> tuple[str, ...]:
        if self.self_attention:
            return self.inlets
        return (
            QT_TRANSLATE_NOOP("Layers", "query"),
            QT_TRANSLATE_NOOP("Layers", "key"),
            QT_TRANSLATE_NOOP("Layers", "value"),
        )

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"embed_dim": inputs[0][-1], "num_heads": self.num_heads}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        query = require_rows(inputs[0])
        _check_heads("num_heads", self.num_heads, query[-1])
        for port in range(1, len(inputs)):
            if require_rows(inputs[port], port)[0] != inputs[1][0]:
                raise ShapeError(
                    "keys-values",
                    QT_TRANSLATE_NOOP(
                        "Layers", "{block} needs one value for each key, but there are {keys} keys and {values} values."
                    ),
                    port=2,
                    keys=inputs[1][0],
                    values=inputs[2][0],
                )
        return (query,)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        width, key, value = self._widths(inputs)
        shapes: dict[str, tuple[int, ...]] = {"in_proj_weight": (3 * width, width)}
        if (key, value) != (width, width):
            wide = {"q": width, "k": key, "v": value}
            shapes = {f"{part}_proj_weight": (width, size) for part, size in wide.items()}
        if self.bias:
            shapes |= {"in_proj_bias": (3 * width,), "out_proj.bias": (width,)}
        if self.add_bias_kv:
            shapes |= {"bias_k": (1, 1, width), "bias_v": (1, 1, width)}
        return shapes | {"out_proj.weight": (width, width)}

    def macs(self, *inputs: Shape) -> int:
        width, key, value = self._widths(inputs)
        keys = inputs[-1][0]
        return 2 * inputs[0][0] * width * width + keys * width * (key + value)

    def call(self, *inputs: Shape) -> Call:
        """The module with batch_first; of its result the rows, without the attention weights."""
        made = super().call(*inputs)
        fields = {name: value for name, value in made.kwargs.items() if name != "self_attention"}
        width, key, value = self._widths(inputs)
        fields |= {name: size for name, size in (("kdim", key), ("vdim", value)) if size != width}
        given = "{0}, {0}, {0}" if self.self_attention else "{0}, {1}, {2}"
        attention = f"{{module}}({given}, need_weights=False)[0]"
        return Call(made.module, made.args, fields | {"batch_first": True}, expression=attention)

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The transposed inputs, queries, keys and values, and the attention weights."""
        parts = 3 if self.self_attention else 1
        looked = attention_saved_numbers(inputs[0], inputs[-1][0], self.num_heads, parts, self.dropout)
        return SavedTensors(extra_bytes=4 * (sum(x.elements for x in inputs) + looked))

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(2, 0, 1)

    def summary(self) -> Text:
        return Message.of(QT_TRANSLATE_NOOP("Layers", "{count} heads"), count=self.num_heads)

    @staticmethod
    def _widths(inputs: tuple[Shape, ...]) -> tuple[int, int, int]:
        """The widths of query, key and value."""
        return inputs[0][-1], inputs[len(inputs) // 2][-1], inputs[-1][-1]


class TransformerEncoderLayer(Layer):
    """torch.nn.TransformerEncoderLayer with batch_first: (rows, width) to (rows, width)."""

    category: ClassVar = Category.ATTENTION
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Transformer encoder layer")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "One layer of a transformer: rows look at each other, then each is worked on by two fully connected layers.\n\n"
        "Both steps have a shortcut around them and a layer normalisation. Multiply-accumulates are those of the learned "
        "matrices, not of the comparison.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "z = norm(x + attention(x)), y = norm(z + linear2(activation(linear1(z))))"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Vaswani and others, 2017")
    keywords: ClassVar = ("transformer", "encoder", "self-attention", "ViT", "BERT", "feed forward")
    default_name: ClassVar = "encoder"
    positional: ClassVar = ("d_model", "nhead")

    nhead: int = param(
        4,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many comparisons are made side by side."),
        label=QT_TRANSLATE_NOOP("Layers", "Heads"),
        required=True,
    )
    dim_feedforward: int = param(
        2048,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "Neurons between the two fully connected layers."),
        label=QT_TRANSLATE_NOOP("Layers", "Neurons inside"),
    )
    dropout: float = param(
        0.1, low=0, high=1, doc=QT_TRANSLATE_NOOP("Layers", "The share left out in training, in all places."), step=0.05
    )
    activation: Literal["relu", "gelu"] = param(
        "relu", doc=QT_TRANSLATE_NOOP("Layers", "The function between the two fully connected layers.")
    )
    layer_norm_eps: float = param(
        1e-5, low=0, doc=QT_TRANSLATE_NOOP("Layers", "Added to the variance, so that nothing is divided by 0."), advanced=True
    )
    norm_first: bool = param(
        False, doc=QT_TRANSLATE_NOOP("Layers", "Whether each step is normalised in front instead of behind; usual in vision.")
    )
    bias: bool = param(
        True, doc=QT_TRANSLATE_NOOP("Layers", "Whether the layers inside add numbers of their own."), advanced=True
    )

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"d_model": inputs[0][-1], "nhead": self.nhead}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_rows(inputs[0])
        _check_heads("nhead", self.nhead, x[-1])
        return (x,)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        width, inner = inputs[0][-1], self.dim_feedforward
        shapes: dict[str, tuple[int, ...]] = {
            "self_attn.in_proj_weight": (3 * width, width),
            "self_attn.out_proj.weight": (width, width),
            "linear1.weight": (inner, width),
            "linear2.weight": (width, inner),
            "norm1.weight": (width,),
            "norm2.weight": (width,),
        }
        if not self.bias:
            return shapes
        short = dict.fromkeys(("self_attn.out_proj", "linear2", "norm1", "norm2"), (width,))
        wide = {"self_attn.in_proj_bias": (3 * width,), "linear1.bias": (inner,)}
        return shapes | wide | {f"{name}.bias": sizes for name, sizes in short.items()}

    def macs(self, *inputs: Shape) -> int:
        rows, width = inputs[0]
        return rows * width * (4 * width + 2 * self.dim_feedforward)

    def call(self, *inputs: Shape) -> Call:
        """The module with batch_first."""
        made = super().call(*inputs)
        return Call(made.module, made.args, {**made.kwargs, "batch_first": True})

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """The attention and its result, both normalisations, and the inputs of the two fully connected layers.

        With dropout also the masks.
        """
        x, inner = inputs[0], inputs[0][0] * self.dim_feedforward
        outside = (6 if self.dropout else 4) - self.norm_first
        inside = 3 if self.dropout else 1 + (self.activation == "gelu")
        looked = attention_saved_numbers(x, x[0], self.nhead, 3, self.dropout)
        return SavedTensors(
            (0,) if self.norm_first else (), extra_bytes=4 * (looked + outside * x.elements + inside * inner + 4 * x[0])
        )

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return elementwise(2, 0, 1)

    def summary(self) -> Text:
        return Message.of(
            QT_TRANSLATE_NOOP("Layers", "{count} heads, {inside:,} inside"), count=self.nhead, inside=self.dim_feedforward
        )
