"""The service over HTTP: ``GET`` and ``PUT /customers/<id>``, and ``GET /health``."""

from __future__ import annotations

import json
import re
import sqlite3
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Store

_CUSTOMER = re.compile(r"/customers/(?P<id>[A-Za-z0-9-]{1,64})")
_LARGEST_BODY = 65_536


class Service(ThreadingHTTPServer):
    """The server of one store.

    Attributes:
        store: Where the customers are.
        version: What ``/health`` calls the version that runs.
    """

    daemon_threads = True

    def __init__(self, address: tuple[str, int], *, store: Store, version: str) -> None:
        """Listen, and serve once ``serve_forever`` is called.

        Args:
            address: Host and port.
            store: Where the customers are.
            version: The version that runs.
        """
        super().__init__(address, _Handler)
        self.store = store
        self.version = version


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Service

    def do_GET(self) -> None:
        """Answer a request to read."""
        if self.path == "/health":
            self._health()
            return
        customer = self._customer()
        if customer is None:
            return
        data = self.server.store.get(customer)
        if data is None:
            self._answer(HTTPStatus.NOT_FOUND, {"error": f"no customer {customer}"})
        else:
            self._answer(HTTPStatus.OK, data)

    def do_PUT(self) -> None:
        """Answer a request to write."""
        customer = self._customer()
        if customer is None:
            return
        data = self._body()
        if data is None:
            self._answer(HTTPStatus.BAD_REQUEST, {"error": f"needs a JSON object of at most {_LARGEST_BODY} bytes"})
            return
        self.server.store.put(customer, data)
        self._answer(HTTPStatus.OK, data)

    def _health(self) -> None:
        try:
            self.server.store.check()
        except sqlite3.Error as error:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, {"status": "failing", "error": str(error)})
        else:
            self._answer(HTTPStatus.OK, {"status": "ok", "version": self.server.version})

    def _customer(self) -> str | None:
        """Return the id in the path; without one, answer that there is nothing."""
        found = _CUSTOMER.fullmatch(self.path)
        if found is None:
            self._body()
            self._answer(HTTPStatus.NOT_FOUND, {"error": f"nothing at {self.path}"})
            return None
        return found["id"]

    def _body(self) -> dict[str, object] | None:
        """Return the object that was sent, or None; what is not read would be taken for the next request."""
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            self.close_connection = True
            return None
        try:
            data = json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None
        return data if isinstance(data, dict) else None

    def _answer(self, status: HTTPStatus, document: dict[str, object]) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)
