"""Looking at a module with torch.fx: its forward runs once with stand-ins for tensors."""

from __future__ import annotations

import inspect
import operator
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.importing.common.layers import kind_of
from builder.importing.common.trace import (
    BATCHES,
    FOREIGN,
    ImportFailed,
    ModuleCall,
    Op,
    Ref,
    Sizes,
    Step,
    Trace,
    first_line,
    mapped,
)

if TYPE_CHECKING:
    import torch
    from torch import Tensor, fx, nn

WHOLE = "whole"
"""The attribute under which the module hangs while it is looked at; it begins every path."""

IN_PLACE = frozenset(f"i{name}" for name in ("add", "sub", "mul", "truediv", "matmul", "pow"))


class Untraceable(ImportFailed):
    """The module's forward cannot be followed with stand-ins."""


class Unrunnable(ImportFailed):
    """The module cannot be run with what it is looked at with."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a module is looked at with: the shape of a sample of one input, and whether it holds real numbers."""

    shape: tuple[int, ...]
    real: bool = True

    def batch(self, size: int, device: torch.device | str = "cpu") -> Tensor:
        """Zeros for so many samples."""
        import torch

        return torch.zeros(size, *self.shape, dtype=None if self.real else torch.int64, device=device)


def wrapped(module: nn.Module, count: int) -> nn.Module:
    """A module of `count` inputs that calls `module` with them, so that what has a default keeps it."""
    from torch import nn

    names = ", ".join(f"x{number}" for number in range(count))
    space: dict[str, Any] = {"module": module}
    exec(f"def forward(self, {names}):\n    return module({names})", space)  # noqa: S102 - names are identifiers
    whole = type("Whole", (nn.Module,), {"forward": space["forward"]})()
    whole.add_module(WHOLE, module)
    return whole  # type: ignore[no-any-return]  # made by type()


def argument_names(module: nn.Module, count: int) -> list[str]:
    """What the first arguments of the module's forward are called; nothing where there is only one."""
    found = [
        each.name
        for each in inspect.signature(module.forward).parameters.values()
        if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
    ]
    return found[:count] if 1 < count <= len(found) else [""] * count


def inner(path: str) -> str:
    """A path without the module around it."""
    return path.removeprefix(WHOLE).removeprefix(".")


@contextmanager
def in_mode(module: nn.Module, training: bool) -> Iterator[None]:
    """Every part of `module` in one mode; afterwards each as it was."""
    before = [(part, part.training) for part in module.modules()]
    for part, _ in before:
        part.training = training
    try:
        yield
    finally:
        for part, mode in before:
            part.training = mode


def fx_steps(module: nn.Module, examples: Sequence[Example], *, training: bool) -> Trace:
    """The steps of `module` in one mode for such samples; raises :class:`Untraceable` and ImportFailed."""
    from torch import fx

    whole = wrapped(module, len(examples))
    tracer = _tracer()
    with in_mode(whole, training):
        try:
            graph = tracer.trace(whole)
        except FOREIGN as error:
            raise Untraceable(_why(error)) from error
    with in_mode(whole, False):
        seen = [_seen(fx.GraphModule(whole, graph), batch, examples) for batch in BATCHES]
    index = {node: at for at, node in enumerate(graph.nodes)}
    steps = [_step(node, index, (seen[0][node], seen[1][node])) for node in graph.nodes]
    names = argument_names(module, len(examples))
    for at, name in zip([at for at, step in enumerate(steps) if step.op is Op.INPUT], names, strict=True):
        steps[at] = replace(steps[at], target=name)
    return Trace(steps, [_call(call, index) for call in tracer.found])


def _call(call: ModuleCall, index: Mapping[fx.Node, int]) -> ModuleCall:
    """A call of a module with references to the steps in the place of stand-ins."""
    from torch import fx

    def reference(leaf: Any) -> Any:
        return _ref(leaf.node, index) if isinstance(leaf, fx.Proxy) else leaf

    return replace(call, given=mapped(call.given, reference), result=mapped(call.result, reference))


def _tracer() -> Any:
    from torch import fx

    class Tracer(fx.Tracer):
        """Stops at the modules that have a block, and notes where calls stand and which modules were looked into."""

        def __init__(self) -> None:
            super().__init__()
            self.found: list[ModuleCall] = []

        def call_module(self, m: nn.Module, forward: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
            path = self.path_of_module(m)
            times = self.num_calls.get(path, 0)
            given = mapped(given_names(m, args, kwargs), _itself)  # lists are copied: they may grow later
            result = super().call_module(m, forward, args, kwargs)
            if not self.is_leaf_module(m, path):
                key = inner(f"{path}@{times}" if times else path)
                self.found.append(ModuleCall(key, inner(path), given, mapped(result, _itself)))
            return result

        def is_leaf_module(self, m: nn.Module, module_qualified_name: str) -> bool:
            return kind_of(m) is not None or super().is_leaf_module(m, module_qualified_name)

        def create_node(self, *args: Any, **kwargs: Any) -> fx.Node:
            node = super().create_node(*args, **kwargs)
            node.meta["place"] = _place()
            return node

    return Tracer()


def _itself(leaf: Any) -> Any:
    return leaf


def _place() -> tuple[str, int] | None:
    """The innermost line of foreign code that is running."""
    import torch

    ours = (str(Path(torch.__file__).parent), str(Path(__file__).parents[1]))
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(ours) and Path(file).name != "contextlib.py":
            return file, frame.f_lineno
        assert frame.f_back is not None
        frame = frame.f_back
    return None


def given_names(module: nn.Module, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """What a module is called with, by the names of its forward."""
    try:
        return dict(inspect.signature(module.forward).bind(*args, **kwargs).arguments)
    except (TypeError, ValueError):
        return {str(at): value for at, value in enumerate([*args, *kwargs.values()])}


def _seen(module: fx.GraphModule, batch: int, examples: Sequence[Example]) -> dict[fx.Node, Any]:
    """What every step gives for a batch of samples: sizes of tensors, and everything else as it is."""
    import torch
    from torch import Tensor, fx
    from torch._subclasses import FakeTensorMode

    seen: dict[fx.Node, Any] = {}

    def sizes(value: Any) -> Any:
        return Sizes(tuple(value.shape), value.is_floating_point()) if isinstance(value, Tensor) else value

    interpreter = fx.Interpreter(module)
    device = next((weight.device for weight in module.parameters()), torch.device("cpu"))
    try:
        with FakeTensorMode(allow_non_fake_inputs=True), torch.no_grad():
            interpreter.args_iter = iter([example.batch(batch, device) for example in examples])
            for node in module.graph.nodes:  # its own loop would start the thread of a progress bar
                interpreter.env[node] = interpreter.run_node(node)
                seen[node] = mapped(interpreter.env[node], sizes)
    except FOREIGN as error:
        tried = " and ".join("×".join(map(str, example.shape)) for example in examples)
        raise Unrunnable(f"It cannot be run with samples of {tried}: {first_line(error.__cause__ or error)}") from error
    return seen


def _step(node: fx.Node, index: Mapping[fx.Node, int], seen: tuple[Any, Any]) -> Step:
    stack = node.meta.get("nn_module_stack", {})
    scope = inner(list(stack.values())[-1][0]) if stack else ""
    keys = list(stack)[1 : -1 if node.op == "call_module" else None]
    args = mapped(node.args, lambda leaf: _ref(leaf, index))
    kwargs = mapped(node.kwargs, lambda leaf: _ref(leaf, index))
    op, target, in_place = Op.FUNCTION, "", False
    match node.op:
        case "placeholder":
            op, args = Op.INPUT, ()
        case "output":
            op = Op.OUTPUT
        case "get_attr":
            op, target, args = Op.TENSOR, inner(str(node.target)), (_owned(node),)
        case "call_module":
            op, target = Op.MODULE, inner(str(node.target))
            in_place = bool(getattr(_owned(node), "inplace", False))
        case _:
            target, in_place = function_name(node.target)
    in_place = in_place or kwargs.pop("inplace", False) is True
    return Step(op, target, args, kwargs, scope, node.meta.get("place"), seen, in_place, tuple(map(inner, keys)))


def _ref(leaf: Any, index: Mapping[Any, int]) -> Any:
    from torch import fx

    return Ref(index[leaf]) if isinstance(leaf, fx.Node) else leaf


def _owned(node: fx.Node) -> Any:
    """The module or tensor that a node names."""
    found: Any = node.graph.owning_module
    for part in str(node.target).split("."):
        found = getattr(found, part)
    return found


def function_name(target: Any) -> tuple[str, bool]:
    """What a function or method is called, without the mark of working in place; and whether it has that mark."""
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


def _why(error: BaseException) -> str:
    """Where and why following stopped."""
    import torch

    torchs = str(Path(torch.__file__).parent)
    lines = [
        entry
        for entry in traceback.extract_tb(error.__traceback__)
        if not entry.filename.startswith((torchs, str(Path(__file__).parents[1])))
    ]
    if not lines:
        return f"Its forward cannot be followed: {first_line(error)}."
    place = f"{Path(lines[-1].filename).name}, line {lines[-1].lineno}"
    code = f': "{lines[-1].line}"' if lines[-1].line else ""
    if "Proxy" in str(error) and type(error).__name__ == "TypeError":
        return f"Its forward makes a plain number of what a tensor holds, which cannot be drawn ({place}{code})."
    if "cannot be iterated" in str(error):
        return f"Its forward takes a tensor apart in a loop, which cannot be drawn ({place}{code})."
    if type(error).__name__ == "TraceError":
        return f"Its forward takes its way by what a tensor holds, which cannot be drawn ({place}{code})."
    return f"Its forward cannot be followed ({place}{code}): {first_line(error)}."
