"""A table of images as data: classes, labels, numbers and parts by columns; rows that cannot be used are named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from backend.datasets.base import DataError
from backend.datasets.own.folders.picture_paths import PictureFinder
from backend.datasets.own.tables.csv_source import TableSource
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare, source_of
from builder.tasks.classification import Classes
from builder.tasks.multilabel import Labels
from builder.tasks.regression import Numbers


def table(folder: Path, rows: list[str], *, pictures: str = "images", name: str = "table.csv") -> Path:
    """A table with a header and `rows`, and a grey picture for each of ten names."""
    (folder / pictures).mkdir(parents=True, exist_ok=True)
    for index in range(10):
        Image.new("L", (6, 4), 100 + index).save(folder / pictures / f"{index}.png")
    (folder / name).write_text("\n".join(rows), encoding="utf-8")
    return folder / name


def test_a_class_for_each_image(tmp_path: Path) -> None:
    path = table(tmp_path, ["file,label", *(f"images/{i}.png,{'dog' if i % 2 else 'cat'}" for i in range(10))])
    found = source(path)
    assert isinstance(found, TableSource)
    info = found.info()
    assert info.kinds[0] == "classification"
    assert info.target() == Classes(("cat", "dog"))
    assert (info.input_shape, info.counts, info.classes) == ((1, 4, 6), {"train": 10}, ("cat", "dog"))
    splits = prepare(DataSpec(name=str(path), val_fraction=0.2, test_fraction=0.2), (1, 4, 6))
    assert splits.counts == {"train": (3, 3), "val": (1, 1), "test": (1, 1)}
    assert splits.rule["columns"] == {"file": "path", "label": "class"}
    whole = found.load().train
    assert whole.images[:, 0, 0, 0].tolist() == [100 + i for i in range(10)]
    assert whole.targets.tolist() == [i % 2 for i in range(10)]
    assert set(found.files()) == {"table.csv", *(f"images/{i}.png" for i in range(10))}


@pytest.mark.parametrize(
    "cell", ["images/{}.png", "{}.png", "{}", "images\\{}.png", "{root}/images/{}.png", "elsewhere/{}.png"]
)
def test_files_are_found_as_people_write_them(tmp_path: Path, cell: str) -> None:
    rows = [f"{cell.format(i, root=tmp_path)},{'ab'[i % 2]}" for i in range(10)]
    path = table(tmp_path, ["file,label", *rows])
    assert len(source(path).load().train) == 10


def test_a_folder_may_be_chosen(tmp_path: Path) -> None:
    path = table(tmp_path / "data", ["file,label", *(f"{i}.png,{'ab'[i % 2]}" for i in range(10))], pictures="../pictures")
    with pytest.raises(DataError, match=r"No column names the image files.* No cell is the path of an image below"):
        source(path).info()
    chosen = source(path).with_options({"folder": "../pictures"})
    assert chosen.info().counts == {"train": 10}
    assert source(path).with_options({"folder": str(tmp_path / "pictures")}).info().counts == {"train": 10}


def test_names_that_several_files_have_are_not_guessed(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        Image.new("L", (2, 2)).save(tmp_path / folder / "0.png")
    Image.new("L", (2, 2)).save(tmp_path / "b" / "1.png")
    finder = PictureFinder(tmp_path)
    assert finder.find("0.png") is None
    assert finder.find("a/0.png") == str(tmp_path / "a" / "0.png")
    assert finder.find("1") == str(tmp_path / "b" / "1.png")
    assert finder.find("http://host/1.png") is None
    assert finder.find("a") is None
    assert finder.find("\0") is None


def test_numbers_with_decimal_commas(tmp_path: Path) -> None:
    rows = [f"images/{i}.png;{i},5;-{i}" for i in range(10)]
    path = table(tmp_path, ["file;height;depth", *rows])
    info = source(path).info()
    assert info.target() == Numbers(("height", "depth"))
    splits = prepare(DataSpec(name=str(path)), (1, 4, 6))
    assert splits.train.targets.dtype == np.float32
    whole = source(path).load().train
    assert whole.targets.tolist() == [[i + 0.5, -i] for i in range(10)]


def test_labels_in_columns_or_in_a_list(tmp_path: Path) -> None:
    rows = [f"images/{i}.png,{i % 2},{int(i > 4)}" for i in range(10)]
    path = table(tmp_path, ["file,odd,large", *rows])
    assert source(path).info().target() == Labels(("odd", "large"))
    assert source(path).load().train.targets.tolist() == [[i % 2, int(i > 4)] for i in range(10)]
    words = ["|".join(name for name, holds in (("odd", i % 2), ("large", i > 4)) if holds) for i in range(10)]
    path = table(tmp_path, ["file,tags", *(f"images/{i}.png,{words[i]}" for i in range(10))], name="list.csv")
    assert source(path).info().target() == Labels(("large", "odd"))
    made = source(path).load().train
    assert made.targets.dtype == np.uint8
    assert made.targets.tolist() == [[int(i > 4), i % 2] for i in range(10)]


def test_one_table_teaches_several_tasks(tmp_path: Path) -> None:
    rows = [f"images/{i}.png,{'ab'[i % 2]},{i * 1.5}" for i in range(10)]
    path = table(tmp_path, ["file,label,size", *rows])
    info = source(path).info()
    assert info.kinds == ("classification", "regression", "reconstruction", "super-resolution")
    numbers = prepare(DataSpec(name=str(path)), (1, 4, 6), info.target("regression"))
    assert numbers.train.targets.shape[1:] == (1,)
    assert set(numbers.train.strata) == {0, 1}
    only = source(path).with_options({"columns": {"file": "path", "size": "number"}})
    assert only.info().kinds[0] == "regression"
    assert only.info().classes == ()


def test_parts_are_those_of_the_table(tmp_path: Path) -> None:
    parts = ["train"] * 6 + ["Val", "validation", "TEST", "later"]
    rows = [f"images/{i}.png,{'ab'[i % 2]},{parts[i]}" for i in range(10)]
    path = table(tmp_path, ["file,label,split", *rows])
    loaded = source(path).load()
    assert loaded.val is not None
    assert loaded.test is not None
    assert (len(loaded.train), len(loaded.val), len(loaded.test)) == (6, 2, 1)
    assert "split is not train, val or test: 1 (rows 11), such as 'later'." in str(loaded.notes[0])


def test_rows_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    rows = [f"images/{i}.png,{i}.5,{'ab'[i % 2]}" for i in range(8)]
    rows[1], rows[2], rows[3] = "images/1.png,,a", "images/2.png,much,a", "images/gone.png,1.5,b"
    path = table(tmp_path, ["file,size,label", *rows, rows[0]])
    (tmp_path / "images" / "4.png").write_bytes(b"x")
    chosen = source(path).with_options({"columns": {"file": "path", "size": "number", "label": "class"}})
    loaded = chosen.load_for((1, 4, 6), Numbers())
    assert loaded.train.targets[:, 0].tolist() == [0.5, 5.5, 6.5, 7.5, 0.5]
    assert [str(note) for note in loaded.notes] == [
        "Left out rows whose image is not there: 1 (row 5: images/gone.png).",
        "Files that several rows name: 1. They may be learned from and measured with as well.",
        "Left out rows without a value in size: 1 (rows 3).",
        "Left out rows whose size is no number: 1 (rows 4), such as 'much'.",
        "Left out since they hold no picture: 1 (images/4.png).",
    ]
    assert len(chosen.load_for((1, 4, 6), Classes()).train) == 7


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        (["file,label", "images/0.png,a", "images/1.png,a"], {}, "The column label holds one class, a; at least two"),
        (["file,label", "x,a", "y,b"], {}, "No column names the image files"),
        (["file,label"], {}, "holds no rows"),
        (["file,label", "images/0.png,a"], {"columns": {"nope": "path"}}, "There is no column 'nope'"),
        (["file,label", "images/0.png,a"], {"header": "maybe"}, "table.csv.header"),
        (["file,label", "images/0.png,a"], {"delimiter": ","}, "there is no such field"),
        (
            ["file,size", "images/0.png,x", "images/1.png,"],
            {"columns": {"file": "path", "size": "number"}},
            "No row of .* can be",
        ),
    ],
)
def test_tables_that_make_no_task_are_refused(tmp_path: Path, rows: list[str], options: dict[str, object], words: str) -> None:
    path = table(tmp_path, rows)
    with pytest.raises(DataError, match=words):
        source(path).with_options(options).load()


def test_a_project_keeps_the_choice(tmp_path: Path) -> None:
    path = table(tmp_path, ["file,label,size", *(f"images/{i}.png,{'ab'[i % 2]},{i}.5" for i in range(10))])
    spec = DataSpec(name=str(path), options={"columns": {"file": "path", "size": "number"}})
    assert prepare(spec, (1, 4, 6)).target == Numbers(("size",))
    assert DataSpec(**spec.record()) == spec
    assert source_of(spec).option_values() == spec.options


def test_a_changed_table_is_read_again(tmp_path: Path) -> None:
    path = table(tmp_path, ["file,label", "images/0.png,a", "images/1.png,b", "images/2.png,b", "images/3.png,a"])
    assert source(path).info().classes == ("a", "b")
    table(tmp_path, ["file,label", "images/0.png,a", "images/1.png,bird", "images/2.png,bird", "images/3.png,a"])
    assert source(path).info().classes == ("a", "bird")


@pytest.mark.parametrize("bad", ["1e300", "-1e39", "inf", "-Infinity"])
def test_numbers_that_float32_cannot_hold_are_named(tmp_path: Path, bad: str) -> None:
    rows = [f"images/{i}.png,{bad if i == 4 else i / 8}" for i in range(10)]
    loaded = source(table(tmp_path, ["file,height", *rows])).load()
    assert loaded.info.target() == Numbers(("height",))
    assert loaded.train.targets[:, 0].tolist() == [i / 8 for i in range(10) if i != 4]
    assert [str(note) for note in loaded.notes] == [
        f"Left out rows whose height is no number: 1 (rows 6), such as {bad!r}.",
    ]


def test_words_for_no_number_are_no_classes(tmp_path: Path) -> None:
    rows = [f"images/{i}.png,{['nan', 'inf'][i % 2]},{'inf' if i == 4 else i % 2}" for i in range(10)]
    path = table(tmp_path, ["file,kind,label", *rows])
    loaded = source(path).load()
    assert loaded.info.target() == Classes(("0", "1"))
    assert len(loaded.train) == 9
    assert any("whose label is no number: 1 (rows 6), such as 'inf'" in str(note) for note in loaded.notes)
    chosen = source(path).with_options({"columns": {"file": "path", "kind": "class"}})
    assert "classification" not in chosen.info().kinds
    words = table(tmp_path, ["file,kind", *(f"images/{i}.png,{['inf', 'sup'][i % 2]}" for i in range(10))], name="words.csv")
    assert source(words).info().target() == Classes(("inf", "sup"))


def test_why_a_column_is_not_used_is_said(tmp_path: Path) -> None:
    rows = [f"images/{i}.png,{'ab'[i % 2]},1.5,{'inf' if i else 'nan'}" for i in range(10)]
    found = source(table(tmp_path, ["file,label,height,width", *rows]))
    why = (
        "The column height is not used: there is nothing to learn where every row holds '1.5'.",
        "The column width is not used: no row has a value in it.",
    )
    assert tuple(map(str, found.load().notes))[-2:] == why
    with pytest.raises(DataError, match="cannot teach Regression; it can teach ") as raised:
        found.load_for((1, 4, 6), Numbers())
    assert all(sentence in str(raised.value) for sentence in why)
    chosen = found.with_options({"columns": {"file": "path", "label": "class"}})
    assert chosen.load().notes == ()
