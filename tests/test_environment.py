"""What `make run` says before it fetches anything: sizes are read from wheels without fetching them whole."""

from __future__ import annotations

import importlib.util
import threading
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = "x = 1\n" * 50_000


@pytest.fixture(scope="module")
def environment() -> ModuleType:
    """The script, which lies outside of the packages."""
    spec = importlib.util.spec_from_file_location("environment", ROOT / ".ci" / "environment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel with a module of 300,000 bytes and data that do not compress."""
    path = tmp_path / "demo-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("demo/__init__.py", SOURCE)
        file.writestr(zipfile.ZipInfo("demo/data.bin"), bytes(range(256)) * 4_000)
    return path


class Ranges(BaseHTTPRequestHandler):
    """Serves one file in the ranges that are asked for, as package servers do, and counts the bytes it gave."""

    given = 0

    def __init__(self, path: Path, *rest: object) -> None:
        self.file = path
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """One range."""
        content = self.file.read_bytes()
        first, last = (int(part) for part in self.headers["Range"].removeprefix("bytes=").split("-"))
        piece = content[first : last + 1]
        Ranges.given += len(piece)
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Length", str(len(piece)))
        self.end_headers()
        self.wfile.write(piece)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def server(wheel: Path) -> Iterator[str]:
    """The address of the wheel on a server of this machine."""
    Ranges.given = 0
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(Ranges, wheel))
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}/{wheel.name}"
    serving.shutdown()
    serving.server_close()
    thread.join()


def test_a_wheel_on_a_server_is_measured_by_its_directory(environment: ModuleType, wheel: Path, server: str) -> None:
    fetched, room = environment.wheel_sizes(server)
    assert fetched == wheel.stat().st_size
    assert room == 2 * len(SOURCE) + 256 * 4_000
    assert Ranges.given < fetched / 2


def test_a_wheel_on_this_machine_is_not_fetched(environment: ModuleType, wheel: Path) -> None:
    assert environment.wheel_sizes(wheel.as_uri()) == (0, 2 * len(SOURCE) + 256 * 4_000)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/gone.whl", "file:///nowhere/gone.whl", ROOT.as_uri()])
def test_what_cannot_be_measured_is_left_out(environment: ModuleType, address: str) -> None:
    assert environment.wheel_sizes(address) is None


def test_the_summary_names_counts_and_sizes(environment: ModuleType, wheel: Path, capsys: pytest.CaptureFixture[str]) -> None:
    room = environment.describe([("demo 1.0", wheel.as_uri()), ("convas 0", ROOT.as_uri())])
    assert room == 2 * len(SOURCE) + 256 * 4_000
    assert "2 packages" in capsys.readouterr().out
