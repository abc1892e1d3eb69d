"""What is wrong with the network as a whole: its ends and its wiring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from builder.analysis.state import AnalysisState
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.layers.base import Shape
from builder.layers.endpoints import Input, Output
from builder.layers.ports import GroupOutput
from builder.model.graph import Block, Graph, Port
from builder.model.problem import Problem, Severity


def of_ends(state: AnalysisState) -> Iterator[Problem]:
    """A network needs an Input and an Output, a group an entrance and an exit, and neither takes the ends of the other."""
    blocks = state.graph.blocks
    if state.body:
        if not state.inputs:
            yield _error(
                "no-group-input",
                None,
                QT_TRANSLATE_NOOP("Problems", "The group has no Group input: nothing could be led into it."),
                {},
            )
        if not state.outputs:
            yield _error(
                "no-group-output",
                None,
                QT_TRANSLATE_NOOP("Problems", "The group has no Group output: nothing would come out of it."),
                {},
            )
        for id in state.misplaced_ends:
            words = QT_TRANSLATE_NOOP(
                "Problems", "{block} is an end of a whole network and cannot stand inside a group: take a Group output instead."
            )
            if isinstance(blocks[id].layer, Input):
                words = QT_TRANSLATE_NOOP(
                    "Problems",
                    "{block} is an end of a whole network and cannot stand inside a group: take a Group input instead.",
                )
            yield _error("end-inside", id, words, {"block": blocks[id].name})
        return
    if not state.inputs:
        yield _error(
            "no-input", None, QT_TRANSLATE_NOOP("Problems", "The network has no Input: nothing says what goes in."), {}
        )
    if not state.outputs:
        yield _error(
            "no-output", None, QT_TRANSLATE_NOOP("Problems", "The network has no Output: nothing says which result counts."), {}
        )
    for id in state.misplaced_ends:
        if isinstance(blocks[id].layer, GroupOutput):
            yield _error(
                "port-outside",
                id,
                QT_TRANSLATE_NOOP("Problems", "{block} is the exit of a group, but stands in none."),
                {"block": blocks[id].name},
            )


def of_wiring(graph: Graph, dangling: Sequence[Port], cyclic: Sequence[int]) -> Iterator[Problem]:
    """Wires that begin or end nowhere, and loops; only damaged graphs have them."""
    for target in dangling:
        known = graph.blocks.get(target.block)
        words = QT_TRANSLATE_NOOP("Problems", "A wire of {block} begins or ends at a connector that does not exist.")
        name = known.name if known else Message.of(QT_TRANSLATE_NOOP("Problems", "block {id}"), id=target.block)
        yield _error("bad-wire", target.block if known else None, words, {"block": name}, target.index)
    if cyclic:
        names = ", ".join(graph.blocks[id].name for id in cyclic[:5])
        words = QT_TRANSLATE_NOOP(
            "Problems", "{names} feed each other in a loop, so there is no order in which they could be computed."
        )
        yield _error("cycle", cyclic[0], words, {"names": names})


def of_weights(state: AnalysisState) -> Iterator[Problem]:
    """Whether the weights that blocks use of others are there, and fit."""
    blocks = state.graph.blocks
    for id in sorted(state.shared_tensors):
        block = blocks[id]
        owner = None if block.weights_of is None else blocks.get(block.weights_of)
        if owner is None or owner.id == id:
            words = QT_TRANSLATE_NOOP("Problems", "{block} uses the weights of a block that is not there.")
            yield _error("bad-weights", id, words, {"block": block.name})
        elif owner.weights_of is not None or owner.layer != block.layer:
            words = QT_TRANSLATE_NOOP("Problems", "{block} uses the weights of {owner}, but the two are not set alike.")
            if owner.weights_of is not None:
                words = QT_TRANSLATE_NOOP("Problems", "{block} uses the weights of {owner}, which has none of its own.")
            yield _error("bad-weights", id, words, {"block": block.name, "owner": owner.name})
        elif state.reports[id].outputs and state.reports[owner.id].outputs:
            yield from _of_sizes(state, block, owner)


def _of_sizes(state: AnalysisState, block: Block, owner: Block) -> Iterator[Problem]:
    """Whether the tensors have the sizes that `block` needs; the first that has not is reported."""
    report, wanted = state.reports[owner.id], state.shared_tensors[block.id]
    there = {**report.parameter_shapes, **report.buffer_shapes}
    for name in there:
        if there[name] != wanted.get(name):
            words = QT_TRANSLATE_NOOP(
                "Problems",
                "{block} uses the weights of {owner}, which do not fit: {tensor} is {there} there, and {block} needs {wanted}.",
            )
            values = {"block": block.name, "owner": owner.name, "tensor": name, "there": str(Shape(there[name]))}
            wants = str(Shape(wanted[name])) if name in wanted else QT_TRANSLATE_NOOP("Problems", "none")
            yield _error("weights-differ", block.id, words, {**values, "wanted": wants})
            return


def unused_problem(graph: Graph, id: int, body: bool) -> Problem:
    """`id` ends a branch that no Output ever sees."""
    words = QT_TRANSLATE_NOOP(
        "Problems", "{block} does not lead to the Output: it is left out of training and export, with what feeds only it."
    )
    if body:
        words = QT_TRANSLATE_NOOP(
            "Problems", "{block} does not lead to a Group output: it is left out, with what feeds only it."
        )
    return Problem(
        code="unused-output", severity=Severity.WARNING, block=id, template=words, values={"block": graph.blocks[id].name}
    )


def unread_problem(graph: Graph, id: int) -> Problem:
    """No Output depends on any Input; `id` is the first of them."""
    words = QT_TRANSLATE_NOOP(
        "Problems", "{block} does not lead to an Output: whatever comes in, the result would be the same."
    )
    return _error("unread-input", id, words, {"block": graph.blocks[id].name})


def unconnected_problem(graph: Graph, id: int, port: int) -> Problem:
    """Input `port` of `id` is fed by nothing."""
    block = graph.blocks[id]
    if block.layer.variadic:
        words = QT_TRANSLATE_NOOP("Problems", "{block} has nothing to join: lead two or more wires to it.")
    elif isinstance(block.layer, Output):
        words = QT_TRANSLATE_NOOP("Problems", "{block} is not connected: nothing says which result counts.")
    elif isinstance(block.layer, GroupOutput):
        words = QT_TRANSLATE_NOOP("Problems", "{block} is not connected: nothing says what comes out of the group there.")
    else:
        words = QT_TRANSLATE_NOOP("Problems", "{block} has no input: connect it to the block whose result it works on.")
    return _error("unconnected-input", id, words, {"block": block.name}, port)


def _error(code: str, block: int | None, words: str, values: Mapping[str, object], port: int | None = None) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, block=block, template=words, values=values, port=port)
