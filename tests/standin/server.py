"""An HTTP server that answers as AWS does in its JSON protocol, from a script: boto3 itself is in the test."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Fault(Exception):  # noqa: N818 - what AWS calls it
    """An answer that is an error.

    Attributes:
        code: AWS's name for it; "" for a connection that is reset before an answer.
        message: What AWS says beside it.
        status: The HTTP status.
    """

    code: str
    message: str = ""
    status: int = 400


RESET = Fault("")
THROTTLED = Fault("ThrottlingException", "Rate exceeded")
INTERNAL = Fault("ServerException", "try again", status=500)

Handler = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass
class StandIn:
    """A service.

    Attributes:
        handlers: What answers each operation, by its name.
        faults: By operation, what is answered instead, first come first served; None lets one request through.
        requests: What was asked, in order: operation and parameters.
        url: Where it listens.
    """

    handlers: dict[str, Handler]
    faults: dict[str, list[Fault | None]] = field(default_factory=dict)
    requests: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    url: str = ""

    def answer(self, operation: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        """Answer one request, or raise the fault that it meets."""
        self.requests.append((operation, parameters))
        due = self.faults.get(operation)
        fault = due.pop(0) if due else None
        if fault is not None:
            raise fault
        return self.handlers[operation](parameters)

    def asked(self, operation: str) -> list[Mapping[str, Any]]:
        """Return the parameters of each request for an operation."""
        return [parameters for name, parameters in self.requests if name == operation]

    @contextmanager
    def listening(self) -> Iterator[StandIn]:
        """Answer requests while the context lasts."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _handler(service: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            operation = self.headers["X-Amz-Target"].rpartition(".")[2]
            try:
                self.reply(200, service.answer(operation, json.loads(body)))
            except Fault as fault:
                if fault.code:
                    self.reply(fault.status, {"__type": fault.code, "message": fault.message})
                else:
                    self.reset()

        def reply(self, status: int, document: Mapping[str, Any]) -> None:
            content = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def reset(self) -> None:
            """Close the connection with a TCP reset: lingering for no time drops what was not sent."""
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
