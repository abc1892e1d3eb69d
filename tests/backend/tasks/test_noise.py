"""Random numbers that depend on seed, epoch and sample alone: their distribution, and that batches do not matter."""

from __future__ import annotations

import torch
from scipy import stats

from backend.tasks.noise import normal_numbers, uniform_numbers


def test_they_are_uniform_and_normal() -> None:
    samples = torch.arange(200)
    uniform = uniform_numbers(samples, 500, seed=3, epoch=2)
    assert uniform.min() >= 0
    assert uniform.max() < 1
    assert stats.kstest(uniform.flatten().numpy(), "uniform").pvalue > 0.01
    normal = normal_numbers(samples, 501, seed=3, epoch=2)
    assert normal.shape == (200, 501)
    assert torch.isfinite(normal).all()
    assert stats.kstest(normal.flatten().numpy(), "norm").pvalue > 0.01


def test_neighbours_know_nothing_of_each_other() -> None:
    one = uniform_numbers(torch.arange(1000), 50, seed=0, epoch=0)
    for other in (
        uniform_numbers(torch.arange(1, 1001), 50, seed=0, epoch=0),
        uniform_numbers(torch.arange(1000), 50, seed=1, epoch=0),
        uniform_numbers(torch.arange(1000), 50, seed=0, epoch=-1),
        uniform_numbers(torch.arange(1000), 50, seed=0, epoch=0, stream=1),
    ):
        assert abs(torch.corrcoef(torch.stack([one.flatten(), other.flatten()]))[0, 1]) < 0.02
    assert abs(torch.corrcoef(torch.stack([one[:, :-1].flatten(), one[:, 1:].flatten()]))[0, 1]) < 0.02


def test_a_sample_gets_the_same_numbers_in_every_batch_and_order() -> None:
    whole = normal_numbers(torch.arange(64), 33, seed=7, epoch=1)
    order = torch.randperm(64)
    assert torch.equal(normal_numbers(order, 33, seed=7, epoch=1), whole[order])
    assert torch.equal(normal_numbers(torch.tensor([5]), 33, seed=7, epoch=1)[0], whole[5])
    assert torch.equal(normal_numbers(torch.tensor([2**62]), 33, seed=2**70, epoch=10**9).isfinite().all(), torch.tensor(True))
