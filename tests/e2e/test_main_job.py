"""The main job with real hands: from the welcome page to a file that plain PyTorch loads, and the ways around it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QWidget

from gui.training.training_session import TrainingState
from tests.support.person import Person, wait

pytestmark = pytest.mark.display


def state(person: Person) -> TrainingState:
    return person.window.training.session.state


def block(person: Person, name: str) -> int:
    return next(id for id, block in person.window.workspace.graph.blocks.items() if block.name == name)


def click_block(person: Person, name: str, *, button: int = 1) -> None:
    person.press_at(person.block_point(block(person, name)), button=button)


def picture(widget: QWidget) -> np.ndarray:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine()).copy()


def show_panel(person: Person, name: str) -> None:
    """Click the tab of a panel."""
    title = person.window.docks[name].windowTitle()
    for bar in person.window.findChildren(QTabBar):
        for index in range(bar.count()):
            if bar.tabText(index) == title and bar.isVisible():
                person.press_at(bar.mapToGlobal(bar.tabRect(index).center()))
                return wait(200)
    raise AssertionError(f"no tab is called {title}")


def drop(person: Person, path: Path) -> None:
    """Drop a file or folder on the window; the one gesture that is sent from within: it needs a second program."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy = person.window.rect().center(), Qt.DropAction.CopyAction
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    for event in (QDragEnterEvent(place, copy, mime, *held), QDropEvent(QPointF(place), copy, mime, *held)):
        QApplication.sendEvent(person.window, event)
        assert event.isAccepted()
    person.actions += 1


def test_from_the_welcome_page_to_a_file(person: Person, tmp_path: Path) -> None:
    """One click trains; pause, another rate, resume, maps that move, stop, export; plain PyTorch loads the file."""
    person.look("01-welcome")
    person.click("trainLeNet")
    person.wait_until(lambda: state(person) is TrainingState.RUNNING, "the training to run")
    assert person.actions == 1
    history = person.window.training.session.history
    person.wait_until(lambda: len(history.epochs) >= 2, "two epochs")
    person.look("02-training")

    person.trigger("action.pause")
    person.wait_until(lambda: state(person) is TrainingState.PAUSED, "the pause")
    steps = history.step
    wait(400)
    assert history.step == steps
    person.trigger("action.step")
    person.wait_until(lambda: history.step == steps + 1, "one batch")
    rate = person.find("field.learning_rate")
    person.click(rate, times=3)
    person.type("0.0005")
    person.wait_until(lambda: any(mark.value == 0.0005 for mark in history.marks), "the new rate")
    person.look("03-paused")

    person.trigger("action.continue")
    person.wait_until(lambda: state(person) is TrainingState.RUNNING and history.step > steps + 1, "the training to go on")
    click_block(person, "conv1")
    assert person.window.workspace.selection == {block(person, "conv1")}
    show_panel(person, "maps")
    maps = person.find("mosaic")
    person.wait_until(lambda: maps.isVisible(), "the feature maps")
    wait(600)
    before = picture(maps)
    person.look("04-feature-maps")
    person.wait_until(lambda: not np.array_equal(picture(maps), before), "the maps to change")
    show_panel(person, "training")
    person.wait_until(lambda: len(history.epochs) >= 8, "eight epochs")
    person.portrait("readme")
    assert state(person) is TrainingState.RUNNING
    person.trigger("action.stop")
    person.wait_until(lambda: state(person) is TrainingState.FINISHED, "the end")
    show_panel(person, "predictions")
    person.look("05-predictions")
    show_panel(person, "training")
    person.look("06-stopped")

    target = tmp_path / "lenet.pt"
    person.trigger("action.export")
    dialog = person.find("exportDialog")
    path = person.find("exportPath", QLineEdit)
    person.click(path, times=3)
    person.type(str(target))
    person.look("07-export")
    person.click("exportSave")
    person.wait_until(target.is_file, "the exported file", seconds=120)
    person.wait_until(lambda: "differ by at most 0" in person.find("exportResultWords").text(), "the check of the file")
    assert person.find("exportLine").text() == 'model = torch.load("lenet.pt", weights_only=False)'
    person.look("08-exported")
    dialog.close()
    code = (
        "import torch\n"
        f"model = torch.load({str(target)!r}, weights_only=False)\n"
        "print(tuple(model(torch.rand(3, 1, 28, 28)).shape))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "(3, 10)", done.stderr


@pytest.mark.slow
def test_from_an_empty_canvas_in_eight_actions(person: Person) -> None:
    """Data, four double-clicks, Train: Input, Flatten and Output come along, the head gets the classes."""
    person.click("startEmpty")
    person.look("10-empty-canvas")
    person.actions = 0
    person.choose("dataButton", "Digits")
    for kind in ("Conv2d", "ReLU", "MaxPool2d", "Linear"):
        person.press_at(person.palette_point(kind), times=2)
    person.look("11-drawn")
    workspace = person.window.workspace
    kinds = [workspace.graph.blocks[id].kind for id in workspace.graph.order()]
    assert kinds == ["Input", "Conv2d", "ReLU", "MaxPool2d", "Flatten", "Linear", "Output"]
    assert workspace.analysis.ok
    person.trigger("action.train")
    person.wait_until(lambda: state(person) is TrainingState.RUNNING, "the training to run")
    assert person.actions <= 8
    person.wait_until(lambda: len(person.window.training.session.history.epochs) >= 1, "an epoch")
    person.look("12-training-own-network")
    person.trigger("action.stop")
    person.wait_until(lambda: state(person) is TrainingState.FINISHED, "the end")


@pytest.mark.slow
def test_from_a_folder_of_images_in_three_actions(person: Person, tmp_path: Path) -> None:
    """Drop the folder, pick a starting network, Train: nothing is asked, and the network learns from the folder."""
    rng = np.random.default_rng(0)
    for name, level in (("bright", 160), ("dark", 0)):
        (tmp_path / name).mkdir()
        for number in range(30):
            pixels = rng.integers(level, level + 96, (20, 24, 3), np.uint8)
            Image.fromarray(pixels).save(tmp_path / name / f"{number}.png")
    drop(person, tmp_path)
    workspace = person.window.workspace
    person.wait_until(lambda: workspace.project.data.get("name") == str(tmp_path), "the folder to be read")
    person.look("15-folder-dropped")
    person.click("start.lenet5")
    person.trigger("action.train")
    person.wait_until(lambda: len(person.window.training.session.history.epochs) >= 1, "an epoch")
    assert person.actions <= 4
    assert workspace.project.task.classes == person.window.training.session.history.started.classes == ("bright", "dark")
    person.look("16-training-on-a-folder")


@pytest.mark.slow
def test_add_skip_and_its_repair(person: Person) -> None:
    """Select a stretch, Add skip, accept the 1×1 convolution: a residual block in three actions."""
    person.click("start.lenet5")
    person.trigger("action.fit")
    workspace = person.window.workspace
    person.actions = 0
    first, last = block(person, "conv1"), block(person, "pool1")
    person.drag(person.block_point(first, QPointF(-150, -40)), person.block_point(last, QPointF(150, 40)))
    assert workspace.selection == {first, block(person, "relu1"), last}
    person.look("20-stretch")
    person.trigger("action.addSkip")
    problem = workspace.analysis.errors[0]
    assert "1×28×28" in problem.text()
    assert "6×14×14" in problem.text()
    person.look("21-skip")
    person.click(f"repair.{problem.code}.0")
    assert person.actions <= 3
    assert workspace.analysis.ok
    assert "Add" in {workspace.graph.blocks[id].kind for id in workspace.graph.ids()}
    person.look("23-residual")
    person.find("canvas").setFocus()
    person.key("ctrl+z")
    assert workspace.analysis.errors[0] == problem


@pytest.mark.slow
def test_the_linear_repair_by_clicking(person: Person) -> None:
    """A deleted Flatten is a problem in words; one click mends it, one undo takes the mending back."""
    person.click("start.lenet5")
    person.trigger("action.fit")
    workspace = person.window.workspace
    click_block(person, "flatten")
    person.key("Delete")
    assert not workspace.analysis.ok
    show_panel(person, "problems")
    person.look("30-problem")
    person.click(f"repair.{workspace.analysis.errors[0].code}.0")
    assert workspace.analysis.ok
    assert workspace.analysis.parameters == 61_706
    person.look("31-repaired")


@pytest.mark.slow
def test_drag_from_the_palette_onto_a_wire(person: Person) -> None:
    """A layer dropped on a wire is put in between; one dropped on nothing is alone."""
    person.click("start.lenet5")
    person.window.canvas.setFocus()
    person.key("ctrl+0")
    workspace = person.window.workspace
    upper, lower = block(person, "conv1"), block(person, "relu1")
    person.window.canvas.center_on(upper)
    wait(300)
    middle = (person.block_point(upper) + person.block_point(lower)) / 2
    person.drag(person.palette_point("BatchNorm2d"), middle)
    person.look("40-dropped-on-wire")
    names = {workspace.graph.blocks[id].kind: id for id in workspace.graph.ids()}
    added = names["BatchNorm2d"]
    assert workspace.graph.predecessors(added) == [upper]
    assert workspace.graph.successors(added) == [lower]


@pytest.mark.slow
def test_closing_in_the_middle_of_a_training(person: Person) -> None:
    """The window hides at once, the training stops and keeps its weights, then the window closes by itself."""
    person.click("trainLeNet")
    session = person.window.training.session
    person.wait_until(lambda: len(session.history.epochs) >= 1, "an epoch")
    closed: list[bool] = []
    person.window.closed.connect(lambda: closed.append(True))
    person.look("50-before-closing")
    person.key("ctrl+q")
    person.wait_until(lambda: not person.window.isVisible(), "the window to hide")
    person.wait_until(lambda: closed, "the window to close")
    assert session.state is TrainingState.FINISHED
    folder = Path(session.run.store.folder)
    assert {"best.pt", "last.pt", "job.json"} <= {path.name for path in folder.iterdir()}
