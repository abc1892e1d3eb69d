"""What the constructor of a user class says about the fields of its parts, from its syntax tree: parsed, never run.

``self.conv = nn.Conv2d(inside, channels * 4, 3)`` says that out_channels of conv is ``channels * 4``.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

DEEPEST = 4
"""How many nested functions are followed; helpers that build a layer rarely call another."""

Scope = Mapping[str, ast.expr]
"""By name, and by "self.name": an expression in the constructor's parameters."""


@dataclass(frozen=True, slots=True)
class Constructor:
    """What the constructor of a class says.

    `parameters` are its own with their defaults (None where there is none); `calls` hold, by the path of a submodule, the
    arguments of each call that may make it (branches make several); `loops`, by the path of a container, how often a loop
    adds a part; `attributes`, by parameter, the attribute that keeps its value.
    """

    parameters: Mapping[str, Any] = field(default_factory=dict)
    calls: Mapping[str, Sequence[Mapping[str, ast.expr]]] = field(default_factory=dict)
    loops: Mapping[str, ast.expr] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def expressions(self, path: str, name: str) -> list[ast.expr]:
        """The expressions that may be given for the argument `name` of the submodule at `path`."""
        return [call[name] for call in self.calls.get(path, ()) if name in call]


@lru_cache(maxsize=256)
def constructor_of(cls: type) -> Constructor:
    """What can be read of the constructor of `cls`; an empty result where there is no source."""
    found = cls.__init__  # type: ignore[misc]  # read, not called
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(found)))
        parameters = list(inspect.signature(found).parameters.values())[1:]
    except (OSError, TypeError, ValueError, SyntaxError, IndentationError):
        return Constructor()
    function = tree.body[0]
    if not isinstance(function, ast.FunctionDef):
        return Constructor()
    named = {each.name: each for each in parameters if each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)}
    scope: dict[str, ast.expr] = {name: ast.Name(name) for name in named}
    for name in dir(cls):
        value = getattr(cls, name, None)
        if isinstance(value, bool | int | float):
            scope[f"self.{name}"] = ast.Constant(value)
    reader = _StatementReader(scope, getattr(found, "__globals__", {}))
    reader.read_statements(function.body)
    defaults = {name: None if each.default is each.empty else each.default for name, each in named.items()}
    return Constructor(defaults, reader.calls, reader.loops, reader.attributes)


class _StatementReader:
    """Reads the statements of a constructor in order, as a symbolic evaluation: values are expressions."""

    def __init__(self, scope: Scope, module_globals: Mapping[str, Any]) -> None:
        self.scope, self.globals = dict(scope), module_globals
        self.calls: dict[str, list[Mapping[str, ast.expr]]] = {}
        self.loops: dict[str, ast.expr] = {}
        self.attributes: dict[str, str] = {}

    def read_statements(self, body: Sequence[ast.stmt]) -> None:
        """Read statements, including those of all branches and of loops."""
        for statement in body:
            match statement:
                case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                    self._read_assignment(target, value)
                case ast.Expr(value=ast.Call() as call):
                    self._read_call(call)
            for part in ("body", "orelse"):
                self.read_statements(getattr(statement, part, ()))

    def _read_assignment(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            for one, other in zip(target.elts, value.elts, strict=True):
                self._read_assignment(one, other)
        if isinstance(target, ast.Name):
            self.scope[target.id] = substitute(value, self.scope) if _is_arithmetic(value) else ast.Name(target.id)
            return
        if not (isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self"):
            return
        if isinstance(value, ast.Name) and isinstance(self.scope.get(value.id), ast.Name):
            self.attributes[self.scope[value.id].id] = target.attr  # type: ignore[attr-defined]  # seen to be a name
        if _is_arithmetic(value):
            self.scope[f"self.{target.attr}"] = substitute(value, self.scope)
        self._note_maker(target.attr, value)

    def _read_call(self, call: ast.Call) -> None:
        """A call as a statement that adds submodules: ``super().__init__(...)`` of a Sequential, or ``add_module``."""
        match call.func:
            case ast.Attribute(attr="__init__", value=ast.Call(func=ast.Name(id="super"))):
                self._read_parts("", call)
            case ast.Attribute(attr="add_module", value=ast.Name(id="self")) if len(call.args) == 2:
                name = call.args[0]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    self._note_maker(name.value, call.args[1])

    def _note_maker(self, path: str, value: ast.expr, *, depth: int = 0, scope: Scope | None = None) -> None:
        """Note the arguments of the call that makes the submodule at `path`."""
        scope = self.scope if scope is None else scope
        if isinstance(value, ast.IfExp):
            self._note_maker(path, value.body, depth=depth, scope=scope)
            self._note_maker(path, value.orelse, depth=depth, scope=scope)
        if not isinstance(value, ast.Call) or depth > DEEPEST:
            return
        maker = self._resolve(value.func)
        name = getattr(maker, "__name__", "")
        if isinstance(maker, types.FunctionType):
            inner = _returned_expression(maker)
            given = _bind_arguments(maker, value, scope)
            if inner is not None and given is not None:
                self._note_maker(path, inner, depth=depth + 1, scope=given)
        elif name in ("Sequential", "ModuleList"):
            self._read_parts(path, value, depth=depth, scope=scope)
        elif isinstance(maker, type):
            given = _bind_arguments(vars(maker).get("__init__", maker), value, scope, method="__init__" in vars(maker))
            if given is not None:
                self.calls.setdefault(path, []).append(given)

    def _read_parts(self, path: str, call: ast.Call, *, depth: int = 0, scope: Scope | None = None) -> None:
        """Note the parts of a Sequential or ModuleList, by number or name; those of a loop all under the first."""
        scope = self.scope if scope is None else scope
        for name, value in _container_parts(call):
            self._note_maker(f"{path}.{name}" if path else name, value, depth=depth + 1, scope=scope)
        times = _loop_count(call)
        if times is not None:
            self.loops[path] = substitute(times, scope)

    def _resolve(self, function: ast.expr) -> Any:
        if isinstance(function, ast.Name):
            return self.globals.get(function.id)
        if isinstance(function, ast.Attribute):
            owner = self._resolve(function.value)
            return vars(owner).get(function.attr) if isinstance(owner, types.ModuleType) else None
        return None


def _loop_count(call: ast.Call) -> ast.expr | None:
    """How many parts a Sequential has whose last ones a loop adds: ``Sequential(*[Block() for _ in range(times)])``."""
    if not call.args:
        return None
    *before, last = call.args
    part = last.value if isinstance(last, ast.Starred) else last
    if not isinstance(part, ast.ListComp | ast.GeneratorExp) or any(isinstance(each, ast.Starred) for each in before):
        return None
    match part.generators:
        case [ast.comprehension(iter=ast.Call(func=ast.Name(id="range"), args=[times]))]:
            return _plus(times, len(before))
    return None


def _plus(times: ast.expr, count: int) -> ast.expr:
    """`times` + `count`, where ``depth - 1`` plus 1 becomes ``depth``."""
    match times:
        case ast.BinOp(left=left, op=ast.Sub(), right=ast.Constant(value=int() as less)) if less == count:
            return left
    return ast.BinOp(times, ast.Add(), ast.Constant(count)) if count else times


def _container_parts(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The parts that are given to a Sequential, each with its name."""
    args = call.args
    if len(args) == 1 and isinstance(args[0], ast.Call) and getattr(args[0].func, "id", "") == "OrderedDict":
        inner = args[0]
        yield from ((word.arg, word.value) for word in inner.keywords if word.arg)
        pairs = inner.args[0].elts if inner.args and isinstance(inner.args[0], ast.List | ast.Tuple) else []
        for pair in pairs:
            if isinstance(pair, ast.Tuple) and isinstance(pair.elts[0], ast.Constant):
                yield str(pair.elts[0].value), pair.elts[1]
        return
    if len(args) == 1 and isinstance(args[0], ast.List | ast.Tuple):
        args = args[0].elts
    if len(args) == 1 and isinstance(args[0], ast.ListComp):
        yield "0", args[0].elt
        return
    for at, part in enumerate(args):
        inside = part.value if isinstance(part, ast.Starred) else part
        if isinstance(inside, ast.ListComp | ast.GeneratorExp):
            yield str(at), inside.elt
        elif isinstance(part, ast.Starred):
            return
        else:
            yield str(at), part


def _bind_arguments(function: Any, call: ast.Call, scope: Scope, *, method: bool = False) -> dict[str, ast.expr] | None:
    """The arguments of a call by the names of the parameters; None where that is unknown."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return None
    names = [each.name for each in signature.parameters.values() if each.kind is each.POSITIONAL_OR_KEYWORD]
    names = names[1:] if method else names
    rest = next((each.name for each in signature.parameters.values() if each.kind is each.VAR_POSITIONAL), "")
    if any(isinstance(value, ast.Starred) for value in call.args) or (len(call.args) > len(names) and not rest):
        return None
    given = dict(zip(names, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}
    if len(call.args) > len(names):
        given[rest] = ast.Tuple(call.args[len(names) :])
    found = {name: substitute(value, scope) for name, value in given.items()}
    for name, each in signature.parameters.items():
        plain = isinstance(each.default, bool | int | float)
        if name not in found and plain:
            found[name] = ast.Constant(each.default)
    return found


@lru_cache(maxsize=256)
def _returned_expression(function: types.FunctionType) -> ast.expr | None:
    """The expression that a function of one statement returns; None for any other function."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError):
        return None
    body = [part for part in getattr(tree, "body", []) if not isinstance(part, ast.Expr)]
    return body[0].value if len(body) == 1 and isinstance(body[0], ast.Return) else None


def _is_arithmetic(value: ast.expr) -> bool:
    """Whether an expression is arithmetic on names, attributes and constants only."""
    return all(
        isinstance(
            part, ast.Name | ast.Constant | ast.BinOp | ast.UnaryOp | ast.operator | ast.unaryop | ast.Load | ast.Attribute
        )
        for part in ast.walk(value)
    )


def substitute(value: ast.expr, scope: Scope) -> ast.expr:
    """`value` with the names and attributes in `scope` replaced by their expressions; others become invalid names."""

    class Names(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            return scope.get(node.id, ast.Name(f"{node.id}?"))

        def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
            return scope.get(ast.unparse(node), ast.Name("unknown?"))

    return Names().visit(ast.parse(ast.unparse(value), mode="eval").body)  # type: ignore[no-any-return]  # an expression
