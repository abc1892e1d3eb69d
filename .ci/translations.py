"""``make i18n``: extracts every marked text to ``resources/i18n/convas.ts``, and compiles the languages next to it.

``convas.ts`` is the template: the texts of the program without a translation. A language is ``convas_<language>.ts``
(``convas_zh_CN.ts``), edited with ``pyside6-linguist``; its texts are brought up to date, then compiled twice: to ``.qm`` for
the window and to ``.json`` {context: {text: translation}} for the command line, which knows no Qt. Unfinished
translations are left out of both.
"""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
TEMPLATE = FOLDER / "convas.ts"
ROOMS = ("builder", "backend", "gui")


def sources() -> list[str]:
    """Every file of the program that may hold a text, relative to the root."""
    found = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    return sorted(str(path.relative_to(ROOT)) for path in [*found, ROOT / "main.py"])


def extract(target: Path) -> None:
    """Bring `target` up to date with the texts in the source; raises CalledProcessError."""
    command = [tool("lupdate"), "-silent", "-locations", "none", "-no-obsolete", *sources(), "-ts", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def tool(name: str) -> str:
    """A tool of PySide6, next to the interpreter that runs."""
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def entries(path: Path) -> dict[str, dict[str, str]]:
    """{context: {text: translation}} of a file; a text without a finished translation has an empty one."""
    found: dict[str, dict[str, str]] = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        texts = found.setdefault(context.findtext("name") or "", {})
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") is None
            texts[message.findtext("source") or ""] = (translation.text or "") if finished and translation is not None else ""
    return found


def compile_language(path: Path) -> None:
    """Write the ``.qm`` and the ``.json`` of one language."""
    subprocess.run([tool("lrelease"), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)
    finished = {
        context: {text: translation for text, translation in texts.items() if translation}
        for context, texts in entries(path).items()
    }
    table = {context: texts for context, texts in finished.items() if texts}
    language = path.stem.removeprefix("convas_")
    text = json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True)
    path.with_name(f"{language}.json").write_text(text + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Extract, and compile the languages of a folder (by default the project's own)."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    languages = sorted(folder.glob("convas_*.ts"))
    if folder == FOLDER:
        for path in [TEMPLATE, *languages]:
            extract(path)
    for path in languages:
        compile_language(path)
    count = sum(len(texts) for texts in entries(TEMPLATE).values())
    print(f"{count} texts in {TEMPLATE.relative_to(ROOT)}; {len(languages)} languages compiled.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
