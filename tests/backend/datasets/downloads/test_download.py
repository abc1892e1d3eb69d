"""Downloads from a real server on this machine: gone on with, checked, from several places, one at a time, with reasons."""

import hashlib
import multiprocessing
import re
import threading

import pytest
from filelock import FileLock

from backend.datasets.base import DataCancelled, DataError, never, quiet
from backend.datasets.downloads.download import LOCK_NAME, fetch
from backend.datasets.downloads.publication import Published, RemoteFile
from tests.support.file_server import serving

BODY = bytes(range(256)) * 2000
SMALL = b"labels" * 10
GONE = "http://127.0.0.1:9"


def remote(name="images.gz", body=BODY, **changed):
    return RemoteFile(name, len(body), changed.pop("checksum", "sha256:" + hashlib.sha256(body).hexdigest()), **changed)


def published(*mirrors, files=None):
    return Published(title="Noise", files=files or (remote(), remote("labels.gz", SMALL)), mirrors=mirrors, folder="noise")


@pytest.fixture
def server():
    with serving({"images.gz": BODY, "labels.gz": SMALL}) as state:
        yield state


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("CONVAS_HOME", str(tmp_path))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "data" / "noise"


def run(source, **options):
    fetch(source, source.files, options.pop("progress", quiet), options.pop("cancelled", never), **options)


def left(folder):
    return sorted(path.name for path in folder.iterdir() if path.name != LOCK_NAME) if folder.exists() else []


def parts(folder):
    return [path.stat().st_size for path in folder.glob("*.part")]


def why(source, **options):
    with pytest.raises(DataError) as error:
        run(source, **options)
    return str(error.value)


def test_files_come_whole_once_and_with_progress(server, folder):
    told = []
    run(published(server.url), progress=lambda *what: told.append(what))
    assert left(folder) == ["images.gz", "labels.gz"]
    assert (folder / "images.gz").read_bytes() == BODY
    whole = len(BODY) + len(SMALL)
    assert {total for _, _, total in told} == {whole}
    done = [done for _, done, _ in told]
    assert done == sorted(done)
    assert len(done) > 5
    assert done[-1] == whole
    run(published(server.url))
    assert len(server.asked) == 2


def test_a_cut_connection_is_gone_on_with_at_once(server, folder):
    server.cuts = [200_000, 100_000]
    run(published(server.url, files=(remote(),)))
    assert (folder / "images.gz").read_bytes() == BODY
    assert left(folder) == ["images.gz"]
    assert [span for _, span in server.asked] == ["", "bytes=200000-", "bytes=300000-"]


def test_a_server_that_keeps_breaking_off_is_left_and_another_goes_on(server, folder):
    server.cuts = [1000] * 5
    with serving({"images.gz": BODY}) as other:
        run(published(server.url, other.url, files=(remote(),)))
        assert [span for _, span in other.asked] == ["bytes=5000-"]
    assert (folder / "images.gz").read_bytes() == BODY


def test_cancelling_keeps_the_part_and_the_next_time_goes_on(server, folder):
    server.behaviour = "slow"
    told = []
    with pytest.raises(DataCancelled):
        run(published(server.url), progress=lambda _text, done, _all: told.append(done), cancelled=lambda: any(told))
    assert left(folder) == ["images.gz.part", "images.gz.part.json"]
    (size,) = parts(folder)
    assert 0 < size < len(BODY)
    server.behaviour = "good"
    run(published(server.url))
    assert (folder / "images.gz").read_bytes() == BODY
    assert server.asked[1] == ("/images.gz", f"bytes={size}-")
    assert left(folder) == ["images.gz", "labels.gz"]


def broken_off(server, folder, body=BODY):
    """The part of a file that another version of the program or of the file has left."""
    server.files["images.gz"], server.behaviour = body, "slow"
    told = []
    source = published(server.url, files=(remote(body=body),))
    with pytest.raises(DataCancelled):
        run(source, progress=lambda _text, done, _all: told.append(done), cancelled=lambda: any(told))
    assert parts(folder)
    server.files["images.gz"], server.behaviour = BODY, "good"
    server.asked.clear()


def test_a_file_that_has_changed_meanwhile_starts_again(server, folder):
    broken_off(server, folder, BODY[::-1])
    run(published(server.url, files=(remote(),)))
    assert (folder / "images.gz").read_bytes() == BODY
    assert len(server.asked) == 1  # If-Range names the old version, so that the server sends the whole new one


def test_a_part_of_another_version_whose_server_is_gone_starts_again(server, folder):
    broken_off(server, folder, BODY[::-1])
    with serving({"images.gz": BODY}) as other:
        run(published(other.url, files=(remote(),)))
        assert [span != "" for _, span in other.asked] == [True, False]  # what was pieced together is wrong: once more
    assert (folder / "images.gz").read_bytes() == BODY


def test_a_server_without_ranges_sends_it_all_again(server, folder):
    broken_off(server, folder)
    server.behaviour = "no ranges"
    run(published(server.url, files=(remote(),)))
    assert (folder / "images.gz").read_bytes() == BODY


@pytest.mark.parametrize("size", [len(BODY), len(BODY) + 5])
def test_a_part_that_is_long_enough_but_wrong_is_thrown_away(server, folder, size):
    folder.mkdir(parents=True)
    (folder / "images.gz.part").write_bytes(b"x" * size)
    (folder / "images.gz.part.json").write_text("[1", encoding="utf-8")
    run(published(server.url, files=(remote(),)))
    assert (folder / "images.gz").read_bytes() == BODY
    assert left(folder) == ["images.gz"]


def test_a_whole_part_is_checked_and_kept_without_asking(folder):
    folder.mkdir(parents=True)
    (folder / "images.gz.part").write_bytes(BODY)
    run(published(GONE, files=(remote(),)))
    assert left(folder) == ["images.gz"]


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("other", "127.0.0.1:{port} sent has the wrong checksum"),
        ("missing", "refuses: 404 Not Found"),
        ("page", "sends a web page instead of the file"),
        ("long", "sends more than the 512 kB that are expected"),
    ],
)
def test_what_one_server_gets_wrong_another_gives(server, folder, behaviour, words):
    server.behaviour = behaviour
    source = published(server.url, files=(remote(confirmed=True),))
    text = why(source)
    assert words.format(port=server.url.rpartition(":")[2]) in text
    assert "choose Digits or Shapes" in text
    assert str(folder) in text
    assert "never confirmed" not in text
    assert left(folder) == []
    with serving({"images.gz": BODY}) as other:
        run(published(server.url, other.url, files=(remote(),)))
    assert left(folder) == ["images.gz"]


def test_a_file_of_another_size_is_not_even_read(server, folder):
    server.files["images.gz"] = BODY[:-1]
    assert "has a file of 512 kB; 512 kB are expected" in why(published(server.url, files=(remote(),)))
    assert left(folder) == []


def test_a_checksum_that_nobody_has_confirmed_is_told_as_such(server, folder):
    server.behaviour = "other"
    assert "never confirmed by a download, so they may be wrong here" in why(published(server.url))
    assert "not yet confirmed" in str(published(server.url).remarks()[0])
    assert published(server.url, files=(remote(confirmed=True),)).remarks() == ()


def test_all_mirrors_fail_in_one_message_with_each_reason(server, folder):
    server.behaviour = "missing"
    with serving({"images.gz": BODY}) as other:
        other.behaviour = "page"
        text = why(published(GONE, server.url, other.url))
    assert text.count("Noise could not be downloaded") == 1
    assert re.search(r"127\.0\.0\.1:9 cannot be reached, \S+ refuses: 404 Not Found, \S+ sends a web page", text)


def test_offline_is_plain(folder):
    text = why(published(GONE, GONE))
    assert text.startswith("Noise could not be downloaded: there seems to be no connection to the internet")
    assert f"put images.gz and the files that belong to it into {folder}" in text


def test_a_full_disk_is_said_before_the_first_byte(server, folder):
    text = why(published(server.url), free=lambda _folder: 1_000_000)
    assert text.startswith(f"Noise needs 20.5 MB in {folder}, and 1 MB are free there.")
    assert "CONVAS_HOME" in text
    assert server.asked == []
    run(published(server.url), free=lambda _folder: 30_000_000)


def test_what_has_come_already_needs_no_room(server, folder):
    broken_off(server, folder)
    (size,) = parts(folder)
    run(published(server.url, files=(remote(),)), free=lambda _folder: 20_000_000 + len(BODY) - size)
    assert left(folder) == ["images.gz"]


def test_a_folder_that_cannot_be_made_is_said(server, folder):
    folder.parent.parent.joinpath("data").write_text("a file", encoding="utf-8")
    assert re.search(r"The folder for downloads, .*, cannot be used", why(published(server.url)))


def test_the_proxy_of_the_environment_is_asked(monkeypatch, server, folder):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.setenv("http_proxy", server.url)
    run(published("http://data.invalid/noise"))
    assert [path for path, _ in server.asked] == ["http://data.invalid/noise/images.gz", "http://data.invalid/noise/labels.gz"]
    assert (folder / "images.gz").read_bytes() == BODY


def test_a_proxy_that_is_away_is_named_as_the_reason(monkeypatch, folder):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTP_PROXY", GONE)
    monkeypatch.setenv("http_proxy", GONE)
    assert "the proxy for data.invalid cannot be reached" in why(published("http://data.invalid/noise"))


def test_another_download_of_the_same_files_is_waited_for(server, folder):
    folder.mkdir(parents=True)
    waiting = threading.Event()
    told = []

    def progress(text, _done, _total):
        told.append(str(text))
        waiting.set()

    with FileLock(folder / LOCK_NAME):
        thread = threading.Thread(target=run, args=(published(server.url),), kwargs={"progress": progress})
        thread.start()
        assert waiting.wait(5)
        assert server.asked == []
        (folder / "images.gz").write_bytes(BODY)  # what the other one has got need not be got again
    thread.join()
    assert told[0] == "Waiting for another download of Noise to end"
    assert [path for path, _ in server.asked] == ["/labels.gz"]


def _download_in_child(url, home):
    import os

    os.environ.update(CONVAS_HOME=home, NO_PROXY="127.0.0.1")
    run(published(url))


@pytest.mark.slow
def test_two_processes_do_not_download_into_one_file(server, folder):
    context = multiprocessing.get_context("spawn")
    home = str(folder.parent.parent)
    children = [context.Process(target=_download_in_child, args=(server.url, home)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0]
    assert (folder / "images.gz").read_bytes() == BODY
    assert sorted(path for path, _ in server.asked) == ["/images.gz", "/labels.gz"]


def test_waiting_can_be_cancelled(server, folder):
    folder.mkdir(parents=True)
    with FileLock(folder / LOCK_NAME), pytest.raises(DataCancelled):
        run(published(server.url), cancelled=lambda: True)
