"""The project file: what is written is read again, the same text each time, and a failure leaves the old file."""

from __future__ import annotations

import codecs
import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from builder.common.json_checks import ProjectError
from builder.files.project_file import MIGRATIONS, VERSION, load_project, parse_project, project_text, save_project
from builder.layers import LAYERS, Unknown
from builder.model.graph import Graph
from builder.model.project import Project
from builder.model.task import Task
from builder.sketch import Sketch
from tests.support.graphs import TEN, check, ports, residual, small

FULL = Project(
    residual(),
    task=TEN,
    data={"name": "digits", "seed": 3},
    recipe={"learning_rate": 1e-3},
    next_id=40,
    run="2024-05-01-12-00-00",
)


def test_a_project_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "net.convas"
    save_project(FULL, path)
    back = load_project(path)
    assert back == FULL
    assert (back.next_id, back.run) == (40, "2024-05-01-12-00-00")
    check(back.graph)


def test_an_empty_project_comes_back() -> None:
    assert parse_project(project_text(Project())) == Project()


def test_every_kind_of_layer_comes_back() -> None:
    net = Sketch()
    for kind in sorted(LAYERS):
        net(kind)
    assert parse_project(project_text(Project(net.graph))).graph == net.graph


def test_the_same_project_makes_the_same_text_and_a_line_a_block() -> None:
    text = project_text(FULL)
    assert project_text(parse_project(text)) == text
    lines = text.splitlines()
    assert sum('"kind"' in line for line in lines) == len(FULL.graph.blocks) + 1
    assert max(map(len, lines)) < 250


def test_the_order_in_which_records_were_filled_does_not_show() -> None:
    turned = replace(FULL, data={"seed": 3, "name": "digits"})
    assert turned == FULL
    assert project_text(turned) == project_text(FULL)


def test_letters_of_every_script_are_kept() -> None:
    task = replace(TEN, classes=("猫", "größe", "\u202e", '"\\', "\n\0"))
    assert parse_project(project_text(Project(task=task))).task == task


def test_a_layer_of_another_version_is_kept_and_written_back() -> None:
    record = json.loads(project_text(Project(small())))
    block = record["graph"]["blocks"][2]
    block.update(kind="Swish9", layer={"beta": 1.5, "more": {"z": [1, None, True], "a": "ü"}})
    project = parse_project(json.dumps(record))
    layer = project.graph.blocks[block["id"]].layer
    assert isinstance(layer, Unknown)
    assert layer.missing == "Swish9"
    assert json.loads(project_text(project))["graph"] == record["graph"]


def test_a_join_of_another_version_keeps_all_its_wires() -> None:
    record = json.loads(project_text(Project(residual())))
    record["graph"]["blocks"][4].update(kind="Outer", layer={})
    assert json.loads(project_text(parse_project(json.dumps(record))))["graph"]["wires"] == record["graph"]["wires"]


def test_a_layer_of_another_version_keeps_each_of_its_inputs_and_outputs() -> None:
    record = json.loads(project_text(Project(ports())))
    split = next(block for block in record["graph"]["blocks"] if block["kind"] == "Split")
    split.update(kind="Parted", layer={"at": [1, 3]})
    loose = next(block for block in record["graph"]["blocks"] if block["kind"] == "MaxUnpool2d")
    loose.update(kind="Filler", layer={})
    record["graph"]["wires"] = [wire for wire in record["graph"]["wires"] if wire["to"] != [loose["id"], 0]]
    project = parse_project(json.dumps(record))
    assert json.loads(project_text(project))["graph"] == record["graph"]
    layer = project.graph.blocks[split["id"]].layer
    assert (len(layer.input_names), len(layer.output_names)) == (1, 2)
    assert len(project.graph.blocks[loose["id"]].layer.input_names) == 2
    check(project.graph)


def test_a_layer_of_another_version_is_kept_inside_of_a_group_with_its_formulas() -> None:
    body = Sketch(channels=8)
    body("GroupOutput", body("Conv2d", body("GroupInput"), out_channels="channels"))
    net = Sketch()
    net("Output", net(body.definition("Widen"), net("Input"), channels=4))
    record = json.loads(project_text(Project(net.graph)))
    strange = next(block for block in record["definitions"][0]["blocks"] if block["kind"] == "Conv2d")
    strange.update(kind="Swirl2d", layer={"channels": {"formula": "channels ** 2"}, "more": {"turns": [1, {"a": None}]}})
    assert json.loads(project_text(parse_project(json.dumps(record)))) == record


def test_a_wire_from_beyond_all_outputs_of_a_layer_of_another_version_is_refused() -> None:
    record = json.loads(project_text(Project(small())))
    record["graph"]["blocks"][2].update(kind="Swish9", layer={})
    record["graph"]["wires"][2]["from"][1] = 10**9
    with pytest.raises(ProjectError, match=r"1000000000 is no output of .*: there are 1000, counted from 0"):
        parse_project(json.dumps(record))


def test_blocks_without_positions_are_laid_out() -> None:
    record = json.loads(project_text(Project(small())))
    for block in record["graph"]["blocks"]:
        del block["position"]
    assert parse_project(json.dumps(record)).graph == small()


def test_the_mark_is_above_every_id() -> None:
    assert Project(small()).next_id == 8
    record = json.loads(project_text(Project(small(), next_id=30)))
    assert parse_project(json.dumps(record)).next_id == 30
    del record["next_id"]
    assert parse_project(json.dumps(record)).next_id == 8


def test_an_old_file_is_brought_to_the_present(monkeypatch: pytest.MonkeyPatch) -> None:
    def name_moved(record: dict[str, object]) -> dict[str, object]:
        goal = record.pop("goal")
        return {**record, "version": 2, "task": goal}

    monkeypatch.setattr("builder.files.project_file.VERSION", 2)
    monkeypatch.setattr("builder.files.project_file.MIGRATIONS", {1: name_moved})
    record = json.loads(project_text(Project(task=TEN)))
    record["version"] = 1
    record["goal"] = record.pop("task")
    assert parse_project(json.dumps(record)).task == TEN


def test_there_is_a_migration_from_every_version() -> None:
    assert set(MIGRATIONS) == set(range(1, VERSION))


def test_a_byte_order_mark_is_no_reason(tmp_path: Path) -> None:
    path = tmp_path / "net.convas"
    path.write_text(project_text(FULL), encoding="utf-8-sig")
    assert load_project(path) == FULL


# -- the disk ---------------------------------------------------------------------------------------------------------


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "net.convas"
    save_project(FULL, path)
    return path


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EACCES, "not allowed"), (errno.EIO, "error")]
)
def test_when_writing_fails_the_old_file_stays(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, words: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        with pytest.raises(ProjectError, match=words):
            save_project(Project(small()), old)
    assert load_project(old) == FULL
    assert left_over(old.parent) == [old.name]


def test_an_interrupt_leaves_no_temporary_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            save_project(Project(small()), old)
    assert load_project(old) == FULL
    assert left_over(old.parent) == [old.name]


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(old: Path) -> None:
    old.chmod(0o640)
    link = old.with_name("link.convas")
    link.symlink_to(old)
    save_project(Project(small()), link)
    assert link.is_symlink()
    assert load_project(old).graph == small()
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    save_project(FULL, tmp_path / "net.convas")
    assert (tmp_path / "net.convas").stat().st_mode == plain.stat().st_mode


@pytest.fixture
def user_folder() -> Iterator[Path]:
    """A folder of a user who is not root, with the test running as that user: root may write everywhere."""
    with tempfile.TemporaryDirectory() as name:
        if os.geteuid() != 0:
            yield Path(name)
            return
        os.chown(name, 65534, 65534)
        codecs.lookup("utf-8-sig")  # nobody may not read the Python that lies in the superuser's home
        os.seteuid(65534)
        yield Path(name)
        os.seteuid(0)


def test_what_may_not_be_written_is_refused_in_words(user_folder: Path) -> None:
    path = user_folder / "net.convas"
    save_project(FULL, path)
    path.chmod(0o444)
    with pytest.raises(ProjectError, match="not allowed"):
        save_project(Project(), path)
    path.chmod(0o000)
    with pytest.raises(ProjectError, match="not allowed"):
        load_project(path)
    path.chmod(0o644)
    user_folder.chmod(0o555)
    with pytest.raises(ProjectError, match="not allowed"):
        save_project(Project(), path)
    user_folder.chmod(0o755)
    assert load_project(path) == FULL
    assert left_over(user_folder) == [path.name]


def test_places_that_hold_no_project_are_named(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"gone\.convas cannot be opened: there is no such file"):
        load_project(tmp_path / "gone.convas")
    with pytest.raises(ProjectError, match="it is not a file"):
        load_project(tmp_path)
    with pytest.raises(ProjectError, match="it is a folder"):
        save_project(FULL, tmp_path)
    with pytest.raises(ProjectError, match="no such file or folder"):
        save_project(FULL, tmp_path / "no" / "net.convas")
    with pytest.raises(ProjectError, match="cannot be opened"):
        load_project("a\0b")
    with pytest.raises(ProjectError, match="too long"):
        save_project(FULL, tmp_path / ("x" * 300))
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ProjectError, match="it is not a file"):
        load_project(tmp_path / "pipe")


def test_what_a_file_cannot_hold_is_refused_before_the_disk_is_touched(old: Path) -> None:
    for record in ({"a": float("nan")}, {"a": object()}, {"a": "\ud800"}):
        with pytest.raises(ProjectError):
            save_project(Project(recipe=record), old)
    assert load_project(old) == FULL


def test_a_task_is_read_and_written() -> None:
    assert Task.parse(TEN.record()) == TEN
    assert Graph() == parse_project(project_text(Project(task=TEN))).graph
