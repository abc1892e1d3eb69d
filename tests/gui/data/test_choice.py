"""Choosing data and task: what changes with it, what never does, what is said of it, and that each choice is one undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from backend.datasets.registry import source
from backend.datasets.splits import DataSpec
from backend.protocol.recipe import Recipe
from builder import edits, zoo
from builder.analysis import analyse, analyse_project
from builder.model.project import Project
from builder.tasks.registry import TARGETS
from builder.tasks.super_resolution import LargerPicture
from gui.data.change_line import ChangeLine
from gui.data.choice import DataChooser, with_data, with_kind
from gui.data.fit_box import FitBox
from gui.model.workspace import Workspace
from tests.support.lanes import families
from tests.support.learning import block_of, small_project

SMALL = {"size": 16, "train_count": 40, "test_count": 10}


@pytest.fixture
def workspace(qapp: object) -> Workspace:
    return Workspace(small_project())


@pytest.fixture
def chooser(workspace: Workspace) -> DataChooser:
    return DataChooser(workspace, workspace)


@pytest.mark.parametrize("name", families(zoo.names()))
def test_choosing_data_leaves_networks_alone_whose_output_means_something_else(name: str) -> None:
    kind, project = zoo.info(name).task, Project(zoo.build(name))
    for data in ("digits", "mnist", "shapes", "digits"):
        info, before = source(data).info(), project
        project = with_data(before, data, info)
        assert project.task is not None
        assert project.data["name"] == data
        assert project.recipe["loss"] in project.task.target.losses
        if kind != project.task.kind:
            assert project.graph == before.graph
            assert analyse_project(project).errors
        else:
            assert kind in info.kinds  # the network was made for it, and may follow the data


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("lenet5", "shapes", "classification"),
        ("autoencoder", "digits", "reconstruction"),
        ("conv_autoencoder", "mnist", "reconstruction"),
        ("unet_small", "shapes", "segmentation"),
        ("espcn", "shapes", "super-resolution"),
    ],
)
def test_the_task_is_the_one_that_the_network_means(name: str, data: str, kind: str) -> None:
    project = with_data(Project(zoo.build(name)), data, source(data).info())
    assert project.task is not None
    assert project.task.kind == kind
    assert analyse_project(project).errors == ()


def test_a_network_finds_its_task_again_after_data_that_cannot_teach_it() -> None:
    project = Project(zoo.build("unet_small"))
    kinds = []
    for data in ("digits", "shapes", "mnist", "shapes"):
        project = with_data(project, data, source(data).info())
        assert project.task is not None
        kinds.append(project.task.kind)
    assert kinds == ["classification", "segmentation", "classification", "segmentation"]
    assert analyse_project(project).errors == ()


def test_the_factor_of_an_enlargement_is_that_of_the_network() -> None:
    project = with_data(Project(zoo.build("espcn")), "shapes", source("shapes").info())
    assert project.task is not None
    assert project.task.target == LargerPicture(3)


def test_the_channels_stay_where_a_network_can_only_draw_grey() -> None:
    graph = zoo.build("espcn")
    project = with_data(Project(graph), "shapes", source("shapes").info())
    assert project.graph.blocks[project.graph.of_kind("Input")[0]].layer.values()["shape"][0] == 1
    assert analyse_project(project).errors == ()


@pytest.mark.parametrize("kind", TARGETS)
def test_every_kind_of_task_can_be_chosen_on_shapes_in_one_undo(kind: str, workspace: Workspace, chooser: DataChooser) -> None:
    chooser.choose("shapes")
    before = workspace.project
    assert before.task is not None
    if kind != before.task.kind:
        assert chooser.choose_kind(kind)
        assert workspace.document.undo_label == f"Choose the task {TARGETS[kind].title}"
    task = workspace.project.task
    assert task is not None
    assert task.kind == kind
    assert workspace.project.recipe["loss"] in task.target.losses
    vectors = kind in ("classification", "multilabel", "regression")
    assert workspace.analysis.ok is vectors
    if not vectors:
        assert workspace.graph == before.graph
        assert chooser.change is not None
        assert all("Recipe" in str(message) for message in chooser.change.messages)
    if kind != before.task.kind:
        workspace.undo()
        assert workspace.project == before
        assert chooser.change is None


def test_a_kind_that_the_data_cannot_teach_is_refused_and_changes_nothing(
    workspace: Workspace, chooser: DataChooser, qtbot: QtBot
) -> None:
    before = workspace.project
    with qtbot.waitSignal(chooser.failed) as words:
        assert not chooser.choose_kind("segmentation")
    assert "Digits cannot teach Segmentation" in words.args[0]
    assert workspace.project == before


def test_options_go_with_their_source(workspace: Workspace, chooser: DataChooser) -> None:
    chooser.choose("shapes")
    assert chooser.set_options("size", "Size", SMALL)
    assert workspace.project.data["options"] == SMALL
    assert workspace.graph.blocks[block_of(workspace, "Input")].layer.values()["shape"] == (3, 16, 16)
    assert chooser.set_options("crosses", "Crosses", {**SMALL, "crosses": False})
    assert workspace.project.task is not None
    assert workspace.project.task.classes == ("circle", "square", "triangle")
    assert workspace.graph.blocks[block_of(workspace, "Linear")].layer.values()["out_features"] == 3
    chooser.choose("digits")
    assert workspace.project.data["options"] == {}
    assert DataSpec(**dict(workspace.project.data)).name == "digits"


def test_what_is_typed_in_a_row_is_one_undo_and_one_change(workspace: Workspace, chooser: DataChooser) -> None:
    chooser.choose("shapes")
    chosen = workspace.project
    for size in (16, 64, 48):
        assert chooser.set_options("size", "Size", {"size": size})
    assert chooser.change is not None
    assert chooser.change.before == chosen
    assert [str(message) for message in chooser.change.messages] == ["input1: shape is 3×48×48 instead of 3×32×32."]
    workspace.undo()
    assert workspace.project == chosen


def test_options_that_cannot_be_are_refused_in_words(workspace: Workspace, chooser: DataChooser, qtbot: QtBot) -> None:
    chooser.choose("shapes")
    before = workspace.project
    with qtbot.waitSignal(chooser.failed) as words:
        assert not chooser.set_options("size", "Size", {"size": 3})
    assert "size" in words.args[0]
    assert workspace.project == before


def test_noise_is_a_field_of_the_target(workspace: Workspace, chooser: DataChooser) -> None:
    chooser.choose_kind("reconstruction")
    graph = workspace.graph
    for noise in (0.1, 0.2):
        assert chooser.set_target("noise", "Noise", TARGETS["reconstruction"](noise=noise))
    assert workspace.project.task is not None
    assert workspace.project.task.target.record() == {"noise": 0.2, "masked": 0.0}
    assert workspace.document.undo_label == "Change noise"
    assert workspace.graph == graph
    workspace.undo()
    assert workspace.project.task.target.record() == {"noise": 0.0, "masked": 0.0}


def test_the_line_says_what_changed_and_takes_it_back(workspace: Workspace, chooser: DataChooser, qtbot: QtBot) -> None:
    line = ChangeLine(workspace, chooser)
    qtbot.addWidget(line)
    before = workspace.project
    chooser.choose("shapes")
    assert line.text.startswith("input1: shape is 3×32×32 instead of 1×8×8. fc1: out_features is 4 instead of 10.")
    undo = line.findChild(QPushButton, "dataChangeUndo")
    assert not line.isHidden()
    assert not undo.isHidden()
    undo.click()
    assert workspace.project == before
    assert line.isHidden()


def test_undo_is_offered_only_for_the_choice_itself(workspace: Workspace, chooser: DataChooser, qtbot: QtBot) -> None:
    line = ChangeLine(workspace, chooser)
    qtbot.addWidget(line)
    chooser.choose("shapes")
    undo = line.findChild(QPushButton, "dataChangeUndo")
    relu = block_of(workspace, "ReLU")
    workspace.edit("Move", lambda graph: edits.move(graph, {relu: (500.0, 500.0)}))
    assert undo.isHidden()
    assert not line.isHidden()
    workspace.undo()
    assert not undo.isHidden()


def test_the_recipe_that_comes_with_data_is_said_field_by_field(qapp: object) -> None:
    project = with_data(small_project(), "digits", source("digits").info())
    workspace = Workspace(with_kind(project, source("digits").info(), "classification"))
    workspace.apply("Recipe", lambda old: with_recipe(old, Recipe(batch_size=128, epochs=10)))
    chooser = DataChooser(workspace, workspace)
    chooser.choose("shapes")
    assert chooser.change is not None
    said = [str(message) for message in chooser.change.messages]
    assert "Recipe: Batch size is 16 instead of 128." in said
    assert "Recipe: Epochs is 30 instead of 10." in said


def with_recipe(project: Project, recipe: Recipe) -> Project:
    return Project(project.graph, task=project.task, data=project.data, recipe=recipe.record(), next_id=project.next_id)


def test_what_does_not_fit_is_shown_with_repairs_that_work(qapp: object, qtbot: QtBot) -> None:
    workspace = Workspace(Project(zoo.build("conv_autoencoder")))
    chooser, box = DataChooser(workspace, workspace), FitBox(workspace)
    qtbot.addWidget(box)
    box.show()
    chooser.choose("digits")
    box.refresh()
    assert box.problems == ()
    chooser.choose_kind("classification")
    box.refresh()
    (problem,) = box.problems
    assert problem.code == "output-shape"
    assert workspace.graph == zoo.build("conv_autoencoder")
    (first, *_) = box.findChildren(QPushButton)
    first.click()
    assert workspace.analysis.ok
    box.refresh()
    assert box.problems == ()


@pytest.mark.slow
def test_a_folder_need_not_be_scanned_again_for_another_task(
    workspace: Workspace, chooser: DataChooser, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        for number in range(6):
            Image.new("L", (9, 9), 40 * number).save(tmp_path / name / f"{number}.png")
    with qtbot.waitSignal(chooser.chosen, timeout=20_000):
        chooser.choose(str(tmp_path))
    (tmp_path / "a").rename(tmp_path / "gone")
    assert chooser.choose_kind("reconstruction")
    assert workspace.project.task is not None
    assert workspace.project.task.kind == "reconstruction"
    assert chooser.shut_down()


def test_the_analysis_of_a_foreign_network_stays_what_it_was() -> None:
    graph = zoo.build("yolo_v1")
    project = with_data(Project(graph), "shapes", source("shapes").info())
    assert analyse(project.graph).parameters == analyse(graph).parameters == zoo.info("yolo_v1").parameters


@pytest.mark.slow
def test_losses_that_do_not_suit_the_task_are_not_offered(workspace: Workspace, chooser: DataChooser, qtbot: QtBot) -> None:
    from gui.training.recipe_box import RecipeBox
    from gui.training.training_session import TrainingSession

    session = TrainingSession(workspace)
    box = RecipeBox(workspace, session)
    qtbot.addWidget(box)
    menu = box.findChild(QComboBox, "field.loss")

    def offered() -> list[str]:
        return [menu.itemData(row) for row in range(menu.count())]

    assert offered() == ["Cross entropy", "MSE"]
    chooser.choose("shapes")
    chooser.choose_kind("multilabel")
    assert offered() == ["Binary cross entropy", "MSE"]
    assert menu.currentData() == "Binary cross entropy"
    chooser.choose_kind("segmentation")
    assert offered() == ["Cross entropy"]
    workspace.undo()
    assert offered() == ["Binary cross entropy", "MSE"]
    other = {**workspace.project.recipe, "loss": "L1"}
    workspace.apply("Loss", lambda project: with_recipe(project, Recipe(**other)))
    assert menu.currentData() == "L1"  # what the project says is shown, and the problem with it is in the list
    assert any(problem.code == "loss-task" for problem in workspace.whole.errors)
