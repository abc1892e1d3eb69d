"""Networks of the zoo as projects: data that suit, a recipe that suits, and nothing downloaded."""

from __future__ import annotations

import pytest

from backend.datasets.base import DataError
from backend.datasets.registry import source, sources
from backend.protocol.job import TrainingJob
from backend.training.zoo_project import offered_source, task_of, zoo_project
from builder import zoo
from builder.analysis import analyse_project
from builder.model.project import Project
from builder.tasks.registry import TARGETS
from builder.tasks.super_resolution import LargerPicture
from tests.support.lanes import families


def test_the_data_that_a_network_names_are_there() -> None:
    named = {data for name in zoo.names() for data in zoo.info(name).data}
    assert named <= {*sources(), "shapes"}


@pytest.mark.parametrize("name", families(zoo.names()))
def test_a_network_is_offered_with_data_that_need_no_download(name: str) -> None:
    chosen = offered_source(name)
    made = zoo_project(name)
    if chosen is None:
        assert made.project == Project(zoo.build(name))
        assert len(made.notes) == 1
        return
    assert chosen.ready()
    assert chosen.info().bytes_to_download == 0
    assert made.project.data["name"] == chosen.name
    assert made.project.task is not None
    assert made.project.task.kind == zoo.info(name).task
    job = TrainingJob.of(made.project)
    assert job.recipe.loss in made.project.task.target.losses
    assert analyse_project(made.project).errors == ()


def test_data_and_kind_can_be_chosen() -> None:
    made = zoo_project("conv_autoencoder", source("mnist"))
    assert made.project.data["name"] == "mnist"
    assert made.project.task is not None
    assert made.project.task.kind == "reconstruction"
    assert made.project.recipe["loss"] == "MSE"
    assert made.notes == ()
    other = zoo_project("conv_autoencoder", source("mnist"), "classification")
    assert (other.project.task, other.info) == (None, None)
    assert "another task" in str(other.notes[0])


def test_data_that_cannot_teach_the_task_are_refused_in_words() -> None:
    with pytest.raises(DataError, match="Digits cannot teach Segmentation; it can teach Classification"):
        zoo_project("unet_small", source("digits"))


def test_a_factor_that_the_network_fixes_is_that_of_the_task() -> None:
    task = task_of("espcn", source("mnist").info())
    assert task is not None
    assert task.target == LargerPicture(3)
    assert task_of("yolo_v1", source("mnist").info()) is None
    assert zoo_project("yolo_v1", source("mnist")).project == Project(zoo.build("yolo_v1"))
    assert {zoo.info(name).task for name in zoo.names()} - set(TARGETS) == {"detection"}


def test_shapes_are_drawn_at_the_size_of_the_network_but_small_where_it_takes_that() -> None:
    large = zoo_project("unet_2015", source("shapes")).project
    assert large.task is not None
    assert large.task.input_shape == (3, 572, 572)
    made = zoo_project("unet_small", source("shapes"))
    assert made.project.task is not None
    assert made.project.task.input_shape == (3, 64, 64)
    assert not [str(note) for note in made.notes if "resized" in str(note)]
