"""The inputs and outputs of a network as training and export see them: in the order of its forward."""

from __future__ import annotations

from dataclasses import dataclass

from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.model.graph import Graph
from builder.model.outputs import loss_weight, outputs_in_order


@dataclass(frozen=True, slots=True)
class Ends:
    """The blocks at the ends of a network: `inputs` in the order of arguments, `outputs` in that of results.

    `weights` are the loss weights of the outputs. The first output is the main one: metrics, predictions and with them the
    best epoch are of it alone.
    """

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, graph: Graph) -> Ends:
        """The ends of `graph`."""
        outputs = tuple(outputs_in_order(graph))
        return cls(inputs_of(graph), outputs, tuple(loss_weight(graph, id) for id in outputs))

    def call_message(self, graph: Graph) -> Message | None:
        """How the network is called and what it gives; None for the usual one input and one output."""
        if max(len(self.inputs), len(self.outputs)) < 2:
            return None
        arguments, results = (", ".join(graph.blocks[id].name for id in ids) for ids in (self.inputs, self.outputs))
        one = QT_TRANSLATE_NOOP("Export", "{call} gives {results}.")
        several = QT_TRANSLATE_NOOP("Export", "{call} gives {results}, in this order.")
        call = f"model({arguments if len(self.inputs) > 1 else 'x'})"
        return Message.of(several if len(self.outputs) > 1 else one, call=call, results=results)


def inputs_of(graph: Graph) -> tuple[int, ...]:
    """The ids of the Inputs that lead to an Output, ascending: the others are left out of training and export."""
    outputs = graph.of_kind("Output")
    return tuple(id for id in graph.of_kind("Input") if any(graph.reaches(id, output) for output in outputs))
