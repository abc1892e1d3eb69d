"""Tables as people have them: every delimiter, encoding and header, and what their columns are taken for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.own.tables.column_roles import check_roles, find_roles, separator_of
from backend.datasets.own.tables.delimited_text import as_number, read_table

CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6).map(str.strip)


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_delimiters_and_encodings_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = ["file,label", "a.png,größe", '"b, c.png",猫', "", "d.png,"]
    lines = [next(csv.reader([row])) for row in rows if row]
    path = tmp_path / "table.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(lines[:3])
        stream.write("\r\n")
        csv.writer(stream, delimiter=delimiter).writerows(lines[3:])
    table = read_table(path)
    assert table.columns == ("file", "label")
    assert table.rows == (("a.png", "größe"), ("b, c.png", "猫"), ("d.png", ""))
    assert table.lines == (2, 3, 5)
    assert table.notes == ()


def test_windows_1252_is_said(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "file,label\na.png,größe\n", "cp1252"))
    assert table.rows == (("a.png", "größe"),)
    assert "not UTF-8" in str(table.notes[0])


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a.png,cat\nb.png,dog\n", ("column 1", "column 2")),
        ("file,label\nb.png,dog\n", ("file", "label")),
        ("a,1\nb,2\n", ("column 1", "column 2")),
        ("file,,file2\na.png,1,2\n", ("file", "column 2", "file2")),
        ("x,x\na.png,1\n", ("column 1", "column 2")),
    ],
)
def test_a_header_is_recognized(tmp_path: Path, text: str, columns: tuple[str, ...]) -> None:
    assert read_table(write(tmp_path, text)).columns == columns


def test_a_person_may_say_whether_there_is_a_header(tmp_path: Path) -> None:
    path = write(tmp_path, "1,2\n3,4\n")
    assert read_table(path, header="yes").columns == ("1", "2")
    assert len(read_table(path, header="no")) == 2
    assert read_table(write(tmp_path, "x,x\n1,2\n"), header="yes").columns == ("x", "x (2)")


def test_ragged_rows_are_named(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "file,label\na.png\nb.png,1,2\nc.png,3\n"))
    assert table.rows == (("a.png", ""), ("b.png", "1"), ("c.png", "3"))
    assert str(table.notes[0]) == "Rows with more or fewer cells than there are columns: 2 (rows 2, 3)."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no rows"),
        (b"\n \n", "holds no rows"),
        (b"\x89PNG\0\0\0", "is no text"),
        (b"file,label\n" + b"x" * 200_000, "row 2: this is no table"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "table.csv").write_bytes(content)
    with pytest.raises(DataError, match=words):
        read_table(tmp_path / "table.csv")
    with pytest.raises(DataError, match="cannot be read: there is no such file"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(DataError, match="cannot be read: it is a folder"):
        read_table(tmp_path)


def test_reading_can_be_given_up(tmp_path: Path) -> None:
    with pytest.raises(DataCancelled):
        read_table(write(tmp_path, "a,b\n1,2\n"), cancelled=lambda: True)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"]))
@settings(max_examples=60, deadline=None)
def test_what_csv_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], delimiter: str
) -> None:
    path = tmp_path_factory.mktemp("table") / "table.csv"
    head = ("first", "second", "third")
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    table = read_table(path)
    filled = [row for row in rows if any(row)]
    assert table.columns == head
    assert [tuple(cell.strip() for cell in row) for row in table.rows] == filled


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1", 1), ("-2.5", -2.5), ("1e3", 1000), (" 4 ", 4), ("x", None), ("", None), ("nan", None), ("inf", None), ("1,5", None)],
)
def test_numbers(cell: str, number: float | None) -> None:
    assert as_number(cell) == number
    assert as_number("1,5", comma=True) == 1.5
    assert as_number("1,5,0", comma=True) is None


def roles(tmp_path: Path, text: str) -> dict[str, str]:
    return find_roles(read_table(write(tmp_path, text)), lambda cell: cell.endswith(".png"))


def many(head: str, row: str, count: int = 12) -> str:
    """A table of `count` rows; `row` may use {i} and {i2}, which is 0 or 1."""
    return "\n".join([head, *(row.format(i=i, i2=i % 2, i3="abc"[i % 3], x=i * 0.37) for i in range(count))])


@pytest.mark.parametrize(
    ("head", "row", "wanted"),
    [
        ("file,label", "{i}.png,{i3}", {"file": "path", "label": "class"}),
        ("id,file,breed", "{i},{i}.png,{i3}", {"id": "ignored", "file": "path", "breed": "class"}),
        ("file,x,y", "{i}.png,{x},-{x}", {"file": "path", "x": "number", "y": "number"}),
        ("file,a,b", "{i}.png,{i2},1{i2}", {"file": "path", "a": "class", "b": "class"}),
        ("file,a,b", "{i}.png,{i2},{i2}", {"file": "path", "a": "label", "b": "label"}),
        ("file,a,b", "{i}.png,-1,1", {"file": "path", "a": "ignored", "b": "ignored"}),
        ("file,smiles", "{i}.png,{i2}", {"file": "path", "smiles": "class"}),
        ("file,tags", "{i}.png,a|{i3}", {"file": "path", "tags": "labels"}),
        ("file,set,age", "{i}.png,train,{i}7.5", {"file": "path", "set": "split", "age": "number"}),
        ("file,text", "{i}.png,words about {i}", {"file": "path", "text": "ignored"}),
        ("file,empty", "{i}.png,", {"file": "path", "empty": "ignored"}),
    ],
)
def test_columns_are_taken_for(tmp_path: Path, head: str, row: str, wanted: dict[str, str]) -> None:
    found = roles(tmp_path, many(head, row))
    if row == "{i}.png,{i2},1{i2}":
        assert sorted(found.values()) == ["class", "label", "path"]
        return
    assert found == wanted


def test_separators_of_lists() -> None:
    assert separator_of(["a|b", "b", "a"]) == "|"
    assert separator_of(["a b", "b", "a"]) == " "
    assert separator_of(["a", "b"]) is None
    assert separator_of(["one;", "two;three"]) is None


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"gone": "path"}, "There is no column 'gone'; there are a, b and c"),
        ({"a": "path", "b": "colour"}, "The column 'b' cannot be 'colour'; it can be path, class"),
        ({"a": "class"}, "No column names the image files"),
        ({"a": "path", "b": "class", "c": "class"}, "b and c are all taken for class; only one"),
        ({"a": "path", "b": "label", "c": "labels"}, "either in columns of their own"),
    ],
)
def test_choices_that_do_not_fit_are_refused(chosen: dict[str, str], words: str) -> None:
    with pytest.raises(DataError, match=words):
        check_roles(("a", "b", "c"), chosen)
