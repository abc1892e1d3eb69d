"""A real HTTP server on this machine that gives files, goes on where it is asked to, and can be told to misbehave."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FileServer:
    """`files` by their paths without the first slash; a proxy is asked for whole addresses, and gives what they name.

    `cuts` says after how many bytes of an answer the connection breaks, one for each answer to come; `behaviour` is
    "good", "missing" (404), "other" (last byte changed), "page" (a web page), "long" (more than announced), "no ranges",
    "slow" (waits in the middle until released).
    """

    files: dict[str, bytes]
    behaviour: str = "good"
    cuts: list[int] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""
    release: threading.Event = field(default_factory=threading.Event)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one GET; its path and its Range are kept in `asked`."""
        asked_range = handler.headers.get("Range", "")
        self.asked.append((handler.path, asked_range))
        body = self.files.get(handler.path.rpartition("/")[2])
        if self.behaviour == "missing" or body is None:
            handler.send_error(404)
            return
        if self.behaviour == "page":
            self._send(handler, 200, {"Content-Type": "text/html; charset=utf-8"}, b"<!DOCTYPE html><p>Please log in")
            return
        if self.behaviour == "other":
            body = body[:-1] + bytes([body[-1] ^ 1])
        if self.behaviour == "long":
            handler.send_response(200)
            handler.end_headers()
            handler.wfile.write(body + b"more")
            return
        self._send_file(handler, body, asked_range)

    def _send_file(self, handler: BaseHTTPRequestHandler, body: bytes, asked_range: str) -> None:
        etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        first = int(asked_range.removeprefix("bytes=").rstrip("-")) if asked_range else 0
        same = handler.headers.get("If-Range", etag) == etag
        if asked_range and same and self.behaviour != "no ranges":
            if first >= len(body):
                self._send(handler, 416, {"Content-Range": f"bytes */{len(body)}"}, b"")
                return
            span = {"Content-Range": f"bytes {first}-{len(body) - 1}/{len(body)}", "ETag": etag}
            self._send(handler, 206, span, body[first:])
        else:
            self._send(handler, 200, {"ETag": etag}, body)

    def _send(self, handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: bytes) -> None:
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        cut = self.cuts.pop(0) if self.cuts and status in (200, 206) else len(body)
        if self.behaviour == "slow":
            handler.wfile.write(body[: len(body) // 2])
            handler.wfile.flush()
            self.release.wait(10)
            return
        handler.wfile.write(body[:cut])


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[FileServer]:
    """A server for `files` as long as the block runs."""
    state = FileServer(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.answer(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield state
    finally:
        state.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
