"""What the interpreter knows while it turns a trace into blocks: values of steps, and whose weights are whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.graph_builder import BlockNames, GraphBuilder, Origin, stem
from builder.importing.common.trace import Op, Ref, Trace, TraceStep, leaves
from builder.layers.base import Layer
from builder.model.graph import Graph, Port

if TYPE_CHECKING:
    from torch import Tensor, nn

THE_MODULE = QT_TRANSLATE_NOOP("Import", "it")
"""Stands in sentences for a module without a path: the one that is imported."""


class State:
    """The trace of `module`, and what its steps have become so far; `training` is the mode it was traced in."""

    def __init__(self, module: nn.Module, trace: Trace, *, training: bool) -> None:
        from torch.nn import Sequential

        self.module, self.steps, self.calls, self.training = module, trace.steps, trace.calls, training
        self.modules = dict(module.named_modules(remove_duplicate=False))
        self.learned = {name for name, _ in module.named_parameters(remove_duplicate=False)}
        containers = {path for path, part in self.modules.items() if isinstance(part, Sequential)}
        self.builder = GraphBuilder(BlockNames([step.target for step in self.steps if step.op is Op.MODULE], containers))
        self.values: list[Any] = []
        """By step: the ports, or whatever represents the result."""
        self.arguments: dict[str, dict[str, list[Port]]] = {}
        """By the key of a module call: its arguments by name."""
        self.results: dict[str, Any] = {}
        """By the key of a module call: what it gives."""
        self.owners: dict[int, tuple[int, str]] = {}
        """By the id() of a tensor: the block that has it, and its name there. The module keeps the tensors alive."""
        self.sources: dict[tuple[str, tuple[str, ...]], Port] = {}
        """By the path of a tensor and the module calls around it: the block that was made of it."""
        self.readers = Counter(
            leaf.index for step in self.steps for leaf in leaves((step.args, dict(step.kwargs))) if isinstance(leaf, Ref)
        )

    def value(self, leaf: Any) -> Any:
        """What represents an argument of a step."""
        return self.values[leaf.index] if isinstance(leaf, Ref) else leaf

    def steps_giving(self, port: Port) -> list[int]:
        """The indices of the steps so far whose result is `port`."""
        return [at for at, value in enumerate(self.values) if isinstance(value, Port) and value == port]

    def find_owner(self, step: TraceStep, layer: Layer, tensors: Mapping[str, Tensor]) -> int | None:
        """The block that already has all of these tensors, if any; raises ImportFailed where it has only some of them."""
        owners = {self.owners.get(id(tensor)) for tensor in tensors.values()} - {None}
        if not owners:
            return None
        block = min(owner[0] for owner in owners if owner)
        name, called = self.builder.graph.blocks[block].name, step.target or THE_MODULE
        if any(self.owners.get(id(tensor)) != (block, key) for key, tensor in tensors.items()):
            template = QT_TRANSLATE_NOOP(
                "Import", "{called} shares some of its weights with {name}; only all of them can be shared"
            )
            step.refuse(template, called=called, name=name)
        if self.builder.graph.blocks[block].layer != layer:
            template = QT_TRANSLATE_NOOP("Import", "{called} uses the weights of {name} in another way, which cannot be drawn")
            step.refuse(template, called=called, name=name)
        return block

    def keep_weights(self, block: int, tensors: Mapping[str, Tensor], shapes: Mapping[str, tuple[int, ...]]) -> None:
        """Give tensors to a block, reshaped to the `shapes` that it has for them and detached; memory stays the module's."""
        for key, tensor in tensors.items():
            self.owners[id(tensor)] = block, key
            self.builder.tensors[block, key] = tensor.detach().reshape(shapes[key])

    def roll_back(self, before: Graph) -> None:
        """Remove what was drawn since the graph was `before`."""
        new = self.builder.roll_back(before)
        self.owners = {tensor: owner for tensor, owner in self.owners.items() if owner[0] not in new}
        self.sources = {entry: port for entry, port in self.sources.items() if port.block not in new}

    def add_module(self, step: TraceStep, module: nn.Module, layer: Layer, sources: Sequence[Port]) -> tuple[Port, ...]:
        """Add the block of a module with the weights that it holds, or shares with an earlier call; gives its outputs.

        Raises ImportFailed where the module has other weights than `layer`.
        """
        tensors = module.state_dict(keep_vars=True)
        owner = self.find_owner(step, layer, tensors)
        ports = self.builder.add(step, layer, sources, Origin(step.target, stem(layer), own=True), shares=owner)
        expected = self.weight_shapes(layer, sources)
        found = {key: tuple(tensor.shape) for key, tensor in tensors.items()}
        if found != expected:
            odd = next(iter(found.items() ^ expected.items()))[0]
            template = QT_TRANSLATE_NOOP("Import", "{called} holds other weights than a {kind} has: {odd}")
            step.refuse(template, called=step.target or THE_MODULE, kind=layer.kind, odd=odd)
        if owner is None:
            self.keep_weights(ports[0].block, tensors, expected)
        return ports

    def weight_shapes(self, layer: Layer, sources: Sequence[Port]) -> Mapping[str, tuple[int, ...]]:
        """The shapes of the parameters and buffers of a layer with these inputs, by their names."""
        inputs = [self.builder.shapes[source] for source in sources]
        return layer.parameter_shapes(*inputs) | layer.buffer_shapes(*inputs)
