"""The dialog for a table: columns with what they are taken for, what that teaches, and the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from gui.common.notice import NoticeLine
from gui.data.data_view import DataView
from gui.data.table_dialog import TableDialog
from gui.model.workspace import Workspace
from tests.support.learning import small_project


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Ten grey images, each with a class and a size."""
    rows = ["file,kind,size"]
    for index in range(10):
        (tmp_path / "pictures").mkdir(exist_ok=True)
        Image.new("L", (8, 8), 100 + index).save(tmp_path / "pictures" / f"{index}.png")
        rows.append(f"pictures/{index}.png,{'ab'[index % 2]},{index * 1.5}")
    (tmp_path / "table.csv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path / "table.csv"


@pytest.fixture
def dialog(table: Path, qtbot: QtBot) -> Iterator[TableDialog]:
    made = TableDialog(str(table))
    qtbot.addWidget(made)
    made.show()
    yield made
    assert made.shut_down()


def words(dialog: TableDialog) -> str:
    return dialog.findChild(NoticeLine, "tableOutcome").text


def use(dialog: TableDialog) -> QPushButton:
    return dialog.findChild(QPushButton, "tableUse")


def combo(dialog: TableDialog, row: int) -> QComboBox:
    found = dialog.findChild(QTableWidget, "tableColumns").cellWidget(row, 1)
    assert isinstance(found, QComboBox)
    return found


def take(dialog: TableDialog, row: int, role: str) -> None:
    combo(dialog, row).setCurrentIndex(combo(dialog, row).findData(role))


def test_columns_and_first_rows_are_shown_with_what_they_teach(dialog: TableDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: use(dialog).isEnabled(), timeout=10_000)
    shown = dialog.findChild(QTableWidget, "tableColumns")
    assert [shown.item(row, 0).text() for row in range(shown.rowCount())] == ["file", "kind", "size"]
    assert [combo(dialog, row).currentData() for row in range(3)] == ["path", "class", "number"]
    assert shown.item(0, 2).text() == "pictures/0.png"
    assert words(dialog) == "10 rows. Classification: 2 (a, b). Regression: 1 (size)."
    assert dialog.options == {}
    assert combo(dialog, 1).accessibleName() == "What the column kind is taken for"


def test_another_choice_is_kept_and_what_does_not_fit_is_said(dialog: TableDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: use(dialog).isEnabled(), timeout=10_000)
    take(dialog, 1, "ignored")
    qtbot.waitUntil(lambda: words(dialog) == "10 rows. Regression: 1 (size).", timeout=10_000)
    assert dialog.options == {"columns": {"file": "path", "kind": "ignored", "size": "number"}}
    take(dialog, 0, "ignored")
    qtbot.waitUntil(lambda: "No column names the image files" in words(dialog), timeout=10_000)
    assert not use(dialog).isEnabled()
    take(dialog, 0, "path")
    qtbot.waitUntil(lambda: use(dialog).isEnabled(), timeout=10_000)


def test_header_and_folder_can_be_chosen(dialog: TableDialog, table: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: use(dialog).isEnabled(), timeout=10_000)
    header = dialog.findChild(QComboBox, "tableHeader")
    header.setCurrentIndex(header.findData("no"))
    header.activated.emit(header.currentIndex())
    qtbot.waitUntil(lambda: words(dialog).startswith("11 rows."), timeout=10_000)
    (table.parent / "pictures").rename(table.parent.parent / f"{table.parent.name} moved")
    header.setCurrentIndex(header.findData("auto"))
    header.activated.emit(header.currentIndex())
    qtbot.waitUntil(lambda: "No column names the image files" in words(dialog), timeout=10_000)
    line = dialog.findChild(QLineEdit, "tableFolder")
    line.setText(f"../{table.parent.name} moved")
    line.editingFinished.emit()
    qtbot.waitUntil(lambda: use(dialog).isEnabled(), timeout=10_000)
    assert dialog.options == {"folder": f"../{table.parent.name} moved"}


def test_the_keyboard_reaches_every_choice(dialog: TableDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: use(dialog).isEnabled(), timeout=10_000)
    combo(dialog, 1).setFocus()
    qtbot.keyClick(combo(dialog, 1), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: combo(dialog, 2).hasFocus(), timeout=2_000)
    before = combo(dialog, 2)
    qtbot.keyClick(before, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: words(dialog) == "10 rows. Classification: 2 (a, b).", timeout=10_000)
    assert combo(dialog, 2) is before
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_no_table_is_said(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "no.csv").write_bytes(b"\0\0")
    dialog = TableDialog(str(tmp_path / "no.csv"))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "is no text" in words(dialog), timeout=10_000)
    assert not use(dialog).isEnabled()
    assert dialog.shut_down()


@pytest.mark.slow
def test_a_dropped_table_asks_and_is_one_undo(table: Path, qtbot: QtBot) -> None:
    workspace = Workspace(small_project())
    before = workspace.project
    view = DataView(workspace)
    qtbot.addWidget(view)
    view.show()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(table))])
    view.dropEvent(
        QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )
    dialog = view.findChild(TableDialog, "tableDialog")
    qtbot.waitUntil(lambda: use(dialog).isEnabled(), timeout=10_000)
    take(dialog, 1, "ignored")
    qtbot.waitUntil(lambda: words(dialog) == "10 rows. Regression: 1 (size).", timeout=10_000)
    dialog.accept()
    qtbot.waitUntil(lambda: workspace.project.data.get("name") == str(table), timeout=10_000)
    assert workspace.project.data["options"] == {"columns": {"file": "path", "kind": "ignored", "size": "number"}}
    assert workspace.project.task is not None
    assert workspace.project.task.kind == "regression"
    assert view.findChild(QPushButton, "dataColumns").isVisible()
    qtbot.waitUntil(lambda: view._samples.splits is not None, timeout=20_000)
    workspace.undo()
    assert workspace.project == before
    assert view.shut_down()
