"""Fingerprints: they see every change of names and content, and read again only what may have changed."""

import gzip
import json
import os
import sqlite3

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.division import EarlierData
from backend.datasets.identity.data_changes import class_order, compare, kept_splits
from backend.datasets.identity.data_record import DataRecord
from backend.datasets.identity.fingerprint import FileMark, Fingerprint, fingerprint_of, hash_file, index_path
from backend.datasets.identity.hash_index import HashIndex, Stamp
from backend.datasets.registry import source
from backend.datasets.splits import DataSpec, prepare

LONG_AGO = 1_600_000_000


def picture(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.full((8, 8), value, np.uint8)).save(path)
    os.utime(path, (LONG_AGO, LONG_AGO))


@pytest.fixture
def folder(tmp_path):
    for number, name in enumerate(("cat", "dog")):
        for index in range(10):
            picture(tmp_path / "data" / name / f"{index}.png", 20 * index + number)
    return tmp_path / "data"


def take(folder):
    return fingerprint_of(source(str(folder)))


def record_of(folder, **spec):
    wanted = DataSpec(name=str(folder), **spec)
    return DataRecord.of(prepare(wanted, (1, 8, 8)), take(folder), data=wanted.name, fit=wanted.fit)


def said(folder, earlier):
    return [str(clause) for clause in compare(earlier, take(folder)).clauses()]


def test_the_same_files_elsewhere_have_the_same_fingerprint(folder):
    before = take(folder)
    assert before.classes == ("cat", "dog")
    assert len(before.files) == 20
    folder.rename(folder.with_name("moved"))
    assert take(folder.with_name("moved")) == before
    assert take(folder.with_name("moved")).digest == before.digest


def test_files_are_read_again_only_if_their_time_or_size_has_changed(folder):
    before = take(folder)
    path = folder / "cat" / "3.png"
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"?")
    os.utime(path, (LONG_AGO, LONG_AGO))
    assert take(folder) == before  # unseen: size and time are the same
    os.utime(path, (LONG_AGO, LONG_AGO + 1))
    after = take(folder)
    assert [name for name in after.files if after.files[name] != before.files[name]] == ["cat/3.png"]
    assert after.digest != before.digest


def test_what_was_changed_just_now_is_not_remembered(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"one")
    with HashIndex(index_path()) as index:
        index.add(path, Stamp.of(path), (3, "ab"))
    with HashIndex(index_path()) as index:
        assert index.find(path, Stamp.of(path)) is None
        os.utime(path, (LONG_AGO, LONG_AGO))
        index.add(path, Stamp.of(path), (3, "ab"))
    with HashIndex(index_path()) as index:
        assert index.find(path, Stamp.of(path)) == (3, "ab")


@pytest.mark.parametrize("damage", [b"no database at all, but long enough to be read as one" * 50, b""])
def test_a_damaged_index_is_begun_again(folder, damage):
    before = take(folder)
    index_path().write_bytes(damage)
    assert take(folder) == before
    with sqlite3.connect(index_path()) as opened:
        assert opened.execute("SELECT count(*) FROM files").fetchone() == (20,)
    opened.close()


def test_without_an_index_everything_is_hashed(folder):
    before = take(folder)
    index_path().unlink()
    index_path().mkdir()
    assert take(folder) == before


def test_gzipped_or_not_is_the_same(tmp_path):
    (tmp_path / "plain").write_bytes(b"labels" * 1000)
    (tmp_path / "zipped.gz").write_bytes(gzip.compress(b"labels" * 1000))
    assert hash_file(tmp_path / "plain") == hash_file(tmp_path / "zipped.gz")
    (tmp_path / "broken.gz").write_bytes(gzip.compress(b"labels")[:-3])
    assert hash_file(tmp_path / "broken.gz").size == len(gzip.compress(b"labels")) - 3


def test_it_can_be_cancelled(folder):
    with pytest.raises(DataCancelled):
        fingerprint_of(source(str(folder)), cancelled=lambda: True)


def test_data_that_are_made_have_no_files():
    assert fingerprint_of(source("digits")).files == {}
    assert fingerprint_of(source("digits")).digest == fingerprint_of(source("digits")).digest


# --- records


def test_a_record_survives_json_and_stays_small(folder):
    record = record_of(folder)
    text = json.dumps(record.record())
    assert DataRecord.parse(json.loads(text)) == record
    assert set(record.splits.values()) == {"train", "val", "test"}
    assert len(record.splits) == sum(record.counts.values()) == 20
    assert record.classes == record.names == ("cat", "dog")
    assert record.rule == {"size": [1, 8, 8], "fit": "letterbox"}
    assert record.digests["train"] != record.digests["test"]
    assert len(text) < 1500


@pytest.mark.parametrize(
    "change",
    [
        {"classes": "cat"},
        {"counts": {"train": -1, "val": 0, "test": 0}},
        {"digest": None},
        {"files": [{}]},
        {"files": [{"folder": "a/", "names": ["b"], "sizes": [1], "hashes": "00", "splits": "t"}]},
        {"files": [{"folder": "a/", "names": ["b"], "sizes": [1, 2], "hashes": "0" * 16, "splits": "t"}]},
        {"files": [{"folder": "a/", "names": ["b"], "sizes": ["x"], "hashes": "0" * 16, "splits": "t"}]},
        {"files": 3},
        {"rule": []},
        {"settings": []},
        {"settings": {"noise": [0.1]}},
    ],
)
def test_records_that_are_none_are_refused(folder, change):
    with pytest.raises(DataError, match="The record of this run's data cannot be read"):
        DataRecord.parse({**record_of(folder).record(), **change})


# --- what has changed


def test_nothing_has_changed(folder):
    assert not compare(record_of(folder), take(folder))


def test_a_renamed_class_is_seen_as_one(folder):
    earlier = record_of(folder)
    (folder / "cat").rename(folder / "zebra")
    assert said(folder, earlier) == ["the class cat is called zebra now"]
    now = take(folder)
    assert now.classes == ("dog", "zebra")
    assert class_order(earlier, now, compare(earlier, now)) == ("zebra", "dog")
    kept = kept_splits(earlier, now)
    assert {name.replace("zebra", "cat"): split for name, split in kept.items()} == earlier.splits


def test_added_removed_and_changed_files_are_counted_and_named(folder):
    earlier = record_of(folder)
    for index in range(10, 15):
        picture(folder / "dog" / f"{index}.png", 7 * index)
    (folder / "cat" / "0.png").unlink()
    picture(folder / "cat" / "1.png", 255)
    os.utime(folder / "cat" / "1.png", (LONG_AGO + 9, LONG_AGO + 9))
    assert said(folder, earlier) == [
        "5 files were added (dog/10.png, dog/11.png, dog/12.png and 2 more)",
        "1 file was removed (cat/0.png)",
        "1 file has other content (cat/1.png)",
    ]


def test_a_relabelled_file_is_seen_and_stays_in_its_part(folder):
    earlier = record_of(folder)
    (folder / "cat" / "4.png").rename(folder / "dog" / "from cat.png")
    assert said(folder, earlier) == ["1 file was moved or renamed (cat/4.png → dog/from cat.png)"]
    assert kept_splits(earlier, take(folder))["dog/from cat.png"] == earlier.splits["cat/4.png"]


def test_new_and_lost_classes_keep_the_numbers_of_the_others(folder):
    earlier = record_of(folder)
    for index in range(3):
        picture(folder / "ape" / f"{index}.png", 3 + 9 * index)
    for path in (folder / "cat").iterdir():
        path.unlink()
    now = take(folder)
    changes = compare(earlier, now)
    assert [str(clause) for clause in changes.clauses()][:2] == ["the class ape is new", "the class cat is gone"]
    assert class_order(earlier, now, changes) == ("cat", "dog", "ape")


def test_other_options_of_data_that_are_drawn_are_told():
    few = {"train_count": 10, "test_count": 5}
    spec = DataSpec(name="shapes", options=few)
    drawn = fingerprint_of(source("shapes").with_options(few))
    record = DataRecord.of(prepare(spec, (1, 16, 16)), drawn, data=spec.name, fit=spec.fit)
    earlier = DataRecord.parse(json.loads(json.dumps(record.record())))
    larger = source("shapes").with_options({**few, "size": 64})
    assert not compare(earlier, fingerprint_of(larger)), "the scenes are the same at any size"
    other = source("shapes").with_options({**few, "noise": 0.2}, seed=3)
    assert [str(clause) for clause in compare(earlier, fingerprint_of(other)).clauses()] == [
        "the option noise was 0.05 and is 0.2",
        "the option seed was 0 and is 3",
    ]


def test_data_without_a_list_of_files_only_differ():
    earlier = DataRecord(data="mnist", classes=("0", "1"), names=("0", "1"), digest="0")
    assert [str(clause) for clause in compare(earlier, Fingerprint(("0", "1"))).clauses()] == ["their content is another one"]


def test_another_order_of_the_classes_is_no_difference_and_is_not_taken_over():
    now = Fingerprint(("1", "0"))
    earlier = DataRecord(data="mnist", classes=("0", "1"), names=("0", "1"), digest=Fingerprint(("0", "1")).digest)
    assert not compare(earlier, now)
    assert class_order(earlier, now, compare(earlier, now)) == ("0", "1")


def test_a_copy_of_a_test_image_goes_to_the_test_images_but_never_one_that_was_learned():
    marks = {"a": FileMark(1, "same"), "b": FileMark(1, "same"), "c": FileMark(1, "other")}
    earlier = DataRecord(
        data="x", classes=(), names=(), digest="", files=marks, splits={"a": "test", "b": "train", "c": "test"}
    )
    now = Fingerprint((), {"new a": FileMark(1, "same"), "new c": FileMark(1, "other"), "d": FileMark(1, "unseen")})
    assert kept_splits(earlier, now) == {"new a": "train", "new c": "test"}


@given(st.dictionaries(st.sampled_from([f"{part}/{n}" for part in "ab" for n in range(4)]), st.sampled_from(["1", "2", "3"])))
def test_every_difference_of_files_is_told_once(now):
    files = {f"{part}/{n}": FileMark(1, f"{part}{n}") for part in "ab" for n in range(3)}
    earlier = DataRecord(data="x", classes=("a", "b"), names=(), digest="", files=files)
    marks = {name: FileMark(1, digest) for name, digest in now.items()}
    changes = compare(earlier, Fingerprint(("a", "b"), marks))
    before, after = {old for old, _ in changes.moved}, {new for _, new in changes.moved}
    assert set(changes.added) | after == set(marks) - set(files)
    assert set(changes.removed) | before == set(files) - set(marks)
    assert set(changes.changed) == {name for name in files if name in marks and marks[name] != files[name]}


# --- dividing anew


def test_old_images_keep_their_part_and_new_ones_are_divided(folder):
    earlier = record_of(folder)
    for number, name in enumerate(("cat", "dog")):
        for index in range(10, 60):
            picture(folder / name / f"{index}.png", 4 * index + 2 + number)
    now = take(folder)
    keep = EarlierData(classes=("cat", "dog"), splits=kept_splits(earlier, now))
    splits = prepare(DataSpec(name=str(folder)), (1, 8, 8), earlier=keep)
    where = {name: part for part in ("train", "val", "test") for name in getattr(splits, part).names}
    assert {name: part for name, part in where.items() if name in earlier.splits} == earlier.splits
    fresh = [part for name, part in where.items() if name not in earlier.splits]
    assert (fresh.count("train"), fresh.count("val"), fresh.count("test")) == (70, 10, 20)


def test_a_class_that_comes_first_now_keeps_its_number(folder):
    earlier = record_of(folder)
    (folder / "dog").rename(folder / "ant")
    now = take(folder)
    order = class_order(earlier, now, compare(earlier, now))
    splits = prepare(
        DataSpec(name=str(folder)), (1, 8, 8), earlier=EarlierData(classes=order, splits=kept_splits(earlier, now))
    )
    assert splits.info.classes == splits.target.names == ("cat", "ant")
    for part in (splits.train, splits.val, splits.test):
        assert [splits.target.names[label] for label in part.targets] == [name.split("/")[0] for name in part.names]
        assert part.targets is part.strata or (part.targets == part.strata).all()
