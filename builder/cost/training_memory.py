"""The memory that one step of training takes: what torch keeps on the way, and how much it holds at the worst moment.

A step is gone through twice, forwards and back, as torch does it on the CPU in float32: a result is freed with the last
call that needs it, what a call keeps for the way back is freed once its gradients are known, and a gradient once it is
used up. (What is kept of every function: torch/tools/autograd/derivatives.yaml.) Pixels lie with their channels side by
side, as the engine trains. This is what torch asks for; where freed blocks go back to the heap of the C library and not to
the system, a process holds up to half as much again in the gaps.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from builder.analysis import Analysis
from builder.cost.layer_calls import LayerCall, Value, calls
from builder.layers.base import Kind, Shape
from builder.layers.constants import Parameter
from builder.layers.endpoints import Input
from builder.layers.traits import SavedTensors
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs
from builder.model.paths import BlockPath

NUMBER = 4
"""Bytes of one number: weights and results are float32."""

INDEX = 8
"""Bytes of one index."""


@dataclass(frozen=True, slots=True)
class Batch:
    """How a network is trained, as far as memory goes: samples in a step, and numbers the optimiser keeps a weight."""

    size: int
    optimiser_slots: int


@dataclass(frozen=True, slots=True)
class Footprint:
    """Bytes that a step of training takes.

    `weights` are those of weights and what else is saved with them, `gradients` those of all weights together, `optimiser`
    what it keeps of each weight, `kept` what one batch leaves behind on its way forwards. `peak` is how much is held at
    the worst moment: often less than all of these together, since what was kept goes while gradients come.
    """

    weights: int
    gradients: int
    optimiser: int
    kept: int
    peak: int

    @property
    def steady(self) -> int:
        """What is there whatever the batch is."""
        return self.weights + self.gradients + self.optimiser

    @property
    def passing(self) -> int:
        """What a batch takes beyond it at the worst moment."""
        return self.peak - self.steady


def footprint(graph: Graph, analysis: Analysis, optimiser_slots: int, batch_size: int) -> Footprint:
    """What a step with `batch_size` samples takes, with an optimiser that keeps so many numbers a weight."""
    weights = NUMBER * (analysis.parameters + analysis.buffers)
    gradients = NUMBER * analysis.parameters
    optimiser = gradients * optimiser_slots
    step = _Step(batch_size, counted_outputs(graph))
    step.forwards([call for call in calls(graph, analysis) if isinstance(call, LayerCall)])
    kept = step.store.held
    step.back()
    return Footprint(weights, gradients, optimiser, kept, weights + optimiser + step.store.peak)


class _Store:
    """What is held while a step runs: storages by number, each freed with its last user."""

    def __init__(self) -> None:
        self.held = self.peak = 0
        self._sizes: list[int] = []
        self._users: list[int] = []

    def take(self, size: int) -> int:
        """A new storage of so many bytes, with one user."""
        self._sizes.append(size)
        self._users.append(1)
        self.held += size
        self.peak = max(self.peak, self.held)
        return len(self._sizes) - 1

    def hold(self, number: int) -> int:
        """The storage, with one user more."""
        self._users[number] += 1
        return number

    def leave(self, numbers: Iterable[int]) -> None:
        """One user less for each of them."""
        for number in numbers:
            self._users[number] -= 1
            if not self._users[number]:
                self.held -= self._sizes[number]

    def alone(self, number: int) -> bool:
        """Whether the storage has a single user, who may then write into it."""
        return self._users[number] == 1


@dataclass(frozen=True, slots=True)
class _Passed:
    """A call that the way back goes through: which inputs want a gradient, what was kept, and the bytes of its weights."""

    call: LayerCall
    wanted: tuple[bool, ...]
    saved: SavedTensors
    kept: tuple[int, ...]
    weights: int


class _Step:
    """One batch on its way."""

    def __init__(self, batch: int, scored: Collection[int]) -> None:
        self.batch, self.scored = batch, scored
        self.store = _Store()
        self.places: dict[Value, int] = {}
        self.way: list[_Passed] = []
        self.learned: set[Value] = set()
        self.ends: list[tuple[Value, Shape]] = []
        self.gradients: dict[Value, int] = {}
        self.corrected: set[BlockPath] = set()
        """Blocks whose weights have a gradient; another call that uses them adds to it."""
        self.rows: set[int] = set()
        """Gradients that come out of a Flatten, with the channels of a pixel far from each other."""

    def bytes_of(self, shape: Shape) -> int:
        """What a batch of such a result takes."""
        return self.batch * shape.elements * (INDEX if shape.kind is Kind.INDEX else NUMBER)

    # -- forwards -------------------------------------------------------------------------------------------------

    def forwards(self, made: list[LayerCall]) -> None:
        """Go through the calls; what is held afterwards was kept for the way back."""
        readers = Counter(value for call in made for value in call.inputs)
        for call in made:
            self._run(call)
            for value in call.inputs:
                readers[value] -= 1
            unread = [value for value in {*call.inputs, *call.outputs} if not readers[value]]
            self.store.leave(self.places[value] for value in unread)

    def _run(self, call: LayerCall) -> None:
        """Make room for what the call gives, and keep what it keeps."""
        layer, inputs, outputs = call.layer, call.report.inputs, call.report.outputs
        saved = layer.saved_tensors(*inputs)  # type: ignore[arg-type]  # all inputs of a call are known
        for value, shape in zip(call.outputs, outputs, strict=True):
            view = saved.is_view and call.inputs
            size = 0 if isinstance(layer, Parameter) else self.bytes_of(shape)
            self.places[value] = self.store.hold(self.places[call.inputs[0]]) if view else self.store.take(size)
        if isinstance(layer, Input):
            self.store.hold(self.places[call.outputs[0]])
        elif len(call.path) == 1 and call.path[0] in self.scored:
            self.ends.append((call.inputs[0], outputs[0]))
            self.store.hold(self.places[call.inputs[0]])
        wanted = tuple(value in self.learned for value in call.inputs)
        weights = NUMBER * sum(map(math.prod, layer.parameter_shapes(*inputs).values()))  # type: ignore[arg-type]
        if any(wanted) or weights:
            self.learned.update(call.outputs)
            self.way.append(_Passed(call, wanted, saved, self._keep(call, saved), weights))

    def _keep(self, call: LayerCall, saved: SavedTensors) -> tuple[int, ...]:
        values = call.inputs if saved.inputs is None else tuple(call.inputs[port] for port in saved.inputs)
        values += call.outputs if saved.outputs else ()
        storages = [self.store.hold(place) for place in {self.places[value] for value in values}]
        return (*storages, self.store.take(self.batch * saved.extra_bytes))

    # -- and back -------------------------------------------------------------------------------------------------

    def back(self) -> None:
        """Go back through the calls, beginning with the loss, which kept the results.

        In the end only the gradients of the weights are held, and the batch.
        """
        for value, shape in self.ends:
            if value in self.learned:
                self._add(value, self.store.take(self.bytes_of(shape)))
        self.store.leave(self.places[value] for value, _ in self.ends)
        while self.way:
            passed = self.way.pop()
            given = [self.gradients.pop(value) for value in passed.call.outputs if value in self.gradients]
            if given:
                self._turn(passed, given)
            self.store.leave((*passed.kept, *given))

    def _turn(self, passed: _Passed, given: list[int]) -> None:
        """Make the gradients of a call's inputs and weights out of those of its outputs."""
        call, saved = passed.call, passed.saved
        rows = not self.rows.isdisjoint(given)
        for value, shape, wanted in zip(call.inputs, call.report.inputs, passed.wanted, strict=True):
            if wanted and shape is not None:
                gradient = self.store.hold(given[0]) if saved.passes_gradient else self.store.take(self.bytes_of(shape))
                if (rows and shape.sizes == call.report.outputs[0].sizes) or len(shape) > len(call.report.outputs[0]):
                    self.rows.add(gradient)
                elif rows and saved.copies_channels_last:
                    self.store.leave([self.store.take(self.bytes_of(shape) + self.batch * saved.extra_bytes)])
                self._add(value, gradient)
        gradient = self.store.take(passed.weights)
        if saved.blocks_weights:
            self.store.leave([self.store.take(2 * passed.weights)])
        if call.weights in self.corrected:
            self.store.leave([gradient])
        self.corrected.add(call.weights)

    def _add(self, value: Value, gradient: int) -> None:
        """One more gradient of a result that several calls read: added into one of the two where that may be written to."""
        earlier = self.gradients.pop(value, None)
        if earlier is not None:
            fresh = next((one for one in (earlier, gradient) if self.store.alone(one)), None)
            total = gradient if fresh is None else fresh
            self.store.leave([earlier if total == gradient else gradient])
            gradient = total
        self.gradients[value] = gradient
