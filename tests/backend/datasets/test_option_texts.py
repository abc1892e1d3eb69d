"""Options of data as they are typed: every kind of value, and what is said of a slip."""

import pytest

from backend.datasets.base import DataError
from backend.datasets.option_texts import parse_options
from backend.datasets.own.tables.csv_source import TableSource
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


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("file:path,size:number", {"file": "path", "size": "number"}),
        (" a b : path ,", {"a b": "path"}),
        ("time: at:number", {"time: at": "number"}),
        ('{"a,b": "path"}', {"a,b": "path"}),
    ],
)
def test_columns_of_a_table(text: str, columns: dict[str, str]) -> None:
    assert parse_options(TableSource("table.csv"), [f"columns={text}"]) == {"columns": columns}


@pytest.mark.parametrize("text", ["", "file", "file:", ":path", "{", '["a"]'])
def test_columns_that_are_no_pairs_are_refused(text: str) -> None:
    with pytest.raises(DataError, match="columns is written as NAME:VALUE,NAME:VALUE"):
        parse_options(TableSource("table.csv"), [f"columns={text}"])


def test_other_options_of_a_table_are_texts() -> None:
    options = parse_options(TableSource("table.csv"), ["header=no", "folder=../images"])
    assert options == {"header": "no", "folder": "../images"}
    with pytest.raises(DataError, match=r"table.csv has no option colums. Did you mean columns\?"):
        parse_options(TableSource("table.csv"), ["colums=a:path"])
