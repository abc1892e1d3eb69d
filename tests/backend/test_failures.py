"""What is the machine's, the network's and the program's fault: messages for the first two, and bugs pass through."""

from __future__ import annotations

import errno
from typing import Any

import pytest
import torch
from torch import nn

from backend.datasets.splits import DataSpec, prepare
from backend.failures import machine_failures, network_failures
from backend.protocol.events import TrainingError
from backend.protocol.recipe import Recipe
from backend.tasks.classification import Classification
from backend.training.engine import training_step
from backend.training.learner import Learner
from builder.emit import Source, emit
from builder.emit.compile import compile_source
from builder.model.graph import Graph
from tests.support.training import small_net

IMAGES = torch.zeros(2, 1, 8, 8)


@pytest.fixture
def graph() -> Graph:
    return small_net()


@pytest.fixture
def source(graph: Graph) -> Source:
    return emit(graph)


@pytest.fixture
def module(source: Source) -> nn.Module:
    return compile_source(source)()


def test_an_error_of_torch_in_the_network_names_its_block(graph: Graph, source: Source, module: nn.Module) -> None:
    with pytest.raises(TrainingError, match="conv1: ") as caught, network_failures(graph, source):
        module(torch.zeros(2, 5, 8, 8))
    assert caught.value.block == graph.of_kind("Conv2d")[0]
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_a_bug_of_ours_beneath_the_network_is_no_error_of_it(graph: Graph, source: Source, module: nn.Module) -> None:
    def observe(*_arguments: Any) -> None:
        raise RuntimeError("a bug in a hook")

    next(part for part in module.modules() if isinstance(part, nn.Conv2d)).register_forward_hook(observe)
    with pytest.raises(RuntimeError, match="a bug in a hook") as caught, network_failures(graph, source):
        module(IMAGES)
    assert not isinstance(caught.value, TrainingError)


def test_memory_that_runs_out_in_a_block_names_the_block(graph: Graph, source: Source, module: nn.Module) -> None:
    huge = IMAGES.as_strided((2**44, 1, 8, 8), (0, 64, 8, 1))  # all samples are one and the same
    with pytest.raises(TrainingError, match=r"conv1: The machine's memory is full") as caught, network_failures(graph, source):
        module(huge)
    assert caught.value.block is not None


@pytest.mark.parametrize(
    "error",
    [MemoryError(), OSError(errno.ENOSPC, "No space left on device", "/runs/1"), RuntimeError("DefaultCPUAllocator: no")],
)
def test_what_the_machine_refuses_is_a_message(error: Exception) -> None:
    with pytest.raises(TrainingError) as caught, machine_failures():
        raise error
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [ValueError("x"), RuntimeError("x"), TypeError("x"), TrainingError("x")])
def test_everything_else_passes_through_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as caught, machine_failures():
        raise error
    assert caught.value is error


def test_an_error_of_the_backward_pass_is_said_without_a_block(module: nn.Module) -> None:
    splits = prepare(DataSpec(name="digits"), (1, 8, 8))
    objective = Classification("Cross entropy", splits.target)
    learner = Learner(module, Recipe(threads=1), splits, torch.device("cpu"), objective=objective)

    class Broken(torch.autograd.Function):
        @staticmethod
        def forward(_context: Any, value: torch.Tensor) -> torch.Tensor:
            return value.clone()

        @staticmethod
        def backward(_context: Any, *_gradients: Any) -> Any:
            raise RuntimeError("no gradient here")

    learner.module = nn.Sequential(module)
    learner.module.register_forward_hook(lambda _module, _given, result: Broken.apply(result))
    with pytest.raises(TrainingError, match=r"backward pass failed .*: no gradient here\.") as caught:
        training_step(learner, torch.arange(8))
    assert caught.value.block is None
