"""Names of blocks after the paths of modules and the layers of calls."""

from __future__ import annotations

import pytest

from builder.common.names import LONGEST, name_problem
from builder.importing.common.graph_builder import BlockNames, Origin, identifier


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("layer1.0.conv1", "layer1_0_conv1"),
        ("features/Conv:0", "features_Conv_0"),
        ("0.block", "block0_block"),
        ("0.1", ""),
        ("größe.conv", "gr_e_conv"),
        ("class", "class_"),
    ],
)
def test_paths_become_valid_names(path: str, name: str) -> None:
    assert identifier(path) == name
    assert not name or not name_problem(name)


def test_a_long_path_keeps_its_end() -> None:
    name = identifier("encoder." * 50 + "conv")
    assert name.endswith("_encoder_conv")
    assert len(name) <= LONGEST


def test_the_name_of_a_sequential_is_left_out_where_the_rest_is_unique() -> None:
    names = BlockNames(["features.conv", "features.relu", "head.relu"], containers={"features", "head"})
    assert names.of_module("features.conv", "conv") == "conv"
    assert names.of_module("features.relu", "relu") == "features_relu"
    assert names.of_module("head.relu", "relu") == "head_relu"


def test_a_module_that_is_called_twice_gets_a_number() -> None:
    names = BlockNames(["pool"])
    assert [names.of_module("pool", "pool") for _ in range(3)] == ["pool", "pool_2", "pool_3"]


def test_calls_leave_the_names_of_modules_free() -> None:
    names = BlockNames(["relu"])
    call = names.of(Origin("", "relu"))
    assert call != "relu"
    assert names.of(Origin("relu", "relu", own=True)) == "relu"


def test_a_call_is_named_behind_the_module_that_makes_it() -> None:
    assert BlockNames(["layer1"]).of_call("layer1.0", "add") == "layer1_0_add"


def test_a_released_name_can_be_given_again() -> None:
    names = BlockNames(["conv"])
    assert names.of_module("conv", "conv") == "conv"
    names.release("conv")
    assert names.of_module("conv", "conv") == "conv"
