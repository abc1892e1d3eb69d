"""Traces a module with torch.export: it runs for fixed shapes, so that branches and loops over shapes are resolved."""

from __future__ import annotations

import logging
import operator
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from builder.common.errors import first_line
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.layers import kind_of
from builder.importing.common.trace import BATCHES, USER_CODE_ERRORS, Op, Ref, SeenTensor, Trace, TraceStep, map_leaves
from builder.importing.torch.tracers.fx_tracer import Example, Untraceable, argument_names, in_mode, inner_path, wrapper_of
from builder.importing.torch.tracers.user_code import foreign_folders, is_bug

if TYPE_CHECKING:
    from torch import fx, nn
    from torch.export import ExportedProgram


def export_trace(module: nn.Module, examples: Sequence[Example], *, training: bool) -> Trace:
    """The trace of `module` in one mode for such inputs; raises :class:`Untraceable`."""
    import torch

    whole = wrapper_of(module, len(examples))
    programs = []
    with in_mode(whole, training), _silence_torch():
        for batch in BATCHES:
            try:
                given = tuple(example.batch(batch) for example in examples)
                programs.append(torch.export.export(whole, given, strict=False))
            except USER_CODE_ERRORS as error:
                if is_bug(error):
                    raise
                template = QT_TRANSLATE_NOOP("Import", "torch.export cannot follow its forward: {error}.")
                raise Untraceable(template, error=first_line(error)) from error
    first, second = (list(program.graph.nodes) for program in programs)
    if [(node.op, node.target) for node in first] != [(node.op, node.target) for node in second]:
        raise Untraceable(QT_TRANSLATE_NOOP("Import", "Its forward does different things for batches of different sizes."))
    names = argument_names(module, len(examples))
    return Trace(_StepReader(module, programs[0], dict(zip(first, second, strict=True)), names).steps())


@contextmanager
def _silence_torch() -> Iterator[None]:
    """Suppress torch's own warnings about what it cannot trace: our error says why."""
    logger = logging.getLogger("torch.fx.experimental.symbolic_shapes")
    before, logger.disabled = logger.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.disabled = before


class _StepReader:
    """Turns an exported program into steps; the nodes inside a module that has a block become one step."""

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
        self.result: list[TraceStep] = []

    def steps(self) -> list[TraceStep]:
        """The steps in order of execution."""
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
            step = self._module_step(group, key[1]) if key is not None else self._node_step(group[0])
            for node in group:
                self.refs[node] = Ref(len(self.result))
            self.result.append(step)
        return self.result

    def _module_key(self, node: fx.Node) -> tuple[str, str] | None:
        """The key and the path of the call of a module with a block that a node is part of."""
        for key, (path, _) in node.meta.get("nn_module_stack", {}).items():
            name = inner_path(str(path)).split("@")[0]
            if path and kind_of(self.module.get_submodule(name)) is not None:
                return key, name
        return None

    def _module_step(self, group: list[fx.Node], path: str) -> TraceStep:
        outside = [
            node for member in group for node in member.all_input_nodes if node not in group and node.name not in self.held
        ]
        args = tuple(self.refs[node] for node in dict.fromkeys(outside))
        in_place = bool(getattr(self.module.get_submodule(path), "inplace", False))
        calls = _module_calls(group[0])[:-1]
        return TraceStep(
            op=Op.MODULE,
            target=path,
            args=args,
            scope=path.rpartition(".")[0],
            seen=self._seen_values(group[-1]),
            in_place=in_place,
            calls=calls,
        )

    def _node_step(self, node: fx.Node) -> TraceStep:
        if node.op == "placeholder":
            if node.name in self.held:
                path = self.held[node.name]
                return TraceStep(op=Op.TENSOR, target=inner_path(path), args=(self.tensors[path],))
            return TraceStep(op=Op.INPUT, target=next(self.names), seen=self._seen_values(node))
        args, kwargs = map_leaves(node.args, self._leaf), map_leaves(node.kwargs, self._leaf)
        if node.op == "output":
            return TraceStep(op=Op.OUTPUT, args=args)
        schema = getattr(node.target, "_schema", None)
        name = schema.name.split("::")[-1] if schema is not None else getattr(node.target, "__name__", str(node.target))
        stack = list(node.meta.get("nn_module_stack", {}).values())
        scope = inner_path(str(stack[-1][0])).split("@")[0] if stack else ""
        in_place = name.endswith("_") and node.target is not operator.getitem
        name = name.rstrip("_") if in_place else name
        return TraceStep(
            op=Op.FUNCTION,
            target=name,
            args=args,
            kwargs=kwargs,
            scope=scope,
            location=_location(node),
            seen=self._seen_values(node),
            in_place=in_place,
            calls=_module_calls(node),
        )

    def _leaf(self, leaf: Any) -> Any:
        return self.refs.get(leaf, leaf)

    def _seen_values(self, node: fx.Node) -> tuple[Any, Any]:
        return map_leaves(node.meta.get("val"), _sizes), map_leaves(self.twin[node].meta.get("val"), _sizes)


def _module_calls(node: fx.Node) -> tuple[str, ...]:
    """The keys of the module calls that a node is part of, outermost first."""
    stack = [inner_path(str(path)) for path, _ in node.meta.get("nn_module_stack", {}).values() if path]
    return tuple(key for key in stack if key)


def _location(node: fx.Node) -> tuple[str, int] | None:
    """The file and line of the user's code that a node comes from."""
    lines = re.findall(r'File "([^"]+)", line (\d+)', node.meta.get("stack_trace") or "")
    return next(((file, int(line)) for file, line in reversed(lines) if not file.startswith((*foreign_folders(), "<"))), None)


def _sizes(value: Any) -> Any:
    from torch import Tensor

    return SeenTensor(tuple(map(int, value.shape)), value.is_floating_point()) if isinstance(value, Tensor) else value
