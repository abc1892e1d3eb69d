"""The networks that a file of Python defines, told from its text alone: nothing of it is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from builder.common.files import in_words
from builder.importing.common.trace import ImportFailed, first_line

LARGEST_FILE = 2 * 2**20
"""How many bytes a file may have: more than that nobody has written by hand."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A network that a file defines: its name, and what it must be told before it can be made."""

    name: str
    wants: tuple[str, ...] = ()


def networks_in(path: Path) -> list[Listed]:
    """What can be imported from a file, the likeliest first; raises ImportFailed.

    Classes that are modules of torch, functions that make one of them, and variables that hold one. Those that need not
    be told anything come first, and among them those that no other class of the file is made of.
    """
    tree = _tree(path)
    try:
        return _listed(tree)
    except RecursionError:
        raise ImportFailed(f"{path.name} is nested too deeply to be read.") from None


def _listed(tree: ast.Module) -> list[Listed]:
    classes = _modules(tree)
    made: list[ast.ClassDef | ast.FunctionDef] = [*classes.values(), *_makers(tree, set(classes))]
    inner = {name for node in classes.values() for name in _named(node, classes) if name != node.name}
    listed = [Listed(node.name, _wanted(node)) for node in made]
    held = [Listed(name) for name in _variables(tree, {node.name for node in made})]
    return sorted([*held, *reversed(listed)], key=lambda each: (bool(each.wants), each.name in inner))


def _tree(path: Path) -> ast.Module:
    """The file as Python reads it; raises ImportFailed in words."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ImportFailed(f"{path.name} is larger than {LARGEST_FILE // 2**20} MB; nobody writes a network that long.")
        return ast.parse(path.read_bytes())
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be opened: {in_words(error)}.") from None
    except SyntaxError as error:
        place = f", line {error.lineno}" if error.lineno else ""
        raise ImportFailed(f"{path.name} is not Python{place}: {error.msg}.") from None
    except ImportFailed:
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        raise ImportFailed(f"{path.name} is not Python: {first_line(error)}.") from None


def _modules(tree: ast.Module) -> dict[str, ast.ClassDef]:
    """The classes that are modules of torch, or follow one of the file that is."""
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


def _makers(tree: ast.Module, classes: set[str]) -> Iterator[ast.FunctionDef]:
    """The functions that give a network of the file, as far as their text tells."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        told = node.returns is not None and ast.unparse(node.returns).split(".")[-1] in {*classes, "Module", "Sequential"}
        given = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
        if told or any(isinstance(value, ast.Call) and _called(value) in {*classes, "Sequential"} for value in given):
            yield node


def _variables(tree: ast.Module, makers: set[str]) -> list[str]:
    """The names that a network is given at the end of the file, newest first."""
    found = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and _called(node.value) in {*makers, "Sequential"}
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    return list(dict.fromkeys(reversed(found)))


def _called(call: ast.Call) -> str:
    """The last word of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def _named(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> set[str]:
    """Which classes of the file a class speaks of."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in classes}


def _wanted(node: ast.ClassDef | ast.FunctionDef) -> tuple[str, ...]:
    """What must be told to make it."""
    if isinstance(node, ast.ClassDef):
        makers = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
        if not makers:
            return ()
        node = makers[-1]
        skip = 1
    else:
        skip = 0
    given = [*node.args.posonlyargs, *node.args.args]
    plain = given[skip : len(given) - len(node.args.defaults)]
    named = [each for each, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if default is None]
    return tuple(each.arg for each in [*plain, *named])
