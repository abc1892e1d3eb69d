"""Recurrent layers: RNN, GRU and LSTM."""

from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.arithmetic import describe_shape, require_floats, require_nonempty
from builder.layers.base import (
    Advice,
    Call,
    Category,
    InsertBefore,
    Layer,
    Remedy,
    SetFields,
    Shape,
    ShapeError,
    Text,
    join_texts,
    param,
)
from builder.layers.traits import Reach, SavedTensors


class _Recurrent(Layer):
    """A recurrent layer over (steps, features); the weights have `gates` rows per hidden unit.

    MACs are those of the weight matrices, at every step.
    """

    category: ClassVar = Category.RECURRENT
    positional: ClassVar = ("input_size", "hidden_size")
    gates: ClassVar = 1

    hidden_size: int = param(
        64,
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "How many numbers the memory holds."),
        label=QT_TRANSLATE_NOOP("Layers", "Memory"),
        required=True,
    )
    num_layers: int = param(
        1,
        low=1,
        high=64,
        doc=QT_TRANSLATE_NOOP("Layers", "How many of them stand behind each other."),
        label=QT_TRANSLATE_NOOP("Layers", "Layers"),
    )
    bias: bool = param(True, doc=QT_TRANSLATE_NOOP("Layers", "Whether each gate adds a number of its own."), advanced=True)
    dropout: float = param(
        0.0,
        low=0,
        high=1,
        doc=QT_TRANSLATE_NOOP("Layers", "The share left out in training between two layers."),
        label=QT_TRANSLATE_NOOP("Layers", "Dropout"),
        step=0.05,
    )
    bidirectional: bool = param(
        False,
        doc=QT_TRANSLATE_NOOP("Layers", "Whether the series is also read from its end; both results come out side by side."),
    )
    result: Literal["sequence", "last"] = param(
        "sequence",
        doc=QT_TRANSLATE_NOOP("Layers", "What comes out: a row for each step, or only what is remembered at the end."),
    )

    @property
    def _directions(self) -> int:
        return 2 if self.bidirectional else 1

    @property
    def _direction_width(self) -> int:
        """The number of features that one direction gives."""
        return self.hidden_size

    def inferred_arguments(self, *inputs: Shape) -> dict[str, Any]:
        return {"input_size": inputs[0][-1], "hidden_size": self.hidden_size}

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        x = require_nonempty(require_floats(inputs[0]))
        if len(x) != 2:
            remedies: tuple[Remedy, ...] = (InsertBefore("Flatten", {"start_dim": 2}),) if len(x) > 2 else ()
            remedies = (InsertBefore("Unsqueeze", {"dim": 1}),) if len(x) == 1 else remedies
            raise ShapeError(
                "needs-sequence",
                QT_TRANSLATE_NOOP("Layers", "{block} needs a series of rows (steps × numbers), but {source} gives {got}."),
                remedies=remedies,
                got=describe_shape(x),
            )
        width = self._directions * self._direction_width
        return (Shape((width,) if self.result == "last" else (x[0], width)),)

    def parameter_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {}
        rows = self.gates * self.hidden_size
        for layer in range(self.num_layers):
            wide = inputs[0][-1] if layer == 0 else self._directions * self._direction_width
            for end in ("", "_reverse")[: self._directions]:
                shapes[f"weight_ih_l{layer}{end}"] = (rows, wide)
                shapes[f"weight_hh_l{layer}{end}"] = (rows, self._direction_width)
                if self.bias:
                    shapes |= {f"bias_{part}_l{layer}{end}": (rows,) for part in ("ih", "hh")}
                shapes |= self._projection(f"l{layer}{end}")
        return shapes

    def macs(self, *inputs: Shape) -> int:
        weights = (sizes for name, sizes in self.parameter_shapes(*inputs).items() if name.startswith("weight"))
        return inputs[0][0] * sum(rows * columns for rows, columns in weights)

    def call(self, *inputs: Shape) -> Call:
        """The module with batch_first, and the part of its result that `result` selects."""
        made = super().call(*inputs)
        fields = {name: value for name, value in made.kwargs.items() if name != "result"} | {"batch_first": True}
        if self.result == "sequence":
            return Call(made.module, made.args, fields, expression="{module}({0})[0]")
        if self.bidirectional:
            both = f"{{module}}({{0}}){self._last_state}[-2:].transpose(0, 1).flatten(1)"
            return Call(made.module, made.args, fields, expression=both)
        return Call(made.module, made.args, fields, expression="{module}({0})[0][:, -1]")

    def saved_tensors(self, *inputs: Shape) -> SavedTensors:
        """Per layer its input, its states and gates; and the dropout masks between two layers."""
        steps, width = inputs[0]
        inner = self._directions * self._direction_width
        between = (self.num_layers - 1) * inner * (2 if self.dropout else 1)
        held = sum(self._saved_numbers(steps, inner if layer else width) for layer in range(self.num_layers))
        return SavedTensors(extra_bytes=4 * (steps * (self._directions * width + between) + self._directions * held))

    def reach(self, *inputs: Shape) -> tuple[Reach, ...]:
        return (Reach(span=None), Reach(span=None))

    def advice(self, *inputs: Shape) -> tuple[Advice, ...]:
        if not self.dropout or self.num_layers > 1:
            return ()
        words = QT_TRANSLATE_NOOP(
            "Layers", "{block} has a single layer: its dropout, which stands between layers, does nothing."
        )
        remedies = (SetFields({"dropout": 0.0}), SetFields({"num_layers": 2}))
        return (Advice("dropout-of-one", words, field="dropout", remedies=remedies),)

    def summary(self) -> Text:
        memory = Message.of(QT_TRANSLATE_NOOP("Layers", "{count:,} numbers"), count=self.hidden_size)
        layers = Message.of(QT_TRANSLATE_NOOP("Layers", "{count} layers"), count=self.num_layers) if self.num_layers > 1 else ""
        ways = QT_TRANSLATE_NOOP("Layers", "both ways") if self.bidirectional else ""
        return join_texts(", ", memory, layers, ways)

    @property
    def _last_state(self) -> str:
        """The index into torch's result that selects the hidden state after the last step."""
        return "[1]"

    def _projection(self, place: str) -> dict[str, tuple[int, ...]]:
        """The projection's weights of one layer and direction."""
        return {}

    def _saved_numbers(self, steps: int, width: int) -> int:
        """The number of floats that one layer and direction saves for a series of `steps` rows of this width."""
        return (steps + 1) * self.hidden_size


class RNN(_Recurrent):
    """torch.nn.RNN with batch_first: (steps, features) to (steps, hidden) or (hidden,)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Recurrent layer")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Reads a series step by step: what it remembers is made of the new row and of what it remembered before.\n\n"
        "It forgets what lies far back; LSTM and GRU hold on to it longer.",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "h_t = tanh(W x_t + b + U h_(t−1) + c)")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Elman, 1990")
    keywords: ClassVar = ("RNN", "recurrent", "sequence", "elman", "time series", "memory", "text")
    default_name: ClassVar = "rnn"

    nonlinearity: Literal["tanh", "relu"] = param(
        "tanh", doc=QT_TRANSLATE_NOOP("Layers", "What bends the sum at every step."), advanced=True
    )


class GRU(_Recurrent):
    """torch.nn.GRU with batch_first: (steps, features) to (steps, hidden) or (hidden,)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "GRU")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Reads a series step by step with two gates, which decide what is forgotten and what is renewed.\n\n"
        "It does much the same as an LSTM with fewer weights. (r renews, z keeps; biases are left out of the formula.)",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "r = σ(W_r x + U_r h), z = σ(W_z x + U_z h), n = tanh(W_n x + r · (U_n h))\nh ← (1 − z) · n + z · h"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Cho and others, 2014")
    keywords: ClassVar = ("gated recurrent unit", "recurrent", "sequence", "time series", "memory", "text")
    default_name: ClassVar = "gru"
    gates: ClassVar = 3

    def _saved_numbers(self, steps: int, width: int) -> int:
        return (7 * steps + 1) * self.hidden_size


class LSTM(_Recurrent):
    """torch.nn.LSTM with batch_first: (steps, features) to (steps, hidden) or (hidden,)."""

    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "LSTM")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Reads a series step by step with a memory that three gates guard: what is written, kept, and shown.\n\n"
        "The memory can hold on to something for hundreds of steps. (i writes, f keeps, o shows; biases are left out of "
        "the formula.)",
    )
    equation: ClassVar = QT_TRANSLATE_NOOP(
        "Layers", "i, f, o = σ(W x + U h), g = tanh(W_g x + U_g h)\nc ← f · c + i · g, h ← o · tanh(c)"
    )
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Hochreiter and Schmidhuber, 1997")
    keywords: ClassVar = ("long short-term memory", "recurrent", "sequence", "time series", "memory", "text")
    default_name: ClassVar = "lstm"
    gates: ClassVar = 4

    proj_size: int = param(
        0,
        low=0,
        doc=QT_TRANSLATE_NOOP("Layers", "How many numbers are made of the memory at each step; 0 shows all."),
        advanced=True,
    )

    @model_validator(mode="after")
    def _check_projection(self) -> Self:
        if self.proj_size >= self.hidden_size:
            raise FieldError(
                self.kind,
                "proj_size",
                self.proj_size,
                Message.of(QT_TRANSLATE_NOOP("Layers", "must be less than the memory, {memory:,}"), memory=self.hidden_size),
            )
        return self

    @property
    def _direction_width(self) -> int:
        return self.proj_size or self.hidden_size

    @property
    def _last_state(self) -> str:
        return "[1][0]"

    def _projection(self, place: str) -> dict[str, tuple[int, ...]]:
        return {f"weight_hr_{place}": (self.proj_size, self.hidden_size)} if self.proj_size else {}

    def _saved_numbers(self, steps: int, width: int) -> int:
        """oneDNN's workspace holds 11 states, gates and gradients per step; with a projection torch does not use oneDNN."""
        if self.proj_size:
            return steps * (7 * self.hidden_size + self.proj_size)
        return 4 * steps * self.hidden_size + 11 * (steps + 1) * max(width, self.hidden_size) + steps * self.hidden_size
