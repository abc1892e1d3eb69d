"""Children decode files in the order that was asked for, and nothing of them outlives their owner, whatever ends it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from backend.datasets.base import DataCancelled, DataError
from backend.datasets.streaming.decode_files import decode_files
from backend.datasets.streaming.decoding import Decoding
from backend.datasets.streaming.file_images import FileImages
from backend.datasets.streaming.file_reader import FEW, FileReader
from backend.datasets.streaming.reading_pool import ReaderBug, ReadingPool
from tests.support.image_files import noise_files

DECODING = Decoding(size=(3, 6, 6))
ROOT = Path(__file__).parents[4]


def directly(paths: list[str], decoding: Decoding = DECODING) -> np.ndarray:
    """What this process makes of the files."""
    return FileImages(paths, decoding)[:]


def is_running(process_id: int) -> bool:
    """Whether a process is there, and not only waits for its parent to look at its end."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def named_memory(*process_ids: int) -> set[str]:
    """The named segments that these processes have mapped: those of other programs come and go."""
    maps = [Path(f"/proc/{process_id}/maps") for process_id in process_ids]
    lines = [line for path in maps if path.is_file() for line in path.read_text().splitlines()]
    return {line.rpartition(" ")[2] for line in lines if "/dev/shm/" in line}


def test_images_come_in_the_order_that_was_asked_for(tmp_path: Path) -> None:
    paths = noise_files(tmp_path, 300)
    order = np.random.default_rng(1).permutation(300).tolist()
    before, expected = named_memory(os.getpid()), directly(paths)
    with ReadingPool(DECODING, children=2) as pool:
        children = pool.process_ids
        pool.start(paths[number] for number in order)
        made = np.empty((300, 3, 6, 6), np.uint8)
        sizes = [len(pool.take(made[start:end])) for start, end in ((0, 7), (7, 8), (8, 200), (200, 300))]
        assert sizes == [7, 1, 192, 100]
        assert (made == expected[order]).all()
        assert pool.take(np.empty((5, 3, 6, 6), np.uint8)) == []
        pool.start(paths)
        pool.take(made[:3])
        pool.start(paths[40:90])  # drops what was read ahead
        assert len(pool.take(made)) == 50
        assert (made[:50] == expected[40:90]).all()
        assert named_memory(os.getpid(), *children) == before
    assert not any(map(is_running, children))
    pool.close()


@pytest.mark.slow
def test_files_that_cannot_be_read_say_why_and_others_go_on(tmp_path: Path) -> None:
    paths = noise_files(tmp_path, 6)
    Path(paths[2]).write_bytes(b"")
    Path(paths[3]).write_text("<html>")
    Image.new("RGBA", (6, 6), (0, 0, 0, 0)).save(paths[4])
    with ReadingPool(DECODING, children=1) as pool:
        pool.start(paths)
        made = np.empty((6, 3, 6, 6), np.uint8)
        results = pool.take(made)
    here = [result for _, chunk in decode_files(paths, DECODING) for result in chunk]
    for ours, theirs in zip(here, results, strict=True):
        assert ours.flags == theirs.flags
        assert str(ours.failure) == str(theirs.failure)
    assert [result.failure and result.failure.fault for result in results] == [None, None, "empty", "text", None, None]
    assert results[4].flags == ("transparent",)


@pytest.mark.slow
def test_a_child_that_does_not_survive_a_file_is_reported_with_it(tmp_path: Path) -> None:
    large = str(tmp_path / "large.png")
    Image.new("1", (7000, 7000)).save(large)
    rows = np.empty((20, 1, 1024, 1024), np.uint8)
    with ReadingPool(Decoding(size=(1, 1024, 1024)), children=1) as pool:
        pool.start([large] * 20)
        pool.take(rows[:1])
        time.sleep(0.1)  # it is in the middle of another one
        os.kill(pool.process_ids[0], signal.SIGKILL)
        with pytest.raises(DataError, match=r"ended unexpectedly, at .*large\.png"):
            pool.take(rows)


@pytest.mark.slow
def test_a_child_that_is_killed_in_its_sleep_is_noticed(tmp_path: Path) -> None:
    paths = noise_files(tmp_path, 3)
    with ReadingPool(DECODING, children=1) as pool:
        pool.start(paths)
        pool.take(np.empty((3, 3, 6, 6), np.uint8))
        os.kill(pool.process_ids[0], signal.SIGKILL)
        time.sleep(0.1)
        pool.start(paths)
        with pytest.raises(DataError, match="ended unexpectedly"):
            pool.take(np.empty((3, 3, 6, 6), np.uint8))


class Faulty(Decoding):
    """What a mistake in the program would send."""

    def record(self) -> dict[str, Any]:
        return {"size": [3, 6, 6]}


@pytest.mark.slow
def test_a_bug_in_a_child_comes_with_its_traceback(tmp_path: Path) -> None:
    with ReadingPool(Faulty(size=(3, 6, 6)), children=1) as pool:
        pool.start(noise_files(tmp_path, 3))
        with pytest.raises(ReaderBug, match="KeyError"):
            pool.take(np.empty((3, 3, 6, 6), np.uint8))


@pytest.mark.slow
def test_waiting_can_be_given_up(tmp_path: Path) -> None:
    with ReadingPool(DECODING, children=1) as pool:
        children = pool.process_ids
        pool.start(noise_files(tmp_path, 30))
        with pytest.raises(DataCancelled):
            pool.take(np.empty((30, 3, 6, 6), np.uint8), lambda: True)
    assert not any(map(is_running, children))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_children_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    Image.new("1", (7000, 7000)).save(large)
    program = (
        "import sys, time\n"
        "from backend.datasets.streaming.decoding import Decoding\n"
        "from backend.datasets.streaming.reading_pool import ReadingPool\n"
        "pool = ReadingPool(Decoding(size=(1, 8, 8)), children=2)\n"
        "pool.start([sys.argv[1]] * 5000)\n"
        "print(*pool.process_ids, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program, str(large)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent.stdout as said:
        children = list(map(int, said.readline().split()))
        assert len(children) == 2
        assert all(map(is_running, children))
        time.sleep(0.7)  # they are in the middle of files
        assert named_memory(parent.pid, *children) == set()  # so that nothing can be left
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 10
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, children))


@pytest.mark.slow
def test_a_child_imports_no_torch_and_no_qt() -> None:
    code = (
        "import backend.datasets.streaming.decode_child, sys\n"
        "print(*{name.split('.')[0] for name in sys.modules} & {'torch', 'PySide6', 'sklearn', 'pooch', 'scipy'})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == ""


@pytest.mark.slow
def test_sets_take_turns_with_one_reader(tmp_path: Path) -> None:
    paths = noise_files(tmp_path, 100)
    images, expected = FileImages(paths, DECODING), directly(paths)
    train, val = images.take(np.arange(80)), images.take(np.arange(80, 100))
    reader, learning = FileReader(), object()
    try:
        order = np.random.default_rng(0).permutation(80)
        assert (reader.read_next(learning, train, order, 32) == expected[order[:32]]).all()
        assert (reader.read(val, np.arange(FEW)) == expected[80 : 80 + FEW]).all()  # in this process
        assert (reader.read_next(learning, train, order[32:], 10) == expected[order[32:42]]).all()
        assert (reader.read(val, np.arange(20)) == expected[80:]).all()  # by the children
        assert (reader.read_next(learning, train, order[42:], 38) == expected[order[42:]]).all()
        Path(paths[90]).unlink()
        with pytest.raises(DataError, match=r"90\.png could be read before, and cannot be read any more"):
            reader.read(val, np.arange(20))
    finally:
        reader.close()
