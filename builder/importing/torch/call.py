"""One call of a function while it is turned into blocks: what its handler works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from builder.common.fields import FieldError
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.graph_builder import Origin
from builder.importing.common.layers import canonical
from builder.importing.common.trace import BATCHES, HeldTensor, PerBatch, SeenTensor, TraceStep, leaves, map_leaves
from builder.importing.torch.state import State
from builder.layers import make
from builder.layers.base import Layer
from builder.model.graph import Port

if TYPE_CHECKING:
    from torch import Tensor

BATCH_DEPENDENT = QT_TRANSLATE_NOOP("Import", "{call} depends on how large the batch is")


class Call:
    """One call of a function; `args` and `kwargs` hold what represents its arguments."""

    def __init__(self, state: State, step: TraceStep) -> None:
        self.state, self.step, self.builder = state, step, state.builder
        self.name = step.target
        self.args: tuple[Any, ...] = map_leaves(step.args, state.value)
        self.kwargs: dict[str, Any] = map_leaves(dict(step.kwargs), state.value)

    def block(self, kind: str, *sources: Port, **fields: Any) -> Port:
        """Add a block named after its layer; gives its first output."""
        return self.blocks(kind, *sources, **fields)[0]

    def blocks(self, kind: str, *sources: Port, **fields: Any) -> tuple[Port, ...]:
        """Add a block named after its layer; gives all its outputs."""
        return self.builder.add(self.step, self.layer(kind, sources, fields), sources)

    def layer(self, kind: str, sources: Sequence[Port], fields: Mapping[str, Any]) -> Layer:
        """A layer with these fields; raises ImportFailed where it does not take them."""
        if any(isinstance(leaf, PerBatch) for leaf in leaves(fields)):
            self.refuse(BATCH_DEPENDENT)
        try:
            return canonical(make(kind, **fields), [self.builder.shapes[source] for source in sources])
        except FieldError as error:
            self.step.refuse(error.message)

    def weighted_block(self, kind: str, x: Port, weights: Mapping[str, Any], **fields: Any) -> Port:
        """Add a block whose weights are tensors of the module, by their names in the block, in the shapes of its layer.

        None leaves one out.

        Raises ImportFailed for a weight that is computed, and for one of another shape.
        """
        held = {key: value for key, value in weights.items() if value is not None}
        for key, value in held.items():
            if not isinstance(value, HeldTensor):
                self.refuse(QT_TRANSLATE_NOOP("Import", "{call} computes its {key} each time instead of holding it"), key=key)
        path = next(iter(held.values())).path.rpartition(".")[0]
        layer = self.layer(kind, [x], fields)
        shapes = self.state.weight_shapes(layer, [x])
        for key, value in held.items():
            if tuple(value.tensor.shape) != shapes.get(key):
                self.refuse(
                    QT_TRANSLATE_NOOP("Import", "{call} has a {key} of another size than a {kind} has"), key=key, kind=kind
                )
        tensors = {key: value.tensor for key, value in held.items()}
        return self.add_holding(layer, [x], tensors, Origin(path, layer.default_name))

    def add_holding(self, layer: Layer, sources: Sequence[Port], tensors: Mapping[str, Tensor], origin: Origin) -> Port:
        """Add a block of one output that has these tensors, or shares them with the block that has them.

        Tensors have as many elements as the layer's own, and are reshaped to them: a Parameter is (1, ...) there.
        """
        owner = self.state.find_owner(self.step, layer, tensors)
        port = self.builder.add(self.step, layer, sources, origin, shares=owner)[0]
        if owner is None:
            self.state.keep_weights(port.block, tensors, self.state.weight_shapes(layer, sources))
        return port

    def sizes(self, port: Port) -> tuple[int, ...]:
        """The shape of a result without the batch axis."""
        return self.builder.shapes[port].sizes

    def result_sizes(self) -> tuple[int, ...]:
        """The traced shape of the result without the batch axis; raises ImportFailed where it is not per sample."""
        first, second = self.step.seen
        if not isinstance(first, SeenTensor) or not first.sizes or not _is_per_sample(first, second):
            self.refuse(QT_TRANSLATE_NOOP("Import", "{call} mixes the samples of a batch, or leaves the batch out"))
        return first.sizes[1:]

    def is_only_reader(self, position: int) -> bool:
        """Whether nothing else reads the argument at `position`."""
        value = self.args[position] if position < len(self.args) else None
        return isinstance(value, Port) and all(self.state.readers[at] == 1 for at in self.state.steps_giving(value))

    def is_on_same_line(self, port: Port) -> bool:
        """Whether this call is on the line of code that made `port`: then both are taken for one expression."""
        locations = [self.state.steps[at].location for at in self.state.steps_giving(port)]
        return locations[-1:] == [self.step.location] and self.step.location is not None

    def refuse(self, template: str, /, **values: Any) -> NoReturn:
        """Raise ImportFailed; `template` is a clause about ``{call}``, this function."""
        self.step.refuse(template, call=self.name, **values)


def _is_per_sample(first: SeenTensor, second: SeenTensor) -> bool:
    """Whether a result has the batch in front and the same shape behind it, for both of BATCHES."""
    return (first.sizes[0], second.sizes[0]) == BATCHES and first.sizes[1:] == second.sizes[1:]
