"""Traces a module with torch.fx: its forward runs once with proxies in the place of tensors (symbolic tracing).

What each step gives is found by running the recorded graph on fake tensors (shapes without numbers) for two batch sizes.
"""

from __future__ import annotations

import inspect
import operator
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.common.errors import first_line
from builder.common.messages import QT_TRANSLATE_NOOP, Message
from builder.importing.common.layers import kind_of
from builder.importing.common.trace import (
    BATCHES,
    USER_CODE_ERRORS,
    ImportFailed,
    ModuleCall,
    Op,
    Ref,
    SeenTensor,
    Trace,
    TraceStep,
    map_leaves,
    place_in_forward,
)
from builder.importing.torch.tracers.user_code import foreign_folders, is_bug, user_place

if TYPE_CHECKING:
    import torch
    from torch import Tensor, fx, nn

WHOLE = "whole"
"""The attribute that holds the module inside of the wrapper; every traced path begins with it."""

IN_PLACE = frozenset(f"i{name}" for name in ("add", "sub", "mul", "truediv", "matmul", "pow"))
"""The functions of ``operator`` behind ``+=`` and the like."""


class Untraceable(ImportFailed):
    """A forward that cannot be traced."""


class Unrunnable(ImportFailed):
    """A module that cannot be run with the example inputs."""


@dataclass(frozen=True, slots=True)
class Example:
    """One input to trace with: the `shape` of a sample, and whether it holds floating-point numbers or indices."""

    shape: tuple[int, ...]
    real: bool = True

    def batch(self, size: int, device: torch.device | str = "cpu") -> Tensor:
        """Zeros of shape (size, *shape): float32, or int64 for indices."""
        import torch

        return torch.zeros(size, *self.shape, dtype=None if self.real else torch.int64, device=device)


def wrapper_of(module: nn.Module, count: int) -> nn.Module:
    """A module of exactly `count` inputs that calls `module`, so that arguments with defaults keep them."""
    from torch import nn

    names = ", ".join(f"x{number}" for number in range(count))
    namespace: dict[str, Any] = {"module": module}
    exec(f"def forward(self, {names}):\n    return module({names})", namespace)  # noqa: S102 - names are identifiers
    whole = type("Whole", (nn.Module,), {"forward": namespace["forward"]})()
    whole.add_module(WHOLE, module)
    return whole  # type: ignore[no-any-return]  # made by type()


def argument_names(module: nn.Module, count: int) -> list[str]:
    """The names of the first `count` parameters of the module's forward; empty where there is only one input."""
    found = [
        each.name
        for each in inspect.signature(module.forward).parameters.values()
        if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
    ]
    return found[:count] if 1 < count <= len(found) else [""] * count


def inner_path(path: str) -> str:
    """A traced path without that of the wrapper."""
    return path.removeprefix(WHOLE).removeprefix(".")


@contextmanager
def in_mode(module: nn.Module, training: bool) -> Iterator[None]:
    """Put every part of `module` in one mode; restore each afterwards."""
    before = [(part, part.training) for part in module.modules()]
    for part, _ in before:
        part.training = training
    try:
        yield
    finally:
        for part, mode in before:
            part.training = mode


def fx_trace(module: nn.Module, examples: Sequence[Example], *, training: bool) -> Trace:
    """The trace of `module` in one mode for such inputs; raises :class:`Untraceable` and :class:`Unrunnable`."""
    from torch import fx

    whole = wrapper_of(module, len(examples))
    tracer = _tracer()
    with in_mode(whole, training):
        try:
            graph = tracer.trace(whole)
        except USER_CODE_ERRORS as error:
            if is_bug(error):
                raise
            raise Untraceable(_why_untraceable(error)) from error
    with in_mode(whole, False):
        seen = [_run_on_fake_tensors(fx.GraphModule(whole, graph), batch, examples) for batch in BATCHES]
    index = {node: at for at, node in enumerate(graph.nodes)}
    steps = [_step(node, index, (seen[0][node], seen[1][node])) for node in graph.nodes]
    names = argument_names(module, len(examples))
    for at, name in zip([at for at, step in enumerate(steps) if step.op is Op.INPUT], names, strict=True):
        steps[at] = replace(steps[at], target=name)
    return Trace(steps, [_call_with_refs(call, index) for call in tracer.module_calls])


def _call_with_refs(call: ModuleCall, index: Mapping[fx.Node, int]) -> ModuleCall:
    """A module call with references to steps in the place of proxies."""
    from torch import fx

    def reference(leaf: Any) -> Any:
        return _ref(leaf.node, index) if isinstance(leaf, fx.Proxy) else leaf

    return replace(call, arguments=map_leaves(call.arguments, reference), result=map_leaves(call.result, reference))


def _tracer() -> Any:
    from torch import fx

    class Tracer(fx.Tracer):
        """Does not trace into modules that have a block; records module calls, and the line of code of every node."""

        def __init__(self) -> None:
            super().__init__()
            self.module_calls: list[ModuleCall] = []

        def call_module(self, m: nn.Module, forward: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
            path = self.path_of_module(m)
            times = self.num_calls.get(path, 0)
            arguments = map_leaves(named_arguments(m, args, kwargs), _itself)  # copies lists, which may grow later
            result = super().call_module(m, forward, args, kwargs)
            if not self.is_leaf_module(m, path):
                key = inner_path(f"{path}@{times}" if times else path)
                self.module_calls.append(ModuleCall(key, inner_path(path), arguments, map_leaves(result, _itself)))
            return result

        def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
            return kind_of(m) is not None or super().is_leaf_module(m, module_qualified_name)

        def create_node(self, *args: Any, **kwargs: Any) -> fx.Node:
            node = super().create_node(*args, **kwargs)
            node.meta["location"] = _user_location()
            return node

    return Tracer()


def _itself(leaf: Any) -> Any:
    return leaf


def _user_location() -> tuple[str, int] | None:
    """The innermost line of the user's code that is running."""
    folders = foreign_folders()
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(folders) and Path(file).name != "contextlib.py":
            return file, frame.f_lineno
        assert frame.f_back is not None
        frame = frame.f_back
    return None


def named_arguments(module: nn.Module, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a module call, by the parameter names of its forward."""
    try:
        return dict(inspect.signature(module.forward).bind(*args, **kwargs).arguments)
    except (TypeError, ValueError):
        return {str(at): value for at, value in enumerate([*args, *kwargs.values()])}


def _run_on_fake_tensors(module: fx.GraphModule, batch: int, examples: Sequence[Example]) -> dict[fx.Node, Any]:
    """What every node gives for a batch: tensors as SeenTensor, everything else as it is; raises Unrunnable."""
    import torch
    from torch import Tensor, fx
    from torch._subclasses import FakeTensorMode

    seen: dict[fx.Node, Any] = {}

    def sizes(value: Any) -> Any:
        return SeenTensor(tuple(value.shape), value.is_floating_point()) if isinstance(value, Tensor) else value

    interpreter = fx.Interpreter(module)
    device = next((weight.device for weight in module.parameters()), torch.device("cpu"))
    with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
        interpreter.args_iter = iter([example.batch(batch, device) for example in examples])
        for node in module.graph.nodes:  # its own loop would start the thread of a progress bar
            try:
                interpreter.env[node] = interpreter.run_node(node)
            except USER_CODE_ERRORS as error:
                if is_bug(error):
                    raise
                raise Unrunnable(_why_unrunnable(error, node, examples)) from error
            seen[node] = map_leaves(interpreter.env[node], sizes)
    return seen


def _why_unrunnable(error: BaseException, node: fx.Node, examples: Sequence[Example]) -> Message:
    """What a node says of the inputs that it is given, and the line of user code that it comes from."""
    shapes = " and ".join("×".join(map(str, example.shape)) for example in examples)
    location = node.meta.get("location")
    template = QT_TRANSLATE_NOOP("Import", "It cannot be run with samples of {shapes}: {error}")
    if location is not None:
        template = QT_TRANSLATE_NOOP("Import", "It cannot be run with samples of {shapes}: {error} ({place})")
    place = place_in_forward(location, _scope(node))
    return Message.of(template, shapes=shapes, error=first_line(error.__cause__ or error), place=place)


def _scope(node: fx.Node) -> str:
    """The path of the module whose forward makes the call of a node."""
    stack = node.meta.get("nn_module_stack", {})
    return inner_path(list(stack.values())[-1][0]) if stack else ""


def _step(node: fx.Node, index: Mapping[fx.Node, int], seen: tuple[Any, Any]) -> TraceStep:
    stack = node.meta.get("nn_module_stack", {})
    keys = list(stack)[1 : -1 if node.op == "call_module" else None]
    args = map_leaves(node.args, lambda leaf: _ref(leaf, index))
    kwargs = map_leaves(node.kwargs, lambda leaf: _ref(leaf, index))
    op, target, in_place = Op.FUNCTION, "", False
    match node.op:
        case "placeholder":
            op, args = Op.INPUT, ()
        case "output":
            op = Op.OUTPUT
        case "get_attr":
            op, target, args = Op.TENSOR, inner_path(str(node.target)), (_target_of(node),)
        case "call_module":
            op, target = Op.MODULE, inner_path(str(node.target))
            in_place = bool(getattr(_target_of(node), "inplace", False))
        case _:
            target, in_place = function_name(node.target)
    in_place = in_place or kwargs.pop("inplace", False) is True
    return TraceStep(
        op=op,
        target=target,
        args=args,
        kwargs=kwargs,
        scope=_scope(node),
        location=node.meta.get("location"),
        seen=seen,
        in_place=in_place,
        calls=tuple(map(inner_path, keys)),
    )


def _ref(leaf: Any, index: Mapping[Any, int]) -> Any:
    from torch import fx

    return Ref(index[leaf]) if isinstance(leaf, fx.Node) else leaf


def _target_of(node: fx.Node) -> Any:
    """The module or tensor that the target of a node names."""
    value: Any = node.graph.owning_module
    for part in str(node.target).split("."):
        value = getattr(value, part)
    return value


def function_name(target: Any) -> tuple[str, bool]:
    """The name of a function or method without the suffix for working in place; and whether it had one."""
    import torch.nn.functional as functional

    if isinstance(target, str):
        name = target
    else:
        known = {id(function): name for name, function in vars(functional).items() if callable(function)}
        name = known.get(id(target)) or getattr(target, "__name__", str(target)).split(".")[0]
    if name in IN_PLACE and getattr(operator, name, None) is target:
        return name[1:], True
    if name.endswith("_") and not name.endswith("__"):
        return name[:-1], True
    return name, False


def _why_untraceable(error: BaseException) -> Message:
    """Where and why tracing stopped."""
    place = user_place(error)
    if place is None:
        return Message.of(QT_TRANSLATE_NOOP("Import", "Its forward cannot be followed: {error}."), error=first_line(error))
    if "Proxy" in str(error) and type(error).__name__ == "TypeError":
        template = QT_TRANSLATE_NOOP(
            "Import", "Its forward makes a plain number of what a tensor holds, which cannot be drawn ({place})."
        )
    elif "cannot be iterated" in str(error):
        template = QT_TRANSLATE_NOOP("Import", "Its forward takes a tensor apart in a loop, which cannot be drawn ({place}).")
    elif type(error).__name__ == "TraceError":
        template = QT_TRANSLATE_NOOP(
            "Import", "Its forward takes its way by what a tensor holds, which cannot be drawn ({place})."
        )
    else:
        template = QT_TRANSLATE_NOOP("Import", "Its forward cannot be followed ({place}): {error}.")
    return Message.of(template, place=place, error=first_line(error))
