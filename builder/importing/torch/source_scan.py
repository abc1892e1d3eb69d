"""Lists the networks that a file of Python defines, from its syntax tree alone: nothing of it is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.common.errors import first_line, os_error_reason
from builder.common.messages import QT_TRANSLATE_NOOP
from builder.importing.common.trace import ImportFailed

LARGEST_FILE = 2 * 2**20
"""How many bytes a file may have: ten times what people write by hand, and parsed in a second or two."""


@dataclass(frozen=True, slots=True)
class ListedNetwork:
    """A network that a file defines: its name, and the arguments without defaults that it needs."""

    name: str
    wants: tuple[str, ...] = ()


def networks_in(path: Path) -> list[ListedNetwork]:
    """The networks of a file, the likeliest first; raises ImportFailed for a file that cannot be opened or parsed.

    Classes that are torch modules, functions that return one, and variables that hold one. Those without arguments come
    first, and among them those that no other class of the file uses.
    """
    tree = _parse_file(path)
    try:
        return _networks_of(tree)
    except RecursionError:
        raise ImportFailed(QT_TRANSLATE_NOOP("Import", "{name} is nested too deeply to be read."), name=path.name) from None


def _networks_of(tree: ast.Module) -> list[ListedNetwork]:
    classes = _module_classes(tree)
    makers: list[ast.ClassDef | ast.FunctionDef] = [*classes.values(), *_maker_functions(tree, set(classes))]
    inner = {name for node in classes.values() for name in _classes_used(node, classes) if name != node.name}
    listed = [ListedNetwork(node.name, _needed_arguments(node)) for node in makers]
    variables = [ListedNetwork(name) for name in _variables(tree, {node.name for node in makers})]
    return sorted([*variables, *reversed(listed)], key=lambda each: (bool(each.wants), each.name in inner))


def _parse_file(path: Path) -> ast.Module:
    """The syntax tree of a file; raises ImportFailed."""
    try:
        large = path.stat().st_size > LARGEST_FILE
        if not large:
            return ast.parse(path.read_bytes())
    except OSError as error:
        template = QT_TRANSLATE_NOOP("Import", "{file} cannot be opened: {reason}.")
        raise ImportFailed(template, file=path.name, reason=os_error_reason(error)) from error
    except SyntaxError as error:
        if error.lineno:
            template = QT_TRANSLATE_NOOP("Import", "{file} is not Python, line {line}: {reason}.")
            raise ImportFailed(template, file=path.name, line=error.lineno, reason=error.msg) from error
        template = QT_TRANSLATE_NOOP("Import", "{file} is not Python: {reason}.")
        raise ImportFailed(template, file=path.name, reason=error.msg) from error
    except (ValueError, RecursionError, MemoryError) as error:
        template = QT_TRANSLATE_NOOP("Import", "{file} is not Python: {reason}.")
        raise ImportFailed(template, file=path.name, reason=first_line(error)) from error
    template = QT_TRANSLATE_NOOP("Import", "{file} is larger than {size} MB; nobody writes a network that long.")
    raise ImportFailed(template, file=path.name, size=LARGEST_FILE // 2**20)


def _module_classes(tree: ast.Module) -> dict[str, ast.ClassDef]:
    """The classes that inherit from a torch module, or from a class of the file that does."""
    found: dict[str, ast.ClassDef] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(_is_module(base, found) for base in node.bases):
            found[node.name] = node
    return found


def _is_module(base: ast.expr, known: dict[str, ast.ClassDef]) -> bool:
    """Whether a base reads like a module: nn.Module, nn.Sequential, torch.nn.Conv2d, or one of those that are known."""
    if isinstance(base, ast.Attribute):
        return "nn" in ast.unparse(base.value).split(".") or base.attr.endswith("Module")
    return isinstance(base, ast.Name) and (base.id in known or base.id in ("Module", "Sequential", "LightningModule"))


def _maker_functions(tree: ast.Module, classes: set[str]) -> Iterator[ast.FunctionDef]:
    """The functions that return a network of the file, by their annotation or their return statements."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        annotated = node.returns is not None and ast.unparse(node.returns).split(".")[-1] in {*classes, "Module", "Sequential"}
        returned = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
        if annotated or any(
            isinstance(value, ast.Call) and _function_name(value) in {*classes, "Sequential"} for value in returned
        ):
            yield node


def _variables(tree: ast.Module, makers: set[str]) -> list[str]:
    """The names of the variables of the file that are assigned a network, last first."""
    found = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and _function_name(node.value) in {*makers, "Sequential"}
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    return list(dict.fromkeys(reversed(found)))


def _function_name(call: ast.Call) -> str:
    """The last part of the name of the function that is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def _classes_used(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> set[str]:
    """The classes of the file that a class mentions."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in classes}


def _needed_arguments(node: ast.ClassDef | ast.FunctionDef) -> tuple[str, ...]:
    """The arguments without defaults of a function, or of a class's constructor."""
    if isinstance(node, ast.ClassDef):
        makers = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
        if not makers:
            return ()
        node = makers[-1]
        skip = 1
    else:
        skip = 0
    positional = [*node.args.posonlyargs, *node.args.args]
    plain = positional[skip : len(positional) - len(node.args.defaults)]
    named = [each for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if default is None]
    return tuple(each.arg for each in [*plain, *named])
