"""The data view: what is chosen, what is read, and that nothing changes when data are not available."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QPushButton, QTableWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from backend.protocol.recipe import Recipe
from builder.model.project import Project
from gui.data.data_view import DataView
from gui.forms.field_form import FieldForm
from gui.model.workspace import Workspace
from tests.support.learning import block_of, small_project


@pytest.fixture
def workspace(qapp: object) -> Workspace:
    return Workspace(small_project())


@pytest.fixture
def view(workspace: Workspace, qtbot: QtBot) -> Iterator[DataView]:
    made = DataView(workspace)
    qtbot.addWidget(made)
    made.resize(1200, 320)
    made.show()
    yield made
    assert made.shut_down()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three classes of twenty colour images of 12 x 10, and a broken file."""
    random = np.random.default_rng(0)
    for name in ("apple", "birch", "cloud"):
        (tmp_path / "plants" / name).mkdir(parents=True)
        for number in range(20):
            pixels = random.integers(0, 255, (10, 12, 3), dtype=np.uint8)
            Image.fromarray(pixels).save(tmp_path / "plants" / name / f"{number}.png")
    (tmp_path / "plants" / "apple" / "broken.png").write_bytes(b"no picture")
    return tmp_path / "plants"


def read(view: DataView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view._samples.splits is not None and not view.chooser.busy, timeout=60_000)


def empty_words(view: DataView) -> str:
    return view.findChild(QLabel, "dataEmptyWords").text()


@pytest.mark.slow
def test_samples_counts_and_place(view: DataView, qtbot: QtBot) -> None:
    read(view, qtbot)
    pictures = view.findChild(QListView, "dataSamples").model()
    labels = [pictures.index(row, 0).data() for row in range(pictures.rowCount())]
    assert len(labels) >= 12
    assert all(labels.count(name) >= 2 for name in "0123456789")
    counts = view.findChild(QTableWidget, "dataCounts")
    assert counts.rowCount() == 11
    cells = [[int(counts.item(row, column).text().replace(",", "")) for column in (1, 2, 3)] for row in range(11)]
    assert sum(cells[0]) == 1797
    assert [sum(column) for column in zip(*cells[1:], strict=True)] == cells[0]
    assert "scikit-learn" in view.findChild(QLabel, "dataPlace").text()


def test_resizing_is_said(view: DataView, workspace: Workspace, qtbot: QtBot) -> None:
    read(view, qtbot)
    assert not view.findChild(QLabel, "dataNotes").isVisible()
    from builder import edits

    workspace.edit("Larger", lambda graph: edits.set_fields(graph, [block_of(workspace, "Input")], {"shape": (1, 28, 28)}))
    qtbot.waitUntil(lambda: "8×8 images are resized to 28×28" in view.findChild(QLabel, "dataNotes").text(), timeout=30_000)


def test_choosing_is_one_undo(qapp: object, qtbot: QtBot) -> None:
    workspace = Workspace()
    view = DataView(workspace)
    qtbot.addWidget(view)
    view.show()
    assert empty_words(view) == "What shall the network learn from?"
    choice = view.findChild(QComboBox, "dataChoice")
    row = choice.findData("digits")
    choice.setCurrentIndex(row)
    choice.activated.emit(row)
    assert workspace.project.data["name"] == "digits"
    assert workspace.project.task.classes == tuple("0123456789")
    assert Recipe(**workspace.project.recipe).batch_size == 16
    assert workspace.document.undo_label == "Choose Digits"
    workspace.undo()
    assert workspace.project == Project()
    assert view.shut_down()


def test_a_dropped_folder_sets_input_classes_and_head(view: DataView, workspace: Workspace, folder: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    drop = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(drop)
    qtbot.waitUntil(lambda: workspace.project.data["name"] == str(folder), timeout=30_000)
    assert workspace.project.task.classes == ("apple", "birch", "cloud")
    assert workspace.graph.blocks[block_of(workspace, "Linear")].layer.out_features == 3
    assert workspace.graph.blocks[block_of(workspace, "Input")].layer.shape[0] == 3
    assert workspace.analysis.ok
    read(view, qtbot)
    assert "1" in view.findChild(QLabel, "dataNotes").text()
    assert view.findChild(QTableWidget, "dataCounts").rowCount() == 4
    workspace.undo()
    assert workspace.project.data["name"] == "digits"
    assert workspace.project.task.classes == tuple("0123456789")


def test_a_folder_without_images_changes_nothing(view: DataView, workspace: Workspace, tmp_path: Path, qtbot: QtBot) -> None:
    before = workspace.project
    with qtbot.waitSignal(view.chooser.failed, timeout=10_000) as words:
        view.choose(str(tmp_path))
    assert workspace.project == before
    assert words.args[0]
    assert view.findChild(QLabel, "dataChangeWords").text() == words.args[0]
    assert not view.findChild(QPushButton, "dataChangeUndo").isVisible()
    read(view, qtbot)  # the images that are chosen are in sight


def test_a_name_that_is_none_is_said(view: DataView, workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.chooser.failed, timeout=3000) as words:
        view.choose("digit")
    assert "Did you mean digits?" in words.args[0]


def test_offline_is_said_and_changes_nothing(
    view: DataView, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CONVAS_DATA", raising=False)
    for name in ("https_proxy", "http_proxy", "HTTPS_PROXY", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    before = workspace.project
    with qtbot.waitSignal(view.chooser.failed, timeout=60_000) as words:
        view.choose("fashion-mnist")
    assert "Fashion-MNIST" in words.args[0]
    assert workspace.project == before


def test_reading_can_be_cancelled(workspace: Workspace, qtbot: QtBot, folder: Path) -> None:
    view = DataView(workspace)
    qtbot.addWidget(view)
    view.show()
    cancel = view.findChild(QPushButton, "dataCancel")
    assert cancel.isVisible()
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: empty_words(view) == "Stopped" or view._samples.splits is not None, timeout=10_000)
    assert view.shut_down()


def test_the_split_is_a_field_with_undo(view: DataView, workspace: Workspace, qtbot: QtBot) -> None:
    read(view, qtbot)
    field = view.findChild(QLineEdit, "field.val_fraction")
    field.selectAll()
    qtbot.keyClicks(field, "0.25")
    assert workspace.project.data["val_fraction"] == 0.25
    read(view, qtbot)
    counts = view.findChild(QTableWidget, "dataCounts")
    qtbot.waitUntil(lambda: int(counts.item(0, 2).text()) > 300, timeout=30_000)
    workspace.undo()
    assert workspace.project.data["val_fraction"] == 0.1


def test_a_recipe_changed_by_hand_is_kept(workspace: Workspace, qtbot: QtBot, folder: Path) -> None:
    view = DataView(workspace)
    qtbot.addWidget(view)
    own = workspace.project.recipe
    with qtbot.waitSignal(view.chooser.chosen, timeout=20_000):
        view.choose(str(folder))
    assert workspace.project.recipe == own
    assert view.shut_down()


@pytest.fixture
def shapes(view: DataView, workspace: Workspace) -> FieldForm:
    """The form of the options of shapes, which were chosen."""
    assert view.findChild(QWidget, "dataOptions").isHidden(), "digits have no options"
    view.choose("shapes")
    form = view.findChild(QWidget, "dataOptions").findChild(FieldForm)
    assert not form.isVisible(), "folded away until it is wanted"
    view.findChild(QToolButton, "dataOptionsFold").click()
    assert form.isVisible()
    return form


def test_options_of_drawn_data_change_input_and_head(shapes: FieldForm, workspace: Workspace) -> None:
    shapes.editor("size").edited.emit(48)
    shapes.editor("crosses").edited.emit(False)
    assert workspace.project.data["options"] == {"size": 48, "crosses": False}
    assert workspace.graph.blocks[block_of(workspace, "Input")].layer.shape == (3, 48, 48)
    assert workspace.graph.blocks[block_of(workspace, "Linear")].layer.out_features == 3
    assert workspace.project.task.classes == ("circle", "square", "triangle")
    assert workspace.document.undo_label == "Change crosses"
    workspace.undo()
    assert workspace.graph.blocks[block_of(workspace, "Linear")].layer.out_features == 4
    assert shapes.value().crosses, "the form follows"


def test_options_that_change_only_the_images_leave_the_network_alone(
    shapes: FieldForm, view: DataView, workspace: Workspace, qtbot: QtBot
) -> None:
    from builder import edits

    workspace.edit("Smaller", lambda graph: edits.set_fields(graph, [block_of(workspace, "Input")], {"shape": (3, 24, 24)}))
    shapes.editor("train_count").edited.emit(30)
    shapes.editor("noise").edited.emit(0.2)
    assert workspace.graph.blocks[block_of(workspace, "Input")].layer.shape == (3, 24, 24)
    qtbot.waitUntil(lambda: view._samples.splits is not None and len(view._samples.splits.train) == 27, timeout=30_000)


def test_options_that_cannot_be_are_said_under_their_field(shapes: FieldForm, workspace: Workspace) -> None:
    shapes.editor("fewest").edited.emit(3)
    before = workspace.project
    shapes.editor("most").edited.emit(2)
    assert shapes.error("most") == "Must be at least 3, the fewest figures, not 2."
    assert workspace.project is before


def test_other_data_do_not_inherit_the_options(shapes: FieldForm, view: DataView, workspace: Workspace) -> None:
    shapes.editor("size").edited.emit(48)
    view.choose("digits")
    assert workspace.project.data["options"] == {}
    assert view.findChild(QWidget, "dataOptions").isHidden()


def test_a_division_that_the_data_cannot_have_is_said_at_its_field_and_changes_nothing(
    view: DataView, workspace: Workspace, qtbot: QtBot
) -> None:
    before = workspace.project
    form = view._about._form
    form.editor("val_count").edited.emit(1_790)
    assert form.error("val_count").startswith("Digits holds 1,797 training images")
    assert "too few are left" in form.error("val_count")
    assert workspace.project is before
    form.editor("val_count").edited.emit(100)
    assert form.error("val_count") == ""
    assert workspace.project.data["val_count"] == 100
    assert not form.editor("val_fraction").isEnabled(), "the count decides"
    read(view, qtbot)
    assert len(view._samples.splits.val) == 100


def test_validation_may_be_nothing(view: DataView, workspace: Workspace, qtbot: QtBot) -> None:
    view._about._form.editor("val_fraction").edited.emit(0.0)
    read(view, qtbot)
    assert len(view._samples.splits.val) == 0
    split = view.findChild(QComboBox, "dataSplit")
    assert [split.itemData(row) for row in range(split.count())] == ["train", "test"]


def test_the_task_is_chosen_from_what_the_data_teach(view: DataView, workspace: Workspace, qtbot: QtBot) -> None:
    choice = view.findChild(QComboBox, "dataTask")
    assert [choice.itemData(row) for row in range(choice.count())] == ["classification", "reconstruction", "super-resolution"]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
    assert workspace.project.task.kind == "reconstruction"
    noise = view.findChild(FieldForm, "target.reconstruction").editor("noise")
    assert noise.isVisible()
    noise.edited.emit(-1.0)
    form = view.findChild(FieldForm, "target.reconstruction")
    assert form.error("noise") == "Must be at least 0.0, not -1.0."
    noise.edited.emit(0.25)
    assert workspace.project.task.target.noise == 0.25
    assert form.error("noise") == ""


def test_a_row_of_the_table_shows_samples_of_its_class(view: DataView, qtbot: QtBot) -> None:
    read(view, qtbot)
    counts = view.findChild(QTableWidget, "dataCounts")
    counts.itemActivated.emit(counts.item(4, 0))
    pictures = view.findChild(QListView, "dataSamples").model()
    qtbot.waitUntil(lambda: {pictures.index(row, 0).data() for row in range(pictures.rowCount())} == {"3"}, timeout=5_000)


def test_what_does_not_fit_is_shown_below_the_task_and_repaired_there(
    view: DataView, workspace: Workspace, qtbot: QtBot
) -> None:
    box = view.findChild(QWidget, "dataFit")
    qtbot.waitUntil(lambda: box.isHidden(), timeout=5_000)
    view.chooser.choose_kind("reconstruction")
    qtbot.waitUntil(lambda: bool(box.findChildren(QPushButton)), timeout=5_000)
    words = [label.text() for label in box.findChildren(QLabel) if label.text()]
    assert words == ["output1 needs a picture of the Input's shape (1×8×8), but fc1 gives 10."]
    qtbot.mouseClick(box.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert workspace.analysis.ok
    qtbot.waitUntil(lambda: box.isHidden(), timeout=5_000)


def test_nothing_is_looked_for_behind_another_panel(workspace: Workspace, qtbot: QtBot) -> None:
    view = DataView(workspace)
    qtbot.addWidget(view)
    view.chooser.choose_kind("reconstruction")
    qtbot.waitUntil(lambda: not view._about._later.isActive(), timeout=5_000)
    assert view.findChild(QWidget, "dataFit").isHidden()
    view.resize(1200, 320)
    view.show()
    qtbot.waitUntil(lambda: view.findChild(QWidget, "dataFit").isVisible(), timeout=5_000)
    assert view.shut_down()


def test_the_keyboard_goes_through_what_is_chosen_in_the_order_that_is_seen(view: DataView, qtbot: QtBot) -> None:
    view.choose("shapes")
    view.findChild(QToolButton, "dataOptionsFold").click()
    read(view, qtbot)
    names, widget = [], view.findChild(QComboBox, "dataChoice")
    for _ in range(200):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            names.append(widget.objectName())
        widget = widget.nextInFocusChain()
        if widget.objectName() == "dataSearch":
            break
    wanted = ["dataChoice", "dataTask", "dataOptionsFold", "field.size", "field.colour", "field.val_fraction"]
    places = [names.index(name) for name in wanted]
    assert places == sorted(places)
