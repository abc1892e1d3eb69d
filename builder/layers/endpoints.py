"""The ends of a network: Input and Output."""

from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.base import Call, Category, Kind, Layer, SetFields, Shape, ShapeError, Text, join_texts, param
from builder.layers.traits import VIEW

MOST_AXES = 4
"""The most sizes of a sample: channels and up to three axes."""


def _channels(count: int) -> Text:
    if count == 1:
        return QT_TRANSLATE_NOOP("Layers", "1 channel")
    return Message.of(QT_TRANSLATE_NOOP("Layers", "{count} channels"), count=count)


class Input(Layer):
    """An argument of forward, with an optional normalisation (x − mean) / std."""

    category: ClassVar = Category.ENDS
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Input")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Where samples enter the network, and what size they have.\n\n"
        "Pixels arrive as numbers between 0 and 1. A mean and a deviation, when given, are taken off and divided by "
        "before anything else, so that they travel with the network.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = (x − mean) / std")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "LeCun, Bottou, Orr and Müller, 1998 (inputs of mean 0)")
    keywords: ClassVar = (
        "data",
        "image",
        "source",
        "start",
        "normalise",
        "mean",
        "std",
        "placeholder",
        "vector",
        "table",
        "CSV",
    )
    default_name: ClassVar = "input"
    inlets: ClassVar = ()
    saves: ClassVar = VIEW

    shape: tuple[int, ...] = param(
        (1, 28, 28),
        low=1,
        doc=QT_TRANSLATE_NOOP("Layers", "Sizes of one sample: channels, height and width of an image."),
        required=True,
    )
    mean: tuple[float, ...] | None = param(
        None, doc=QT_TRANSLATE_NOOP("Layers", "Taken off every pixel: one number for all, or one a channel."), advanced=True
    )
    std: tuple[float, ...] | None = param(
        None,
        above=0,
        doc=QT_TRANSLATE_NOOP("Layers", "Every pixel is divided by it; one number for all, or one a channel."),
        label=QT_TRANSLATE_NOOP("Layers", "Deviation"),
        advanced=True,
    )
    holds: Literal["numbers", "indices"] = param(
        "numbers",
        doc=QT_TRANSLATE_NOOP(
            "Layers", "What comes in: numbers to calculate with, or whole ones that stand for things, such as words."
        ),
        advanced=True,
    )

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        if not 1 <= len(self.shape) <= MOST_AXES:
            raise FieldError(
                self.kind,
                "shape",
                self.shape,
                Message.of(QT_TRANSLATE_NOOP("Layers", "must hold 1 to {most} sizes"), most=MOST_AXES),
            )
        return self

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        for name in ("mean", "std"):
            values = getattr(self, name)
            if values is not None and len(values) not in (1, self.shape[0]):
                first: tuple[SetFields, ...] = (SetFields({name: values[:1]}),) if values else ()
                words = {"mean": QT_TRANSLATE_NOOP("Layers", "mean"), "std": QT_TRANSLATE_NOOP("Layers", "deviation")}
                raise ShapeError(
                    "one-a-channel",
                    QT_TRANSLATE_NOOP(
                        "Layers",
                        "{block} has {count} numbers for its {word} but {channels}: give one for all, or one for each.",
                    ),
                    field=name,
                    remedies=(*first, SetFields({name: None})),
                    count=len(values),
                    word=words[name],
                    channels=_channels(self.shape[0]),
                )
        if self.holds == "indices" and (self.mean is not None or self.std is not None):
            raise ShapeError(
                "indices-normalised",
                QT_TRANSLATE_NOOP(
                    "Layers",
                    "{block} takes whole numbers that stand for things: there is no mean to take off and nothing to divide by.",
                ),
                field="holds",
                remedies=(SetFields({"mean": None, "std": None}), SetFields({"holds": "numbers"})),
            )
        return (Shape(self.shape, Kind.INDEX if self.holds == "indices" else Kind.FLOAT),)

    def call(self, *_inputs: Shape) -> Call:
        """The argument itself, or ``(x - mean) / std`` where these are set."""
        expression, buffers = "{0}", {}
        if self.mean is not None:
            expression, buffers["mean"] = f"{expression} - {{self}}_mean", self._column(self.mean)
        if self.std is not None:
            top = expression if self.mean is None else f"({expression})"
            expression, buffers["std"] = f"{top} / {{self}}_std", self._column(self.std)
        return Call(expression=expression, buffers=buffers)

    def summary(self) -> Text:
        normalised = self.mean is not None or self.std is not None
        return join_texts(", ", str(Shape(self.shape)), QT_TRANSLATE_NOOP("Layers", "normalised") if normalised else "")

    def _column(self, values: tuple[float, ...]) -> tuple[Any, ...]:
        """The numbers of a mean as (C, 1, 1), which torch broadcasts over height and width."""
        column: tuple[Any, ...] = values
        for _ in self.shape[1:]:
            column = tuple((part,) for part in column)
        return column


class Output(Layer):
    """A result of forward."""

    category: ClassVar = Category.ENDS
    title: ClassVar = QT_TRANSLATE_NOOP("Layers", "Output")
    help: ClassVar = QT_TRANSLATE_NOOP(
        "Layers",
        "Where the result leaves the network: usually one score a class.\n\n"
        "A loss compares it with what was right, and learning begins there. A network may have several, such as the extra "
        "heads of GoogLeNet: what is made small in training, and shown for each batch, is the sum of their losses by "
        "their loss weights. The one that weighs most, or of equals the one made first, is the main output: accuracy, "
        "predictions, the validation loss and with it the best epoch are of it alone, and it comes first when the network "
        "is called.",
    )
    common: ClassVar = True
    equation: ClassVar = QT_TRANSLATE_NOOP("Layers", "y = x")
    source: ClassVar = QT_TRANSLATE_NOOP("Layers", "Szegedy and others, 2014 (several outputs)")
    keywords: ClassVar = ("result", "prediction", "scores", "logits", "end", "classes")
    default_name: ClassVar = "output"
    outlets: ClassVar = ()
    saves: ClassVar = VIEW

    loss_weight: float = param(
        1.0,
        low=0,
        doc=QT_TRANSLATE_NOOP(
            "Layers", "How much this result counts in the training loss; of several, the one that counts most is the main one."
        ),
        advanced=True,
    )

    def outputs(self, *inputs: Shape) -> tuple[Shape, ...]:
        return (inputs[0],)

    def summary(self) -> Text:
        return (
            ""
            if self.loss_weight == 1
            else Message.of(QT_TRANSLATE_NOOP("Layers", "loss × {weight:g}"), weight=self.loss_weight)
        )

    def call(self, *_inputs: Shape) -> Call:
        """The input unchanged."""
        return Call(expression="{0}")
