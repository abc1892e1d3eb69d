"""The window as a whole: what is where, what is remembered, and that no work is lost."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QFileDialog, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from backend.datasets.base import DatasetInfo
from builder import edits, zoo
from builder.files.project_file import load_project, save_project
from builder.model.project import Project
from gui.data.choice import apply_data
from gui.model.settings import Settings
from gui.shell.main_window import MainWindow
from tests.support.learning import small_project


@pytest.fixture
def window(settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(settings=settings)
    made.show()
    yield made
    leave(made, qtbot)


def leave(window: MainWindow, qtbot: QtBot) -> None:
    """Close for good, whatever is unsaved."""
    if window.training is not None:
        if not window.training.shut_down():
            with qtbot.waitSignal(window.training.ended, timeout=60_000):
                pass
        window.training.join()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    vars(window).clear()
    gc.collect()


def lenet(window: MainWindow) -> None:
    window.workspace.open(Project(zoo.build("lenet5")))


def change(window: MainWindow) -> None:
    graph = window.workspace.graph
    window.workspace.edit("Change", lambda g: edits.delete(g, {graph.of_kind("ReLU")[0]}))


def answer(window: MainWindow, name: str, act) -> list[QWidget]:
    """Do `act` with the dialog called `name` once it is open."""
    seen: list[QWidget] = []

    def look() -> None:
        dialog = window.findChild(QWidget, name)
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(20, window, look)
            return
        seen.append(dialog)
        act(dialog)

    QTimer.singleShot(0, window, look)
    return seen


def press(button: QMessageBox.StandardButton):
    return lambda box: box.button(button).click()


def drop(window: MainWindow, path: Path) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    actions, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(700, 400), actions, mime, buttons, Qt.KeyboardModifier.NoModifier)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(700, 400), actions, mime, buttons, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, event)
    return enter.isAccepted()


def test_every_part_is_there_under_its_name(window: MainWindow) -> None:
    window.load()
    for name in (
        "canvas palette paletteSearch inspector problemList codeView dataView trainingPanel featureMaps welcome dataButton"
    ).split():
        part = window.findChild(QWidget, name)
        assert part is not None, name
        assert name == "paletteSearch" or part.accessibleName(), name


@pytest.mark.slow
def test_every_button_of_the_toolbar_has_words(window: MainWindow) -> None:
    for name in ("new", "open", "save", "undo", "train", "pause", "step", "stop", "export"):
        assert window.findChild(QToolButton, f"button.{name}").accessibleName()


@pytest.mark.slow
def test_it_begins_on_the_welcome_page_with_room_for_it(window: MainWindow) -> None:
    assert window.centre.currentWidget() is window.welcome
    assert window.docks["problems"].isHidden()
    window.show_canvas()
    assert window.centre.currentWidget() is window.canvas
    assert not window.docks["problems"].isHidden()


@pytest.mark.slow
def test_adding_a_layer_leaves_the_welcome_page(window: MainWindow) -> None:
    window.workspace.append("Conv2d")
    assert window.centre.currentWidget() is window.canvas


def test_the_title_says_file_and_changes(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "small.convas"
    save_project(Project(zoo.build("lenet5")), path)
    window.open_path(path)
    assert window.windowTitle().startswith("small.convas")
    assert not window.isWindowModified()
    change(window)
    assert window.isWindowModified()
    assert window.files.save()
    assert not window.isWindowModified()
    assert load_project(path).graph == window.workspace.graph


@pytest.mark.slow
def test_undo_and_redo_say_what_they_do(window: MainWindow) -> None:
    lenet(window)
    assert not window.actions_["undo"].isEnabled()
    change(window)
    assert window.actions_["undo"].text() == "&Undo Change"
    window.actions_["undo"].trigger()
    assert window.actions_["redo"].text() == "&Redo Change"
    assert not window.actions_["undo"].isEnabled()


@pytest.mark.slow
def test_what_needs_a_selection_waits_for_one(window: MainWindow) -> None:
    lenet(window)
    assert not window.actions_["delete"].isEnabled()
    window.workspace.select(window.workspace.graph.of_kind("Conv2d"))
    assert window.actions_["delete"].isEnabled()
    assert not window.actions_["rename"].isEnabled()


def test_keys_reach_their_commands(window: MainWindow, qtbot: QtBot) -> None:
    lenet(window)
    window.canvas.setFocus()
    blocks = len(window.workspace.graph.blocks)
    qtbot.keyClick(window.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(window.workspace.selection) == blocks
    qtbot.keyClick(window.canvas, Qt.Key.Key_Delete)
    assert len(window.workspace.graph.blocks) < blocks
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(window.workspace.graph.blocks) == blocks
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.findChild(QWidget, "paletteSearch").hasFocus() or not window.isActiveWindow()


def test_a_refusal_is_said_in_the_corner(window: MainWindow) -> None:
    lenet(window)
    window.workspace.append("Nothing")
    assert [notice.severity for notice in window.notifications.notices] == ["warning"]


@pytest.mark.slow
def test_a_problem_is_counted_on_the_tab_and_below(window: MainWindow) -> None:
    lenet(window)
    assert window.docks["problems"].windowTitle() == "Problems"
    conv = window.workspace.graph.of_kind("Conv2d")[1]
    window.workspace.edit("Break", lambda graph: edits.set_fields(graph, [conv], {"kernel_size": (99, 99)}))
    assert window.docks["problems"].windowTitle().startswith("Problems (")
    summary = window.findChild(QToolButton, "problemSummary")
    assert "to mend" in summary.text()
    window.docks["code"].reveal()
    summary.click()
    assert not window.problems.visibleRegion().isEmpty()


@pytest.mark.slow
def test_the_line_at_the_bottom_says_how_the_training_stands(window: MainWindow, qtbot: QtBot) -> None:
    summary = window.findChild(QToolButton, "problemSummary")
    assert summary.text().strip() == "Nothing drawn yet"
    window.load()
    window.workspace.open(small_project(epochs=1000))
    assert summary.text().strip() == "Ready to train"
    session = window.training.session
    assert window.training.train()
    qtbot.waitUntil(lambda: session.state == "running", timeout=60_000)
    assert summary.text().strip() == "Training"
    window.status.showMessage(window.actions_["stop"].statusTip())
    session.stop()
    qtbot.waitUntil(lambda: session.state == "finished", timeout=60_000)
    assert summary.text().strip() == "Trained"
    assert window.status.currentMessage() == "", "a tip for what cannot be done now"
    change(window)
    assert summary.text().strip() == "Ready to train"


@pytest.mark.slow
def test_a_training_whose_loss_became_no_number_is_not_called_a_success(window: MainWindow, qtbot: QtBot) -> None:
    window.load()
    window.workspace.open(small_project(learning_rate=1000.0, optimizer="SGD", loss="MSE", epochs=50))
    assert window.training.train()
    qtbot.waitUntil(lambda: window.training.session.state == "finished", timeout=60_000)
    assert window.training.session.history.finished.reason == "nan"
    assert window.findChild(QToolButton, "problemSummary").text().strip() == "Training broke off"


@pytest.mark.slow
def test_tab_comes_round_through_the_fields_and_never_into_panels_behind_others(window: MainWindow, qtbot: QtBot) -> None:
    window.load()
    lenet(window)
    window.resize(1400, 900)
    window.docks["problems"].reveal()
    window.workspace.select(window.workspace.graph.of_kind("Conv2d")[:1])
    window.activateWindow()
    name = window.findChild(QWidget, "blockName")
    name.setFocus()
    qtbot.waitUntil(name.hasFocus, timeout=2000)
    visited = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        visited.append(now.objectName())
        assert not window.docks.covers(now), now.objectName()
        if now is name:
            break
    assert QApplication.focusWidget() is name, visited
    fields = [where for where in visited if where.startswith("field.") or where == "more"]
    assert fields[:2] == ["field.out_channels", "field.kernel_size.height"]
    assert fields[-1] == "more"
    assert not {"codeText", "dataChoice", "recipeScroll"} & set(visited)


@pytest.mark.slow
def test_panels_come_back_where_they_were(settings: Settings, qtbot: QtBot) -> None:
    first = MainWindow(settings=settings)
    first.show()
    first.show_canvas()
    first.docks["inspector"].hide()
    first.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, first.docks["code"])
    first.close()
    leave(first, qtbot)
    second = MainWindow(settings=settings)
    second.show()
    second.show_canvas()
    assert second.docks["inspector"].isHidden()
    assert second.dockWidgetArea(second.docks["code"]) is Qt.DockWidgetArea.RightDockWidgetArea
    second.actions_["resetLayout"].trigger()
    assert not second.docks["inspector"].isHidden()
    assert second.dockWidgetArea(second.docks["code"]) is Qt.DockWidgetArea.BottomDockWidgetArea
    leave(second, qtbot)


def test_every_panel_can_be_closed_and_brought_back_by_its_action(window: MainWindow) -> None:
    window.show_canvas()
    for panel in window.findChildren(QDockWidget):
        action = window.findChild(QAction, f"action.panel.{panel.name}")
        was = panel.isHidden()
        action.trigger()
        assert panel.isHidden() is not was
        action.trigger()
        assert panel.isHidden() is was


@pytest.mark.parametrize(
    ("button", "left", "kept"),
    [
        (QMessageBox.StandardButton.Cancel, False, False),
        (QMessageBox.StandardButton.Discard, True, False),
        (QMessageBox.StandardButton.Save, True, True),
    ],
)
def test_unsaved_work_is_asked_about(window: MainWindow, tmp_path: Path, button, left: bool, kept: bool) -> None:
    path = tmp_path / "work.convas"
    save_project(Project(zoo.build("lenet5")), path)
    window.open_path(path)
    change(window)
    changed = window.workspace.graph
    seen = answer(window, "unsavedDialog", press(button))
    window.actions_["new"].trigger()
    assert len(seen) == 1
    assert (not window.workspace.graph.blocks) is left
    assert (load_project(path).graph == changed) is kept


def test_a_starting_network_after_the_data_asks_nothing_and_learns_from_them(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("cats", "dogs"):
        (tmp_path / name).mkdir()
    info = DatasetInfo(
        name="folder",
        title="Pets",
        description="",
        input_shape=(3, 24, 24),
        classes=("cats", "dogs"),
        counts={"train": 80},
    )
    window.load()
    assert apply_data(window.workspace, str(tmp_path), info)
    assert not window.workspace.document.clean
    asked = answer(window, "unsavedDialog", press(QMessageBox.StandardButton.Cancel))
    qtbot.keyClick(window.welcome.findChild(QWidget, "start.lenet5"), Qt.Key.Key_Return)
    assert not asked
    project = window.workspace.project
    assert (project.data["name"], project.task.classes) == (str(tmp_path), ("cats", "dogs"))
    assert window.workspace.analysis.ok


@pytest.mark.slow
def test_saving_asks_for_a_name_once(window: MainWindow, tmp_path: Path) -> None:
    lenet(window)
    change(window)

    def choose(dialog: QFileDialog) -> None:
        dialog.selectFile(str(tmp_path / "mine"))
        dialog.accept()

    seen = answer(window, "saveDialog", choose)
    window.actions_["save"].trigger()
    assert len(seen) == 1
    assert load_project(tmp_path / "mine.convas").graph == window.workspace.graph
    change(window)
    window.actions_["save"].trigger()
    assert load_project(tmp_path / "mine.convas").graph == window.workspace.graph
    assert window.settings.recent() == [tmp_path / "mine.convas"]


@pytest.mark.slow
def test_a_file_that_cannot_be_read_is_said_and_changes_nothing(window: MainWindow, tmp_path: Path) -> None:
    lenet(window)
    before = window.workspace.graph
    path = tmp_path / "broken.convas"
    path.write_text('{"format": "convas", "version": 1, "graph": [', encoding="utf-8")
    window.open_path(path)
    window.open_path(tmp_path / "nowhere.convas")
    words = [notice.text for notice in window.notifications.notices]
    assert len(words) == 2
    assert "broken.convas" in words[0]
    assert "nowhere.convas" in words[1]
    assert window.workspace.graph == before


@pytest.mark.slow
def test_recent_files_are_listed_and_open(window: MainWindow, tmp_path: Path) -> None:
    for name in ("a", "b"):
        save_project(Project(zoo.build("lenet5")), tmp_path / f"{name}.convas")
        window.open_path(tmp_path / f"{name}.convas")
    window.recent_menu.fill()
    first = window.recent_menu.actions()[0]
    assert first.text() == "&1 b.convas"
    window.recent_menu.actions()[1].trigger()
    assert window.workspace.document.path == tmp_path / "a.convas"
    (tmp_path / "b.convas").unlink()
    assert window.settings.recent() == [tmp_path / "a.convas"]


@pytest.mark.slow
def test_a_dropped_project_opens_and_other_files_are_left_alone(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "dropped.convas"
    save_project(Project(zoo.build("lenet5")), path)
    assert drop(window, path)
    qtbot.waitUntil(lambda: window.workspace.document.path == path)
    (tmp_path / "song.mp3").write_bytes(b"")
    assert not drop(window, tmp_path / "song.mp3")


def test_closing_asks_about_unsaved_work(window: MainWindow, qtbot: QtBot) -> None:
    lenet(window)
    change(window)
    answer(window, "unsavedDialog", press(QMessageBox.StandardButton.Cancel))
    with qtbot.assertNotEmitted(window.closed):
        assert not window.close()
    assert window.isVisible()
    answer(window, "unsavedDialog", press(QMessageBox.StandardButton.Discard))
    with qtbot.waitSignal(window.closed):
        assert window.close()


@pytest.mark.slow
def test_closing_in_the_middle_of_a_training_hides_stops_and_then_closes(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.welcome.train_button, Qt.MouseButton.LeftButton)
    session = window.training.session
    qtbot.waitUntil(lambda: session.history.step > 0, timeout=60_000)
    change(window)
    seen = answer(window, "unsavedDialog", press(QMessageBox.StandardButton.Discard))
    with qtbot.waitSignal(window.closed, timeout=60_000):
        window.close()
        assert not window.isVisible()
        assert window.training.session.state != "idle"
    assert not session.active
    assert len(seen) == 1
    assert (session.run.store.folder / "last.pt").is_file()


@pytest.mark.slow
def test_the_button_says_which_data_are_chosen(window: MainWindow) -> None:
    window.load()
    window.data_button.menu().aboutToShow.emit()
    action = window.findChild(QAction, "action.data.digits")
    action.trigger()
    assert window.workspace.project.data["name"] == "digits"
    assert window.data_button.text().strip() == "Data: Digits"
    assert window.workspace.document.undo_label == "Choose Digits"


def test_the_first_paint_is_told_once(settings: Settings, qtbot: QtBot) -> None:
    made = MainWindow(settings=settings)
    painted: list[int] = []
    made.painted.connect(lambda: painted.append(1))
    made.show()
    qtbot.waitUntil(lambda: bool(painted))
    made.update()
    qtbot.wait(50)
    assert painted == [1]
    leave(made, qtbot)


@pytest.mark.slow
def test_starting_loads_nothing_that_is_slow() -> None:
    code = "import sys, gui.app; print([name for name in ('torch', 'pyqtgraph', 'sklearn', 'numpy') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", done.stdout


def test_data_that_have_changed_are_asked_about(window: MainWindow) -> None:
    session = window.load().session
    session.data_changed.emit("1 file was added.")
    (box,) = window.findChildren(QMessageBox, "changedDataDialog")
    assert box.informativeText() == "1 file was added."
    box.reject()
    assert not session.active
