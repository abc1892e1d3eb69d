"""The choices for the generated shapes: bounds, and what cannot go together, with the field named."""

import pytest

from backend.datasets.shapes.options import MOST_FIGURES, ROOM, ShapesOptions, room_for
from builder.common.fields import FieldError


def test_the_defaults_can_be_drawn_and_come_back_from_their_record():
    options = ShapesOptions()
    assert options.kinds == ("circle", "square", "triangle", "cross")
    assert ShapesOptions(**options.record()) == options


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"size": 15}, "size", "must be at least 16"),
        ({"size": 513}, "size", "must be at most 512"),
        ({"size": "64"}, "size", "a whole number"),
        ({"noise": -0.1}, "noise", "must be at least 0"),
        ({"noise": 0.6}, "noise", "must be at most 0.5"),
        ({"noise": float("nan")}, "noise", "a number"),
        ({"texture": 1.5}, "texture", "must be at most 1"),
        ({"fewest": 0}, "fewest", "must be at least 1"),
        ({"most": 13}, "most", "must be at most 12"),
        ({"fewest": 3, "most": 2}, "most", "must be at least 3, the fewest figures"),
        ({"size": 16, "most": 5}, "most", "must be at most 4, since images of 16×16 have room for no more"),
        ({"size": 16, "fewest": 5}, "fewest", "must be at most 4, since images of 16×16 have room for no more"),
        ({"numbers": "area"}, "numbers", "'position and angle' or 'count'"),
        ({"train_count": 0}, "train_count", "must be at least 10"),
        ({"test_count": 10**6}, "test_count", "must be at most 100,000"),
        ({"seed": -1}, "seed", "must be at least 0"),
        ({"squares": 1}, "squares", "yes or no"),
        ({"stars": True}, "stars", "there is no such field"),
        (
            {"circles": False, "squares": False, "triangles": False, "crosses": False},
            "circles",
            "at least one of circles, squares, triangles and crosses is needed",
        ),
    ],
)
def test_a_bad_choice_is_refused_with_its_field(values, field, words):
    with pytest.raises(FieldError) as error:
        ShapesOptions(**values)
    assert error.value.field == field
    assert words in str(error.value)


def test_room_is_a_square_for_each_figure():
    assert room_for(ROOM, ROOM) == 1
    assert room_for(16, 200) == 4
    assert room_for(512, 512) > MOST_FIGURES
