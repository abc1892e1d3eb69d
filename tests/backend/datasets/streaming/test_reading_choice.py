"""Small sets are read whole, sets that do not fit are streamed, and it is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.datasets.base import DataError, LazyImages
from backend.datasets.splits import DataSpec, prepare
from backend.datasets.streaming import reading_choice
from backend.datasets.streaming.reading_choice import choose_reading, free_bytes
from tests.support.image_files import class_folders

GIGABYTE = 1_000_000_000


def said(count: int, available: int) -> tuple[bool, list[str]]:
    choice = choose_reading(count, (3, 100, 100), available)
    return choice.streamed, list(map(str, choice.notes))


def test_it_follows_the_sizes_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONVAS_READING", raising=False)
    assert said(100, GIGABYTE) == (False, [])
    assert said(6_000, GIGABYTE) == (False, ["Read whole: 180 MB."])
    streamed = "Streamed: 9 GB do not fit into the 1 GB of memory that are free, so files are read while the network learns."
    assert said(300_000, GIGABYTE) == (True, [streamed])


def test_it_can_be_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVAS_READING", "streamed")
    assert said(6_000, GIGABYTE) == (True, ["Streamed: 180 MB are read from their files while the network learns."])
    monkeypatch.setenv("CONVAS_READING", "whole")
    assert said(300_000, GIGABYTE) == (False, ["Read whole: 9 GB."])


def test_images_of_which_no_batch_fits_are_refused() -> None:
    with pytest.raises(DataError, match="64 images of 1000000×1000000 need 64 TB of memory"):
        choose_reading(1000, (1, 1_000_000, 1_000_000))


def test_free_memory_is_that_of_the_machine_and_of_the_container(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (free_bytes() or 0) > 0
    (tmp_path / "meminfo").write_text("MemTotal: 8000 kB\nMemAvailable:    6000 kB\n")
    monkeypatch.setattr(reading_choice, "MEMORY_FILE", str(tmp_path / "meminfo"))
    monkeypatch.setattr(reading_choice, "LIMITS", ((str(tmp_path), "memory.max", "memory.current"),))
    if reading_choice.sys.platform.startswith("linux"):
        assert free_bytes() == 6000 * 1024
    (tmp_path / "memory.max").write_text("5000000\n")
    (tmp_path / "memory.current").write_text("4000000\n")
    (tmp_path / "memory.stat").write_text("anon 3000000\ninactive_file 600000\nactive_file 300000\n")
    assert free_bytes() == 1_900_000
    (tmp_path / "memory.max").write_text("max\n")
    assert free_bytes() != 1_900_000


def test_a_folder_gives_the_same_images_either_way(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = class_folders(tmp_path, 12)
    (root / "cat" / "broken.png").write_bytes(b"nothing")
    monkeypatch.setenv("CONVAS_READING", "whole")
    whole = prepare(DataSpec(name=str(root)), (3, 8, 8))
    monkeypatch.setenv("CONVAS_READING", "streamed")
    streamed = prepare(DataSpec(name=str(root)), (3, 8, 8))
    for ours, theirs in zip((whole.train, whole.val, whole.test), (streamed.train, streamed.val, streamed.test), strict=True):
        assert isinstance(theirs.images, LazyImages)
        assert (ours.images == theirs.images[:]).all()
        assert (ours.strata == theirs.strata).all()
        assert ours.names == theirs.names
    assert whole.counts == streamed.counts
    assert set(map(str, streamed.notes)) - set(map(str, whole.notes)) == {
        "Streamed: 4.8 kB are read from their files while the network learns."
    }
    assert any("broken.png" in str(note) for note in streamed.notes)
