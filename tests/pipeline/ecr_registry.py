"""Amazon ECR's registry side: a proxy before a real registry, which tells the emulated API of every image.

The emulator keeps what ``PutImage`` gives it and no layers; a Docker engine speaks to a registry by its own protocol.
The engine reaches the registry that the repository's URL names through this proxy, so that nothing of the pipeline has
to know: it logs in, pushes and pulls as it would at AWS.
"""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_HOP_BY_HOP = {"connection", "transfer-encoding", "keep-alive", "proxy-connection", "content-length"}


@dataclass(frozen=True)
class EcrRegistry:
    """The registry of an emulated account.

    Attributes:
        host: What the account calls it.
        storage: Host and port of the registry that keeps the images.
        ecr: boto3's client of the emulated account.
        finds: What its scans find in the images to come: findings as ``DescribeImageScanFindings`` has them.
    """

    host: str
    storage: str
    ecr: Any
    finds: list[dict[str, str]] = field(default_factory=list)

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Serve while the context lasts, and yield the proxy's URL."""
        server = _Proxy(self)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def lets_in(self, authorization: str | None) -> bool:
        """Whether a request has what ``GetAuthorizationToken`` gives."""
        token = self.ecr.get_authorization_token()["authorizationData"][0]["authorizationToken"]
        given = (authorization or "").removeprefix("Basic ")
        return bool(given) and base64.b64decode(given) == base64.b64decode(token)

    def refusal(self, repository: str, tag: str) -> str | None:
        """Return what ECR answers to a push of a tag that may not be moved, even to where it is."""
        (found,) = self.ecr.describe_repositories(repositoryNames=[repository])["repositories"]
        if found["imageTagMutability"] != "IMMUTABLE" or tag.startswith("sha256:"):
            return None
        images = self.ecr.describe_images(repositoryName=repository)["imageDetails"]
        if all(tag not in image.get("imageTags", ()) for image in images):
            return None
        return f"The image tag '{tag}' already exists in the '{repository}' repository and cannot be overwritten"

    def keep(self, repository: str, tag: str, manifest: str, digest: str) -> None:
        """Tell the API of an image, and have it scanned as a registry does that scans on push."""
        self._find(repository, digest)
        media_type = json.loads(manifest)["mediaType"]
        self.ecr.put_image(
            repositoryName=repository,
            imageManifest=manifest,
            imageManifestMediaType=media_type,
            imageTag=tag,
            imageDigest=digest,
        )
        self.ecr.start_image_scan(repositoryName=repository, imageId={"imageDigest": digest})

    def _find(self, repository: str, digest: str) -> None:
        result = {
            "registryId": self.host.partition(".")[0],
            "repositoryName": repository,
            "imageId": {"imageDigest": digest},
            "imageScanStatus": {"status": "COMPLETE", "description": "done"},
            "imageScanFindings": {
                "imageScanCompletedAt": "2026-11-25T03:00:00Z",
                "findings": self.finds,
                "findingSeverityCounts": {},
            },
        }
        connection = HTTPConnection(urlsplit(self.ecr.meta.endpoint_url).netloc, timeout=30)
        body = json.dumps({"results": [result], "region": self.ecr.meta.region_name})
        path = "/moto-api/static/ecr/scan-finding-results"
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        assert connection.getresponse().status == 201
        connection.close()


class _Proxy(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, registry: EcrRegistry) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.registry = registry


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Proxy

    def do_CONNECT(self) -> None:
        """Refuse TLS: the engine then speaks HTTP with a registry that it has been told of."""
        self.close_connection = True
        self.reply(502, {}, b"")

    def forward(self) -> None:
        body = self.body()
        address = urlsplit(self.path)
        path = f"{address.path}?{address.query}" if address.query else address.path
        if address.hostname != self.server.registry.host:
            self.reply(502, {}, f"{address.hostname} cannot be reached from here".encode())
        elif not self.server.registry.lets_in(self.headers["Authorization"]):
            challenge = f'Basic realm="https://{self.server.registry.host}/",service="ecr.amazonaws.com"'
            self.reply(401, {"WWW-Authenticate": challenge}, b"Not Authorized")
        elif self.command == "PUT" and "/manifests/" in path:
            self.push(path, body)
        else:
            self.reply(*self.asked(path, body))

    def push(self, path: str, body: bytes) -> None:
        repository, _, tag = path.removeprefix("/v2/").partition("/manifests/")
        refusal = self.server.registry.refusal(repository, tag)
        if refusal is not None:
            errors = {"errors": [{"code": "TAG_INVALID", "message": refusal}]}
            self.reply(400, {"Content-Type": "application/json"}, json.dumps(errors).encode())
            return
        status, headers, answer = self.asked(path, body)
        if status == 201:
            self.server.registry.keep(repository, tag, body.decode(), headers["Docker-Content-Digest"])
        self.reply(status, headers, answer)

    def asked(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self.server.registry.storage, timeout=60)
        # An empty body as well has a length: the registry would wait for one that has none.
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP_BY_HOP}
        connection.request(self.command, path, body, {**headers, "Content-Length": str(len(body))})
        answer = connection.getresponse()
        content = answer.read()
        kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP_BY_HOP}
        if self.command == "HEAD":
            kept["Content-Length"] = answer.getheader("Content-Length") or "0"
        connection.close()
        return answer.status, kept, content

    def body(self) -> bytes:
        if self.headers["Transfer-Encoding"] != "chunked":
            return self.rfile.read(int(self.headers["Content-Length"] or 0))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def reply(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    do_GET = do_HEAD = do_POST = do_PATCH = do_PUT = do_DELETE = forward  # noqa: N815
