"""The welcome page: every way to begin is one click or one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from backend.datasets.registry import source
from backend.protocol.job import TrainingJob
from backend.protocol.recipe import Recipe
from backend.training.prepare_job import prepare_job
from builder import zoo
from builder.analysis import analyse
from builder.model.project import Project
from gui.data.choice import apply_data
from gui.model.workspace import Workspace
from gui.shell.welcome.welcome_cards import Card
from gui.shell.welcome.welcome_page import Welcome, starting_project


@pytest.fixture
def page(empty: Workspace, qtbot: QtBot) -> Welcome:
    made = Welcome(empty)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.show()
    return made


def begun(page: Welcome) -> list[tuple[Project, bool]]:
    heard: list[tuple[Project, bool]] = []
    page.begin.connect(lambda project, train: heard.append((project, train)))
    return heard


def test_a_narrow_page_is_one_column_and_needs_no_scrolling_sideways(page: Welcome, qtbot: QtBot) -> None:
    card, other = page.findChild(Card, "start.lenet5"), page.findChild(QPushButton, "startEmpty")
    assert other.mapTo(page, other.rect().topLeft()).x() > card.mapTo(page, card.rect().topRight()).x()
    page.resize(690, 480)
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0, timeout=2000)
    assert other.mapTo(page, other.rect().topLeft()).y() < card.mapTo(page, card.rect().topLeft()).y()


def test_one_click_trains_lenet_on_digits(page: Welcome, qtbot: QtBot) -> None:
    heard = begun(page)
    qtbot.mouseClick(page.findChild(QPushButton, "trainLeNet"), Qt.MouseButton.LeftButton)
    assert len(heard) == 1
    project, train = heard[0]
    assert train
    assert project.data["name"] == "digits"
    assert Recipe(**project.recipe).batch_size == 16
    assert analyse(project.graph, project.task).ok
    assert project.graph.same_network(zoo.build("lenet5"))


def test_one_key_trains_it_too(page: Welcome) -> None:
    heard = begun(page)
    QTest.keyClick(page.findChild(QPushButton, "trainLeNet"), Qt.Key.Key_Space)
    assert [train for _, train in heard] == [True]


@pytest.mark.parametrize("name", zoo.featured_names())
def test_every_network_to_begin_with_is_a_card_that_can_be_trained(page: Welcome, name: str) -> None:
    heard = begun(page)
    card = page.findChild(Card, f"start.{name}")
    assert card.accessibleName() == str(zoo.info(name).title)
    QTest.keyClick(card, Qt.Key.Key_Return)
    project, train = heard[0]
    assert not train
    assert analyse(project.graph, project.task).ok
    assert TrainingJob.of(project).graph == project.graph


def test_all_other_networks_are_lines_below(page: Welcome) -> None:
    more = [name for name in zoo.names() if name not in zoo.featured_names()]
    lines = [button for button in page.findChildren(QPushButton) if button.objectName().startswith("start.")]
    assert [line.objectName() for line in lines] == [f"start.{name}" for name in more]
    heard = begun(page)
    data = {
        "resnet110_cifar": "shapes",
        "fcn8s_vgg16": "shapes",
        "mlp_300": "digits",
        "autoencoder": "digits",
        "srcnn": "shapes",
    }
    for name in (*data, "yolo_v1"):
        QTest.keyClick(page.findChild(QPushButton, f"start.{name}"), Qt.Key.Key_Space)
    assert not any(train for _, train in heard)
    *learning, detecting = [project for project, _ in heard]
    assert [project.data["name"] for project in learning] == [*data.values()]
    assert [project.task.kind for project in learning if project.task] == [zoo.info(name).task for name in data]
    for project in learning:
        assert analyse(project.graph, project.task).ok
        assert prepare_job(project).job.graph == project.graph
    assert detecting == Project(zoo.build("yolo_v1"))


def test_task_and_data_of_a_network_are_shown(page: Welcome) -> None:
    card = page.findChild(Card, "start.lenet5")
    assert "1998 · Classification · digits, mnist, fashion-mnist, kmnist" in [
        label.text() for label in card.findChildren(QLabel)
    ]
    tips = {name: page.findChild(QPushButton, f"start.{name}").toolTip() for name in ("fcn8s_vgg16", "yolo_v1")}
    assert "2015 · Segmentation · shapes\n134,489,759 parameters" in tips["fcn8s_vgg16"]
    assert "2015 · Detection (later)\n" in tips["yolo_v1"]


def test_a_click_on_a_card(page: Welcome, qtbot: QtBot) -> None:
    heard = begun(page)
    qtbot.mouseClick(page.findChild(Card, "start.tf_tutorial"), Qt.MouseButton.LeftButton)
    assert len(heard) == 1


def test_data_chosen_before_are_kept(empty: Workspace, page: Welcome) -> None:
    apply_data(empty, "fashion-mnist", source("fashion-mnist").info())
    heard = begun(page)
    page.start("tf_tutorial")
    assert heard[0][0].data["name"] == "fashion-mnist"
    assert "Trouser" in heard[0][0].task.classes


def test_data_that_a_network_cannot_learn_from_give_way_to_its_own(empty: Workspace, page: Welcome) -> None:
    apply_data(empty, "digits", source("digits").info())
    heard = begun(page)
    page.start("unet_small")
    assert heard[0][0].data["name"] == "shapes"


def test_a_network_fits_itself_to_the_data() -> None:
    project = starting_project("resnet20_cifar_b")
    shape = project.graph.blocks[project.graph.of_kind("Input")[0]].layer.shape
    assert shape == (3, 32, 32)
    assert analyse(project.graph, project.task).ok


def test_recent_files_come_and_go(page: Welcome, qtbot: QtBot) -> None:
    paths = [Path(f"/somewhere/net{number}.convas") for number in range(9)]
    page.show_recent(paths)
    with qtbot.waitSignal(page.open_wanted) as wanted:
        qtbot.mouseClick(page.findChild(QPushButton, "recent1"), Qt.MouseButton.LeftButton)
    assert wanted.args == [paths[1]]
    page.show_recent([])
    assert not [button for button in page.findChildren(QPushButton) if button.isVisible() and "recent" in button.objectName()]


@pytest.mark.parametrize(
    ("name", "signal"), [("startEmpty", "empty_wanted"), ("startFolder", "folder_wanted"), ("startOpen", "open_wanted")]
)
def test_other_ways_to_begin(page: Welcome, qtbot: QtBot, name: str, signal: str) -> None:
    with qtbot.waitSignal(getattr(page, signal)):
        QTest.keyClick(page.findChild(QPushButton, name), Qt.Key.Key_Space)


def test_everything_that_can_be_used_has_a_name(page: Welcome) -> None:
    for part in [*page.findChildren(QPushButton), *page.findChildren(Card)]:
        assert part.objectName()
        assert part.accessibleName()
    assert any("Train LeNet-5" in label.text() or "Convas" in label.text() for label in page.findChildren(QLabel))
