"""CIFAR's binary versions: small files in the real form, from a folder, an archive or a server, or refused in words."""

import gzip
import hashlib
import io
import tarfile
from dataclasses import replace

import numpy as np
import pytest

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.downloads.publication import RemoteFile
from backend.datasets.registry import source
from tests.support.file_server import serving

COUNTS = {"train": 100, "test": 20}
DRAW = np.random.default_rng(0)
IMAGES = {split: DRAW.integers(0, 256, (count, 3, 32, 32), dtype=np.uint8) for split, count in COUNTS.items()}


def labels(split, classes):
    return (np.arange(COUNTS[split]) * 7 % classes).astype(np.uint8)


def records(split, classes, label_bytes):
    columns = [labels(split, classes)[:, None], IMAGES[split].reshape(COUNTS[split], -1)]
    coarse = [np.full((COUNTS[split], 1), 19, np.uint8)] if label_bytes == 2 else []
    return np.hstack([*coarse, *columns]).tobytes()


def ten():
    body = records("train", 10, 1)
    size = len(body) // 5
    files = {f"data_batch_{index + 1}.bin": body[index * size : (index + 1) * size] for index in range(5)}
    names = "\n".join(source("cifar-10").info().classes) + "\n\n"
    return {"batches.meta.txt": names.encode(), **files, "test_batch.bin": records("test", 10, 1)}


def hundred():
    names = "\n".join(source("cifar-100").info().classes) + "\n"
    files = {"train.bin": records("train", 100, 2), "test.bin": records("test", 100, 2)}
    return {"fine_label_names.txt": names.encode(), "coarse_label_names.txt": b"fish\n", **files}


INNER = {"cifar-10": "cifar-10-batches-bin", "cifar-100": "cifar-100-binary"}
FILES = {"cifar-10": ten(), "cifar-100": hundred()}


def archive(name, files, *, compress=True):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        for inside, body in files.items():
            member = tarfile.TarInfo(f"{INNER[name]}/{inside}")
            member.size = len(body)
            made.addfile(member, io.BytesIO(body))
    return gzip.compress(stream.getvalue(), 1) if compress else stream.getvalue()


ARCHIVES = {name: archive(name, files) for name, files in FILES.items()}


def small(name, *mirrors):
    """The data set with few images, whose archive has the checksum of the small one."""
    whole, body = source(name), ARCHIVES[name]
    file = RemoteFile(whole.archive, len(body), "sha256:" + hashlib.sha256(body).hexdigest())
    published = replace(whole.published, files=(file,), mirrors=mirrors)
    return replace(whole, about=replace(whole.about, counts=COUNTS), published=published)


@pytest.fixture
def homes(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONVAS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path


def check(loaded):
    classes = len(loaded.info.classes)
    for split, part in (("train", loaded.train), ("test", loaded.test)):
        assert (part.images == IMAGES[split]).all()
        assert (part.targets == labels(split, classes)).all()
        assert part.targets.dtype == np.int64
        assert part.images.flags.writeable


both = pytest.mark.parametrize("name", ["cifar-10", "cifar-100"])


@both
def test_downloaded_once_and_read_from_the_archive(homes, name):
    with serving({source(name).archive: ARCHIVES[name]}) as server:
        check(small(name, server.url).load())
    loaded = small(name).load()
    check(loaded)
    assert loaded.location == str(homes / "home" / "data" / name / source(name).archive)


@both
@pytest.mark.parametrize("place", [".", "cifar-10", "CIFAR10"])
@pytest.mark.parametrize("form", ["archive", "tar", "folder", "gzipped", "flat"])
def test_layouts_of_the_persons_folder(homes, name, place, form):
    folder = homes / "data" / place.replace("10", name.removeprefix("cifar-"))
    below = folder if form in ("archive", "tar", "flat") else folder / INNER[name]
    below.mkdir(parents=True)
    if form in ("archive", "tar"):
        body = ARCHIVES[name] if form == "archive" else gzip.decompress(ARCHIVES[name])
        (folder / source(name).archive).write_bytes(body)
    for inside, body in FILES[name].items() if form not in ("archive", "tar") else ():
        ending, content = (".gz", gzip.compress(body, 1)) if form == "gzipped" else ("", body)
        (below / (inside + ending)).write_bytes(content)
    assert small(name).ready()
    assert small(name).remarks() == ()
    check(small(name).load())


def put(homes, files, *, compress=True):
    folder = homes / "data"
    folder.mkdir()
    path = folder / "cifar-10-binary.tar.gz"
    path.write_bytes(archive("cifar-10", files, compress=compress))
    return path


def why(name="cifar-10"):
    with pytest.raises(DataError) as error:
        small(name).load()
    return str(error.value)


def test_which_files_are_missing_is_told(homes):
    folder = homes / "data" / "cifar-10-batches-bin"
    folder.mkdir(parents=True)
    for name, body in list(FILES["cifar-10"].items())[:4]:
        (folder / name).write_bytes(body)
    there = f"3 of 6 files are in {folder}; data_batch_4.bin, data_batch_5.bin, test_batch.bin are missing."
    assert str(small("cifar-10").remarks()[0]) == there
    assert not small("cifar-10").ready()
    assert why().startswith(there)


def test_the_version_that_is_pickled_is_named_and_not_read(homes):
    (homes / "data" / "cifar-10-batches-py").mkdir(parents=True)
    assert "cifar-10-batches-py is the version for Python, which is not read" in str(small("cifar-10").remarks()[0])
    assert "cifar-10-binary.tar.gz, is needed" in why()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"test_batch.bin": b""}, "test_batch.bin in {path} holds 0 bytes; 61,460 are expected: 20 records of 3,073"),
        ({"test_batch.bin": FILES["cifar-10"]["test_batch.bin"][:-1]}, "holds 61,459 bytes; 61,460 are expected"),
        ({"test_batch.bin": bytes(61_461)}, "holds more than 61,460 bytes; 61,460 are expected"),
        ({"data_batch_2.bin": bytes(10_000_000)}, "holds 10,000,000 bytes; at most 61,461 are expected"),
        ({"data_batch_2.bin": b"\x0a" + bytes(61_459)}, "{path} holds the label 10; CIFAR-10 has the labels 0 to 9"),
        ({"batches.meta.txt": b"cat\ndog\n"}, "lists other classes (cat, dog ...); CIFAR-10 begins with airplane"),
        ({"readme.html": bytes(50_000_000)}, "{path} holds much more than expected"),
    ],
)
def test_other_records_are_refused(homes, changed, words):
    path = put(homes, {**FILES["cifar-10"], **changed})
    assert words.format(path=path) in why()


def test_archives_with_too_many_files_are_refused(homes):
    put(homes, {**{f"other{index}": b"" for index in range(1100)}, **FILES["cifar-10"]}, compress=False)
    assert "holds more than 1,000 files" in why()


@pytest.mark.parametrize("body", [b"", b"<!doctype html>", ARCHIVES["cifar-10"][:5000], b"\x1f\x8b" + bytes(100), bytes(5000)])
def test_what_is_no_archive_is_refused(homes, body):
    put(homes, {}).write_bytes(body)
    text = why()
    assert str(homes / "data" / "cifar-10-binary.tar.gz") in text
    assert any(words in text for words in ("is damaged", "is a web page", "holds 0 bytes"))


def test_members_that_are_links_or_lie_elsewhere_write_nothing(homes):
    path = put(homes, {})
    with tarfile.open(path, "w") as made:
        link = tarfile.TarInfo("../../test_batch.bin")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        made.addfile(link)
        member = tarfile.TarInfo("../../../escaped.bin")
        member.size = 4
        made.addfile(member, io.BytesIO(b"evil"))
    before = sorted(homes.rglob("*"))
    assert "holds 0 bytes" in why()
    assert sorted(homes.rglob("*")) == before


def test_reading_can_be_cancelled(homes):
    put(homes, FILES["cifar-10"])
    with pytest.raises(DataCancelled):
        small("cifar-10").load(cancelled=lambda: True)


def test_classes_are_the_published_ones():
    assert source("cifar-10").info().classes[:3] == ("airplane", "automobile", "bird")
    classes = source("cifar-100").info().classes
    assert len(set(classes)) == 100
    assert list(classes) == sorted(classes)
