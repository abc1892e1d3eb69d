"""``train --continue``: the project's last run goes on in its folder, on changed data only with ``--accept-data``."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

import main
from backend.datasets.base import task_for
from backend.datasets.registry import source
from backend.runs.store import RunStore
from builder.files.project_file import load_project, save_project
from builder.model.project import Project
from tests.support.training import small_net

pytestmark = pytest.mark.slow


@pytest.fixture
def says(capsys):
    """Run a command here; gives exit status, standard output and standard error."""

    def run(*arguments):
        capsys.readouterr()
        status = main.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return status, told.out, told.err

    return run


@pytest.fixture
def project(tmp_path):
    """A small network on ten dark cats and ten bright dogs."""
    data = tmp_path / "data"
    for index in range(10):
        for name, value in (("cat", index), ("dog", 255 - index)):
            (data / name).mkdir(parents=True, exist_ok=True)
            Image.fromarray(np.full((8, 8), value, np.uint8)).save(data / name / f"{index}.png")
    path = tmp_path / "net.convas"
    graph = small_net(classes=2)
    made = Project(graph, task=task_for(source(str(data)).info()), data={"name": str(data)}, next_id=max(graph.blocks) + 1)
    save_project(replace(made, recipe={"epochs": 1, "threads": 1, "batch_size": 8}), path)
    return path


def test_a_run_goes_on_in_its_folder(says, project):
    status, _, err = says("train", project, "--continue")
    assert status == 2
    assert "has not been trained yet: nothing to go on with" in err
    assert says("train", project)[0] == 0
    run = RunStore(load_project(project).run)
    assert says("train", project, "--continue")[0] == 0
    assert load_project(project).run == str(run.folder)
    assert run.read_finished().epoch == 2


def test_changed_data_are_refused_with_the_difference_unless_accepted(says, project):
    assert says("train", project)[0] == 0
    (project.parent / "data" / "cat").rename(project.parent / "data" / "zebra")
    status, _, err = says("train", project, "--continue")
    assert status == 2
    assert "the class cat is called zebra now" in err
    assert "--accept-data goes on" in err
    assert says("train", project, "--continue", "--accept-data")[0] == 0
    assert RunStore(load_project(project).run).read_started().classes == ("zebra", "dog")
