"""IDX files: read from the person's folder whatever their wrapping, or downloaded from a real server, or refused in words."""

import gzip
import hashlib
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from backend.datasets.base import DataCancelled, DataError, DatasetInfo
from backend.datasets.download import RemoteFile
from backend.datasets.idx import IdxSource

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
FILES = {name: gzip.compress(idx(array)) for name, array in ARRAYS.items()}


def noise(*mirrors):
    files = [RemoteFile(name, len(body), "sha256:" + hashlib.sha256(body).hexdigest()) for name, body in FILES.items()]
    return IdxSource(
        "noise", about=INFO, train=(files[0], files[1]), test=(files[2], files[3]), mirrors=mirrors, folders=("NOISE",)
    )


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
@pytest.mark.parametrize("place", ["noise", "noise/raw", "NOISE/raw"])
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


@dataclass
class Served:
    """A server on this machine, and how it behaves."""

    behaviour: str = "good"
    asked: list[str] = field(default_factory=list)
    url: str = ""
    release: threading.Event = field(default_factory=threading.Event)

    def answer(self, handler):
        self.asked.append(handler.path)
        body = FILES[handler.path.strip("/").removesuffix(".gz")]
        if self.behaviour == "missing":
            handler.send_error(404)
            return
        if self.behaviour == "other":
            body = body[:-1] + b"?"
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        half = self.behaviour in ("truncated", "slow")
        handler.wfile.write(body[: len(body) // 2] if half else body)
        if self.behaviour == "slow":
            handler.wfile.flush()
            self.release.wait(10)


@pytest.fixture
def served():
    state = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            state.answer(self)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/"
    yield state
    state.release.set()
    server.shutdown()
    thread.join()
    server.server_close()


def left(homes):
    folder = homes / "home" / "data" / "noise"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_download_tells_its_progress_and_happens_once(homes, served):
    told = []
    loaded = noise(served.url).load(lambda *what: told.append(what))
    check(loaded)
    assert left(homes) == sorted(f"{name}.gz" for name in FILES)
    whole = sum(map(len, FILES.values()))
    downloads = [(done, total) for text, done, total in told if str(text) == "Downloading Noise"]
    assert all(total == whole for _, total in downloads)
    assert [done for done, _ in downloads] == sorted(done for done, _ in downloads)
    assert len(downloads) > 4
    assert downloads[-1] == (whole, whole)
    noise(served.url).load()
    assert len(served.asked) == 4


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [("truncated", "broke off in the middle"), ("other", "has the wrong checksum"), ("missing", "404")],
)
def test_a_bad_download_leaves_nothing_and_says_why(homes, served, behaviour, words):
    served.behaviour = behaviour
    with pytest.raises(DataError) as error:
        noise(served.url).load()
    assert words in str(error.value)
    assert "choose digits" in str(error.value)
    assert left(homes) == []
    served.behaviour = "good"
    check(noise(served.url).load())


def test_download_given_up_in_the_middle(homes, served):
    served.behaviour = "slow"
    told = []

    def enough():
        return any(done > 0 for done in told)

    with pytest.raises(DataCancelled):
        noise(served.url).load(lambda _text, done, _total: told.append(done), enough)
    assert left(homes) == []
    assert 0 < max(told) < len(FILES["train-images-idx3-ubyte"])


def test_offline_says_what_to_do(homes, served):
    gone = "http://127.0.0.1:9"
    with pytest.raises(DataError, match=r"127\.0\.0\.1:9 cannot be reached.*Go online and try again"):
        noise(gone).load()
    assert left(homes) == []
    check(noise(gone, served.url).load())
