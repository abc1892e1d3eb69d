"""From a project and wishes to a job: the graph is never touched, and what does not fit is said with its repair."""

from dataclasses import replace

import pytest
from PIL import Image

from backend.datasets.base import DataError, task_for
from backend.datasets.registry import source
from backend.protocol.recipe import Recipe, defaults_for
from backend.training.prepare_job import RequestError, requested, suited
from builder import zoo
from builder.common.fields import FieldError


@pytest.fixture
def project():
    info = source("digits").info()
    return zoo.project("lenet5", task_for(info), {"name": "digits"}, suited(info).record())


def folder(root, classes):
    for label in range(classes):
        (root / str(label)).mkdir(parents=True)
        for index in range(3):
            Image.new("L", (8, 8), label + index).save(root / str(label) / f"{index}.png")
    return str(root)


def test_the_projects_own_wishes_are_kept(project):
    request = requested(project, None, {})
    assert request.job.graph == project.graph
    assert request.job.recipe == Recipe(**project.recipe)
    assert request.job.data.name == "digits"
    assert request.notes == ()


def test_wishes_change_the_recipe_only(project):
    job = requested(project, None, {"epochs": 3, "seed": 7, "device": "cpu"}).job
    assert (job.recipe.epochs, job.recipe.seed, job.recipe.device) == (3, 7, "cpu")
    assert job.recipe.batch_size == Recipe(**project.recipe).batch_size
    with pytest.raises(FieldError, match="batch_size"):
        requested(project, None, {"batch_size": 0})


def test_other_data_bring_the_recipe_that_suits_them_unless_it_was_chosen_by_hand(project):
    request = requested(project, "mnist", {"epochs": 1})
    assert request.job.recipe == defaults_for("mnist").changed(epochs=1)
    assert request.notes == ("The recipe is the one that suits MNIST: batch size 128, 1 epoch.",)
    by_hand = replace(project, recipe={**project.recipe, "learning_rate": 0.01})
    request = requested(by_hand, "mnist", {})
    assert request.job.recipe == Recipe(**by_hand.recipe)
    assert request.notes == ()


def test_a_project_without_a_recipe_gets_the_one_that_suits_its_data(project, tmp_path):
    request = requested(replace(project, recipe={}), folder(tmp_path, 10), {})
    assert request.job.recipe == defaults_for("", 30)
    assert request.notes == ()
    assert request.job.task.classes == tuple("0123456789")


def test_other_classes_are_refused_with_the_repair(project, tmp_path):
    with pytest.raises(RequestError) as error:
        requested(project, folder(tmp_path / "three", 3), {})
    first, problem, repair = str(error.value).splitlines()
    assert first == "This network cannot be trained on three."
    assert "fc3" in problem
    assert repair.startswith("  repair: ")


def test_data_that_are_not_there_are_said(project):
    with pytest.raises(DataError, match="Did you mean mnist"):
        requested(project, "mnits", {})
    with pytest.raises(DataError, match="There is no folder /nowhere"):
        requested(replace(project, data={"name": "/nowhere"}), None, {})
    with pytest.raises(FieldError, match="sample_fraction"):
        requested(replace(project, data={"name": "digits", "sample_fraction": 1}), None, {})
