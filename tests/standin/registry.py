"""A real registry (Debian's docker-registry) on loopback, and in front of it what another registry would do besides."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path
from typing import Any

from .image_content import IMAGE, INDEX, digest_of

PROGRAM = "docker-registry"
_PATIENCE = 30.0
_HOP_BY_HOP = {"connection", "transfer-encoding", "content-length", "host", "keep-alive"}


def installed() -> bool:
    """Return whether the registry is there to be started."""
    return shutil.which(PROGRAM) is not None


@contextmanager
def registry(directory: Path) -> Iterator[str]:
    """Run a registry, which keeps what it is given in a directory, and yield its URL."""
    directory.mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    # Relative addresses, so that what stands in front of it stays in between.
    settings = {
        "version": "0.1",
        "log": {"level": "warn"},
        "storage": {"filesystem": {"rootdirectory": str(directory / "data")}, "delete": {"enabled": True}},
        "http": {"addr": address, "relativeurls": True, "secret": "test"},
    }
    file = directory / "registry.yaml"
    file.write_text(json.dumps(settings), encoding="utf-8")
    with (
        (directory / "log").open("wb") as log,
        subprocess.Popen([PROGRAM, "serve", file], stdout=log, stderr=log) as process,
    ):
        try:
            _wait_for(f"http://{address}/v2/", process)
            yield f"http://{address}"
        finally:
            process.kill()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _answers(url):
        assert process.poll() is None, "the registry ended at once"
        assert time.monotonic() < deadline, "the registry never answered"
        time.sleep(0.02)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url):  # noqa: S310
            return True
    except urllib.error.URLError:
        return False


@dataclass(frozen=True)
class Asked:
    """A request: its method, path and headers, and the body it carried."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


def error(status: int, code: str, message: str, **headers: str) -> Reply:
    """Return an error as registries answer it (OCI Distribution Specification, "Error Codes")."""
    body = json.dumps({"errors": [{"code": code, "message": message}]}).encode()
    return Reply(status, {"Content-Type": "application/json", **headers}, body)


@dataclass
class Front:
    """What stands in front of a registry.

    Attributes:
        behind: The registry's URL.
        credential: User and password that requests have to carry; None for none.
        tokens: Whether they are asked for by tokens, as Docker Hub does, instead of in each request, as ECR does.
        repositories: The repositories there are, where it does not create them by itself, as ECR does not.
        immutable: Whether a tag that is there cannot be moved.
        lists_referrers: Whether it has lists of referrers.
        rules: Asked first: each may answer a request, or wait.
        requests: What was asked, in order.
        host: Host and port at which it listens.
    """

    behind: str
    credential: tuple[str, str] | None = None
    tokens: bool = False
    repositories: set[str] | None = None
    immutable: bool = False
    lists_referrers: bool = False
    rules: list[Callable[[Asked], Reply | None]] = field(default_factory=list)
    requests: list[Asked] = field(default_factory=list)
    host: str = ""
    _referrers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def note_referrer(self, subject: str, descriptor: dict[str, Any]) -> None:
        """List a manifest among the referrers of another."""
        self._referrers.setdefault(subject, []).append(descriptor)

    def uploads(self) -> list[str]:
        """Return the paths to which content was written."""
        return [asked.path for asked in self.requests if asked.method in {"PUT", "PATCH", "POST"}]

    def answer(self, asked: Asked) -> Reply:
        """Answer a request."""
        self.requests.append(asked)
        for rule in self.rules:
            reply = rule(asked)
            if reply is not None:
                return reply
        return self._refused(asked) or self._own(asked) or _forwarded(self.behind, asked)

    def _refused(self, asked: Asked) -> Reply | None:
        if self.credential is not None and not self._let_in(asked):
            scheme = 'Basic realm="stand-in"'
            if self.tokens:
                scheme = f'Bearer realm="{self.url}/token",service="stand-in"'
            return error(401, "UNAUTHORIZED", "authentication required", **{"WWW-Authenticate": scheme})
        name = asked.path.removeprefix("/v2/").rpartition("/manifests/")[0] or asked.path.removeprefix("/v2/")
        for part in ("/blobs/", "/tags/", "/referrers/"):
            name = name.partition(part)[0]
        if self.repositories is not None and name and name not in self.repositories and asked.path.startswith("/v2/"):
            message = f"The repository with name '{name}' does not exist in the registry with id '123456789012'"
            return error(404, "NAME_UNKNOWN", message)
        if self.immutable and asked.method == "PUT" and "/manifests/" in asked.path:
            return self._moved(asked)
        return None

    def _moved(self, asked: Asked) -> Reply | None:
        there = _forwarded(self.behind, Asked("HEAD", asked.path, {"accept": f"{IMAGE}, {INDEX}"}, b""))
        if there.status == 200 and there.headers.get("Docker-Content-Digest") != digest_of(asked.body):
            tag = asked.path.rpartition("/")[2]
            message = f"The image tag '{tag}' already exists and cannot be overwritten because the tag is immutable."
            return error(400, "TAG_INVALID", message)
        return None

    def _own(self, asked: Asked) -> Reply | None:
        if asked.path.startswith("/token"):
            return Reply(200, {"Content-Type": "application/json"}, b'{"token": "let-me-in"}')
        if "/referrers/" in asked.path and self.lists_referrers:
            digest = asked.path.rpartition("/")[2]
            document = {"schemaVersion": 2, "manifests": self._referrers.get(digest, [])}
            return Reply(200, {"Content-Type": "application/json"}, json.dumps(document).encode())
        return None

    def _let_in(self, asked: Asked) -> bool:
        assert self.credential is not None
        basic = f"Basic {b64encode(':'.join(self.credential).encode()).decode()}"
        wanted = "Bearer let-me-in" if self.tokens and not asked.path.startswith("/token") else basic
        return asked.headers.get("authorization") == wanted

    @contextmanager
    def listening(self) -> Iterator[Front]:
        """Answer requests while the context lasts."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        server.block_on_close = False
        self.host = f"127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _forwarded(url: str, asked: Asked) -> Reply:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=_PATIENCE)
    headers = {name: value for name, value in asked.headers.items() if name not in _HOP_BY_HOP | {"authorization"}}
    connection.request(asked.method, asked.path, asked.body, headers)
    answer = connection.getresponse()
    reply = Reply(answer.status, dict(answer.getheaders()), answer.read())
    connection.close()
    return reply


def _body(stream: BufferedIOBase, headers: dict[str, str]) -> bytes:
    if headers.get("transfer-encoding") != "chunked":
        return stream.read(int(headers.get("content-length", 0)))
    content = b""
    while size := int(stream.readline() or b"0", 16):
        content += stream.read(size)
        stream.readline()
    stream.readline()
    return content


def _handler(front: Front) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do(self) -> None:
            # What stands in several lines belongs together: skopeo accepts a type a line.
            headers = {name.lower(): ", ".join(self.headers.get_all(name, [])) for name in self.headers}
            # Who asked may be ended meanwhile.
            self.close_connection = True
            with suppress(ConnectionError):
                self.reply(front.answer(Asked(self.command, self.path, headers, _body(self.rfile, headers))))
                self.close_connection = False

        do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do  # noqa: N815 - what http.server calls

        def reply(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                if name.lower() not in _HOP_BY_HOP:
                    self.send_header(name, value)
            length = reply.headers.get("Content-Length", "0") if self.command == "HEAD" else str(len(reply.body))
            self.send_header("Content-Length", length)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
