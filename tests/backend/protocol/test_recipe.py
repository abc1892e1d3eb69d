"""The recipe: bounded fields, defaults that suit the data, and tables that agree with torch."""

from __future__ import annotations

import inspect
import json

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from backend.datasets.splits import DataSpec
from backend.protocol.job import JobError, TrainingJob
from backend.protocol.recipe import LOSSES, OPTIMIZERS, Recipe, defaults_for
from builder.common.fields import FieldError, choices
from builder.model.project import Project
from builder.sketch import Sketch
from tests.support.training import job_of


def test_the_words_of_the_fields_are_those_of_the_tables() -> None:
    assert choices(Recipe.annotation("optimizer")) == tuple(OPTIMIZERS)
    assert choices(Recipe.annotation("loss")) == tuple(LOSSES)


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_optimisers_are_as_torch_has_them(name: str) -> None:
    spec = OPTIMIZERS[name]
    make = getattr(torch.optim, spec.torch_name)
    taken = inspect.signature(make.__init__).parameters
    assert set(spec.options) <= set(taken)
    assert not spec.fused or "fused" in taken
    weight = torch.nn.Parameter(torch.ones(1000))
    momentum = {"momentum": 0.9} if spec.momentum else {}
    optimizer = make([weight], lr=spec.rate, **spec.options, **momentum)
    weight.sum().backward()
    optimizer.step()
    kept = [value for state in optimizer.state.values() for value in state.values() if torch.is_tensor(value)]
    assert sum(value.numel() == 1000 for value in kept) == spec.slots


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),
        ("batch_size", 0),
        ("epochs", 0),
        ("optimizer", "adam"),
        ("momentum", 1.0),
        ("seed", -1),
        ("epochs", 2.5),
        ("device", "tpu"),
    ],
)
def test_values_out_of_bounds_are_refused_with_the_field(field: str, value: object) -> None:
    with pytest.raises(FieldError) as caught:
        Recipe(**{field: value})
    assert caught.value.field == field


def test_defaults_depend_on_the_data() -> None:
    assert defaults_for("digits").batch_size == 16
    assert (defaults_for("mnist").batch_size, defaults_for("mnist").epochs) == (128, 10)
    assert defaults_for("/home/me/leaves", 400) == defaults_for("digits")
    assert defaults_for("/home/me/leaves", 60_000).batch_size == 128


def test_another_optimiser_brings_its_learning_rate() -> None:
    recipe = Recipe().with_optimizer("AdamW")
    assert (recipe.optimizer, recipe.learning_rate, recipe.weight_decay) == ("AdamW", 0.001, 0.01)
    with pytest.raises(FieldError):
        Recipe().with_optimizer("Magic")


@given(st.sampled_from(sorted(OPTIMIZERS)), st.integers(1, 10**6), st.floats(1e-9, 1000), st.booleans())
def test_a_job_survives_its_journey_through_json(optimizer: str, batch: int, rate: float, stopping: bool) -> None:
    job = job_of(optimizer=optimizer, batch_size=batch, learning_rate=rate, early_stopping=stopping)
    assert TrainingJob.parse(json.loads(json.dumps(job.record()))) == job


def test_a_job_keeps_the_groups_that_its_network_uses_and_shared_weights() -> None:
    inner = Sketch(channels=4)
    inner("GroupOutput", inner("Conv2d", inner("GroupInput"), out_channels="channels", padding=1))
    outer = Sketch()
    x = outer(inner.definition("Inner"), outer("GroupInput"), channels=3)
    outer("GroupOutput", outer(inner.definition("Inner"), x, weights_of=None, channels=2))
    net = Sketch()
    x = net(outer.definition("Outer"), net("Input", shape=(1, 8, 8)))
    twin = net("Conv2d", x, out_channels=2, padding=1)
    net("Output", net("Linear", net("Flatten", net("Conv2d", twin, weights_of=twin)), out_features=10), loss_weight=0.5)
    job = job_of(net.graph)
    back = TrainingJob.parse(json.loads(json.dumps(job.record())))
    assert back.graph.same_network(job.graph)
    assert sorted(back.graph.definitions) == ["Inner", "Outer"]
    assert (back.recipe, back.data) == (job.recipe, job.data)


def test_a_job_of_the_first_version_is_read() -> None:
    record = job_of().record()
    del record["definitions"]
    assert TrainingJob.parse({**record, "version": 1}) == job_of()


@pytest.mark.parametrize("damage", [{"graph": {}}, {"recipe": {"epochs": "many"}}, {"data": 7}, {"task": []}, {"version": 99}])
def test_a_record_that_is_no_job_is_said(damage: dict[str, object]) -> None:
    with pytest.raises(JobError):
        TrainingJob.parse({**job_of().record(), **damage})


def test_a_project_without_a_choice_trains_on_digits_with_what_suits_them() -> None:
    net = Sketch()
    net("Output", net("Input"))
    job = TrainingJob.of(Project(net.graph))
    assert (job.data, job.recipe) == (DataSpec(name="digits"), defaults_for("digits"))
