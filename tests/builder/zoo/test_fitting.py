"""What fitting a network changes, in words: one result is said in the singular."""

from __future__ import annotations

import pytest

from builder.model.task import Task
from builder.tasks.regression import Numbers
from builder.zoo.fitting import fitting_notes


@pytest.mark.parametrize(
    ("names", "words"), [(("age",), "gives 1 number instead of 10."), (("x", "y"), "gives 2 numbers instead")]
)
def test_one_result_is_singular(names: tuple[str, ...], words: str) -> None:
    said = [str(note) for note in fitting_notes("all_cnn_c", Task.of(Numbers(names), (1, 32, 32)))]
    assert any(words in sentence for sentence in said), said
