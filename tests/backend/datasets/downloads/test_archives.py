"""Archives with damaged bytes give a DataError or a bounded answer, whatever the standard library makes of them."""

import gzip
import io
import tarfile
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.datasets.base import DataError
from backend.datasets.downloads.archives import is_web_page, read_file, read_tar_members, read_zip_member
from tests.support.lanes import draws

MOST = 600


def zipped():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("gzip/readme.txt", "x" * 50)
        made.writestr("gzip/member.gz", gzip.compress(b"hello" * 100))
    return stream.getvalue()


def tarred():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as made:
        for name in ("a.bin", "ü" * 60 + "/other.bin", "c.bin"):
            member = tarfile.TarInfo(f"inner/{name}")
            member.size = 100
            made.addfile(member, io.BytesIO(b"q" * 100))
    return stream.getvalue()


READERS = {
    "zip": (zipped(), lambda path: read_zip_member(path, "member.gz", MOST)),
    "tar": (tarred(), lambda path: b"".join(read_tar_members(path, {"a.bin": 100, "c.bin": 100}).values())),
    "tar.gz": (gzip.compress(tarred()), lambda path: b"".join(read_tar_members(path, {"a.bin": 100}).values())),
    "gz": (gzip.compress(b"hello" * 100), lambda path: read_file(path, MOST)),
}


@pytest.mark.parametrize("kind", READERS)
def test_whole_archives_are_read(kind, tmp_path):
    body, read = READERS[kind]
    (tmp_path / "file").write_bytes(body)
    assert read(tmp_path / "file") in (b"hello" * 100, b"q" * 200, b"q" * 100)


@pytest.mark.parametrize("kind", READERS)
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=20), end=st.floats(0, 1))
@settings(max_examples=draws(100))
def test_damaged_archives_are_refused_or_bounded(kind, tmp_path_factory, changes, end):
    body, read = bytearray(READERS[kind][0]), READERS[kind][1]
    for place, value in changes:
        body[int(place * (len(body) - 1))] = value
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(bytes(body[: 1 + int(end * len(body))]))
    with suppress(DataError):
        assert len(read(path)) <= MOST


def test_a_member_that_unpacks_to_much_more_is_cut(tmp_path):
    bomb = gzip.compress(bytes(50_000_000))
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("bomb.gz", bomb)
    (tmp_path / "bomb.gz").write_bytes(bomb)
    assert len(read_zip_member(tmp_path / "bomb.zip", "bomb.gz", MOST)) == MOST
    assert len(read_file(tmp_path / "bomb.gz", MOST)) == MOST


@pytest.mark.parametrize("text", [b"<!DOCTYPE html><p>", b" \n<HTML>", b'<?xml version="1.0"?>'])
def test_web_pages_are_known(text):
    assert is_web_page(text)
    assert not is_web_page(b"\x1f\x8b" + text)


def test_a_file_that_is_gone_is_said(tmp_path):
    with pytest.raises(DataError, match="nowhere cannot be read: there is no such file"):
        read_file(tmp_path / "nowhere", MOST)
