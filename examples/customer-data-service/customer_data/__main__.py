"""Starts the service: ``python3 -m customer_data``, with ``PORT``, ``DATA_FILE`` and ``VERSION`` in the environment."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

from .server import Service
from .store import Store


def main() -> None:
    """Serve until Docker says stop."""
    store = Store(Path(os.environ.get("DATA_FILE", "customers.db")))
    address = ("0.0.0.0", int(os.environ.get("PORT", "8080")))  # noqa: S104 - a container's own network
    service = Service(address, store=store, version=os.environ.get("VERSION", "unknown"))
    # shutdown() waits for serve_forever(), which is what a signal interrupts: another thread has to call it.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=service.shutdown).start())
    service.serve_forever()


if __name__ == "__main__":
    main()
