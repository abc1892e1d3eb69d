"""Looking at a module with torch.export: it runs once for a real shape, so that ways taken by shape are settled."""

from __future__ import annotations

import logging
import operator
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.importing.common.layers import kind_of
from builder.importing.common.trace import BATCHES, FOREIGN, Op, Ref, Sizes, Step, Trace, first_line, mapped
from builder.importing.torch.fx_tracer import Example, Untraceable, argument_names, in_mode, inner, wrapped

if TYPE_CHECKING:
    from torch import fx, nn
    from torch.export import ExportedProgram


def exported_steps(module: nn.Module, examples: Sequence[Example], *, training: bool) -> Trace:
    """The steps of `module` in one mode for such samples; raises :class:`Untraceable`."""
    import torch

    whole = wrapped(module, len(examples))
    programs = []
    with in_mode(whole, training), _quiet():
        for batch in BATCHES:
            try:
                given = tuple(example.batch(batch) for example in examples)
                programs.append(torch.export.export(whole, given, strict=False))
            except FOREIGN as error:
                raise Untraceable(f"torch.export cannot follow its forward: {first_line(error)}.") from error
    first, second = (list(program.graph.nodes) for program in programs)
    if [(node.op, node.target) for node in first] != [(node.op, node.target) for node in second]:
        raise Untraceable("Its forward does different things for batches of different sizes.")
    names = argument_names(module, len(examples))
    return Trace(_Reader(module, programs[0], dict(zip(first, second, strict=True)), names).steps())


@contextmanager
def _quiet() -> Iterator[None]:
    """Without torch's words about what it cannot follow: the reason is told by us."""
    logger = logging.getLogger("torch.fx.experimental.symbolic_shapes")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before


class _Reader:
    """Turns a program into steps; calls inside a module that has a block become one step."""

    def __init__(
        self, module: nn.Module, program: ExportedProgram, twin: Mapping[fx.Node, fx.Node], names: Sequence[str]
    ) -> None:
        self.module, self.twin, self.names = module, twin, iter(names)
        signature = program.graph_signature
        self.held = {
            **signature.inputs_to_parameters,
            **signature.inputs_to_buffers,
            **signature.inputs_to_lifted_tensor_constants,
        }
        self.tensors = {**program.state_dict, **program.constants}
        self.nodes = list(program.graph.nodes)
        self.refs: dict[fx.Node, Ref] = {}
        self.found: list[Step] = []

    def steps(self) -> list[Step]:
        """All of them."""
        groups: list[list[fx.Node]] = []
        for before, node in pairwise([None, *self.nodes]):
            assert node is not None
            key = self._module_key(node)
            if before is not None and key is not None and key == self._module_key(before):
                groups[-1].append(node)
            else:
                groups.append([node])
        for group in groups:
            key = self._module_key(group[0])
            step = self._module(group, key[1]) if key is not None else self._step(group[0])
            for node in group:
                self.refs[node] = Ref(len(self.found))
            self.found.append(step)
        return self.found

    def _module_key(self, node: fx.Node) -> tuple[str, str] | None:
        """The call of a module with a block that a node belongs to, and its path."""
        for key, (path, _) in node.meta.get("nn_module_stack", {}).items():
            name = inner(str(path)).split("@")[0]
            if path and kind_of(self.module.get_submodule(name)) is not None:
                return key, name
        return None

    def _module(self, group: list[fx.Node], path: str) -> Step:
        outside = [
            node for member in group for node in member.all_input_nodes if node not in group and node.name not in self.held
        ]
        args = tuple(self.refs[node] for node in dict.fromkeys(outside))
        in_place = bool(getattr(self.module.get_submodule(path), "inplace", False))
        calls = _calls(group[0])[:-1]
        return Step(Op.MODULE, path, args, {}, path.rpartition(".")[0], None, self._seen(group[-1]), in_place, calls)

    def _step(self, node: fx.Node) -> Step:
        if node.op == "placeholder":
            if node.name in self.held:
                path = self.held[node.name]
                return Step(Op.TENSOR, inner(path), (self.tensors[path],))
            return Step(Op.INPUT, next(self.names), seen=self._seen(node))
        args, kwargs = mapped(node.args, self._leaf), mapped(node.kwargs, self._leaf)
        if node.op == "output":
            return Step(Op.OUTPUT, "", args)
        schema = getattr(node.target, "_schema", None)
        name = schema.name.split("::")[-1] if schema is not None else getattr(node.target, "__name__", str(node.target))
        stack = list(node.meta.get("nn_module_stack", {}).values())
        scope = inner(str(stack[-1][0])).split("@")[0] if stack else ""
        in_place = name.endswith("_") and node.target is not operator.getitem
        name = name.rstrip("_") if in_place else name
        return Step(Op.FUNCTION, name, args, kwargs, scope, _place(node), self._seen(node), in_place, _calls(node))

    def _leaf(self, leaf: Any) -> Any:
        return self.refs.get(leaf, leaf)

    def _seen(self, node: fx.Node) -> tuple[Any, Any]:
        return mapped(node.meta.get("val"), _sizes), mapped(self.twin[node].meta.get("val"), _sizes)


def _calls(node: fx.Node) -> tuple[str, ...]:
    """The keys of the calls of modules that a node is part of."""
    stack = [inner(str(path)) for path, _ in node.meta.get("nn_module_stack", {}).values() if path]
    return tuple(key for key in stack if key)


def _place(node: fx.Node) -> tuple[str, int] | None:
    """The file and line of foreign code that a node comes from."""
    import torch

    lines = re.findall(r'File "([^"]+)", line (\d+)', node.meta.get("stack_trace") or "")
    ours = (str(Path(torch.__file__).parent), str(Path(__file__).parents[1]))
    return next(((file, int(line)) for file, line in reversed(lines) if not file.startswith((*ours, "<"))), None)


def _sizes(value: Any) -> Any:
    from torch import Tensor

    return Sizes(tuple(map(int, value.shape)), value.is_floating_point()) if isinstance(value, Tensor) else value
