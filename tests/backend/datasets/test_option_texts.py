"""Options of data as they are typed: every kind of value, and what is said of a slip."""

import pytest

from backend.datasets.base import DataError
from backend.datasets.option_texts import parse_options
from backend.datasets.registry import source


def test_every_kind_of_value_is_understood():
    pairs = ["size=64", "colour = no", "noise=0.1", "most=AUTO", "fewest=2", "numbers=Count", "crosses=TRUE"]
    assert parse_options(source("shapes"), pairs) == {
        "size": 64,
        "colour": False,
        "noise": 0.1,
        "most": None,
        "fewest": 2,
        "numbers": "count",
        "crosses": True,
    }


def test_options_that_differ_from_the_usual_ones_are_what_a_project_keeps():
    shapes = source("shapes").with_options({"size": 64, "noise": 0.05, "most": 2})
    assert shapes.option_values() == {"size": 64, "most": 2}
    assert source("shapes").with_options(shapes.option_values()) == shapes
    assert source("digits").option_values() == {}


@pytest.mark.parametrize(
    ("name", "pair", "words"),
    [
        ("shapes", "size", "size sets nothing; write NAME=VALUE."),
        ("shapes", "siz=3", "Shapes has no option siz. Did you mean size?"),
        ("shapes", "zebra=3", "Shapes has no option zebra; it has size, colour,"),
        ("shapes", "size=large", "size is a whole number, not large."),
        ("shapes", "most=some", "most is a whole number, not some."),
        ("shapes", "noise=some", "noise is a number, not some."),
        ("shapes", "colour=blue", "colour is yes or no, not blue."),
        ("shapes", "numbers=area", "numbers is one of position and angle, count, not area."),
        ("digits", "size=3", "digits has no options."),
    ],
)
def test_slips_are_told(name, pair, words):
    with pytest.raises(DataError) as error:
        parse_options(source(name), [pair])
    assert words in str(error.value)
