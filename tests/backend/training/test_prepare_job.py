"""From a project and wishes to a job: the graph is never touched, and what does not fit is reported with its repair."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.protocol.recipe import Recipe, defaults_for
from backend.training.prepare_job import CannotTrain, OverrideError, parse_overrides, prepare_job, recipe_for
from builder import zoo
from builder.analysis import analyse_project
from builder.check_report import Report
from builder.common.fields import describe
from builder.model.project import Project
from builder.sketch import Sketch


@pytest.fixture
def project() -> Project:
    info = source("digits").info()
    return zoo.project("lenet5", task_for(info), {"name": "digits"}, recipe_for(info).record())


def folder(root: Path, classes: int) -> str:
    for label in range(classes):
        (root / str(label)).mkdir(parents=True)
        for index in range(3):
            Image.new("L", (8, 8), label + index).save(root / str(label) / f"{index}.png")
    return str(root)


def test_the_projects_own_wishes_are_kept(project: Project) -> None:
    request = prepare_job(project)
    assert request.job.graph == project.graph
    assert request.job.recipe == Recipe(**project.recipe)
    assert request.job.data.name == "digits"
    assert request.notes == ()


def test_wishes_change_the_recipe_only(project: Project) -> None:
    job = prepare_job(project, overrides={"epochs": 3, "seed": 7, "device": "cpu"}).job
    assert (job.recipe.epochs, job.recipe.seed, job.recipe.device) == (3, 7, "cpu")
    assert job.recipe.batch_size == Recipe(**project.recipe).batch_size
    with pytest.raises(CannotTrain, match="batch_size"):
        prepare_job(project, overrides={"batch_size": 0})


def test_other_data_bring_the_recipe_that_suits_them_unless_it_was_chosen_by_hand(project: Project) -> None:
    request = prepare_job(project, data="mnist", overrides={"epochs": 1})
    assert request.job.recipe == defaults_for("mnist").with_values(epochs=1)
    assert list(map(str, request.notes)) == ["The recipe is the one that suits MNIST: batch size 128, 1 epoch."]
    by_hand = replace(project, recipe={**project.recipe, "learning_rate": 0.01})
    request = prepare_job(by_hand, data="mnist")
    assert request.job.recipe == Recipe(**by_hand.recipe)
    assert request.notes == ()


def test_a_project_without_a_recipe_gets_the_one_that_suits_its_data(project: Project, tmp_path: Path) -> None:
    request = prepare_job(replace(project, recipe={}), data=folder(tmp_path, 10))
    assert request.job.recipe == defaults_for("", 30)
    assert request.notes == ()
    assert request.job.task.classes == tuple("0123456789")


def test_other_classes_are_refused_with_the_repair(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CannotTrain, match="3 classes") as error:
        prepare_job(project, data=folder(tmp_path / "three", 3))
    (problem,) = error.value.problems
    assert project.graph.blocks[problem.block].name == "fc3"
    assert error.value.block == problem.block
    assert list(Report(error.value.project).problem_lines(errors_only=True))[1].startswith("  repair: ")


def test_data_that_are_not_there_are_said(project: Project) -> None:
    with pytest.raises(CannotTrain, match="Did you mean mnist"):
        prepare_job(project, data="mnits")
    with pytest.raises(CannotTrain, match="There is no folder /nowhere"):
        prepare_job(replace(project, data={"name": "/nowhere"}))
    with pytest.raises(CannotTrain, match="sample_fraction"):
        prepare_job(replace(project, data={"name": "digits", "sample_fraction": 1}))


def test_the_window_gives_its_analysis_and_gets_the_same_job(project: Project) -> None:
    analysed = prepare_job(project, analysis=analyse_project(project)).job
    assert analysed == prepare_job(project).job


@pytest.mark.parametrize("known", [True, False], ids=["window", "command line"])
def test_both_ways_make_the_same_checks(project: Project, known: bool) -> None:
    def refused(asked: Project) -> CannotTrain:
        with pytest.raises(CannotTrain) as caught:
            prepare_job(asked, analysis=analyse_project(asked) if known else None)
        return caught.value

    assert "no network yet" in str(refused(replace(project, graph=Project().graph)))
    assert "Choose the data" in str(refused(replace(project, data={})))
    net = Sketch()
    x = net("Linear", net("Flatten", net("Input", shape=(1, 28, 28))), out_features=300_000)
    net("Output", net("Linear", net("Linear", x, out_features=300_000), out_features=10))
    assert "memory" in str(refused(replace(project, graph=net.graph)))
    net = Sketch()
    bad = net("Conv2d", net("Input", shape=(1, 28, 28)), out_channels=4, kernel_size=90)
    net("Output", net("Linear", net("Flatten", bad), out_features=10))
    assert refused(replace(project, graph=net.graph)).block == bad
    assert "learning_rate" in str(refused(replace(project, recipe={"learning_rate": -1.0})))
    assert "too few are left" in str(refused(replace(project, data={"name": "digits", "val_count": 1_700})))
    assert "size" in str(refused(replace(project, data={"name": "shapes", "options": {"size": 3}})))


OTHER: dict[str, tuple[str, Any]] = {
    "loss": ("mse", "MSE"),
    "optimizer": ("sgd", "SGD"),
    "learning_rate": ("1e-2", 0.01),
    "early_stopping": ("yes", True),
    "device": ("cpu", "cpu"),
    "class_balance": ("Weights", "weights"),
}


@pytest.mark.parametrize("name", Recipe.model_fields)
def test_every_field_of_the_recipe_can_be_written(project: Project, name: str) -> None:
    text, value = OTHER.get(name, ("1", 1))
    overrides = parse_overrides([f"{name}={text}"])
    if name == "momentum":
        overrides = parse_overrides(["momentum = 0.5"])
        value = 0.5
    recipe = prepare_job(project, overrides=overrides).job.recipe
    assert getattr(recipe, name) == value
    assert str(describe(Recipe.annotation(name)))


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        ("learning_rate", "write NAME=VALUE"),
        ("learning_rat=1", "Did you mean learning_rate"),
        ("x=1", "it has loss, optimizer"),
        ("epochs=many", "a whole number, not many"),
        ("epochs=1.5", "a whole number, not 1.5"),
        ("learning_rate=fast", "a number, not fast"),
        ("early_stopping=maybe", "yes or no"),
        ("optimizer=Newton", "one of SGD, Momentum"),
    ],
)
def test_what_cannot_be_set_is_said(pair: str, words: str) -> None:
    with pytest.raises(OverrideError, match=words):
        parse_overrides([pair])


def test_options_of_the_data_are_taken_and_those_of_the_project_kept() -> None:
    info = source("shapes").info()
    own = {"name": "shapes", "options": {"noise": 0.1}}
    project = zoo.project("lenet5", task_for(info), own, recipe_for(info).record())
    job = prepare_job(project, options=["train_count=50", "most=2"]).job
    assert job.data.options == {"noise": 0.1, "train_count": 50, "most": 2}
    assert prepare_job(project, data="shapes").job.data.options == {"noise": 0.1}
    with pytest.raises(CannotTrain, match=r"shapes.most: must be at least 3, the fewest figures, not 2"):
        prepare_job(project, options=["fewest=3", "most=2"])
    with pytest.raises(CannotTrain, match="there are 3 classes"):
        prepare_job(project, options=["crosses=no"])
    with pytest.raises(CannotTrain, match="digits has no options"):
        prepare_job(project, data="digits", options=["size=64"])


def test_what_is_known_of_a_folder_is_used_without_looking_into_it(project: Project, tmp_path: Path) -> None:
    name = folder(tmp_path / "ten", 10)
    known = source(name).info()
    asked = replace(project, data={"name": name, "val_count": 40}, task=task_for(known))
    analysis = analyse_project(asked)
    assert prepare_job(asked, analysis=analysis).job.data.val_count == 40, "nothing is known"
    with pytest.raises(CannotTrain, match="holds 30 training images"):
        prepare_job(asked, analysis=analysis, known=known)
    with pytest.raises(CannotTrain, match="holds 30 training images"):
        prepare_job(asked)


def test_refusals_name_the_place_in_the_project(project: Project) -> None:
    with pytest.raises(CannotTrain, match=r"recipe\.epochs: must be at least 1, not 0"):
        prepare_job(project, overrides={"epochs": 0})
    for field, value, words in (
        ("fit", "x", "data.fit: must be 'letterbox' or 'crop' or 'stretch', not 'x'"),
        ("options", [], "data.options: must be a record of names and values, not []"),
    ):
        with pytest.raises(CannotTrain) as error:
            prepare_job(replace(project, data={"name": "digits", field: value}))
        assert words in str(error.value)
    with pytest.raises(CannotTrain, match="size: must be at least 16, not 1"):
        prepare_job(replace(project, data={"name": "shapes", "options": {"size": 1}}))
