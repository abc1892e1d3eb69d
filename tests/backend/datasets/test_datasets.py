"""The registry, and what the data sets with a name say and give."""

import os
import re
import subprocess
import sys

import numpy as np
import pytest

from backend.datasets.base import DataCancelled, DataError, task_for
from backend.datasets.registry import source, sources
from backend.paths import data_folder, home

needs_mnist = pytest.mark.skipif("CONVAS_DATA" not in os.environ, reason="CONVAS_DATA names no folder that holds mnist")

DOWNLOADED = (
    "cifar-10",
    "cifar-100",
    "emnist-balanced",
    "emnist-digits",
    "emnist-letters",
    "fashion-mnist",
    "kmnist",
    "mnist",
)


def test_registry_finds_every_source_and_begins_with_the_default():
    names = list(sources())
    assert names[0] == "digits"
    assert names[1:] == sorted(names[1:])
    assert set(DOWNLOADED) < set(names)
    assert all(each.name == name == each.info().name for name, each in sources().items())


def test_registry_is_light():
    heavy = "{'torch', 'sklearn', 'PIL', 'requests'}"
    code = f"import sys, backend.datasets.registry as r; r.sources(); print(sorted({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["digits", *DOWNLOADED])
def test_every_source_describes_a_task(name):
    info = source(name).info()
    task = task_for(info)
    assert task.classes == info.classes
    assert len(set(task.classes)) == len(task.classes) >= 10
    assert task.input_shape == info.input_shape
    assert info.total == sum(info.counts.values())
    assert info.title
    assert info.licence
    assert str(info.description).endswith(".")


@pytest.mark.parametrize("name", DOWNLOADED)
def test_every_download_says_what_it_is_of(name):
    published = source(name).published
    assert source(name).info().bytes_to_download == published.bytes
    assert len(set(published.mirrors)) >= 2
    for file in published.files:
        assert re.fullmatch("sha256:[0-9a-f]{64}", file.checksum)
    assert "not yet confirmed by a download" in str(published.remarks()[0])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("didgits", "Did you mean digits?"),
        ("MNISt2", "Did you mean mnist?"),
        ("", "There is no data set ''"),
        ("./nowhere", "There is no folder ./nowhere."),
        (__file__, "is a file that holds no data set: a folder"),
    ],
)
def test_what_is_not_there_is_said(text, words):
    with pytest.raises(DataError) as error:
        source(text)
    assert words in str(error.value)


def test_names_are_found_in_any_case_and_folders_by_path(tmp_path):
    assert source("MNIST") is sources()["mnist"]
    assert source(str(tmp_path)).location() == str(tmp_path)


def test_homes_follow_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONVAS_DATA", str(tmp_path / "data"))
    assert home() == tmp_path / "home"
    assert data_folder() == tmp_path / "data"
    assert source("mnist").location() == str(tmp_path / "home" / "data" / "mnist")
    monkeypatch.delenv("CONVAS_HOME")
    monkeypatch.delenv("CONVAS_DATA")
    assert home().name == "convas"
    assert data_folder() is None


def test_digits_are_spread_over_all_bytes():
    loaded = source("digits").load()
    assert loaded.train.images.shape == (1797, 1, 8, 8)
    assert loaded.train.images.dtype == np.uint8
    assert (loaded.train.images.min(), loaded.train.images.max()) == (0, 255)
    assert len(np.unique(loaded.train.images)) == 17
    assert loaded.train.strata.dtype == np.int64
    assert sum(loaded.train.per_class(10)) == 1797
    assert loaded.test is None


def test_digits_can_be_given_up():
    with pytest.raises(DataCancelled):
        source("digits").load(cancelled=lambda: True)


@pytest.mark.mnist
@needs_mnist
def test_mnist_is_the_published_one():
    told = []
    loaded = source("mnist").load(lambda *what: told.append(what))
    assert loaded.train.images.shape == (60_000, 1, 28, 28)
    assert loaded.test is not None
    assert loaded.test.images.shape == (10_000, 1, 28, 28)
    assert loaded.train.strata[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    assert loaded.test.per_class(10) == (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
    assert round(float(loaded.train.images.mean()) / 255, 4) == 0.1307
    assert (str(told[-1][0]), *told[-1][1:]) == ("Reading MNIST", 2, 2)
    assert source("mnist").remarks() == ()
    assert source("mnist").ready()
