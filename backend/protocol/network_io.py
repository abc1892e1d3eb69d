"""Where data enter a network and results leave it, as training and export see them: in the order of its forward."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model.graph import Graph
from builder.model.outputs import loss_weight, outputs_in_order


@dataclass(frozen=True, slots=True)
class Ends:
    """The blocks at the ends of a network: `inputs` in the order of arguments, `outputs` in that of results.

    `weights` says how much each output counts in the training loss. The first output is the main one: accuracy,
    predictions, the validation loss and with it the best epoch are those of it alone.
    """

    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, graph: Graph) -> Ends:
        """The ends of `graph`."""
        outputs = tuple(outputs_in_order(graph))
        return cls(inputs_of(graph), outputs, tuple(loss_weight(graph, id) for id in outputs))

    def call_in_words(self, graph: Graph) -> str | None:
        """How the network is called and what it gives; None for the usual one input and one output."""
        given, names = (", ".join(graph.blocks[id].name for id in ids) for ids in (self.inputs, self.outputs))
        if max(len(self.inputs), len(self.outputs)) < 2:
            return None
        call = f"model({given if len(self.inputs) > 1 else 'x'})"
        return f"{call} gives {names}" + (", in this order." if len(self.outputs) > 1 else ".")


def inputs_of(graph: Graph) -> tuple[int, ...]:
    """The Inputs that lead to an Output, ascending: the others are left out of training and export."""
    outputs = graph.of_kind("Output")
    return tuple(id for id in graph.of_kind("Input") if any(graph.reaches(id, output) for output in outputs))
