"""The log: written only when there is something, kept in bounds, and shown to others without private names."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from backend import logs

log = logging.getLogger("backend.something")


def test_a_file_is_made_at_the_first_record_and_says_where_it_runs() -> None:
    with logs.logging_to_file("train") as file:
        log.debug("too small")
        logging.getLogger("elsewhere").info("not ours")
        assert not logs.folder().exists()
        log.info("begun with %d", 3)
        logging.getLogger("elsewhere").warning("odd")
    log.warning("after the end")
    (path,) = logs.folder().iterdir()
    assert path == file.path
    assert path.name.endswith(f"-train-{os.getpid()}.log")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("Convas ")
    assert "INFO backend.something [MainThread] begun with 3" in text
    assert "odd" in text
    assert "too small" not in text
    assert "not ours" not in text
    assert "after the end" not in text


def test_the_newest_files_are_kept() -> None:
    logs.folder().mkdir(parents=True)
    for number in range(30):
        (logs.folder() / f"20200101-0000{number:02}-train-1.log").write_text("x")
    (logs.folder() / "notes.txt").write_text("not a log")
    with logs.logging_to_file("open"):
        log.error("new")
    names = sorted(path.name for path in logs.folder().glob("*.log"))
    assert len(names) == logs.MOST_FILES
    assert names[0] == "20200101-000011-train-1.log"
    assert "-open-" in names[-1]
    assert (logs.folder() / "notes.txt").exists()


def test_all_files_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    logs.folder().mkdir(parents=True)
    for number in range(10):
        with (logs.folder() / f"20200101-00000{number}-train-1.log").open("wb") as file:
            file.truncate(3 * 2**20)
    with logs.logging_to_file("open") as written:
        for _ in range(60):
            log.error("%s", "x" * 100_000)
    assert written.path is not None
    assert written.path.stat().st_size <= logs.LARGEST_FILE + 200_000
    assert sum(path.stat().st_size for path in logs.folder().glob("*.log")) <= logs.MOST_BYTES + 200_000


def test_a_disk_that_refuses_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path / "file"))
    with logs.logging_to_file("open") as file:
        log.error("unheard")
    assert file.path is None


def test_private_folders_are_not_in_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "ada"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "ada"))
    with logs.logging_to_file("train") as file:
        try:
            (tmp_path / "ada" / "thesis" / "net.py").read_text()
        except OSError:
            log.exception("Reading %s failed", tmp_path / "ada" / "thesis")
    assert file.path is not None
    text = file.path.read_text(encoding="utf-8")
    assert "Reading ~" in text
    assert "Traceback" in text
    assert str(tmp_path / "ada") not in text


def test_private_folders_are_not_in_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "ada"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "ada"))
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path / "ada" / "convas"))
    monkeypatch.setenv("CONVAS_DATA", str(tmp_path / "pictures"))
    text = "\n".join(str(tmp_path / end) for end in ("ada/convas/runs/1", "ada/net.py", "pictures/mnist", "other"))
    hidden = logs.details(text).splitlines()
    assert hidden[0].startswith("Convas ")
    assert hidden[2:] == ["$CONVAS_HOME/runs/1", "~/net.py", "$CONVAS_DATA/mnist", f"{tmp_path}/other"]
