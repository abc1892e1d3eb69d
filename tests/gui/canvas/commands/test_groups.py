"""Commands for groups, without a view."""

from __future__ import annotations

import pytest

from builder.groups.group import REPEAT
from tests.gui.canvas.commands.conftest import Bench


def test_a_group_is_made_entered_left_and_taken_apart(bench: Bench) -> None:
    before = bench.workspace.network
    bench.select("conv1", "relu1")
    bench.prompts.answer = "Stage"
    bench.groups.group_selection()
    (made,) = bench.workspace.selection
    assert bench.workspace.graph.blocks[made].kind == "Stage"
    bench.groups.enter_group()
    assert bench.workspace.way == (made,)
    bench.groups.leave_group()
    assert bench.workspace.selection == {made}
    bench.groups.ungroup()
    assert bench.selected == {"stage1_conv1", "stage1_relu1"}
    bench.workspace.undo()
    bench.workspace.undo()
    assert bench.workspace.network == before
    assert not bench.refusals.texts


def test_the_name_that_is_suggested_tells_what_is_inside(bench: Bench) -> None:
    bench.select("relu1", "pool1")
    bench.groups.group_selection()
    assert [question.text for question in bench.prompts.questions] == ["ReLUPool"]
    assert "ReLUPool" in bench.workspace.network.definitions


def test_a_group_is_renamed_repeated_and_made_independent(bench: Bench) -> None:
    bench.groups.make_group([bench.id("relu1")], "Stage")
    bench.prompts.answer = "Step"
    bench.groups.rename_group()
    (made,) = bench.workspace.selection
    assert bench.workspace.graph.blocks[made].kind == "Step"
    bench.prompts.answer = "3"
    bench.groups.ask_repeat()
    assert bench.workspace.graph.blocks[made].layer.values()[REPEAT] == 3
    bench.blocks.duplicate_selection()
    bench.prompts.answer = "Other"
    bench.groups.make_independent()
    assert {"Step", "Other"} <= set(bench.workspace.network.definitions)


@pytest.mark.parametrize("answer", ["0", "-1", "many", "10000000"])
def test_a_number_of_repeats_that_cannot_be_is_refused(bench: Bench, answer: str) -> None:
    bench.groups.make_group([bench.id("relu1")], "Stage")
    bench.prompts.answer = answer
    bench.groups.ask_repeat()
    assert "whole number" in bench.prompts.questions[-1].check(answer)
    (made,) = bench.workspace.selection
    assert bench.workspace.graph.blocks[made].layer.values()[REPEAT] == 1


@pytest.mark.parametrize("command", ["ungroup", "enter_group", "rename_group", "make_independent", "save_group"])
def test_without_a_group_each_command_says_what_to_select(bench: Bench, command: str) -> None:
    getattr(bench.groups, command)()
    assert len(bench.refusals.texts) == 1
    assert bench.refusals.texts[0].startswith("Select a group")


def test_what_can_be_done_follows_the_selection(bench: Bench) -> None:
    assert not any(bench.groups.available().values())
    bench.select("conv1")
    assert [name for name, on in bench.groups.available().items() if on] == ["group"]
    bench.groups.make_group([bench.id("conv1")], "Stage")
    on = {name for name, on in bench.groups.available().items() if on}
    assert on == {"group", "ungroup", "enterGroup", "repeatGroup", "makeIndependent", "renameGroup", "saveGroup"}
    bench.groups.enter_group()
    assert {name for name, on in bench.groups.available().items() if on} == {"leaveGroup", "renameGroup", "saveGroup"}
