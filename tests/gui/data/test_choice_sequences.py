"""Any sequence of choices: recipe, data and task stay in step, foreign networks stay as they are, and undo takes all back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from backend.datasets.splits import DataSpec, source_of
from backend.protocol.recipe import Recipe, why_not_balanced
from builder import zoo
from builder.analysis import analyse
from builder.edits import meant_target
from builder.model.project import Project
from builder.tasks.reconstruction import SamePicture
from builder.tasks.registry import TARGETS
from builder.tasks.super_resolution import LargerPicture
from gui.data.choice import DataChooser
from gui.model.workspace import Workspace
from tests.support.lanes import draws
from tests.support.learning import small_project

NETWORKS: dict[str, Callable[[], Project]] = {
    "none": Project,
    "small": small_project,
    "conv_autoencoder": lambda: Project(zoo.build("conv_autoencoder")),
    "unet_small": lambda: Project(zoo.build("unet_small")),
    "espcn": lambda: Project(zoo.build("espcn")),
}

CHOICES = st.one_of(
    st.tuples(st.just("data"), st.sampled_from(("digits", "shapes", "mnist"))),
    st.tuples(st.just("kind"), st.sampled_from(tuple(TARGETS))),
    st.tuples(st.just("options"), st.fixed_dictionaries({"size": st.integers(16, 64), "crosses": st.booleans()})),
    st.tuples(
        st.just("target"), st.sampled_from((SamePicture(0.1), SamePicture(0.0, 0.5), LargerPicture(2), LargerPicture(4)))
    ),
)


def choose(chooser: DataChooser, workspace: Workspace, what: str, value: Any) -> None:
    """Make a choice that the window offers now, without a download; else nothing."""
    info, task = chooser.info(), workspace.project.task
    if what == "data" and value != "mnist":
        chooser.choose(value)
    elif what == "kind" and info is not None and value in info.kinds:
        assert chooser.choose_kind(value)
    elif what == "options" and workspace.project.data.get("name") == "shapes":
        assert chooser.set_options("size", "Size", value)
    elif what == "target" and task is not None and task.kind == value.kind:
        assert chooser.set_target("noise", "Noise", value)


@settings(max_examples=draws(40), deadline=None)
@given(name=st.sampled_from(tuple(NETWORKS)), choices=st.lists(CHOICES, min_size=1, max_size=6))
def test_choices_keep_everything_in_step(qapp: object, name: str, choices: list[tuple[str, Any]]) -> None:
    workspace = Workspace(NETWORKS[name]())
    chooser = DataChooser(workspace, workspace)
    refused: list[str] = []
    chooser.failed.connect(refused.append)
    workspace.refused.connect(refused.append)
    begun = workspace.project
    for what, value in choices:
        before = workspace.project
        choose(chooser, workspace, what, value)
        project = workspace.project
        assert refused == []
        if project == before:
            continue
        assert project.task is not None
        assert Recipe(**project.recipe).loss in project.task.target.losses
        assert why_not_balanced(Recipe(**project.recipe), project.task.target) is None
        info = source_of(DataSpec(**dict(project.data))).info()
        assert project.task.kind in info.kinds
        assert project.task.input_shape == info.input_shape
        if project.graph != before.graph:  # only one that means such a target, or nothing yet, follows
            known = [analyse(before.graph).blocks[output].output for output in before.graph.of_kind("Output")]
            fitted = before.task is not None and before.task.kind == project.task.kind
            assert not any(known) or fitted or meant_target(before.graph, [project.task.target]) is not None
        assert chooser.change is not None
        assert chooser.change.after == project
    while workspace.document.can_undo:
        workspace.undo()
    assert workspace.project == begun
