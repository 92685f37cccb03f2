"""The service, asked over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from customer_data.server import Service
from customer_data.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Ask = Callable[..., tuple[int, dict[str, object]]]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "customers.db")


@pytest.fixture
def ask(store: Store) -> Iterator[Ask]:
    service = Service(("127.0.0.1", 0), store=store, version="1.2.3")
    threading.Thread(target=service.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", service.server_port, timeout=10)

    def asked(
        method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, object]]:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    yield asked
    connection.close()
    service.shutdown()
    service.server_close()


def test_it_says_that_it_is_healthy_and_which_version_runs(ask: Ask) -> None:
    assert ask("GET", "/health") == (200, {"status": "ok", "version": "1.2.3"})


def test_it_is_not_healthy_without_its_database(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "customers.db").write_bytes(b"no database")

    status, answer = ask("GET", "/health")

    assert (status, answer["status"]) == (503, "failing")


def test_a_customer_is_kept(ask: Ask, store: Store) -> None:
    assert ask("GET", "/customers/7")[0] == 404
    assert ask("PUT", "/customers/7", '{"name": "Ada"}') == (200, {"name": "Ada"})
    assert ask("PUT", "/customers/7", '{"name": "Grace"}')[0] == 200
    assert ask("GET", "/customers/7") == (200, {"name": "Grace"})
    assert store.get("7") == {"name": "Grace"}


@pytest.mark.parametrize("body", ["", "[]", "{", None])
def test_what_is_no_customer_is_refused(ask: Ask, body: str | None) -> None:
    assert ask("PUT", "/customers/7", body)[0] == 400
    assert ask("GET", "/customers/7")[0] == 404


@pytest.mark.parametrize("length", ["65537", "-1", "many"])
def test_a_body_that_is_too_long_is_not_waited_for(ask: Ask, length: str) -> None:
    assert ask("PUT", "/customers/7", headers={"Content-Length": length})[0] == 400
    assert ask("GET", "/customers/7")[0] == 404


@pytest.mark.parametrize("path", ["/", "/customers/", "/customers/a/b", "/customers/..%2f", "/health/more"])
def test_there_is_nothing_elsewhere(ask: Ask, path: str) -> None:
    assert ask("GET", path)[0] == 404
    assert ask("PUT", path, "{}")[0] == 404


def test_it_ends_when_it_is_told_to(tmp_path: Path) -> None:
    variables = {**os.environ, "PORT": "0", "DATA_FILE": str(tmp_path / "customers.db")}
    command = [sys.executable, "-m", "customer_data"]
    root = Path(__file__).resolve().parents[1]
    with subprocess.Popen(command, cwd=root, env=variables) as process:
        deadline = time.monotonic() + 30
        while not (tmp_path / "customers.db").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.5)  # the signal's handler is set right after the database is opened
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
