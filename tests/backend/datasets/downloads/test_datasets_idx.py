"""IDX files: read from the person's folder whatever their wrapping, or downloaded from a real server, or refused in words."""

import gzip
import hashlib
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from backend.datasets.base import DataError, DatasetInfo
from backend.datasets.downloads.emnist import BALANCED, LETTERS
from backend.datasets.downloads.idx import IdxSource
from backend.datasets.downloads.publication import Published, RemoteFile
from backend.datasets.identity.fingerprint import fingerprint_of
from backend.datasets.registry import source
from tests.support.file_server import serving

COUNTS = {"train": 6000, "test": 20}
INFO = DatasetInfo(
    name="noise",
    title="Noise",
    description="Noise.",
    input_shape=(1, 8, 8),
    classes=tuple("0123456789"),
    counts=COUNTS,
    licence="none",
)


def idx(array):
    return struct.pack(f">I{array.ndim}I", 0x0800 + array.ndim, *array.shape) + array.astype(np.uint8).tobytes()


def arrays():
    draw = np.random.default_rng(0)
    made = {}
    for split, stem in (("train", "train"), ("test", "t10k")):
        made[f"{stem}-images-idx3-ubyte"] = draw.integers(0, 256, (COUNTS[split], 8, 8))
        made[f"{stem}-labels-idx1-ubyte"] = np.arange(COUNTS[split]) % 10
    return made


ARRAYS = arrays()
FILES = {f"{name}.gz": gzip.compress(idx(array), 1) for name, array in ARRAYS.items()}
GONE = "http://127.0.0.1:9"


def remote(name, body):
    return RemoteFile(name, len(body), "sha256:" + hashlib.sha256(body).hexdigest())


def noise(*mirrors):
    files = tuple(remote(name, body) for name, body in FILES.items())
    published = Published(title="Noise", files=files, mirrors=mirrors, folder="noise", folders=("NOISE",))
    return IdxSource("noise", about=INFO, published=published)


@pytest.fixture
def homes(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CONVAS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path


def put(folder, *, zipped=True, **changed):
    folder.mkdir(parents=True)
    for name, array in ARRAYS.items():
        body = changed.get(name.replace("-", "_"), idx(array))
        (folder / (f"{name}.gz" if zipped else name)).write_bytes(gzip.compress(body, 1) if zipped else body)


def check(loaded):
    assert (loaded.train.images[:, 0] == ARRAYS["train-images-idx3-ubyte"]).all()
    assert (loaded.test.images[:, 0] == ARRAYS["t10k-images-idx3-ubyte"]).all()
    assert loaded.train.strata[:12].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]
    assert loaded.train.images.flags.writeable


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("place", ["noise", "noise/raw", "NOISE/raw", "NOISE/gzip"])
def test_read_from_the_persons_folder(homes, place, zipped):
    put(homes / "data" / place, zipped=zipped)
    assert noise().ready()
    loaded = noise().load()
    check(loaded)
    assert loaded.location == str(homes / "data" / place)
    assert not (homes / "home").exists()


IMAGES, LABELS = idx(ARRAYS["train-images-idx3-ubyte"]), idx(ARRAYS["train-labels-idx1-ubyte"])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (IMAGES[:-1], "ends too early: 6,000×8×8 bytes are expected"),
        (IMAGES + b"x", "goes on too long"),
        (b"<!DOCTYPE html><p>Log in", "is a web page, not the file that it is named after"),
        (b"", "does not begin like an IDX file of bytes: nothing, not 00000803"),
        (b"PK\x03\x04" + IMAGES, "does not begin like an IDX file of bytes: 504b0304"),
        (LABELS, "does not begin like an IDX file of bytes: 00000801, not 00000803"),
        (idx(np.zeros((7, 8, 8))), "holds 7×8×8 bytes; 6,000×8×8 are expected"),
        (struct.pack(">IIII", 0x803, 2**31, 2**31, 2**31), "are expected"),
    ],
)
@pytest.mark.parametrize("zipped", [True, False])
def test_wrong_files_are_refused_with_their_place(homes, body, words, zipped):
    put(homes / "data" / "noise", zipped=zipped, train_images_idx3_ubyte=body)
    with pytest.raises(DataError) as error:
        noise().load()
    assert words in str(error.value)
    assert str(homes / "data" / "noise" / "train-images-idx3-ubyte") in str(error.value)


def test_labels_of_no_class_are_refused(homes):
    put(homes / "data" / "noise", t10k_labels_idx1_ubyte=idx(np.full(20, 11)))
    with pytest.raises(DataError, match="holds the label 11; Noise has the labels 0 to 9"):
        noise().load()


def test_a_damaged_archive_is_refused(homes):
    put(homes / "data" / "noise")
    path = homes / "data" / "noise" / "train-labels-idx1-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match="is damaged"):
        noise().load()


def test_a_person_is_told_which_file_is_missing_and_only_it_is_downloaded(homes):
    put(homes / "data" / "noise")
    (homes / "data" / "noise" / "train-labels-idx1-ubyte.gz").unlink()
    there = f"3 of 4 files are in {homes / 'data' / 'noise'}; train-labels-idx1-ubyte.gz is missing."
    assert not noise().ready()
    assert str(noise().remarks()[0]) == there
    with pytest.raises(DataError) as error:
        noise(GONE).load()
    assert str(error.value).startswith(f"{there} Noise could not be downloaded: there seems to be no connection")
    with serving(FILES) as server:
        loaded = noise(server.url).load()
        assert [path for path, _ in server.asked] == ["/train-labels-idx1-ubyte.gz"]
    check(loaded)
    assert [str(note) for note in loaded.notes] == [there]
    assert noise().ready()
    assert noise().remarks() == ()


def test_unpacked_or_not_the_data_have_the_same_fingerprint(homes):
    put(homes / "data" / "noise")
    zipped = fingerprint_of(noise())
    for path in (homes / "data" / "noise").iterdir():
        stem = path.name.removesuffix(".gz").replace("-idx", ".idx")
        path.with_name(stem).write_bytes(gzip.decompress(path.read_bytes()))
        path.unlink()
    assert fingerprint_of(noise()) == zipped
    assert set(zipped.files) == set(ARRAYS)


def test_downloaded_once_and_then_read_from_there(homes):
    with serving(FILES) as server:
        check(noise(GONE, server.url).load())
        assert len(server.asked) == 4
    check(noise(GONE).load())
    assert noise().location() == str(homes / "home" / "data" / "noise")


def test_the_persons_folder_wins_over_downloads(homes):
    with serving(FILES) as server:
        noise(server.url).load()
    put(homes / "data" / "noise", train_labels_idx1_ubyte=idx(np.full(6000, 3)))
    assert noise().location() == str(homes / "data" / "noise")
    assert set(noise().load().train.targets.tolist()) == {3}


# --- EMNIST: one archive for several sets, images stored on their side, labels that begin at 1


STEMS = tuple(
    f"emnist-letters-{split}-{kind}-ubyte.gz" for split in ("train", "test") for kind in ("images-idx3", "labels-idx1")
)
ASIDE = [
    ARRAYS["train-images-idx3-ubyte"].transpose(0, 2, 1),
    ARRAYS["train-labels-idx1-ubyte"] + 1,
    ARRAYS["t10k-images-idx3-ubyte"].transpose(0, 2, 1),
    ARRAYS["t10k-labels-idx1-ubyte"] + 1,
]
MEMBERS = {name: gzip.compress(idx(array), 1) for name, array in zip(STEMS, ASIDE, strict=True)}


def archive(path, members):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("gzip/emnist-letters-mapping.txt", "1 65 97\n")
        for name, body in members.items():
            file.writestr(f"gzip/{name}", body)
    return path.read_bytes()


def letters(body, *mirrors):
    published = Published(
        title="Letters", files=(remote("gzip.zip", body),), mirrors=mirrors, folder="emnist", folders=("EMNIST",)
    )
    about = replace(INFO, name="letters", title="Letters")
    how = {"names": STEMS, "archive": "gzip.zip", "first_label": 1, "transposed": True}
    return IdxSource("letters", about=about, published=published, **how)


def test_members_of_an_archive_are_read_without_unpacking_it(homes, tmp_path):
    body = archive(tmp_path / "made.zip", MEMBERS)
    with serving({"gzip.zip": body}) as server:
        check(letters(body, server.url).load())
    folder = homes / "home" / "data" / "emnist"
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".lock") == ["gzip.zip"]
    assert letters(body).location() == str(folder)
    assert set(letters(body).files()) == {"gzip.zip"}


@pytest.mark.parametrize("layout", ["archive", "unpacked archive", "torchvision"])
def test_layouts_of_the_archive_in_the_persons_folder(homes, layout):
    folder = homes / "data" / {"archive": "emnist", "unpacked archive": "emnist/gzip", "torchvision": "EMNIST/raw"}[layout]
    folder.mkdir(parents=True)
    if layout == "archive":
        archive(folder / "gzip.zip", MEMBERS)
    for name, body in MEMBERS.items() if layout != "archive" else ():
        plain = layout == "torchvision"
        (folder / (name.removesuffix(".gz") if plain else name)).write_bytes(gzip.decompress(body) if plain else body)
    check(letters(b"").load())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "gzip.zip is a web page"),
        (b"PK\x03\x04 cut", "gzip.zip is damaged"),
        (b"", "gzip.zip is damaged"),
    ],
)
def test_archives_that_are_none_are_refused(homes, body, words):
    folder = homes / "data" / "emnist"
    folder.mkdir(parents=True)
    (folder / "gzip.zip").write_bytes(body)
    with pytest.raises(DataError, match=words):
        letters(b"").load()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({STEMS[1]: None}, f"does not hold {STEMS[1]}"),
        ({STEMS[1]: MEMBERS[STEMS[1]][:40]}, "is damaged"),
        ({STEMS[0]: gzip.compress(bytes(50_000_000))}, "does not begin like an IDX file"),
        ({STEMS[3]: gzip.compress(idx(np.zeros(20)))}, f"{STEMS[3]} holds the label 0; Letters has the labels 1 to 10"),
    ],
)
def test_archives_with_other_members_are_refused(homes, changed, words):
    folder = homes / "data" / "emnist"
    folder.mkdir(parents=True)
    archive(folder / "gzip.zip", {name: body for name, body in (MEMBERS | changed).items() if body is not None})
    with pytest.raises(DataError) as error:
        letters(b"").load()
    assert words in str(error.value)
    assert str(folder / "gzip.zip") in str(error.value)


def test_classes_of_emnist():
    assert len(BALANCED) == len(set(BALANCED)) == 47
    assert BALANCED[36:] == tuple("abdefghnqrt")
    assert (LETTERS[0], LETTERS[-1], len(LETTERS)) == ("Aa", "Zz", 26)
    assert [source(f"emnist-{part}").info().total for part in ("balanced", "letters", "digits")] == [131_600, 145_600, 280_000]
    assert {source(f"emnist-{part}").location() for part in ("balanced", "letters", "digits")} == {
        source("emnist-digits").location()
    }
