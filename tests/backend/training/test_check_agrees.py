"""What `check` passes, training accepts: with the project's own data or others, whatever the task and the recipe."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import main
from backend.datasets.base import DataError, task_for
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare
from backend.protocol.command_queue import CommandQueue
from backend.protocol.events import Started
from backend.protocol.sentences import NOTES
from backend.runs.store import RunStore
from backend.training.engine import train
from backend.training.prepare_job import CannotTrain, prepare_job, recipe_for, why_no_task
from builder.files.project_file import load_project, save_project
from builder.model.graph import Graph
from builder.model.project import Project
from builder.sketch import Sketch
from tests.support.lanes import some

SMALL = {"size": 16, "train_count": 40, "test_count": 10}

KINDS = ("classification", "multilabel", "segmentation", "regression", "reconstruction", "super-resolution")


def classifier(outputs: int = 10, channels: int = 1) -> Graph:
    net = Sketch()
    x = net("Conv2d", net("Input", shape=(channels, 16, 16)), out_channels=2, kernel_size=3)
    net("Output", net("Linear", net("Flatten", x), out_features=outputs))
    return net.graph


def maps(channels: int, *, times: int = 1) -> Graph:
    net = Sketch()
    x = net("Conv2d", net("Input", shape=(3, 16, 16)), out_channels=channels, kernel_size=3, padding=1)
    net("Output", x if times == 1 else net("Upsample", x, scale_factor=times))
    return net.graph


def huge() -> Graph:
    net = Sketch()
    x = net("Linear", net("Flatten", net("Input", shape=(1, 16, 16))), out_features=300_000)
    net("Output", net("Linear", net("Linear", x, out_features=300_000), out_features=10))
    return net.graph


GRAPHS: Mapping[str, Graph] = {
    "ten classes": classifier(),
    "four classes": classifier(4, 3),
    "three numbers": classifier(3, 3),
    "five maps": maps(5),
    "a picture": maps(3),
    "a larger picture": maps(3, times=2),
    "too large": huge(),
    "nothing": Graph(),
}

OWN: Mapping[str, Mapping[str, Any]] = {
    "digits": {"name": "digits"},
    "shapes": {"name": "shapes", "options": SMALL},
    "no folder": {"name": "/nowhere"},
    "too few images": {"name": "digits", "val_count": 1_000, "test_count": 1_000},
    "a fold that is none": {"name": "digits", "folds": 3, "fold": 4},
    "no such option": {"name": "shapes", "options": {"sides": 3}},
    "no room for so many figures": {"name": "shapes", "options": {"size": 64, "fewest": 9, "train_count": 20}},
}

RECIPES: Mapping[str, Mapping[str, Any]] = {
    "usual": {},
    "another loss": {"loss": "L1"},
    "bad": {"learning_rate": -1.0},
}


def project_of(graph: str, data: str, recipe: str) -> Project:
    record = OWN[data]
    info = source("digits" if record["name"] == "/nowhere" else record["name"]).info()
    task = task_for(info)
    values = {**recipe_for(info, task.target).record(), "threads": 1, "epochs": 1, **RECIPES[recipe]}
    return Project(GRAPHS[graph], task=task, data=record, recipe=values)


def check(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    status = main.main(["check", str(path), "--json", *words])
    return status, json.loads(capsys.readouterr().out)


def refusal_of(project: Project, **wishes: Any) -> CannotTrain | None:
    try:
        prepare_job(project, **wishes)
    except CannotTrain as refusal:
        return refusal
    return None


CASES = [
    *itertools.product(GRAPHS, ("digits", "shapes"), ("usual",), (None, "shapes", "mnist")),
    *itertools.product(("ten classes",), OWN, RECIPES, (None, "digits")),
]


@pytest.mark.parametrize(("graph", "data", "recipe", "other"), some(CASES, 6))
def test_check_passes_what_training_accepts_and_nothing_else(
    graph: str, data: str, recipe: str, other: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, path = project_of(graph, data, recipe), tmp_path / "project.convas"
    save_project(project, path)
    for kind in (None, *KINDS):
        words = [*(["--data", other] if other else []), *(["--task", kind] if kind else [])]
        status, report = check(path, capsys, *words)
        refusal = refusal_of(load_project(path), data=other, task=kind)
        assert status == (1 if refusal else 0)
        assert report["ok"] is (refusal is None)
        errors = [problem["message"] for problem in report["problems"] if problem["severity"] == "error"]
        assert bool(errors) is bool(refusal)
        if refusal is not None:
            assert str(refusal) in errors


FITTING = [
    ("ten classes", "digits", None),
    ("four classes", "shapes", "classification"),
    ("four classes", "shapes", "multilabel"),
    ("three numbers", "shapes", "regression"),
    ("five maps", "shapes", "segmentation"),
    ("a picture", "shapes", "reconstruction"),
    ("a larger picture", "shapes", "super-resolution"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("graph", "data", "kind"), FITTING)
def test_what_passes_begins_to_learn(graph: str, data: str, kind: str | None, tmp_path: Path) -> None:
    project = project_of(graph, data, "usual")
    prepared = prepare_job(project, task=kind)
    with closing(train(prepared.job, CommandQueue(), RunStore(tmp_path / "run"))) as events:
        assert any(isinstance(event, Started) for event in events)


def test_warnings_reach_check_and_train(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    net = Sketch()
    x = net("Linear", net("Flatten", net("Input", shape=(1, 8, 8))), out_features=10)
    net("Output", net("Softmax", x, dim=1))
    info = source("digits").info()
    task = task_for(info)
    recipe = {**recipe_for(info, task.target).record(), "threads": 1, "epochs": 1}
    project, path = Project(net.graph, task=task, data=DataSpec().record(), recipe=recipe), tmp_path / "soft.convas"
    save_project(project, path)
    (warning,) = prepare_job(project).warnings
    assert warning.code == "softmax-before-loss"
    status, report = check(path, capsys)
    assert (status, report["problems"][0]["severity"]) == (0, "warning")
    mean = replace(project, recipe={**recipe, "loss": "MSE"})
    save_project(mean, path)
    assert prepare_job(mean).warnings == ()


@pytest.mark.slow
def test_train_says_the_warnings_before_it_begins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    net = Sketch()
    x = net("Linear", net("Flatten", net("Input", shape=(1, 8, 8))), out_features=10)
    net("Output", net("Softmax", x, dim=1))
    task = task_for(source("digits").info())
    recipe = {"threads": 1, "epochs": 1, "batch_size": 512}
    path = tmp_path / "soft.convas"
    save_project(Project(net.graph, task=task, data=DataSpec().record(), recipe=recipe), path)
    capsys.readouterr()
    assert main.main(["train", str(path), "--json", "--run-dir", str(tmp_path / "run")]) == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[0].startswith("warning: softmax1 stands in front of the loss")
    assert all(json.loads(line) for line in said.out.splitlines())


def test_a_task_that_the_data_cannot_teach_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "digits.convas"
    save_project(project_of("ten classes", "digits", "usual"), path)
    status, report = check(path, capsys, "--task", "segmentation")
    assert status == 1
    assert report["problems"][0]["message"].startswith("Digits cannot teach Segmentation; it can teach")
    assert main.main(["train", str(path), "--task", "segmentation"]) == 2
    assert "Digits cannot teach Segmentation" in capsys.readouterr().err


def test_more_images_to_validate_on_than_there_are_is_an_error_of_the_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "digits.convas"
    save_project(project_of("ten classes", "too few images", "usual"), path)
    status, report = check(path, capsys)
    assert status == 1
    assert "with 1,000 to validate and 1,000 to test on too few are left" in report["problems"][0]["message"]


def test_check_takes_the_wishes_of_train(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "digits.convas"
    save_project(project_of("ten classes", "digits", "usual"), path)
    assert check(path, capsys)[0] == 0
    for words in (["--split", "val_count=1790"], ["--set", "learning_rate=-1"], ["--set", "loss=L1"]):
        status, report = check(path, capsys, *words)
        assert (status, report["ok"]) == (1, False)
        capsys.readouterr()
        assert main.main(["train", str(path), *words]) == 2
        first = next(problem["message"] for problem in report["problems"] if problem["severity"] == "error")
        assert first in capsys.readouterr().err
    assert main.main(["check", str(path), "--set", "learning_rat=1"]) == 2


def test_what_reading_would_refuse_is_refused_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "shapes.convas"
    crowded = {"name": "shapes", "options": {"size": 64, "fewest": 9, "train_count": 20, "test_count": 5}}
    project = replace(project_of("four classes", "shapes", "usual"), data=crowded)
    save_project(project, path)
    status, report = check(path, capsys)
    assert status == 1
    words = "shapes.fewest: images of 16×16 have room for at most 4 figures, not 9."
    assert report["problems"][0]["message"] == words
    with pytest.raises(DataError, match="room for at most 4 figures"):
        prepare(DataSpec(**crowded), (3, 16, 16))
    net = Sketch()
    x = net("AdaptiveAvgPool2d", net("Input", shape=(1, 60_000, 60_000)), output_size=(4, 4))
    net("Output", net("Linear", net("Flatten", x), out_features=10))
    huge = replace(project_of("ten classes", "digits", "usual"), graph=net.graph)
    save_project(huge, path)
    status, report = check(path, capsys, "--batch-size", "1")
    assert status == 1
    assert any("1,797 images of 60000×60000 need" in problem["message"] for problem in report["problems"])


def test_a_network_that_means_no_known_task_is_not_given_data_nobody_chose(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    net = Sketch()
    x = net("Flatten", net("Input", shape=(3, 16, 16)))
    net("Output", net("Reshape", net("Linear", x, out_features=5 * 2 * 2), shape=(5, 2, 2)))
    path = tmp_path / "boxes.convas"
    save_project(Project(net.graph), path)
    assert main.main(["train", str(path)]) == 2
    refused = capsys.readouterr().err
    assert "The output of this network, 5×2×2, means no task that can be learned here yet" in refused
    status, report = check(path, capsys)
    assert (status, report["problems"]) == (0, [])
    assert report["notes"][0] in refused
    assert main.main(["check", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"note: {report['notes'][0]}"
    assert check(path, capsys, "--data", "digits", "--task", "classification")[1]["problems"][0]["severity"] == "error"
    for known in (classifier(), maps(5), maps(3), maps(3, times=2)):
        assert why_no_task(known) is None
    assert prepare_job(Project(classifier()), default="digits").job.data.name == "digits"


def test_early_stopping_without_validation_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, alone = tmp_path / "digits.convas", ("--split", "val_fraction=0")
    save_project(project_of("ten classes", "digits", "usual"), path)
    stopping = ("--set", "early_stopping=yes")
    assert check(path, capsys, *alone, *stopping)[1]["notes"] == [NOTES["no-validation"]]
    assert main.main(["check", str(path), *alone, *stopping]) == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("early stopping follows the training images.")
    for words in (stopping, (*alone, "--set", "early_stopping=no"), (*alone, *stopping, "--split", "folds=3")):
        assert check(path, capsys, *words)[1]["notes"] == []
