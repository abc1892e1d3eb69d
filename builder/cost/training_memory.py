"""The memory of one training step: a simulation of torch's allocations with reference counting.

The calls run forward and backward as torch runs them on the CPU in float32. A result is freed after the last call that
reads it, a tensor saved for backward once the gradients of its call are known, a gradient once it is used. Which tensors
a function saves is taken from torch's tools/autograd/derivatives.yaml and declared per layer
(:class:`builder.layers.traits.SavedTensors`). Images are in channels_last format, as in the engine. The result is what
torch requests; a process can hold up to 1.5 times as much, since the C library keeps freed blocks on its heap.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from builder.analysis import Analysis
from builder.cost.layer_calls import LayerCall, TensorRef, calls
from builder.layers.base import Kind, Shape
from builder.layers.constants import Parameter
from builder.layers.endpoints import Input
from builder.layers.traits import SavedTensors
from builder.model.block_paths import BlockPath
from builder.model.graph import Graph
from builder.model.outputs import counted_outputs

NUMBER = 4
"""Bytes of one number: weights and results are float32."""

INDEX = 8
"""Bytes of one index."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What memory depends on besides the network: samples per step, and numbers that the optimiser keeps per weight."""

    size: int
    optimiser_slots: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Footprint:
    """Bytes of a training step.

    `weights` are the parameters and buffers, `gradients` the gradients of all parameters, `optimiser` its state, `kept`
    the tensors saved for backward of one batch. `peak` is the maximum at any moment: often less than the sum, since saved
    tensors are freed while gradients are made.
    """

    weights: int
    gradients: int
    optimiser: int
    kept: int
    peak: int

    @property
    def steady(self) -> int:
        """Bytes that do not depend on the batch."""
        return self.weights + self.gradients + self.optimiser

    @property
    def passing(self) -> int:
        """Bytes of a batch at the peak."""
        return self.peak - self.steady


def footprint(graph: Graph, analysis: Analysis, optimiser_slots: int, batch_size: int) -> Footprint:
    """The memory of a step with `batch_size` samples; the optimiser keeps `optimiser_slots` numbers per weight (Adam: 2)."""
    weights = NUMBER * (analysis.parameters + analysis.buffers)
    gradients = NUMBER * analysis.parameters
    optimiser = gradients * optimiser_slots
    step = _Simulation(batch_size, counted_outputs(graph))
    step.forward([call for call in calls(graph, analysis) if isinstance(call, LayerCall)])
    kept = step.storages.held
    step.backward()
    peak = weights + optimiser + step.storages.peak
    return Footprint(weights=weights, gradients=gradients, optimiser=optimiser, kept=kept, peak=peak)


class _Storages:
    """Reference counting: storages by number, each freed with its last user. `held` and `peak` are bytes."""

    def __init__(self) -> None:
        self.held = self.peak = 0
        self._sizes: list[int] = []
        self._users: list[int] = []

    def allocate(self, size: int) -> int:
        """A new storage of `size` bytes, with one user."""
        self._sizes.append(size)
        self._users.append(1)
        self.held += size
        self.peak = max(self.peak, self.held)
        return len(self._sizes) - 1

    def retain(self, number: int) -> int:
        """Add a user; returns the number of the storage."""
        self._users[number] += 1
        return number

    def release(self, numbers: Iterable[int]) -> None:
        """Remove one user of each storage."""
        for number in numbers:
            self._users[number] -= 1
            if not self._users[number]:
                self.held -= self._sizes[number]

    def is_unique(self, number: int) -> bool:
        """Whether the storage has a single user, who may then write into it."""
        return self._users[number] == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recorded:
    """A call that backward visits: which inputs need a gradient, the storages saved for it, and the bytes of its weights."""

    call: LayerCall
    wanted: tuple[bool, ...]
    saved: SavedTensors
    kept: tuple[int, ...]
    weights: int


class _Simulation:
    """One batch, forward and backward."""

    def __init__(self, batch: int, scored: Collection[int]) -> None:
        self.batch, self.scored = batch, scored
        self.storages = _Storages()
        self.storage_of: dict[TensorRef, int] = {}
        self.recorded: list[_Recorded] = []
        self.requires_grad: set[TensorRef] = set()
        self.ends: list[tuple[TensorRef, Shape]] = []
        self.gradients: dict[TensorRef, int] = {}
        self.has_weight_gradient: set[BlockPath] = set()
        """Blocks whose weights have a gradient; another call that uses them adds to it."""
        self.row_major: set[int] = set()
        """Gradients in contiguous format, as they come out of a Flatten: channels_last kernels copy them first."""

    def bytes_of(self, shape: Shape) -> int:
        """Bytes of a batch of results of this shape."""
        return self.batch * shape.elements * (INDEX if shape.kind is Kind.INDEX else NUMBER)

    # -- forward --------------------------------------------------------------------------------------------------

    def forward(self, layer_calls: list[LayerCall]) -> None:
        """Run the calls; what is held afterwards was saved for backward."""
        readers = Counter(value for call in layer_calls for value in call.inputs)
        for call in layer_calls:
            self._run(call)
            for value in call.inputs:
                readers[value] -= 1
            # An output that nothing reads is freed right after its call, like an input after its last.
            unread = [value for value in {*call.inputs, *call.outputs} if not readers[value]]
            self.storages.release(self.storage_of[value] for value in unread)

    def _run(self, call: LayerCall) -> None:
        """Allocate the outputs of a call, and retain what it saves for backward."""
        layer, inputs, outputs = call.layer, call.report.inputs, call.report.outputs
        saved = layer.saved_tensors(*inputs)  # type: ignore[arg-type]  # all inputs of a call are known
        for value, shape in zip(call.outputs, outputs, strict=True):
            view = saved.is_view and call.inputs
            # A Parameter gives its weight itself, which is counted among the weights.
            size = 0 if isinstance(layer, Parameter) else self.bytes_of(shape)
            self.storage_of[value] = (
                self.storages.retain(self.storage_of[call.inputs[0]]) if view else self.storages.allocate(size)
            )
        if isinstance(layer, Input):
            self.storages.retain(self.storage_of[call.outputs[0]])
        elif len(call.path) == 1 and call.path[0] in self.scored:
            self.ends.append((call.inputs[0], outputs[0]))
            self.storages.retain(self.storage_of[call.inputs[0]])
        wanted = tuple(value in self.requires_grad for value in call.inputs)
        weights = NUMBER * sum(map(math.prod, layer.parameter_shapes(*inputs).values()))  # type: ignore[arg-type]  # as above
        if any(wanted) or weights:
            self.requires_grad.update(call.outputs)
            self.recorded.append(
                _Recorded(call=call, wanted=wanted, saved=saved, kept=self._save(call, saved), weights=weights)
            )

    def _save(self, call: LayerCall, saved: SavedTensors) -> tuple[int, ...]:
        values = call.inputs if saved.inputs is None else tuple(call.inputs[port] for port in saved.inputs)
        values += call.outputs if saved.outputs else ()
        storages = [self.storages.retain(place) for place in {self.storage_of[value] for value in values}]
        return (*storages, self.storages.allocate(self.batch * saved.extra_bytes))

    # -- backward -------------------------------------------------------------------------------------------------

    def backward(self) -> None:
        """Visit the recorded calls in reverse, beginning with the loss, which retains the network's results.

        Afterwards only the gradients of the weights and the batch itself are held.
        """
        for value, shape in self.ends:
            if value in self.requires_grad:
                self._add(value, self.storages.allocate(self.bytes_of(shape)))
        self.storages.release(self.storage_of[value] for value, _ in self.ends)
        while self.recorded:
            recorded = self.recorded.pop()
            given = [self.gradients.pop(value) for value in recorded.call.outputs if value in self.gradients]
            if given:
                self._make_gradients(recorded, given)
            self.storages.release((*recorded.kept, *given))

    def _make_gradients(self, recorded: _Recorded, given: list[int]) -> None:
        """Allocate the gradients of a call's inputs and weights; `given` are those of its outputs."""
        call, saved = recorded.call, recorded.saved
        rows = not self.row_major.isdisjoint(given)
        for value, shape, wanted in zip(call.inputs, call.report.inputs, recorded.wanted, strict=True):
            if wanted and shape is not None:
                gradient = (
                    self.storages.retain(given[0]) if saved.passes_gradient else self.storages.allocate(self.bytes_of(shape))
                )
                if (rows and shape.sizes == call.report.outputs[0].sizes) or len(shape) > len(call.report.outputs[0]):
                    self.row_major.add(gradient)
                elif rows and saved.copies_channels_last:
                    self.storages.release([self.storages.allocate(self.bytes_of(shape) + self.batch * saved.extra_bytes)])
                self._add(value, gradient)
        gradient = self.storages.allocate(recorded.weights)
        if saved.blocks_weights:
            self.storages.release([self.storages.allocate(2 * recorded.weights)])
        if call.weights in self.has_weight_gradient:
            self.storages.release([gradient])
        self.has_weight_gradient.add(call.weights)

    def _add(self, value: TensorRef, gradient: int) -> None:
        """Accumulate a gradient of a result that several calls read: in place where one of the two storages is unique."""
        earlier = self.gradients.pop(value, None)
        if earlier is not None:
            # torch adds in place only into a tensor that nobody else sees; with two of those it needs no third one.
            fresh = next((one for one in (earlier, gradient) if self.storages.is_unique(one)), None)
            total = gradient if fresh is None else fresh
            self.storages.release([earlier if total == gradient else gradient])
            gradient = total
        self.gradients[value] = gradient
