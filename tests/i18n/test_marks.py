"""Every call that marks or translates a text is one that lupdate can read, and no text is shown without a mark."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
FILES = sorted([path for room in ("builder", "backend", "gui") for path in (ROOT / room).rglob("*.py")] + [ROOT / "main.py"])
MARK = "QT_TRANSLATE_NOOP"
HOME_OF_THE_MARK = ROOT / "builder" / "common" / "messages.py"

SETTERS = set(
    "setText setToolTip setWindowTitle setPlaceholderText setStatusTip setAccessibleName setAccessibleDescription setTitle "
    "setInformativeText setLabelText setSuffix setPrefix setWhatsThis setItemText setTabText setHeaderLabels showMessage "
    "setHorizontalHeaderLabels showText addAction addMenu addTab addItem addRow QLabel QPushButton QToolButton QCheckBox "
    "QRadioButton QGroupBox QAction".split()
)
"""Functions of Qt that show their first text argument."""

WORD = re.compile(r"[A-Za-z]{2,}")
FIELD = re.compile(r"\{[^}]*\}")
NO_WORDS = {"fx", "px", "Convas"}


@cache
def parsed() -> list[tuple[Path, ast.Module, str]]:
    """Every file of the program, parsed once."""
    texts = [(path, path.read_text(encoding="utf-8")) for path in FILES]
    return [(path, ast.parse(text), text) for path, text in texts]


def place(path: Path, node: ast.AST) -> str:
    """Where a node is."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def name_of(function: ast.expr) -> str:
    """The last part of what is called."""
    return function.attr if isinstance(function, ast.Attribute) else (function.id if isinstance(function, ast.Name) else "")


def texts_of(call: ast.Call) -> list[ast.expr] | None:
    """The arguments that must be literals, if the call marks or translates a text."""
    name = name_of(call.func)
    if name == MARK or (name == "translate" and ast.unparse(call.func) == "QCoreApplication.translate"):
        return call.args[:2] if len(call.args) >= 2 else [call]
    if name == "tr" and isinstance(call.func, ast.Attribute):
        return call.args[:1] or [call]
    return None


def is_plain(text: str, call: ast.Call, argument: ast.expr) -> bool:
    """Whether an argument is a string literal without parentheses of its own."""
    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
        return False
    lines = text.encode().split(b"\n")
    before = b"\n".join([*lines[call.lineno - 1 : argument.lineno - 1], lines[argument.lineno - 1][: argument.col_offset]])
    return not re.search(rb"[(,]\s*\(\s*$", before)


def test_every_marked_text_is_a_literal_that_lupdate_finds() -> None:
    wrong = []
    for path, tree, text in parsed():
        if path in (HOME_OF_THE_MARK, ROOT / "gui" / "common" / "i18n.py"):
            continue
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            arguments = texts_of(call)
            if arguments is not None and not all(is_plain(text, call, argument) for argument in arguments):
                wrong.append(f"{place(path, call)} {ast.unparse(call)[:90]}")
    assert not wrong, "\n".join(wrong)


def test_no_other_name_stands_for_a_mark_or_for_translate() -> None:
    wrong = []
    for path, tree, _ in parsed():
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in (
            node for node in ast.walk(tree) if isinstance(node, ast.alias | ast.FunctionDef | ast.Name | ast.Attribute)
        ):
            if isinstance(node, ast.alias) and node.name.rpartition(".")[2] == MARK and node.asname:
                wrong.append(f"{place(path, node)} import as {node.asname}")
            elif isinstance(node, ast.FunctionDef) and node.name.strip("_") in ("tr", "translate", "qt_tr"):
                wrong.append(f"{place(path, node)} def {node.name}") if path.parts[-2:] != ("common", "i18n.py") else None
            elif isinstance(node, ast.Name) and node.id == MARK and id(node) not in called:
                wrong.append(f"{place(path, node)} {MARK} as a value")
            elif id(node) not in called and ast.unparse(node) in ("self.tr", "QCoreApplication.translate"):
                wrong.append(f"{place(path, node)} {ast.unparse(node)} as a value")
    assert not wrong, "\n".join(wrong)


def test_every_tr_of_an_object_stands_in_a_class() -> None:
    """lupdate takes the class that a text is in as its context; outside of one there would be none."""
    wrong = []
    for path, tree, _ in parsed():
        inside = {id(node) for cls in ast.walk(tree) if isinstance(cls, ast.ClassDef) for node in ast.walk(cls)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) == "tr" and id(node) not in inside:
                wrong.append(place(path, node))
    assert not wrong, "\n".join(wrong)


def said_words(node: ast.expr) -> str:
    """The words that an expression shows without a mark; empty for marked texts and for what has no words."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        words = [word for word in WORD.findall(FIELD.sub(" ", node.value)) if word not in NO_WORDS]
        return " ".join(words)
    if isinstance(node, ast.JoinedStr):
        return " ".join(said_words(part) for part in node.values if isinstance(part, ast.Constant)).strip()
    if isinstance(node, ast.IfExp):
        return (said_words(node.body) + " " + said_words(node.orelse)).strip()
    if isinstance(node, ast.List | ast.Tuple):
        return " ".join(said_words(part) for part in node.elts).strip()
    return ""


def test_what_the_window_shows_is_marked() -> None:
    wrong = []
    for path, tree, _ in parsed():
        if path.relative_to(ROOT).parts[0] != "gui":
            continue
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node.func) in SETTERS):
            shown = call.args[:1] if name_of(call.func) == "addItem" else call.args
            if any(said_words(argument) for argument in shown) and "clipboard" not in ast.unparse(call.func):
                wrong.append(f"{place(path, call)} {ast.unparse(call)[:100]}")
    assert not wrong, "\n".join(wrong)


def error_names() -> set[str]:
    """The names of all classes that derive from ConvasError, as the source declares them."""
    bases: dict[str, set[str]] = {}
    for _, tree, _ in parsed():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {name_of(base) for base in node.bases}
    found = {"ConvasError"}
    while grown := {name for name, above in bases.items() if above & found} - found:
        found |= grown
    return found


def test_every_error_for_people_is_made_of_marked_texts() -> None:
    wrong, errors = [], error_names()
    assert len(errors) > 15
    for path, tree, _ in parsed():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            function = ast.unparse(call.func)
            if function not in ("Message.of", "Message") and name_of(call.func) not in errors:
                continue
            texts = [text for text in call.args[:2] if isinstance(text, ast.Constant | ast.JoinedStr | ast.BinOp | ast.IfExp)]
            if path != HOME_OF_THE_MARK and any(" " in ast.unparse(text) and said_words(text) for text in texts):
                wrong.append(f"{place(path, call)} {ast.unparse(call)[:100]}")
    assert not wrong, "\n".join(wrong)


SENTENCE = re.compile(r"^[A-Z{][^\n]* [^\n]*[a-z}\]][.?!]$")
UNSEEN = {"property", "warning", "info", "debug", "error", "exception", "option", "Option", "argument", "ArgumentParser"}
"""Calls whose texts are for developers, or for click's own pages of help."""


def unmarked_sentences(tree: ast.Module) -> Iterator[ast.Constant]:
    """String literals that read like sentences, and are neither docstrings nor marked."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            unseen = texts_of(node) is not None or name_of(node.func) in UNSEEN
        else:
            docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            unseen = docstring or isinstance(node, ast.Assert | ast.JoinedStr)
        if unseen:
            passed |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in passed
            and SENTENCE.match(node.value)
        ):
            yield node


def test_no_sentence_of_the_program_is_without_a_mark() -> None:
    wrong = [f"{place(path, node)} {node.value[:90]}" for path, tree, _ in parsed() for node in unmarked_sentences(tree)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ('QT_TRANSLATE_NOOP("A", "one")', True),
        ('QT_TRANSLATE_NOOP(\n    "A",\n    "one "\n    "two",\n)', True),
        ('QT_TRANSLATE_NOOP("A", f"one {x}")', False),
        ('QT_TRANSLATE_NOOP("A", text)', False),
        ('QT_TRANSLATE_NOOP("A", ("one " "two"))', False),
        ('QT_TRANSLATE_NOOP("A", "one" + "two")', False),
        ('self.tr("ünder")', True),
        ("self.tr(word)", False),
    ],
)
def test_the_rule_knows_right_from_wrong(source: str, right: bool) -> None:
    call = ast.parse(source).body[0].value  # type: ignore[attr-defined]
    arguments = texts_of(call)
    assert arguments is not None
    assert all(is_plain(source, call, argument) for argument in arguments) is right
