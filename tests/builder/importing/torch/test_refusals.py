"""What cannot be drawn is refused in words that name it."""

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from builder.importing import ImportFailed, import_module
from tests.support.imported import Calls


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two = nn.Linear(4, 4), nn.Linear(4, 4)
        self.two.weight = self.one.weight  # but not its bias

    def forward(self, x):
        return self.two(self.one(x))


class Standardised(nn.Conv2d):
    def forward(self, x):
        weight = self.weight - self.weight.mean()
        return F.conv2d(x, weight, self.bias)


def branching(x: Tensor) -> Tensor:
    if x.sum() > 0:
        return x
    return -x


CASES = {
    "tied": (Tied(), (4,), "two shares some of its weights with one; only all of them can be shared"),
    "values": (Calls(branching), (2, 4, 4), "takes its way by what a tensor holds"),
    "no block for a module": (nn.Sequential(nn.Hardtanh(), nn.CosineSimilarity()), (4,), "cannot be run"),
    "batch": (Calls(lambda x: x.flatten()), (2, 3), "flatten mixes the samples of a batch"),
    "batch of means": (Calls(lambda x: x - x.mean(0)), (2, 3), "mean works over axes"),
    "samples": (Calls(lambda x: x[0]), (2, 3), "takes some of the samples of a batch"),
    "nothing of the input": (Calls(lambda x: torch.zeros(3)), (2, 3), "is not computed from its input"),
    "wrong size": (nn.Linear(5, 2), (4,), "cannot be run with samples of 4"),
    "computed weights": (Standardised(2, 2, 3), (2, 5, 5), "mean works over axes"),
    "hooked": (nn.utils.spectral_norm(nn.Linear(4, 4)), (4,), "hooks"),
    "always on": (Calls(lambda x: F.dropout(x, 0.5)), (64,), "answers differently"),
    "random": (Calls(lambda x: x + torch.randn_like(x)), (4,), "randn_like has no block"),
    "series first": (nn.Sequential(nn.TransformerEncoderLayer(4, 2)), (3, 4), "batch_first=True"),
    "batch numbers": (Calls(lambda x: x * x.shape[0]), (4,), "depends on how large the batch is"),
}


@pytest.mark.parametrize("name", CASES)
def test_refusals_name_what_cannot_be_drawn(name: str) -> None:
    module, shape, words = CASES[name]
    with pytest.raises(ImportFailed, match=words) as caught:
        import_module(module, shape)
    assert "\n" not in str(caught.value)


def test_shapes_are_needed() -> None:
    for nothing in ((), [()], [(2,), ()], [(2,), 3], ["23"], (2, 0), (2.0,)):
        with pytest.raises(ImportFailed, match="The shape of a sample is needed"):
            import_module(nn.Linear(2, 3), nothing)
    with pytest.raises(ImportFailed, match="17 shapes are given"):
        import_module(nn.Linear(2, 3), [(2,)] * 17)
    with pytest.raises(ImportFailed, match="cannot be run with samples of 2:"):
        import_module(nn.Bilinear(2, 3, 4), (2,))


def test_a_drawing_that_answers_differently_is_refused() -> None:
    class Sly(nn.Module):
        """Does something that no tracer sees."""

        def __init__(self):
            super().__init__()
            self.calls = 0

        def forward(self, x):
            self.calls += 1
            return x * self.calls

    with pytest.raises(ImportFailed, match="answers differently"):
        import_module(Sly(), (3,))


class Rounds(nn.Module):
    def forward(self, x):
        for _ in range(int(x.sum())):
            x = x.tanh()
        return x


class Early(nn.Module):
    def forward(self, x):
        return x.relu() if bool((x > 0).all()) else x


class Rows(nn.Module):
    def forward(self, x):
        return torch.stack([row.tanh() for row in x])


WAYS = {
    "rounds": (Rounds(), r'makes a plain number of what a tensor holds, which cannot be drawn .*line \d+: "for _ in range'),
    "early": (Early(), r'takes its way by what a tensor holds, which cannot be drawn .*line \d+: "return x.relu\(\) if'),
    "rows": (Rows(), r'takes a tensor apart in a loop, which cannot be drawn .*line \d+: "return torch.stack'),
}


@pytest.mark.parametrize("name", WAYS)
def test_ways_that_cannot_be_drawn_are_named_with_their_line(name: str, caplog: pytest.LogCaptureFixture) -> None:
    module, words = WAYS[name]
    with pytest.raises(ImportFailed, match=words) as caught:
        import_module(module, (4,))
    assert "\n" not in str(caught.value)
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]
