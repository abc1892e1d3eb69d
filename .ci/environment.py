"""Makes the virtual environment: says first what is fetched and the room it takes, then shows how far it is.

``python .ci/environment.py VENV [EXTRA ...]`` with any Python from 3.11 on; nothing but the standard library. What will be
fetched is pip's own answer (``pip install --dry-run --report``); sizes are read from the wheels' own directories, for
which a few kilobytes of each are fetched.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT = 20.0
"""Seconds to wait for one answer of a server; a size that does not come is left out and reported as unknown."""
CHUNK = 1 << 16


class RemoteFile(io.RawIOBase):
    """A file on a web server that is read in pieces, by range requests: enough to list what a wheel holds."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url, self.position = url, 0
        with self._open({"Range": "bytes=0-0"}) as answer:
            self.size = int(answer.headers["Content-Range"].rpartition("/")[2])

    def _open(self, headers: Mapping[str, str]) -> urllib.request._UrlopenRet:
        return urllib.request.urlopen(urllib.request.Request(self.url, headers=dict(headers)), timeout=TIMEOUT)  # noqa: S310 - the address is pip's own

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.position = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.size}[whence]
        return self.position

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any writable buffer will do
        last = min(self.position + len(buffer), self.size) - 1
        if last < self.position:
            return 0
        with self._open({"Range": f"bytes={self.position}-{last}"}) as answer:
            piece = answer.read(len(buffer))
        buffer[: len(piece)] = piece
        self.position += len(piece)
        return len(piece)


def wheel_sizes(url: str) -> tuple[int, int] | None:
    """Bytes to fetch and bytes unpacked of one wheel; None where they cannot be learned without fetching it.

    A wheel that lies on this machine takes no bytes to fetch.
    """
    parts = urlsplit(url)
    try:
        if parts.scheme == "file":
            path = Path(unquote(parts.path))
            if not path.is_file():
                return None
            with zipfile.ZipFile(path) as wheel:
                return 0, unpacked(wheel)
        with RemoteFile(url) as remote, zipfile.ZipFile(io.BufferedReader(remote, CHUNK)) as wheel:
            return remote.size, unpacked(wheel)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None


def unpacked(wheel: zipfile.ZipFile) -> int:
    """Bytes that a wheel takes once it is installed; pip compiles each module to bytecode of about its own size."""
    return sum(entry.file_size * (2 if entry.filename.endswith(".py") else 1) for entry in wheel.infolist())


def in_bytes(count: float) -> str:
    """A number of bytes as people write it: "80 MB", "1.2 GB"."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{max(1, round(count / 1e6))} MB"


def pip(python: Path, *arguments: str) -> list[str]:
    """The command line of pip in the new environment."""
    return [str(python), "-m", "pip", "install", "--disable-pip-version-check", *arguments]


def planned(python: Path, target: Sequence[str], environment: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name and address of everything that pip would install; raises CalledProcessError with pip's own words."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = pip(python, "--quiet", "--dry-run", "--report", str(report), *target)
        subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        entries = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [(f"{entry['metadata']['name']} {entry['metadata']['version']}", entry["download_info"]["url"]) for entry in entries]


def describe(packages: Sequence[tuple[str, str]]) -> int:
    """Print what will be fetched and the room it takes; give the bytes that the environment will take."""
    with ThreadPoolExecutor(8) as pool:
        sizes = dict(zip(packages, pool.map(lambda package: wheel_sizes(package[1]), packages), strict=True))
    known = {package: size for package, size in sizes.items() if size is not None}
    fetched, room = (sum(size[index] for size in known.values()) for index in (0, 1))
    largest = sorted(known, key=lambda package: known[package][1], reverse=True)[:4]
    names = ", ".join(f"{name} ({in_bytes(known[name, url][1])})" for name, url in largest)
    print(f"Convas needs {len(packages)} packages: {in_bytes(fetched)} to fetch, {in_bytes(room)} on disk in .venv.")
    print(f"The largest: {names}.")
    if len(known) < len(packages) - 1:  # Convas itself is a folder, not a wheel
        print(f"(The sizes of {len(packages) - 1 - len(known)} packages are not known beforehand.)")
    return room


def folder_size(folder: Path) -> int:
    """Bytes that the files under `folder` take."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):  # pip moves files while they are counted
                total += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 - many files
    return total


@contextlib.contextmanager
def heartbeat(folder: Path, room: int, begun: float) -> Iterator[None]:
    """Say every few seconds how much of the room is filled: pip is silent while it unpacks."""
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(5):
            print(f"  {time.monotonic() - begun:4.0f} s  {in_bytes(folder_size(folder))} of about {in_bytes(room)}", flush=True)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def install(python: Path, target: Sequence[str], environment: Mapping[str, str], count: int, room: int) -> int:
    """Run pip and pass on what matters of its output; the exit status of pip."""
    begun, seen = time.monotonic(), 0
    command = pip(python, "--progress-bar", "off", *target)
    with (
        heartbeat(python.parents[1], room, begun),
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, errors="replace") as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            words = line.split()
            if line.startswith(("Collecting", "Processing")):
                seen += 1
                name = re.split(r"[<>=!~;\[]", words[1])[0] if words[0] == "Collecting" else Path(words[1]).name.split("-")[0]
                print(f"  {time.monotonic() - begun:4.0f} s  {min(seen, count)} of {count}: {name}", flush=True)
            elif line.startswith("Installing collected"):
                print(f"  {time.monotonic() - begun:4.0f} s  unpacking", flush=True)
    return process.returncode


def main(arguments: Sequence[str]) -> int:
    """Make the environment; 0 when it is ready."""
    folder, extras = Path(arguments[0]), arguments[1:]
    print("Setting up Convas. This happens once; later starts take a second.", flush=True)
    if not (folder / "pyvenv.cfg").is_file():
        venv.create(folder, with_pip=True)
    python = folder.absolute() / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    target = ["-e", f".[{','.join(extras)}]" if extras else "."]
    environment = {**os.environ, "PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
    try:
        packages = planned(python, target, environment)
    except subprocess.CalledProcessError as error:
        print(f"pip could not find what Convas needs (its words are above); its exit status is {error.returncode}.")
        return 2
    if len(packages) > 1:  # Convas itself is always installed again
        room = describe(packages)
        free = shutil.disk_usage(folder).free
        if free < room:
            print(f"Only {in_bytes(free)} are free on the disk of {folder}; make room and run this again.")
            return 2
    else:
        room = folder_size(folder)
    status = install(python, target, environment, len(packages), room)
    if status:
        print(f"pip ended with status {status}; its words are above. Run this again to go on from here.")
        return 2
    print(f"Set up: .venv takes {in_bytes(folder_size(folder))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
