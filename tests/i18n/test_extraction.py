"""What is extracted covers what the program can show, and one translation serves window and command line."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication

from backend.cli.language import load_translation
from backend.protocol.recipe import Recipe
from builder import zoo
from builder.analysis import analyse
from builder.common.field_labels import label_of
from builder.common.messages import Message, Template
from builder.layers import LAYERS
from builder.sketch import Sketch

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    """The script behind `make i18n`, which lies outside of the packages."""
    spec = importlib.util.spec_from_file_location("translations", ROOT / ".ci" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def extracted(translations: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Every text that lupdate finds now."""
    target = tmp_path_factory.mktemp("i18n") / "convas.ts"
    translations.extract(target)
    return translations.entries(target)


def test_the_template_in_the_repository_is_up_to_date(translations: ModuleType, extracted: dict[str, dict[str, str]]) -> None:
    kept = translations.entries(translations.TEMPLATE)
    now = {(context, text) for context, texts in extracted.items() for text in texts}
    then = {(context, text) for context, texts in kept.items() for text in texts}
    assert now == then, f"run `make i18n`: {sorted(now ^ then)[:5]}"


def shown_by_the_engine() -> list[tuple[str, str | Message]]:
    """(place, text) of everything that catalogue, zoo and recipe declare for people to read."""
    shown: list[tuple[str, str | Message]] = []
    for kind, cls in LAYERS.items():
        shown += [(f"{kind}.title", cls.title), (f"{kind}.help", cls.help)]
        shown += [(f"{kind}.{name}", info.doc) for name, info in cls.params().items()]
        shown += [(f"{kind}.{name}", label_of(name, info)) for name, info in cls.params().items()]
    shown += [(f"Recipe.{name}", text) for name, info in Recipe.params().items() for text in (info.doc, label_of(name, info))]
    for name in zoo.names():
        shown += [(name, zoo.info(name).title), (name, zoo.info(name).description)]
    return [(place, text) for place, text in shown if text]


def is_extracted(text: str | Message, extracted: dict[str, dict[str, str]]) -> bool:
    """Whether translators are given a marked literal, or the template of a message."""
    if isinstance(text, Message):
        return text.template in extracted.get(text.context, {})
    return isinstance(text, Template) and text in extracted.get(text.context, {})


def test_what_the_engine_declares_is_extracted(extracted: dict[str, dict[str, str]]) -> None:
    shown = shown_by_the_engine()
    lost = [place for place, text in shown if not is_extracted(text, extracted)]
    print(
        f"{len(shown) - len(lost)} of {len(shown)} declared texts are among the {sum(map(len, extracted.values()))} extracted"
    )
    assert len(shown) > 800
    assert not lost


def broken() -> list[Sketch]:
    """Networks with every kind of trouble at their ends and inside."""
    sketches = [Sketch() for _ in range(4)]
    sketches[0]("Conv2d")
    x = sketches[1]("Input", shape=(1, 4, 4))
    x = sketches[1]("Conv2d", x, kernel_size=9)
    sketches[1]("Output", x)
    x = sketches[2]("Input", shape=(3, 8, 8))
    sketches[2]("Output", sketches[2]("Linear", x))
    x = sketches[3]("Input", shape=(3, 8, 8))
    sketches[3]("Add", x)
    return sketches


def test_problems_and_repairs_can_be_translated(extracted: dict[str, dict[str, str]]) -> None:
    problems = [problem for sketch in broken() for problem in analyse(sketch.graph).problems]
    assert len({problem.code for problem in problems}) >= 5
    for problem in problems:
        message = problem.message
        assert message.template in extracted.get(message.context, {}), problem.code
        assert message.text(lambda _context, text: f"<{text}>").startswith("<")


def language_file(translations: ModuleType, folder: Path, texts: dict[tuple[str, str], str]) -> Path:
    """A language of a few texts, in the format that translators edit."""
    root = ElementTree.Element("TS", version="2.1", language="de_DE")
    for (context, text), translation in texts.items():
        entry = ElementTree.SubElement(root, "context")
        ElementTree.SubElement(entry, "name").text = context
        message = ElementTree.SubElement(entry, "message")
        ElementTree.SubElement(message, "source").text = text
        ElementTree.SubElement(message, "translation").text = translation
    path = folder / "convas_de.ts"
    ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    translations.main([str(folder)])
    return path


def test_one_translation_serves_window_and_command_line(
    translations: ModuleType, tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtCore import QTranslator

    from gui.common import i18n

    title = LAYERS["Conv2d"].title
    problem = next(problem for problem in analyse(broken()[1].graph).problems if problem.is_error)
    source = problem.message
    texts = {(title.context, str(title)): "2D-Faltung", (source.context, source.template): "{block} geht hier nicht."}
    path = language_file(translations, tmp_path, texts)
    assert json.loads((tmp_path / "de.json").read_text(encoding="utf-8"))[title.context][title] == "2D-Faltung"
    translate = load_translation("de_DE", tmp_path)
    assert source.text(translate) == f"{source.values['block']} geht hier nicht."
    translator = QTranslator(qapp)
    assert translator.load(str(path.with_suffix(".qm")))
    qapp.installTranslator(translator)
    try:
        assert i18n.say(title) == "2D-Faltung"
        assert i18n.say(source) == f"{source.values['block']} geht hier nicht."
    finally:
        qapp.removeTranslator(translator)
    assert i18n.say(title) == title


def test_make_i18n_says_how_many_texts_there_are(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / ".ci" / "translations.py"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "texts in resources/i18n/convas.ts; 0 languages compiled" in done.stdout
